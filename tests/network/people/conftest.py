"""What tests of accounts share."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection


@pytest.fixture
def commits(django_capture_on_commit_callbacks, client, monkeypatch):
    """Let each post commit, so that its mail goes out."""
    post = client.post

    def posting(*args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return post(*args, **kwargs)

    monkeypatch.setattr(client, "post", posting)


@pytest.fixture
def twice_at_once():
    """Let two threads do the same thing at the same moment; gives what came of each, in order."""

    def run(do):
        barrier, results = threading.Barrier(2), []

        def one():
            try:
                barrier.wait()
                results.append(do())
            except ValidationError:
                results.append("refused")
            finally:
                connection.close()

        threads = [threading.Thread(target=one) for _number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(results)

    return run
