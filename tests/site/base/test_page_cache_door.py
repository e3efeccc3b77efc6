"""Kept pages are answered before Django: the same answers, to the same visitors."""

import io

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from base import page_cache
from practices.models import PracticePage
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory

pytestmark = pytest.mark.django_db(transaction=True)


class Door:
    """Asks as a server does, and counts how often Django was asked."""

    def __init__(self):
        self.asked, django = 0, WSGIHandler()

        def application(environ, start_response):
            self.asked += 1
            return django(environ, start_response)

        self.serve = page_cache.at_the_door(application)

    def get(self, path, query="", method="GET", **environ):
        answer = {}

        def start_response(status, headers):
            answer.update(status=int(status[:3]), headers=dict(headers))

        base = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_HOST": "testserver",
            "wsgi.input": io.BytesIO(),
            "wsgi.url_scheme": "http",
        }
        parts = self.serve(base | environ, start_response)
        answer["body"] = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        return answer


@pytest.fixture
def door():
    return Door()


@pytest.fixture
def practice():
    page_cache.clear()
    return PracticeFactory(title="Eerste titel", slug="samen")


def test_the_second_answer_is_the_same_and_django_is_not_asked(door, practice):
    first, second = door.get("/praktijken/samen/"), door.get("/praktijken/samen/")
    assert door.asked == 1
    assert (second["status"], second["body"]) == (200, first["body"])
    assert second["headers"] == first["headers"] | {"Content-Length": str(len(first["body"]))}
    assert "Content-Security-Policy" in second["headers"]


def test_who_has_the_page_already_is_told_that_it_did_not_change(door, practice):
    etag = door.get("/praktijken/samen/")["headers"]["ETag"]
    again = door.get("/praktijken/samen/", HTTP_IF_NONE_MATCH=etag)
    assert (again["status"], again["body"], door.asked) == (304, b"", 1)


def test_it_is_new_at_once_after_a_change_and_gone_after_unpublishing(door, practice):
    door.get("/praktijken/samen/")
    page = PracticePage.objects.get(pk=practice.pk)
    page.title = "Tweede titel"
    page.save_revision().publish()
    assert "Tweede titel" in door.get("/praktijken/samen/")["body"].decode()
    PracticePage.objects.get(pk=practice.pk).unpublish()
    assert door.get("/praktijken/samen/")["status"] == 404


def test_members_languages_hosts_and_queries_get_their_own(client, door, practice):
    door.get("/praktijken/samen/")
    client.force_login(MemberFactory(name="Truus Lid"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    as_member = door.get("/praktijken/samen/", HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={cookie}")
    assert "Truus Lid" in as_member["body"].decode()
    assert "Truus Lid" not in door.get("/praktijken/samen/")["body"].decode()
    english = door.get("/praktijken/samen/", HTTP_COOKIE=f"{settings.LANGUAGE_COOKIE_NAME}=en")
    assert '<html lang="en">' in english["body"].decode()
    assert door.get("/praktijken/samen/", HTTP_HOST="kwaad.example")["status"] == 400
    asked = door.asked
    door.get("/praktijken/", "toets=1")
    door.get("/praktijken/", "toets=2")
    assert door.asked == asked + 2


def test_only_reading_is_answered_at_the_door(door, practice):
    door.get("/praktijken/samen/")
    assert door.get("/praktijken/samen/", method="HEAD")["body"] == b""
    assert door.get("/praktijken/samen/", method="POST")["status"] == 403
    assert door.asked == 3


def test_without_a_page_cache_django_is_always_asked(door, practice, settings):
    settings.PAGE_CACHE_SECONDS = 0
    door.get("/praktijken/samen/")
    door.get("/praktijken/samen/")
    assert door.asked == 2


def test_the_application_that_a_server_runs_has_the_door():
    from config.wsgi import application

    assert application.__qualname__.startswith("at_the_door")
