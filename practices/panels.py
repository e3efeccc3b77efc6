"""How a practice looks in the admin, in the order of the writing form."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel


def _fold(heading, *fields):
    """Fields that are seldom needed, folded up."""
    return MultiFieldPanel([FieldPanel(field) for field in fields], heading=heading, classname="collapsed")


def _people():
    return [
        FieldPanel("contact"),
        FieldPanel("co_authors"),
        FieldPanel("organisation"),
        FieldPanel("topics"),
        FieldPanel("municipalities"),
        FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
    ]


content = [
    FieldPanel("title"),
    FieldPanel("summary"),
    FieldPanel("occasion"),
    FieldPanel("target_group"),
    FieldPanel("approach"),
    InlinePanel("mechanisms", label=_("explanation"), heading=_("Why it works"), max_num=12),
    FieldPanel("results"),
    FieldPanel("not_for"),
    MultiFieldPanel(_people(), heading=_("Who and where")),
    _fold(_("How exactly"), "intermediary", "materials", "who", "how", "place", "intensity"),
    _fold(_("What you need"), "conditions", "competence", "time_needed", "cost", "helps", "hinders"),
    _fold(_("Results and what came after"), "reach", "effect", "adoption", "maintenance", "negative_effects"),
    _fold(
        _("Official recognition"),
        "recognition_register",
        "recognition_level",
        "recognition_date",
        "recognition_link",
    ),
    _fold(_("To begin"), "first_step", "shadow_visit", "image"),
    InlinePanel("documents", label=_("document"), heading=_("Documents"), max_num=10),
]

promote = [FieldPanel("slug"), FieldPanel("search_description")]

settings = [PublishingPanel(), FieldPanel("visibility"), FieldPanel("review_date")]
