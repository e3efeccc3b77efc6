"""The five kinds of request, declared: which steps each goes through, and the small rules by which they differ.

All else, from asking to closing, is the same for all of them and asks this table. A new kind is a row here, the fields
of its form (``forms/fields.py``) and what its page shows besides (``screens/``).
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from network.requests.choices import Audience, RequestKind, RequestStatus

DRAFT, READING, OPEN, MATCHED, SCHEDULED, HELD, CLOSED, WITHDRAWN, EXPIRED = RequestStatus
NETWORK = (Audience.MEMBERS, Audience.FOLLOWERS, Audience.GROUP, Audience.CHOSEN)


@dataclass(frozen=True)
class FormStep:
    """One screen of the form: its name in the address, the question on top, a line under it, and the fields."""

    slug: str
    title: str
    lead: str
    fields: tuple


@dataclass(frozen=True)
class KindRules:
    """How one kind of request goes.

    ``way`` are the statuses it goes through, in order; ``besides`` are further steps ``(from, to)`` that it may take.
    ``read_first``: a second reader sees it before anybody else. ``text_is_private``: the network sees the title and the
    topics; the text is for who takes part, and with ``asked_may_read`` for who is asked. ``hides_people``: the network
    doesn't see who asks and who takes part. ``joining`` says how people come to it: ``group`` (several, until it is
    full), ``one`` (the first who says yes), ``days`` (each takes a place on a day), ``proposals`` or ``answers``.
    ``ends`` are its outcomes.
    """

    kind: str
    slug: str
    label: str
    plural: str
    ask: str
    lead: str
    way: tuple
    besides: tuple
    joining: str
    audiences: tuple
    ends: tuple
    steps: tuple
    read_first: bool = False
    text_is_private: bool = False
    hides_people: bool = False
    asked_may_read: bool = False
    staff_see_all: bool = False
    expires: bool = True
    labels: dict = field(default_factory=dict)

    def may_go(self, old, new):
        """Whether a request of this kind may go from one status to another."""
        if (old, new) in self.besides or (old, new) in zip(self.way, self.way[1:], strict=False):
            return True
        if new == WITHDRAWN:
            return old in self.way and old not in (HELD, CLOSED)
        if self.expires and new == EXPIRED:
            return old in (OPEN, MATCHED)
        return self.expires and (old, new) == (EXPIRED, OPEN)

    def status_label(self, status):
        """What a status is called for this kind."""
        return self.labels.get(status, RequestStatus(status).label)

    @property
    def meets(self):
        """Whether people come together at a moment that they agree."""
        return SCHEDULED in self.way


INTERVISION = KindRules(
    kind=RequestKind.INTERVISION,
    slug="intervisie",
    label=_("Intervision"),
    plural=_("Intervision"),
    ask=_("Ask for intervision"),
    lead=_("With four to eight colleagues of other organisations you look at your own question, by a method."),
    way=(DRAFT, READING, OPEN, MATCHED, SCHEDULED, HELD, CLOSED),
    besides=((READING, DRAFT), (MATCHED, OPEN), (SCHEDULED, MATCHED)),
    joining="group",
    audiences=NETWORK,
    ends=("helped", "partly", "not_helped"),
    read_first=True,
    text_is_private=True,
    hides_people=True,
    labels={MATCHED: _("The group is complete")},
    steps=(
        FormStep(
            "vraag",
            _("What is your question?"),
            _(
                "Write about yourself and your work. What do you doubt? It is not about a child or a family, "
                "so leave out names and particulars."
            ),
            ("title", "text", "about", "topics"),
        ),
        FormStep(
            "hoe",
            _("How do you want to do it?"),
            _("You don't know yet? Leave it as it is."),
            (
                "method",
                "size",
                "facilitator_wanted",
                "other_organisations_only",
                "meets",
                "place",
                "municipality",
                "travel_km",
            ),
        ),
        FormStep(
            "wanneer",
            _("When, and with whom?"),
            _("Give some moments. Everybody who takes part says which ones they can make."),
            ("moments", "wanted_by", "visibility", "group", "chosen", "asks_itself"),
        ),
    ),
)

CONSULTATION = KindRules(
    kind=RequestKind.CONSULTATION,
    slug="consultatie",
    label=_("Consultation"),
    plural=_("Consultations"),
    ask=_("Ask for a consultation"),
    lead=_("A short question to a specialist of another organisation."),
    way=(DRAFT, READING, OPEN, MATCHED, SCHEDULED, HELD, CLOSED),
    besides=((READING, DRAFT), (MATCHED, OPEN), (SCHEDULED, MATCHED), (MATCHED, HELD)),
    joining="one",
    audiences=NETWORK,
    ends=("helped", "partly", "not_helped"),
    read_first=True,
    text_is_private=True,
    asked_may_read=True,
    hides_people=True,
    labels={MATCHED: _("A colleague thinks along"), HELD: _("Talked about")},
    steps=(
        FormStep(
            "vraag",
            _("What do you want to know?"),
            _("Ask it in general. A specialist can think along without knowing about whom it is."),
            ("title", "text", "topics"),
        ),
        FormStep(
            "hoe",
            _("Whom do you ask, and how soon?"),
            _("You know nobody? Then we look for somebody who knows about these topics."),
            (
                "to_member",
                "answer_within",
                "meets",
                "place",
                "municipality",
                "visibility",
                "group",
                "chosen",
                "asks_itself",
            ),
        ),
    ),
)

VISIT = KindRules(
    kind=RequestKind.VISIT,
    slug="kijkje",
    label=_("Shadow visit"),
    plural=_("Shadow visits"),
    ask=_("Ask for or offer a shadow visit"),
    lead=_("A day along with a colleague of another organisation."),
    way=(DRAFT, OPEN, MATCHED, SCHEDULED, HELD, CLOSED),
    besides=((MATCHED, OPEN), (SCHEDULED, MATCHED), (OPEN, CLOSED)),
    joining="days",
    audiences=(Audience.MEMBERS, Audience.FOLLOWERS, Audience.GROUP),
    ends=("done",),
    labels={MATCHED: _("A host is found")},
    steps=(
        FormStep(
            "vraag",
            _("What do you want to see, or to show?"),
            _("Say what somebody will see and learn in a day."),
            ("is_offer", "to_member", "title", "text", "topics"),
        ),
        FormStep(
            "hoe",
            _("Where, and for how many?"),
            _("You choose the days afterwards."),
            ("place", "municipality", "size", "wanted_by", "visibility", "group"),
        ),
    ),
)

CHALLENGE = KindRules(
    kind=RequestKind.CHALLENGE,
    slug="vraagstuk",
    label=_("Challenge"),
    plural=_("Challenges"),
    ask=_("Put a challenge"),
    lead=_("A municipality or the region puts a problem; providers answer with a proposal, alone or together."),
    way=(DRAFT, OPEN, MATCHED, CLOSED),
    besides=(),
    joining="proposals",
    audiences=(Audience.PUBLIC, Audience.MEMBERS),
    ends=("chosen", "not_chosen"),
    staff_see_all=True,
    expires=False,
    labels={OPEN: _("Open for proposals"), MATCHED: _("Being assessed")},
    steps=(
        FormStep(
            "vraag",
            _("Which problem has to be solved?"),
            _("Describe what goes wrong and for whom, not what the answer has to be."),
            ("title", "text", "topics", "municipality"),
        ),
        FormStep(
            "hoe",
            _("How do you choose?"),
            _("Who makes a proposal wants to know beforehand how you look at it."),
            (
                "criteria",
                "budget",
                "wanted_by",
                "decided_by",
                "proposals_shown",
                "assessors",
                "visibility",
            ),
        ),
    ),
)

QUESTION = KindRules(
    kind=RequestKind.QUESTION,
    slug="vraag",
    label=_("Question"),
    plural=_("Questions"),
    ask=_("Ask a question"),
    lead=_("To the network, an organisation or a municipality. The answer is for everybody."),
    way=(DRAFT, OPEN, CLOSED),
    besides=(),
    joining="answers",
    audiences=(Audience.MEMBERS, Audience.PUBLIC, Audience.FOLLOWERS, Audience.GROUP),
    ends=("answered",),
    staff_see_all=True,
    expires=False,
    labels={OPEN: _("No answer yet"), CLOSED: _("Answered")},
    steps=(
        FormStep(
            "vraag",
            _("What do you want to know?"),
            _("Ask it once. The answer is for everybody."),
            ("title", "text", "to_organisation", "to_municipality", "topics", "wanted_by", "visibility", "group"),
        ),
    ),
)

KINDS = {rules.kind: rules for rules in (INTERVISION, CONSULTATION, VISIT, CHALLENGE, QUESTION)}
BY_SLUG = {rules.slug: rules for rules in KINDS.values()}


def rules_of(request):
    """The rules of a request."""
    return KINDS[RequestKind(request.kind)]
