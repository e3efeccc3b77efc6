"""The session engine: Django's, with a quicker way to read."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from base.sessions import SessionStore
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    store = SessionStore()
    store["naam"] = "Truus"
    store.create()
    return store


def test_this_engine_is_used():
    assert settings.SESSION_ENGINE == "base.sessions"


def test_what_was_stored_is_read_with_one_query(session, django_assert_num_queries):
    again = SessionStore(session.session_key)
    with django_assert_num_queries(1):
        assert again["naam"] == "Truus"
    assert again.session_key == session.session_key


def test_a_session_that_is_over_is_empty_and_loses_its_key(session):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    again = SessionStore(session.session_key)
    assert again.get("naam") is None
    assert again.session_key is None


@pytest.mark.parametrize("key", ["bestaatnietbestaatnietbestaatniet", "' or 1=1 --", "x" * 5000])
def test_an_unknown_key_gives_nothing(session, key):
    again = SessionStore(key)
    assert again.get("naam") is None
    assert again.session_key is None


def test_what_somebody_forged_gives_nothing(session):
    Session.objects.update(session_data="gesjoemeld")
    assert SessionStore(session.session_key).get("naam") is None


def test_who_signs_out_is_out_everywhere(client):
    client.force_login(MemberFactory())
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert SessionStore(key).get("_auth_user_id")
    client.logout()
    assert not SessionStore(key).get("_auth_user_id")
