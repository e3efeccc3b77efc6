"""What the worker did is noted, seldom enough; what it missed is done when it is back."""

from datetime import UTC, datetime, time, timedelta
from unittest import mock

import pytest
from django.db import DatabaseError
from django.utils import timezone

from base import runs, worker
from base.mail import sending
from base.models import JobRun
from base.runs import Notes
from base.work import DAY, Job

pytestmark = pytest.mark.django_db


def job(run=None, name="test.job", **options):
    return Job(name, every=1, run=run, **options)


def row(name="test.job"):
    return JobRun.objects.get(name=name)


def test_what_finds_nothing_is_noted_once_a_minute(django_assert_num_queries):
    clock = mock.Mock(return_value=100.0)
    notes = Notes(clock)
    notes.went_well(job(), 0, 0.1)
    assert (row().did, row().did_at) == (0, None)
    for seconds in (101, 130, 159):
        clock.return_value = seconds
        with django_assert_num_queries(0):
            notes.went_well(job(), 0, 0.1)
    clock.return_value = 161
    with django_assert_num_queries(1):
        notes.went_well(job(), 0, 0.1)


def test_what_does_something_all_the_time_is_noted_together():
    clock = mock.Mock(return_value=0.0)
    notes = Notes(clock)
    for seconds, did in ((0, 3), (1, 4), (5, 5), (11, 6), (12, 1)):
        clock.return_value = seconds
        notes.went_well(job(), did, 0.5)
    assert (row().did, row().total, row().seconds) == (15, 18, 1.5)
    # Another worker notes in the same row.
    Notes().went_well(job(), 2, 0.5)
    assert (row().did, row().total) == (2, 20)


def test_a_failure_is_noted_at_once_by_its_kind_and_is_over_when_it_goes_well():
    notes = Notes()
    notes.went_well(job(), 0, 0)
    for _time in range(2):
        notes.failed(job(), ValueError("mail of lid@voorbeeld.example"))
    assert (row().failures, row().problem) == (2, "ValueError")
    failed_at = row().failed_at
    notes.went_well(job(), 0, 0)
    assert (row().failures, row().problem, row().failed_at) == (0, "ValueError", failed_at)


def test_a_database_that_takes_no_notes_stops_no_job(monkeypatch):
    monkeypatch.setattr(JobRun.objects, "filter", mock.Mock(side_effect=DatabaseError))
    Notes().went_well(job(), 1, 0)
    assert not JobRun.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_once_notes_what_ran_and_says_in_one_line_what_is_away(caplog):
    away = mock.Mock(side_effect=sending.ServerAway("Mail server: TimeoutError"))
    assert worker.run_once([job(mock.Mock(side_effect=[2, 0])), job(away, "test.mail")]) == ["test.mail"]
    assert row().total == 2
    assert row("test.mail").failures == 1
    assert caplog.messages == ["Job test.mail: Mail server: TimeoutError"]
    assert caplog.records[0].exc_info is None


def test_a_daily_job_that_was_missed_is_done_when_a_worker_is_back():
    daily = Job("test.daily", every=DAY, run=mock.Mock(return_value=0), at=time(4, 20))
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    one = worker.Worker([daily], Notes())
    assert not runs.was_missed(daily, noon)  # it never ran: its time comes
    assert one._first_wait(daily) > 0
    JobRun.objects.create(name="test.daily", looked_at=noon - timedelta(hours=8))
    assert not runs.was_missed(daily, noon)
    JobRun.objects.update(looked_at=noon - timedelta(hours=9))
    assert runs.was_missed(daily, noon)
    JobRun.objects.update(looked_at=timezone.now() - timedelta(days=2))
    assert one._first_wait(daily) == 0
    assert worker.Worker([daily])._first_wait(daily) > 0


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (datetime(2026, 11, 22, 3, 20, tzinfo=UTC), datetime(2026, 11, 22, 3, 20, tzinfo=UTC)),
        (datetime(2026, 11, 22, 3, 19, tzinfo=UTC), datetime(2026, 11, 21, 3, 20, tzinfo=UTC)),
        (datetime(2026, 10, 25, 3, 0, tzinfo=UTC), datetime(2026, 10, 24, 2, 20, tzinfo=UTC)),  # the clock went back
    ],
)
def test_the_last_moment_is_one_of_local_clocks(now, then):
    assert runs.last_moment(time(4, 20), now) == then
