"""Work of this process that nobody waits for."""

import threading

import pytest
from django.db import transaction

from base.background import Background, held

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(settings):
    """A background job that counts how often it ran."""
    settings.SEARCH_INDEX_IN_WEB = True
    ran = []
    background = Background("test", lambda: ran.append(threading.current_thread().name))
    background.ran = ran
    return background


def test_it_runs_in_a_thread_of_its_own_once_what_was_written_is_stored(job):
    with transaction.atomic():
        job.after_commit()
        job.wait(10)
        assert job.ran == []
    job.wait(10)
    assert job.ran == ["test"]


def test_it_does_not_run_for_what_was_taken_back(job):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        job.after_commit()
        raise ZeroDivisionError
    job.wait(10)
    assert job.ran == []


def test_it_is_left_to_the_worker_where_one_runs(job, settings):
    settings.SEARCH_INDEX_IN_WEB = False
    job.after_commit()
    job.wait(10)
    assert job.ran == []


def test_nothing_is_begun_while_it_is_held(job):
    with held():
        job.after_commit()
        job.wait(10)
        assert job.ran == []
    job.after_commit()
    job.wait(10)
    assert job.ran == ["test"]


def test_asked_again_while_it_runs_it_runs_once_more(settings):
    settings.SEARCH_INDEX_IN_WEB = True
    began, go, times = threading.Event(), threading.Event(), []

    def run():
        times.append(1)
        began.set()
        go.wait(10)

    background = Background("test", run)
    background.start()
    began.wait(10)
    for _number in range(5):
        background.start()
    go.set()
    background.wait(10)
    assert len(times) == 2
