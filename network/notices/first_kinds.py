"""What the rooms on the left tell members, and what can be followed of them: they may not register it themselves."""

from django.utils.translation import gettext_lazy as _

from network.notices.kinds import Followable, NoticeKind, followables, notice_kinds
from network.people.models import Member, PeopleGroup
from network.topics.models import Topic


def _groups(member, pks):
    return set(PeopleGroup.objects.visible_to(member).filter(pk__in=pks).values_list("pk", flat=True))


def _coordinated(member, pks):
    return set(PeopleGroup.objects.coordinated_by(member).filter(pk__in=pks).values_list("pk", flat=True))


GROUPS = (
    NoticeKind(
        "group_message",
        _("Messages to my groups"),
        _("%(name)s wrote to the group “%(group)s”"),
        default="at_once",
        can_wait=False,
        visible_pks=_groups,
    ),
    NoticeKind(
        "group_asked",
        _("Who wants to join my groups"),
        _("%(name)s wants to join the group “%(group)s”"),
        default="at_once",
        visible_pks=_coordinated,
    ),
    NoticeKind(
        "group_invited",
        _("Groups that I am invited to"),
        _("You are invited to the group “%(group)s”"),
        default="at_once",
        always_mail=True,
        visible_pks=_groups,
    ),
    NoticeKind(
        "group_let_in",
        _("Answers of groups"),
        _("You take part in the group “%(group)s”"),
        default="at_once",
        always_mail=True,
        visible_pks=_groups,
    ),
)


def fill():
    """Register groups, topics and people."""
    for place, kind in enumerate(GROUPS):
        notice_kinds.register(kind, order=40 + place)
    followables.register(
        Followable("topic", Topic, Topic.objects.visible_to, _("Topics")),
        order=10,
    )
    followables.register(
        Followable("person", Member, Member.objects.visible_to, _("People"), url=lambda person: person.page_url),
        order=30,
    )
