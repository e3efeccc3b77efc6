"""Suggestions while somebody types: titles that begin like it, and only of what the asker may see."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from base import stamps
from practices.models import PracticePage
from search.suggest import LIMIT, suggest
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


def titles(words, member=None):
    return [suggestion.title for suggestion in suggest(words, member or AnonymousUser())]


@pytest.fixture
def things(search_index):
    """One thing of each kind."""
    TopicFactory(name="Schoolverzuim", slug="schoolverzuim")
    PracticeFactory(title="De brug naar school", summary="Over verhuizen.")
    PracticeFactory(title="Crèche in de buurt")
    OrganisationFactory(name="Scholengroep Oost")
    MemberFactory(name="Anna Scholten")
    search_index()


def test_topics_titles_people_and_organisations_are_suggested(things):
    assert titles("sch", MemberFactory()) == [
        "Scholengroep Oost",
        "Schoolverzuim",
        "De brug naar school",
        "Anna Scholten",
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("brug sch", ["De brug naar school"]),
        ("naar", ["De brug naar school"]),
        ("creche", ["Crèche in de buurt"]),
        ("CRÈ", ["Crèche in de buurt"]),
        ("schoolverz", ["Schoolverzuim"]),
        ("verhui", []),
        ("brug zee", []),
    ],
)
def test_each_word_is_the_beginning_of_a_word_of_the_title(things, typed, expected):
    assert titles(typed) == expected


def test_a_topic_is_suggested_by_what_else_it_is_called(search_index):
    TopicFactory(name="Uithuisplaatsing", slug="uhp", synonyms="UHP\nuit huis geplaatst")
    TopicFactory(name="Uitgehuisd", slug="uitgehuisd", synonyms="UHPX", status="suggested")
    PracticeFactory(title="UHP voorkomen")
    search_index()
    assert titles("uhp") == ["UHP voorkomen", "Uithuisplaatsing"]
    assert titles("uit huis geplaatst") == ["Uithuisplaatsing"]
    assert titles("uhpx") == []


@pytest.mark.parametrize("typed", ["", "s", " s ", "?!*", "-", "\ud800", '"'])
def test_less_than_two_letters_suggest_nothing(things, typed):
    assert titles(typed) == []


def test_only_the_first_hundred_letters_count(things):
    assert titles("school" + " " * 94 + "zomaar") == titles("school") != []


def test_what_the_asker_may_not_see_is_not_suggested(things, search_index):
    member = MemberFactory()
    PracticeFactory(title="Geheime schooltas", visibility="members")
    PracticeFactory(title="Schooltas van de makers", visibility="participants", owner=MemberFactory())
    search_index()
    stamps.forget()
    assert titles("schoolt") == []
    assert titles("schoolt", member) == ["Geheime schooltas"]
    assert "Anna Scholten" not in titles("scholt")


def test_what_was_withdrawn_is_gone_before_the_index_knows(things):
    page = PracticePage.objects.get(title="De brug naar school")
    page.live = False
    page.save()
    stamps.forget()
    assert titles("brug") == []


def test_there_are_at_most_eight_and_not_all_of_one_kind(search_index):
    for number in range(12):
        PracticeFactory(title=f"School {number}")
    TopicFactory(name="Leven op school", slug="leven")
    search_index()
    found = titles("school")
    assert len(found) == LIMIT
    assert "Leven op school" in found


def test_it_asks_as_often_for_eight_as_for_one(search_index):
    counts = []
    for more in (1, 9):
        for _each in range(more):
            PracticeFactory(title="School")
        search_index()
        stamps.forget()
        titles("school")
        with CaptureQueriesContext(connection) as queries:
            number = len(titles("school"))
        counts.append((number, len(queries)))
    assert [number for number, _queries in counts] == [1, 8]
    assert counts[0][1] == counts[1][1]


def test_address_answers_with_json(things):
    response = Client().get("/zoeken/suggesties/", {"q": "schoolv"})
    assert response.json() == {
        "results": [
            {
                "kind": "topic",
                "label": "Onderwerpen",
                "title": "Schoolverzuim",
                "url": "/onderwerpen/schoolverzuim/",
            }
        ]
    }
    assert response["Cache-Control"] == "private"
    assert Client().get("/zoeken/suggesties/").json() == {"results": []}
    assert Client().post("/zoeken/suggesties/").status_code == 405
