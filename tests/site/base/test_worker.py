"""The worker: jobs run when they are due, and what fails keeps nothing else from running."""

import logging
import threading
from datetime import UTC, datetime, time, timedelta
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections
from django.utils import timezone

from base import locks, work, worker
from base.jobs import clear_sessions, publish_planned
from base.work import DAY, Job, jobs
from tests.factories.practices import PracticeFactory


def job(run, name="test.job", every=5, **options):
    return Job(name, every=every, run=run, **options)


@pytest.fixture
def working():
    """Starts a worker with jobs in a thread; stops and waits for it at the end."""
    started = []

    def start(*these):
        one = worker.Worker(these)
        thread = threading.Thread(target=one.run)
        thread.start()
        started.append((one, thread))
        return one

    yield start
    for one, thread in started:
        one.stop()
        thread.join(timeout=30)
        assert not thread.is_alive()


def run_in_thread(function):
    """What a function gives in a thread, which has a database connection of its own."""
    given = []

    def run():
        given.append(function())
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=30)
    return given[0]


# ---------- when ----------


def test_a_job_is_asked_again_at_once_as_long_as_it_did_something():
    assert worker.pause(job(None, every=60), did=3) == 0
    assert worker.pause(job(None, every=60), did=0) == 60


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2026, 11, 22, 2, 20, tzinfo=UTC), 1),  # 3:20 on the clocks here
        (datetime(2026, 11, 22, 3, 20, tzinfo=UTC), 24),
        (datetime(2026, 11, 22, 4, 20, tzinfo=UTC), 23),
        (datetime(2026, 10, 24, 2, 20, tzinfo=UTC), 25),  # the night in which the clock goes back
        (datetime(2026, 3, 28, 3, 20, tzinfo=UTC), 23),  # and the one in which it goes on
    ],
)
def test_a_daily_job_runs_at_its_time_on_local_clocks(now, hours):
    assert worker.pause(job(None, every=DAY, at=time(4, 20)), did=0, now=now) == hours * 3600


def test_the_pause_after_failures_grows_up_to_five_minutes():
    broken = ValueError()
    pauses = [worker.pause_after_failure(job(None, every=1), failures, broken) for failures in (1, 2, 3, 8, 9, 5000)]
    assert pauses == [2, 4, 8, 256, 300, 300]


def test_what_is_done_once_a_day_is_tried_again_each_hour_at_most():
    assert worker.pause_after_failure(job(None, every=DAY), 5000, ValueError()) == 3600


def test_a_database_that_is_back_is_noticed_soon():
    assert worker.pause_after_failure(job(None, every=DAY), 5000, OperationalError()) == 30


# ---------- running ----------


@pytest.mark.django_db
def test_once_runs_every_job_until_it_has_nothing_to_do():
    first, second = mock.Mock(side_effect=[4, 1, 0]), mock.Mock(return_value=None)
    assert worker.run_once([job(first), job(second)]) == []
    assert (first.call_count, second.call_count) == (3, 1)


@pytest.mark.django_db
def test_once_goes_on_after_a_failure_and_names_it(caplog):
    after = mock.Mock(return_value=0)
    failing = [job(mock.Mock(side_effect=ValueError("kapot")), "test.kapot"), job(mock.Mock(side_effect=SystemExit))]
    assert worker.run_once([*failing, job(after)]) == ["test.kapot", "test.job"]
    assert after.call_count == 1
    assert caplog.messages == ["Job test.kapot failed", "Job test.job failed"]


def test_a_failing_job_stops_no_other_and_is_tried_again(working, monkeypatch, caplog):
    monkeypatch.setattr(worker, "pause_after_failure", lambda job, failures, problem: 0)
    recovered, other = threading.Event(), threading.Event()
    answers = iter([ValueError("kapot"), SystemExit(), ValueError("kapot")])

    def failing():
        for answer in answers:
            raise answer
        recovered.set()
        return 0

    working(job(failing, "test.kapot"), job(lambda: other.set() or 0))
    assert other.wait(30)
    assert recovered.wait(30)
    assert caplog.messages == ["Job test.kapot failed"] * 3


def test_a_database_that_is_away_is_no_disaster_and_one_line_in_the_log(working, monkeypatch, caplog):
    monkeypatch.setattr(worker, "pause_after_failure", lambda job, failures, problem: 0)
    back = threading.Event()
    answers = iter([OperationalError("server closed the connection")] * 2)

    def run():
        for answer in answers:
            raise answer
        back.set()
        return 0

    working(job(run))
    assert back.wait(30)
    assert caplog.messages == ["Job test.job: no database (OperationalError)"] * 2
    assert [record.exc_info for record in caplog.records] == [None, None]


def test_a_slow_job_does_not_hold_up_the_others(working):
    quick, slow = threading.Event(), threading.Event()
    working(job(lambda: slow.wait(30) and 0, "test.slow"), job(lambda: quick.set() or 0))
    assert quick.wait(30)
    slow.set()


def test_stopping_waits_for_what_runs_and_begins_nothing_new(working):
    began, may_end = threading.Event(), threading.Event()
    ended = []

    def run():
        began.set()
        may_end.wait(30)
        ended.append(True)
        return 1  # there is more to do

    one = working(job(run))
    assert began.wait(30)
    one.stop()
    assert ended == []
    may_end.set()


def test_a_worker_ends_when_its_parent_is_another_process():
    one = worker.Worker([])
    one.run(beside=1)
    assert one.stopping.is_set()


def test_a_worker_whose_server_is_gone_waits_no_longer_than_a_little(monkeypatch):
    monkeypatch.setattr(worker, "GRACE", 0.1)
    began, never = threading.Event(), threading.Event()
    monkeypatch.setattr(worker, "_is_orphan", lambda beside: began.is_set())
    one = worker.Worker([job(lambda: began.set() or never.wait(60))])
    thread = threading.Thread(target=one.run, kwargs={"beside": 1})
    thread.start()
    thread.join(timeout=30)
    assert not thread.is_alive()
    never.set()


def test_nothing_is_logged_of_what_goes_well(working, caplog):
    done = threading.Event()
    with caplog.at_level(logging.DEBUG, logger="base"):
        working(job(lambda: done.set() or 0))
        assert done.wait(30)
    assert caplog.messages == []


# ---------- alone ----------


@pytest.mark.django_db(transaction=True)
def test_a_job_that_wants_to_be_alone_is_left_out_while_another_worker_does_it():
    run = mock.Mock(return_value=0)
    with locks.alone("test.job") as mine:
        assert mine
        assert run_in_thread(lambda: worker.run(job(run, alone=True))) == 0
        assert run.call_count == 0
    assert run_in_thread(lambda: worker.run(job(run, alone=True))) == 0
    assert run.call_count == 1


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_let_go_of_after_a_failure():
    with pytest.raises(ValueError, match="kapot"), locks.alone("test.job"):
        raise ValueError("kapot")

    def free():
        with locks.alone("test.job") as mine:
            return mine

    assert run_in_thread(free) is True


# ---------- the jobs of the site ----------


def test_the_names_of_all_jobs_are_different():
    names = [one.name for one in jobs]
    assert len(names) == len(set(names))
    assert {"base.documents", "base.publish", "base.sessions", "practices.remind"} <= set(names)


@pytest.mark.django_db
def test_the_command_says_which_jobs_failed(monkeypatch):
    only = work.Slot("jobs of this test")
    monkeypatch.setattr("base.management.commands.work.jobs", only)
    only.register(job(mock.Mock(side_effect=[2, 0]), "test.goed"))
    call_command("work", once=True)
    only.register(job(mock.Mock(side_effect=ValueError), "test.kapot"))
    only.register(job(mock.Mock(return_value=0), "test.goed"))
    with pytest.raises(CommandError, match=r"^Failed: test\.goed, test\.kapot\."):
        call_command("work", once=True)


@pytest.mark.django_db
def test_what_was_planned_is_published():
    page = PracticeFactory(live=False, title="Straks")
    page.go_live_at = timezone.now()
    page.save_revision(approved_go_live_at=page.go_live_at)
    assert publish_planned() == 0
    page.refresh_from_db()
    assert page.live


@pytest.mark.django_db
def test_sessions_that_are_over_are_forgotten():
    for key, days in (("over", -1), ("current", 1)):
        Session.objects.create(session_key=key, expire_date=timezone.now() + timedelta(days=days))
    assert clear_sessions() == 0
    assert list(Session.objects.values_list("session_key", flat=True)) == ["current"]
