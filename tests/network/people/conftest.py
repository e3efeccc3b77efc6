"""What tests of accounts share."""

import pytest


@pytest.fixture
def commits(django_capture_on_commit_callbacks, client, monkeypatch):
    """Let each post commit, so that its mail goes out."""
    post = client.post

    def posting(*args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return post(*args, **kwargs)

    monkeypatch.setattr(client, "post", posting)
