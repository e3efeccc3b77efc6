"""Mails before and after a meeting: to whom, when, and once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from base.models import Mail
from events.meetings.actions import evaluating
from events.meetings.actions.reminding import write_reminders
from events.meetings.choices import Status
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def receivers():
    return sorted(Mail.objects.values_list("receiver", flat=True))


def test_a_reminder_goes_once_on_each_chosen_day_to_who_has_a_seat():
    event = make_event(days=7, hours=2, remind_days="7, 1")
    comes = RegistrationFactory(event=event, member=MemberFactory())
    RegistrationFactory(event=event, status=Status.WAITING)
    RegistrationFactory(event=event, status=Status.CANCELLED)
    assert write_reminders(event.starts_at - timedelta(days=6, hours=23)) == 1
    assert write_reminders(event.starts_at - timedelta(days=6, hours=22)) == 0
    assert write_reminders(event.starts_at - timedelta(days=3)) == 0
    assert write_reminders(event.starts_at - timedelta(hours=23)) == 1
    assert receivers() == [comes.member.email] * 2


def test_a_meeting_that_was_moved_reminds_again():
    event = make_event(days=7, remind_days="1")
    RegistrationFactory(event=event)
    assert write_reminders(event.starts_at - timedelta(hours=23)) == 1
    event.starts_at, event.ends_at = event.starts_at + timedelta(days=7), event.ends_at + timedelta(days=7)
    event.save()
    assert write_reminders(event.starts_at - timedelta(hours=23)) == 1


def test_afterwards_only_who_was_there_is_asked_what_they_thought():
    event = make_event(days=-1, hours=2)
    was_there = RegistrationFactory(event=event, attended_at=timezone.now())
    RegistrationFactory(event=event)
    assert write_reminders(event.ends_at + timedelta(hours=3)) == 1
    assert receivers() == [was_there.member.email]


def test_an_evaluation_counts_once_and_shows_nothing_while_few_answered():
    event = make_event(days=-1, hours=2)
    rows = [RegistrationFactory(event=event, attended_at=timezone.now()) for _ in range(3)]
    assert evaluating.evaluate(rows[0], 5, "yes", "Meer tijd")
    assert not evaluating.evaluate(rows[0], 1, "no")
    assert evaluating.evaluate(rows[1], 4, "yes")
    assert evaluating.results(event) is None
    assert evaluating.evaluate(rows[2], 3, "partly", "Koffie")
    assert evaluating.results(event)["score"] == 4.0
    assert evaluating.results(event)["better"] == ["Koffie", "Meer tijd"]
