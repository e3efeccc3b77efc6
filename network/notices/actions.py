"""Telling members something, in the list of their notices and by mail as they chose.

    notify(followers(topic), "practice_in_topic", key=f"practice:{page.pk}:new", url=page.get_absolute_url(),
           words={"title": page.title}, target=page, actor=author)

Call it in the transaction of what happened, so that neither exists without the other.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from base.slots import OwnMail
from base.text import clean_text
from network.notices import sending
from network.notices.following import follow, followers, followers_of, is_following, unfollow
from network.notices.kinds import Frequency, kind_named, notice_kinds
from network.notices.models import Notification, Preference
from network.people.models import Member

__all__ = [
    "OwnMail",
    "follow",
    "followers",
    "followers_of",
    "frequencies",
    "is_following",
    "mark_all_read",
    "mark_read",
    "notify",
    "set_frequencies",
    "unfollow",
]

MOST_LETTERS = 300  # of one word of a sentence
MOST_URL = Notification._meta.get_field("url").max_length
MOST_KEY = Notification._meta.get_field("key").max_length


@transaction.atomic
def notify(members, kind, *, key, url, words=None, target=None, bundle="", actor=None, mail=None):
    """Tell ``members`` (objects or primary keys) once that something happened. Returns how many are told it now.

    ``kind`` is the name of a registered ``NoticeKind`` and ``key`` that of what happened: whoever heard it before,
    under whatever kind, does not hear it again. ``words`` fill the sentence; ``url`` is a path of this site.
    ``target`` (an object or its primary key) is what the kind's ``visible_pks`` is asked about. What has the same
    ``bundle`` becomes one line in a mail that gathers. ``mail`` is an ``OwnMail``, or a callable that gives one
    for a member, where what goes at once says more than the sentence. ``actor``, who did it, is not told.
    """
    known = kind_named(kind)
    if known is None:
        raise LookupError(f"No such kind of notice: {kind}")
    own = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    if not own or len(url) > MOST_URL or len(key) > MOST_KEY:
        raise ValueError("The address of a notice is a path of this site, and its key is short")
    receivers = _receivers(members, key, actor)
    if not receivers:
        return 0
    wanted = _wanted(known, receivers)
    now = timezone.now()
    gather = sending.is_on()
    told = {
        "kind": kind,
        "key": key,
        "url": url,
        "words": {name: _line(value) for name, value in (words or {}).items()},
        "target_id": getattr(target, "pk", target),
        "bundle": bundle,
        "actor": actor,
        "created_at": now,
    }
    rows = [
        Notification(member=member, waits_for_mail=gather and wanted[member.pk] != Frequency.NEVER, **told)
        for member in receivers
    ]
    # Whoever is told the same at the same moment by another process keeps that row.
    Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    sending.at_once(known, key, [pk for pk, often in wanted.items() if often == Frequency.AT_ONCE], mail)
    return len(rows)


def _receivers(members, key, actor):
    """The members among ``members`` with an account that works, without the actor and who heard it already."""
    pks = {getattr(member, "pk", member) for member in members} - {getattr(actor, "pk", None)}
    heard = set(Notification.objects.filter(key=key, member_id__in=pks).values_list("member_id", flat=True))
    return list(Member.objects.active().filter(pk__in=pks - heard).order_by("pk"))


def _line(value):
    """A word of a sentence: one line, not too long, without what no reader wants."""
    text = str(value) if isinstance(value, str | Promise) else f"{value}"
    return " ".join(clean_text(text).split())[:MOST_LETTERS]


# ---------- how often ----------


def _wanted(kind, members):
    """``{pk of a member: Frequency}`` for one kind."""
    if kind.always_mail:
        return {member.pk: Frequency.AT_ONCE for member in members}
    chosen = dict(Preference.objects.filter(kind=kind.name, member__in=members).values_list("member_id", "frequency"))
    return {member.pk: Frequency(chosen.get(member.pk, kind.default)) for member in members}


def frequencies(member):
    """``{name of a kind: Frequency}`` of all kinds that somebody can choose about."""
    chosen = dict(member.notice_preferences.values_list("kind", "frequency"))
    return {kind.name: Frequency(chosen.get(kind.name, kind.default)) for kind in notice_kinds if not kind.always_mail}


@transaction.atomic
def set_frequencies(member, wanted):
    """Store how often ``member`` wants mail: ``{name of a kind: frequency}``. What isn't named stays."""
    before = frequencies(Member.objects.select_for_update().get(pk=member.pk))
    changed = {name: Frequency(often) for name, often in wanted.items() if before[name] != often}
    for name, often in changed.items():
        Preference.objects.update_or_create(member=member, kind=name, defaults={"frequency": often})
    # No mail may come of what waits for one that is wanted no more.
    stopped = [name for name, often in changed.items() if often == Frequency.NEVER]
    member.notifications.filter(waits_for_mail=True, kind__in=stopped).update(waits_for_mail=False)
    return changed


# ---------- reading ----------


def mark_read(member, pk):
    """Note that a member read one of their notices; gives the notice, or None when it isn't theirs."""
    notice = member.notifications.filter(pk=pk).first()
    if notice is not None and notice.read_at is None:
        member.notifications.unread().filter(pk=pk).update(read_at=timezone.now())
    return notice


def mark_all_read(member, before):
    """Note that a member read all that was there at the moment ``before``. Returns how many that were."""
    return member.notifications.unread().filter(created_at__lte=before).update(read_at=timezone.now())
