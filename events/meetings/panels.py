"""How a meeting looks in the admin, in the order of the form."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel

PART = [
    FieldPanel("title"),
    FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
    FieldPanel("description"),
    FieldPanel("speakers"),
    FieldPanel("other_speakers"),
]
PLACE = ["venue", "address", "room", "municipality", "directions", "accessibility", "online", "online_link"]
SEATS = [
    *("capacity", "registration_open", "registration_from", "registration_until", "guests_allowed"),
    *("offer_hours", "remind_days", "hours", "skj"),
]

content = [
    FieldPanel("title"),
    FieldPanel("summary"),
    FieldPanel("kind"),
    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
    MultiFieldPanel([FieldPanel(name) for name in PLACE], heading=_("Where")),
    FieldPanel("description"),
    FieldPanel("for_whom"),
    FieldPanel("topics"),
    MultiFieldPanel(
        [FieldPanel("organisation"), FieldPanel("organisers"), FieldPanel("series")], heading=_("Who organises it")
    ),
    MultiFieldPanel([FieldPanel(name) for name in SEATS], heading=_("Registering")),
    InlinePanel("programme", panels=PART, label=_("part"), heading=_("Programme"), max_num=40),
    InlinePanel("break_outs", label=_("theme"), heading=_("Break-out themes"), max_num=20),
    InlinePanel("questions", label=_("question"), heading=_("Questions to who registers"), max_num=10),
    InlinePanel("documents", label=_("document"), heading=_("Documents"), max_num=20),
]

promote = [FieldPanel("slug"), FieldPanel("search_description")]

settings = [PublishingPanel(), FieldPanel("visibility")]
