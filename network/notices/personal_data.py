"""What notices hold about people, for the register."""

from django.db.models import Q

from base.personal_data import Leaving, register
from network.notices.models import Follow, Notification, Preference


def _member(member):
    return Q(member=member)


def _forget_about(member):
    """What others were told of somebody has their name in it."""
    Notification.objects.filter(actor=member).delete()


def _follow_no_more(member):
    Follow.objects.filter(kind="person", object_id=member.pk).delete()


def fill():
    """Register them all."""
    register(
        Notification,
        rows=_member,
        leaving=Leaving.DELETE,
        before=_forget_about,
        nothing="id",
        person="member actor",
        own="kind url created_at read_at mailed_at",
        others="words",
        secret="key target_id bundle waits_for_mail",  # noqa: S106
    )
    register(
        Preference,
        rows=_member,
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="kind frequency",
    )
    register(
        Follow,
        rows=_member,
        leaving=Leaving.DELETE,
        before=_follow_no_more,
        nothing="id",
        person="member",
        own="kind object_id since",
    )
