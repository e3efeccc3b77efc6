"""What members are told about requests."""

from django.utils.translation import gettext_lazy as _

from network.notices.kinds import NoticeKind
from network.people.rules import is_staff_member
from network.requests import rules
from network.requests.models import Proposal, Request


def visible_pks(member, pks):
    """Which requests the member may open now."""
    return set(Request.objects.readable_by(member).filter(pk__in=pks).values_list("pk", flat=True))


def readable_first(member, pks):
    """Which requests wait for the member as second reader."""
    if not rules.is_second_reader(member):
        return set()
    return set(Request.objects.to_read(member).filter(pk__in=pks).values_list("pk", flat=True))


def readable_proposals(member, pks):
    """Which proposals the member may read now."""
    return set(Proposal.objects.visible_to(member).filter(pk__in=pks).values_list("pk", flat=True))


def _kind(name, label, sentence, **more):
    return NoticeKind(name, label, sentence, **({"visible_pks": visible_pks, "default": "at_once"} | more))


KINDS = [
    _kind(
        "question_for_you",
        _("Questions to you, your organisation, or about a topic that you follow"),
        _("%(name)s asks: “%(title)s”"),
    ),
    _kind(
        "question_answered",
        _("Answers to your questions and those that you follow"),
        _("%(name)s answered “%(title)s”"),
    ),
    _kind(
        "answer_accepted",
        _("Your answer was the answer"),
        _("%(name)s marked an answer to “%(title)s” as the answer"),
        default="daily",
    ),
    _kind(
        "question_waits",
        _("Questions that nobody answers"),
        _("Nobody answered “%(title)s” yet"),
        meant_for=is_staff_member,
    ),
    _kind(
        "request_to_read",
        _("Intervision and consultation to read first"),
        _("“%(title)s” waits for a second reader"),
        visible_pks=readable_first,
        meant_for=rules.is_second_reader,
    ),
    _kind(
        "request_no_reader",
        _("Intervision and consultation that no second reader reads"),
        _("A request waits for a second reader. Is there nobody? Give a colleague that role."),
        visible_pks=None,
        meant_for=rules.may_see_figures,
    ),
    _kind(
        "request_for_you",
        _("Colleagues who ask you for intervision, a consultation or a visit"),
        _("You are asked: “%(title)s”"),
    ),
    _kind(
        "request_about_topic",
        _("Intervision, consultations, visits and challenges about a topic that you follow"),
        _("New: “%(title)s”"),
        default="daily",
    ),
    _kind(
        "request_nobody_left",
        _("Nobody is left whom the site can ask for you"),
        _("Nobody is left to ask for “%(title)s”. See what you can do."),
    ),
    _kind("request_joined", _("Who takes part in what you asked"), _("%(name)s takes part in “%(title)s”")),
    _kind(
        "request_wants", _("Who wants to take part in what you asked"), _("%(name)s wants to take part in “%(title)s”")
    ),
    _kind("request_let_in", _("You can take part"), _("You take part in “%(title)s”")),
    _kind("request_not_now", _("Not this time"), _("The group of “%(title)s” is made up otherwise"), visible_pks=None),
    _kind("request_left", _("Somebody can't take part any more"), _("A place came free in “%(title)s”")),
    _kind("visit_booked", _("Who books a day with you"), _("%(name)s comes along: “%(title)s”")),
    _kind("visit_days", _("New days of shadow visits that you follow"), _("There are new days for “%(title)s”")),
    _kind("visit_over", _("What you saw on a shadow visit"), _("What did you see at “%(title)s”?")),
    _kind("visit_seen", _("What visitors saw with you"), _("%(name)s wrote what they saw: “%(title)s”")),
    _kind(
        "visit_shared",
        _("What you saw, when others may read it"),
        _("Others may read what you saw: “%(title)s”"),
        default="daily",
    ),
    _kind("request_step", _("Steps of what you ask or take part in"), _("“%(title)s”: %(status)s")),
    _kind("request_moments", _("Moments that you are asked about"), _("When can you for “%(title)s”?")),
    _kind("request_promise", _("What you promised to answer"), _("You promised an answer about “%(title)s”")),
    _kind(
        "request_overdue",
        _("An answer that you were promised and that did not come"),
        _("The day on which you would hear about “%(title)s” is over"),
    ),
    _kind("request_ends", _("Requests of which you have not said what came of them"), _("What came of “%(title)s”?")),
    _kind(
        "proposal_step",
        _("Proposals that you write, and that name your organisation"),
        _("Proposal “%(title)s”: %(status)s"),
        visible_pks=readable_proposals,
    ),
]
