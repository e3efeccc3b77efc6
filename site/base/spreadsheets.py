"""Tables that people download: nothing that somebody typed may run when a spreadsheet program opens it."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from base.slots import Slot

# Who wants to know that somebody took a list out of the site: callables (member, model, number of rows).
exports = Slot("told of what is exported")

# What a spreadsheet program takes for the start of a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def defuse(value):
    """The same value; a text that would be read as a formula gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


class SafeExportMixin(SpreadsheetExportMixin):
    """For the lists of the admin, first among the bases: their CSV and XLSX with every text defused."""

    def as_spreadsheet(self, queryset, spreadsheet_format):
        model = getattr(queryset, "model", None)
        if model is not None:
            for told in exports:
                told(self.request.user, model, queryset.count())
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def preprocess_field_value(self, field, value, export_format):
        return defuse(super().preprocess_field_value(field, value, export_format))
