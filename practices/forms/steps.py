"""The order of the writing form: the ten-minute version in steps, and the groups that make it richer."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

MECHANISM_TEXTS = ("context", "resource", "reasoning", "outcome")
MECHANISM_MORE = ("element", "element_kind", "core", "basis", "source", "source_label")
MECHANISM_FIELDS = MECHANISM_TEXTS + MECHANISM_MORE
MAX_MECHANISMS = 12


@dataclass(frozen=True)
class Step:
    """One screen of the form."""

    key: str
    title: str
    lead: str
    fields: tuple
    richer: bool = False

    @property
    def plain_fields(self):
        """Fields of the practice itself, without the rows of why it works."""
        return tuple(name for name in self.fields if name != "mechanisms")

    @property
    def has_mechanisms(self):
        return "mechanisms" in self.fields


STEPS = (
    Step("wat", _("What is it?"), _("A name and one sentence."), ("title", "summary")),
    Step(
        "aanleiding",
        _("Problem and target group"),
        _("Write about a group, never about one child."),
        ("occasion", "target_group"),
    ),
    Step("doen", _("What do you do?"), _("Such that a colleague can do the same."), ("approach",)),
    Step(
        "waarom",
        _("Why does it work?"),
        _("This is what others learn most from. Finish the sentence."),
        ("mechanisms",),
    ),
    Step("resultaat", _("What did it yield?"), _("Also where it did not work."), ("results", "not_for")),
    Step(
        "wie",
        _("Who and where?"),
        _("So that colleagues can find it and ask about it."),
        ("contact", "organisation", "municipalities", "age_from", "age_to", "topics"),
    ),
)

RICHER = (
    Step(
        "uitvoering",
        _("How exactly"),
        _("The details that somebody else needs to do it too."),
        ("intermediary", "materials", "who", "how", "place", "intensity"),
        True,
    ),
    Step(
        "voorwaarden",
        _("What you need"),
        _("Conditions, time and money."),
        ("conditions", "competence", "time_needed", "cost", "helps", "hinders"),
        True,
    ),
    Step(
        "vervolg",
        _("Results and what came after"),
        _("What you know by now."),
        ("reach", "effect", "adoption", "maintenance", "negative_effects"),
        True,
    ),
    Step(
        "elementen",
        _("Active elements and sources"),
        _("For each explanation: which part does the work, and how you know."),
        ("mechanisms",),
        True,
    ),
    Step(
        "erkenning",
        _("Official recognition"),
        _("Only if a register has judged the approach."),
        ("recognition_register", "recognition_level", "recognition_date", "recognition_link"),
        True,
    ),
    Step(
        "beginnen",
        _("Starting, looking and reading again"),
        _("For who wants to begin, and for you later."),
        ("first_step", "shadow_visit", "review_date", "visibility"),
        True,
    ),
)

ALL_STEPS = {step.key: step for step in STEPS + RICHER}
CORE_FIELDS = tuple(name for step in STEPS for name in step.fields)
RICHER_FIELDS = tuple(name for step in RICHER for name in step.plain_fields)
PLAIN_FIELDS = tuple(name for name in CORE_FIELDS if name != "mechanisms") + RICHER_FIELDS
EVERYTHING = Step("alles", _("Everything on one page"), "", CORE_FIELDS)
# What "make it richer" counts: fields that tell something. A date, a tick and a choice have an answer from the start.
COUNTED = tuple(
    name
    for name in RICHER_FIELDS
    if name
    not in (
        "shadow_visit",
        "review_date",
        "visibility",
        "recognition_level",
        "recognition_date",
        "recognition_link",
        "recognition_register",
    )
)
