"""Reminding authors to read their practice again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from network.notices.actions import OwnMail, notify
from practices.models import PracticePage

AGAIN_AFTER = timedelta(days=90)


def remind_authors(today=None):
    """Tell the authors of practices whose review date has passed, at most once in three months. Returns how many.

    Each practice has a transaction of its own and is looked at again under a lock, so several runs at once or a run
    that was cut off remind nobody twice.
    """
    now = timezone.now()
    today = today or timezone.localdate(now)
    reminded = 0
    for pk in PracticePage.objects.due_for_reminder(today, now - AGAIN_AFTER).values_list("pk", flat=True):
        with transaction.atomic():
            page = (
                PracticePage.objects.due_for_reminder(today, now - AGAIN_AFTER)
                .select_for_update(of=("self",))
                .filter(pk=pk)
                .first()
            )
            if page is None:
                continue
            notify(
                page.active_authors(),
                "practice_read_again",
                key=f"practice:{pk}:read-again:{page.review_reminded_at}",
                url=page.get_absolute_url(),
                words={"title": page.title},
                target=page,
                mail=OwnMail("practice_read_again", {"practice": page}),
            )
            PracticePage.objects.filter(pk=pk).update(review_reminded_at=now)
            reminded += 1
    return reminded
