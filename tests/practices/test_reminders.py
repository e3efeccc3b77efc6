"""Authors are reminded to read their practice again."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from practices.actions.reminders import remind_authors
from practices.models import PracticePage
from tests.factories.practices import PracticeFactory

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


def test_remind_authors_mails_each_once(django_capture_on_commit_callbacks):
    practice = PracticeFactory(review_date=YESTERDAY)
    PracticeFactory(review_date=timezone.localdate())
    PracticeFactory(review_date=None)
    PracticeFactory(review_date=YESTERDAY, live=False)
    with django_capture_on_commit_callbacks(execute=True):
        assert remind_authors() == 1
        assert remind_authors() == 0
    assert [message.to for message in mail.outbox] == [[practice.owner.email]]
    assert practice.get_absolute_url() in mail.outbox[0].body


def test_remind_authors_reminds_again_after_three_months(django_capture_on_commit_callbacks):
    practice = PracticeFactory(review_date=YESTERDAY)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remind_authors", verbosity=0)
    long_ago = timezone.now() - datetime.timedelta(days=91)
    PracticePage.objects.filter(pk=practice.pk).update(review_reminded_at=long_ago)
    with django_capture_on_commit_callbacks(execute=True):
        assert remind_authors() == 1
    assert len(mail.outbox) == 2


def test_remind_authors_leaves_an_author_without_account_alone(django_capture_on_commit_callbacks):
    practice = PracticeFactory(review_date=YESTERDAY)
    practice.owner.is_active = False
    practice.owner.save()
    with django_capture_on_commit_callbacks(execute=True):
        remind_authors()
    assert mail.outbox == []
