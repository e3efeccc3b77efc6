"""How long personal data is kept: rules in code, one place to see them, and one command that applies them.

    rules.register(Rule("people.contacts", 30, _("Who wrote to whom"), old_contacts))

``find(before)`` gives the rows that were over before that moment. They are deleted, unless a rule has an ``act`` of its
own, which gets one row, or ``all_at_once``, which gets them all: for rows by the thousand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from base.slots import Slot


@dataclass(frozen=True)
class Rule:
    """What goes after how many days."""

    name: str
    days: int
    label: str
    find: Callable  # (moment) -> queryset of what is to go
    act: Callable | None = None  # (row), instead of deleting it
    all_at_once: Callable | None = None  # (queryset) -> how many


rules = Slot("how long personal data is kept")


def apply(dry_run=False, now=None):
    """Apply all rules: [(rule, how many rows)]. With ``dry_run`` only count. Applying twice changes nothing."""
    now = now or timezone.now()
    done = []
    for rule in rules:
        rows = rule.find(now - timedelta(days=rule.days))
        done.append((rule, rows.count() if dry_run else _apply(rule, rows)))
    return done


def _apply(rule, rows):
    if rule.all_at_once is not None:
        return rule.all_at_once(rows)
    return sum(_go(rule, row) for row in rows)


@transaction.atomic
def _go(rule, row):
    if rule.act is None:
        row.delete()
        return 1
    return 0 if rule.act(row) is False else 1


def apply_all():
    """For the worker, once a day; gives 0, as it is not to be asked again at once."""
    apply()
    return 0
