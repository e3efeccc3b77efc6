"""Asking, answering and saying which answer is the answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.notices.models import Notification
from network.requests import actions
from network.requests.choices import RequestStatus
from network.requests.models import Request
from tests.factories.people import MemberFactory
from tests.searching import fresh_index

pytestmark = pytest.mark.django_db
NEW = "/uitwisseling/nieuw/?soort=vraag"


def test_a_day_that_is_over_is_refused_and_what_was_typed_stays(client):
    client.force_login(MemberFactory())
    yesterday = timezone.localdate() - timedelta(days=1)
    typed = {"title": "Wie betaalt de tolk?", "visibility": "members", "wanted_by": yesterday.isoformat()}
    response = client.post(NEW, typed)
    assert "Wie betaalt de tolk?" in response.content.decode()
    assert not Request.objects.exists()
    client.post(NEW, typed | {"wanted_by": timezone.localdate().isoformat()})
    assert Request.objects.get().title == "Wie betaalt de tolk?"
    assert Request.objects.get().is_open


def test_only_who_asked_says_which_answer_is_the_answer(client):
    asker, helper = MemberFactory(), MemberFactory()
    question = actions.ask("Wie betaalt de tolk?", asker)
    response = actions.answer(question, helper, "De gemeente.")
    address = f"{question.get_absolute_url()}besluit/"
    client.force_login(helper)
    assert client.post(address, {"antwoord": response.pk}).status_code == 403
    client.force_login(asker)
    assert client.post(address, {"antwoord": response.pk}).status_code == 302
    question.refresh_from_db()
    assert (question.status, question.outcome) == (RequestStatus.CLOSED, "answered")
    told = Notification.objects.values_list("member", "kind")
    assert set(told) == {(asker.pk, "question_answered"), (helper.pk, "answer_accepted")}


def test_staff_hear_once_of_a_question_that_nobody_answers():
    actions.ask("Wie betaalt de tolk?", MemberFactory())
    later = timezone.localdate() + timedelta(days=15)
    assert actions.tell_staff_of_unanswered(timezone.localdate()) == 0
    assert actions.tell_staff_of_unanswered(later) == 1
    assert actions.tell_staff_of_unanswered(later) == 0


def test_the_same_answer_twice_is_one(client):
    question = actions.ask("Wie betaalt de tolk?", MemberFactory())
    client.force_login(MemberFactory())
    for _again in range(2):
        assert client.post(question.get_absolute_url(), {"text": "De gemeente."}).status_code == 302
    assert question.responses.count() == 1
    assert Notification.objects.filter(kind="question_answered").count() == 1


def test_a_question_that_looks_like_one_is_shown_before_it_is_asked_again(client, settings, tmp_path):
    asker = MemberFactory()
    answered = actions.ask("Wie betaalt de tolk bij een huisbezoek?", asker)
    actions.accept(actions.answer(answered, MemberFactory(), "De gemeente."), asker)
    client.force_login(MemberFactory())
    with fresh_index(settings, tmp_path) as index_now:
        index_now()
        typed = {"title": "Wie betaalt een tolk?", "visibility": "members"}
        assert answered.title in client.post("/uitwisseling/vergelijkbaar/", typed).content.decode()
        assert client.get("/uitwisseling/vergelijkbaar/?title=tolk").status_code == 405
        named = {"title": "Wie betaalt de tolk van Daan Terborgh?"}
        assert answered.title not in client.post("/uitwisseling/vergelijkbaar/", named).content.decode()
        page = client.post(NEW, typed).content.decode()
        assert answered.title in page and 'name="gezien"' in page and Request.objects.count() == 1
        assert client.post(NEW, typed | {"gezien": "1"}).status_code == 302
    assert Request.objects.count() == 2
