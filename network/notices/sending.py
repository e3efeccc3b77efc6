"""Mails about notices: at once, or what waits gathered into one mail.

What waits goes once a day, and what somebody wants once a week on Monday with it: one mail for all. Only what was not
read meanwhile is in it, and only what its reader may still see at that moment.
"""

import logging
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from base.mail import absolute_url, send_mail_later
from base.mail.writing import is_switched_off
from base.slots import OwnMail
from network.notices import links, reading
from network.notices.kinds import Frequency, kind_named, notice_kinds
from network.notices.models import Notification, Preference
from network.people.models import Member

logger = logging.getLogger(__name__)

HOUR = time(7, 30)  # of the mail that gathers, local time
MONDAY = 0
MOST_LINES = 40  # in one mail


def is_on():
    """Whether mail goes out now: it doesn't while the demo region is made."""
    return not is_switched_off()


# ---------- at once ----------


def at_once(kind, key, pks, own):
    """Mail the notice ``key`` to the members ``pks``, in the transaction that made it. ``own``: see ``notify``."""
    # Locked: of two processes that tell the same, the second finds nothing left to mail.
    rows = Notification.objects.select_for_update(of=("self",)).filter(
        key=key, kind=kind.name, member_id__in=pks, waits_for_mail=True
    )
    rows = list(rows.select_related("member").order_by("pk"))
    now = timezone.now()
    for row in rows:
        seen = reading.visible(row.member, [row])
        if seen:
            what = (own(row.member) if callable(own) else own) or OwnMail("notice", _told(row))
            _send(row.member, what, f"notice:{row.pk}", [] if kind.always_mail else [kind.name])
        row.waits_for_mail = False
        row.mailed_at = now if seen else None
    Notification.objects.bulk_update(rows, ["waits_for_mail", "mailed_at"], batch_size=500)


def _told(row):
    return {"notice": row, "address": absolute_url(row.url)}


def _send(member, what, key, kinds):
    """One mail to one member; ``kinds`` are the names of what it is about, as far as one can say no to it."""
    stop = links.stop_url(member, kinds) if kinds else None
    choose = absolute_url(reverse("notices:settings")) if kinds else None
    context = {"name": member.get_short_name(), "choose": choose, **what.context}
    send_mail_later(member.email, what.template, context, headers=what.headers, key=key, unsubscribe=stop)


# ---------- gathered ----------


def moments(now):
    """``{Frequency: moment}``: what came before it is due now."""
    local = timezone.localtime(now)
    today = timezone.make_aware(datetime.combine(local.date(), HOUR))
    day = local.date() if today <= now else local.date() - timedelta(days=1)
    monday = day - timedelta(days=(day.weekday() - MONDAY) % 7)
    at = {Frequency.DAILY: day, Frequency.WEEKLY: monday}
    due = {often: timezone.make_aware(datetime.combine(one, HOUR)) for often, one in at.items()}
    return {Frequency.AT_ONCE: now, **due}


def send_gathered(now=None):
    """Mail each member what waits for them and is due. Returns how many mails.

    Run it as often as you like, on as many machines: nobody is mailed the same twice.
    """
    now = now or timezone.now()
    sent = 0
    for pk in _due_members(now):
        try:
            sent += _gather(pk, now)
        except Exception:
            # One that fails must not keep the mails of all others; it is tried again next time.
            logger.exception("The notices of a member could not be gathered")
    return sent


def _due_members(now):
    """Primary keys of the members for whom something is due, in two queries."""
    waiting = Notification.objects.waiting().filter(member__is_active=True).order_by()
    oldest = list(waiting.values_list("member_id", "kind").annotate(oldest=Min("created_at")))
    chosen = Preference.objects.filter(member_id__in={member for member, *_ in oldest})
    chosen = {(member, kind): often for member, kind, often in chosen.values_list("member_id", "kind", "frequency")}
    until = moments(now)
    due = {
        member
        for member, kind, created in oldest
        if created < until.get(_often(chosen.get((member, kind)), kind), _always(now))
    }
    return sorted(due)


def _often(chosen, kind):
    """How often mail about a kind (its name) is wanted; None when no room knows the kind any more."""
    known = kind_named(kind)
    return None if known is None else Frequency(chosen or known.default)


def _always(now):
    """What nobody wants a mail about is due at once: to wait no longer."""
    return now + timedelta(days=1)


@transaction.atomic
def _gather(pk, now):
    """One mail to one member, with all that is due. Returns how many mails: 0 or 1."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=pk)
    chosen = dict(member.notice_preferences.values_list("kind", "frequency"))
    until = moments(now)
    waiting = member.notifications.waiting().order_by("-created_at", "-pk")
    due = []
    for row in waiting:
        often = _often(chosen.get(row.kind), row.kind)
        if row.created_at < until.get(often, _always(now)):
            due.append((row, often in until))
    told = reading.visible(member, [row for row, wanted in due if wanted])
    Notification.objects.filter(pk__in=[row.pk for row, _ in due]).update(waits_for_mail=False)
    if not told:
        return 0
    Notification.objects.filter(pk__in=[row.pk for row in told]).update(mailed_at=now)
    kinds = {row.kind for row in told}
    last = max(row.pk for row in told)
    _send(member, OwnMail("notices", _gathered(member, told)), f"notices:{member.pk}:{last}", kinds)
    return 1


def _gathered(member, rows):
    """The context of the mail: a group for each kind, with what belongs together in one line."""
    groups, room = [], MOST_LINES
    for kind in notice_kinds:
        lines = _lines([row for row in rows if row.kind == kind.name])[:room]
        room -= len(lines)
        if lines:
            stop = "" if kind.always_mail else links.stop_url(member, [kind.name])
            groups.append({"label": kind.label, "lines": lines, "stop": stop})
    shown = sum(1 + line["others"] for group in groups for line in group["lines"])
    return {
        "groups": groups,
        "count": len(rows),
        "first": rows[0],
        "more": len(rows) - shown,
        "list": absolute_url(reverse("notices:list")),
    }


def _lines(rows):
    """Rows of one kind, the newest first, as lines; of a bundle the newest speaks for all."""
    lines, bundles = [], {}
    for row in rows:
        if row.bundle in bundles:
            bundles[row.bundle]["others"] += 1
            continue
        line = {"notice": row, "address": absolute_url(row.url), "others": 0}
        if row.bundle:
            bundles[row.bundle] = line
        lines.append(line)
    return lines
