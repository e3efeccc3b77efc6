"""Following things: topics, practices, people, and what else rooms let members follow."""

from django.db import transaction

from network.notices.kinds import followable_of
from network.notices.models import Follow
from network.people.models import Member


def _row(thing):
    return {"kind": followable_of(thing).name, "object_id": thing.pk}


def follow(member, thing):
    """Tell ``member`` from now on what happens with ``thing``. Following twice is following once."""
    with transaction.atomic():
        Follow.objects.get_or_create(member=member, **_row(thing))


def unfollow(member, thing):
    """Tell nothing of it any more."""
    Follow.objects.filter(member=member, **_row(thing)).delete()


def is_following(member, thing):
    return member.is_authenticated and Follow.objects.filter(member_id=member.pk, **_row(thing)).exists()


def followers(thing):
    """The members who follow ``thing`` and whose account works, as a queryset."""
    return followers_of(followable_of(thing).name, [thing.pk])


def followers_of(kind, pks):
    """The members who follow at least one of these things of one kind, each once, as a queryset."""
    following = Follow.objects.filter(kind=kind, object_id__in=pks).values("member_id")
    return Member.objects.active().filter(pk__in=following)


def forget_thing(sender, instance, **kwargs):
    """What is no more is not followed any more."""
    try:
        row = _row(instance)
    except LookupError:
        return
    Follow.objects.filter(**row).delete()


def move(kind, source_pk, target_pk):
    """Who followed the one thing follows the other from now on: for things that are merged."""
    already = Follow.objects.filter(kind=kind, object_id=target_pk).values("member_id")
    rows = Follow.objects.filter(kind=kind, object_id=source_pk)
    rows.filter(member_id__in=list(already.values_list("member_id", flat=True))).delete()
    rows.update(object_id=target_pk)


def topic_merged(source, target):
    """Who followed a topic follows the one that it was merged into."""
    move("topic", source.pk, target.pk)
