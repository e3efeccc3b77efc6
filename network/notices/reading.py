"""What of somebody's notices they may see now: asked again each time, as a target may have been hidden since."""

from collections import defaultdict

from django.utils import timezone

from base.shelves import kept
from network.notices.kinds import kind_named
from network.notices.models import Notification

MOST = 1000  # of the newest; older ones are read or long forgotten
COUNTED = 100  # a count above this says no more than "many"


def visible(member, rows):
    """Of ``rows`` (each with ``kind`` and ``target_id``) those that ``member`` may see now, in their order.

    Costs what the kinds that are among them cost, however many rows there are.
    """
    targets = defaultdict(set)
    for row in rows:
        if row.target_id is not None:
            targets[row.kind].add(row.target_id)
    kinds = {name: kind_named(name) for name in {row.kind for row in rows}}
    open_to = {name: kinds[name].visible(member, pks) for name, pks in targets.items() if kinds[name] is not None}
    return [
        row
        for row in rows
        if kinds[row.kind] is not None and (row.target_id is None or row.target_id in open_to[row.kind])
    ]


def unread_count(member):
    """How many notices wait to be read, of those that ``member`` may see now. Asked on every page of a member.

    What they may see is asked again when anything on the site changed, and each day; else this is one query.
    """
    rows = Notification.objects.filter(member=member).unread().order_by()
    rows = list(rows.values_list("kind", "target_id", named=True)[:COUNTED])
    if not rows:
        return 0
    key = (member.pk, timezone.localdate(), tuple(rows))
    return kept("unread notices", key, lambda: len(visible(member, rows)))


def list_of(member):
    """Primary keys of the notices that ``member`` may see now: unread first, then the newest."""
    rows = member.notifications.order_by("-created_at", "-pk")
    found = visible(member, list(rows.values_list("pk", "kind", "target_id", "read_at", named=True)[:MOST]))
    return [row.pk for row in sorted(found, key=lambda row: row.read_at is not None)]


def rows_of(member, pks):
    """These notices of ``member``, in this order."""
    rows = member.notifications.in_bulk(list(pks))
    return [rows[pk] for pk in pks if pk in rows]
