"""The empty spreadsheet for who wants to import practices."""

from django.utils.translation import gettext as _

from practices.openformat.files import write_xlsx


def explanations():
    """Rows for the second sheet: which column holds what."""
    return [
        (_("Column"), _("What to write")),
        ("title", _("Required. The name of the practice.")),
        ("summary", _("Required. One sentence of at most 250 characters.")),
        ("slug", _("The last part of the address, such as samen-eten. Empty: made from the title.")),
        ("occasion, target_group, approach, conditions, results, not_for, first_step", _("Text. Markdown is allowed.")),
        ("topics, municipalities", _("Names, separated by a semicolon.")),
        ("organisation", _("The name of the organisation.")),
        ("status", _("published or draft.")),
        ("review_date, recognition_date", _("A date such as 2027-05-01.")),
        ("shadow_visit", _("yes or empty: may others come and watch for a day?")),
        ("age_from, age_to", _("Ages in years.")),
        ("recognition_level", "well_founded, first, good, strong"),
        (
            "mechanism_1_context … mechanism_4_source",
            _("Why it works: in context we offer resource, so reasoning, and that leads to outcome."),
        ),
        ("mechanism_1_core", "core, adaptable"),
        ("mechanism_1_basis", "theory, study, own_data, experience"),
    ]


def template_file():
    """The bytes of the spreadsheet, in the visitor's language."""
    return write_xlsx([], explanations())
