"""Reminding authors to read their practice again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from base.mail import send_mail_later
from practices.models import PracticePage

AGAIN_AFTER = timedelta(days=90)


def remind_authors(today=None):
    """Mail the authors of practices whose review date has passed, at most once in three months. Returns how many.

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
            for author in page.active_authors():
                context = {"practice": page, "name": author.get_short_name()}
                send_mail_later(author.email, "practice_read_again", context)
            PracticePage.objects.filter(pk=pk).update(review_reminded_at=now)
            reminded += 1
    return reminded
