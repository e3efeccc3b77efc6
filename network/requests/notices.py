"""What members are told about questions."""

from django.utils.translation import gettext_lazy as _

from network.notices.kinds import NoticeKind
from network.people.rules import is_staff_member
from network.requests.models import Request


def visible_pks(member, pks):
    """Which questions the member may see now."""
    return set(Request.objects.visible_to(member).filter(pk__in=pks).values_list("pk", flat=True))


KINDS = [
    NoticeKind(
        "question_for_you",
        _("Questions to you, your organisation, or about a topic that you follow"),
        _("%(name)s asks: “%(title)s”"),
        default="at_once",
        visible_pks=visible_pks,
    ),
    NoticeKind(
        "question_answered",
        _("Answers to your questions and those that you follow"),
        _("%(name)s answered “%(title)s”"),
        default="at_once",
        visible_pks=visible_pks,
    ),
    NoticeKind(
        "answer_accepted",
        _("Your answer was the answer"),
        _("%(name)s marked an answer to “%(title)s” as the answer"),
        visible_pks=visible_pks,
    ),
    NoticeKind(
        "question_waits",
        _("Questions that nobody answers"),
        _("Nobody answered “%(title)s” yet"),
        default="at_once",
        visible_pks=visible_pks,
        meant_for=is_staff_member,
    ),
]
