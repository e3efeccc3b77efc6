"""Stamps: what is remembered is dropped when something changed."""

import pytest
from django.db import transaction

from base import stamps
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory


def test_remember_builds_once_until_the_stamp_changes():
    built = []

    def build():
        built.append(1)
        return len(built)

    assert [stamps.remember("test", "key", build) for _ in range(3)] == [1, 1, 1]
    stamps.bump("test")
    assert stamps.remember("test", "key", build) == 2


@pytest.mark.django_db(transaction=True)
def test_bump_on_commit_waits_for_the_commit_and_happens_once():
    before = stamps.current("test")
    with transaction.atomic():
        stamps.bump_on_commit("test")
        stamps.bump_on_commit("test")
        assert stamps.current("test") == before
        assert len(transaction.get_connection().run_on_commit) == 1
    assert stamps.current("test") != before


@pytest.mark.django_db(transaction=True)
def test_bump_on_commit_does_nothing_when_rolled_back():
    before = stamps.current("test")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        stamps.bump_on_commit("test")
        raise ZeroDivisionError
    assert stamps.current("test") == before


@pytest.mark.django_db(transaction=True)
def test_bump_on_commit_survives_an_inner_block_that_is_rolled_back():
    before = stamps.current("test")
    with transaction.atomic():
        try:
            with transaction.atomic():
                stamps.bump_on_commit("test")
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        stamps.bump_on_commit("test")
    assert stamps.current("test") != before


@pytest.mark.django_db(transaction=True)
def test_bump_on_commit_bumps_the_site_after_what_its_pages_are_made_of(monkeypatch):
    order = []
    monkeypatch.setattr(stamps, "bump", order.append)
    with transaction.atomic():
        stamps.bump_on_commit("site")
        stamps.bump_on_commit("site", "practices")
    stamps.bump_on_commit("site", "topics")
    assert order == ["practices", "site", "topics", "site"]


@pytest.mark.django_db(transaction=True)
def test_moving_a_page_bumps_the_site():
    first, second = PracticeFactory(), PracticeFactory()
    before = stamps.current("site")
    second.move(first, pos="left")
    assert stamps.current("site") != before


@pytest.mark.django_db(transaction=True)
def test_a_change_of_content_bumps_site_and_the_stamps_that_watch_the_room():
    site, practices = stamps.current("site"), stamps.current("practices")
    TopicFactory()
    assert stamps.current("site") != site
    assert stamps.current("practices") != practices


@pytest.mark.django_db(transaction=True)
def test_signing_in_bumps_nothing(client):
    member = MemberFactory()
    before = stamps.current("site")
    client.force_login(member)
    assert stamps.current("site") == before
