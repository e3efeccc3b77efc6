"""What people look for is counted by its words; what may be about a person never is."""

import datetime
import logging
from unittest import mock

import pytest
from django.db import OperationalError
from django.utils import timezone

from search import counting
from search.models import Asked
from tests.at_once import at_once
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_noted():
    counting._noted.clear()
    yield
    counting._noted.clear()


def kept():
    """What is in the table after keeping: {words: (times, times without a result)}."""
    counting.keep()
    return {row.words: (row.times, row.times_nothing) for row in Asked.objects.all()}


@pytest.mark.parametrize("words", ["㌖" * 200, "ﬁ" * 150, "a" * 200 + "ﬁ"])
def test_what_is_too_long_when_it_is_written_out_stops_no_counting(words):
    counting.count(words, 1)
    counting.count("loyaliteit", 0)
    assert kept() == {"loyaliteit": (1, 1)}


def test_the_same_question_is_counted_as_one():
    for words in ("Scheiding", "  scheiding? ", "SCHEIDING", "“scheiding”"):
        counting.count(words, 3)
    counting.count("loyaliteit", 0)
    assert kept() == {"scheiding": (4, 0), "loyaliteit": (1, 1)}


def test_counts_of_a_day_are_added_up_and_days_kept_apart():
    counting.count("scheiding", 3)
    counting.keep()
    Asked.objects.update(day=datetime.date(2026, 1, 1))
    counting.count("scheiding", 0)
    counting.keep()
    counting.count("scheiding", 0)
    counting.keep()
    rows = Asked.objects.order_by("day").values_list("day", "times", "times_nothing")
    assert list(rows) == [(datetime.date(2026, 1, 1), 1, 0), (timezone.localdate(), 2, 2)]


def test_noting_asks_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        counting.count("scheiding", 3)
    assert kept() == {"scheiding": (1, 0)}


def test_keeping_nothing_asks_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert counting.keep() == 0


@pytest.mark.parametrize("words", ["", "   ", "?!", "\x00", "a" * 201, "woord " * 100])
def test_what_is_no_question_is_not_counted(words):
    counting.count(words, 0)
    assert kept() == {}


@pytest.mark.parametrize(
    "words",
    [
        "Jan Jansen",
        "jan jansen",
        "mevrouw de vries",
        "sanne van der berg",
        "kevin",
        "emma uit harderwijk",
        "0612345678",
        "06 12 34 56 78",
        "123456782",
        "12345",
        "7511 AB 12",
        "dorpsstraat 5",
        "12 juni 2011",
        "iemand@voorbeeld.example",
        "www.voorbeeld.example",
        "NL91 ABNA 0417 1643 00",
    ],
)
def test_what_may_be_about_a_person_is_never_kept(words):
    counting.count(words, 0)
    assert kept() == {}


@pytest.mark.parametrize("words", ["Eefje Zwartkruis", "zwartkruis", "bel eefje zwartkruis", "zwartkruis eefje"])
def test_names_of_members_are_never_kept(words):
    MemberFactory(name="Eefje van Zwartkruis")
    counting.count(words, 1)
    assert kept() == {}


def test_one_word_of_a_name_in_a_question_does_no_harm():
    MemberFactory(name="Eefje van Bos")
    counting.count("wandelen met het gezin in het bos", 1)
    counting.count("van", 0)
    assert kept() == {"wandelen met het gezin in het bos": (1, 0), "van": (1, 1)}


def test_places_organisations_and_topics_of_the_region_are_no_persons():
    MunicipalityFactory(name="Enschede")
    OrganisationFactory(name="Sterk Huis Jansen")
    TopicFactory(name="Jouw Ingebrachte Mentor", synonyms="JIM\nJimmy")
    for words in ("wachttijd enschede", "sterk huis jansen", "JIM", "jimmy"):
        counting.count(words, 1)
    assert set(kept()) == {"wachttijd enschede", "sterk huis jansen", "jim", "jimmy"}


def test_a_flood_of_different_words_fills_no_memory(monkeypatch):
    monkeypatch.setattr(counting, "MOST_WORDS", 3)
    for number in range(10):
        counting.count(f"woord {number}", 1)
    counting.count("woord 0", 1)
    assert kept() == {"woord 0": (2, 0), "woord 1": (1, 0), "woord 2": (1, 0)}


def test_what_can_not_be_kept_now_is_kept_later_and_not_logged(caplog):
    counting.count("scheiding", 0)
    with mock.patch.object(counting, "_add", side_effect=OperationalError("scheiding")), caplog.at_level(logging.INFO):
        assert counting.keep() == 0
    counting.count("scheiding", 2)
    assert kept() == {"scheiding": (2, 1)}
    assert caplog.messages == ["What was looked for could not be kept: OperationalError"]


def test_what_is_kept_in_part_is_not_counted_twice():
    counting.count("een", 1)
    counting.count("twee", 1)
    add, done = counting._add, []

    def second_fails(words, *rest):
        if done:
            raise OperationalError
        done.append(words)
        add(words, *rest)

    with mock.patch.object(counting, "_add", second_fails):
        assert counting.keep() == 0
    assert kept() == {"een": (1, 0), "twee": (1, 0)}


@pytest.mark.django_db(transaction=True)
def test_processes_that_keep_at_once_lose_nothing():
    day = timezone.localdate()

    def keep():
        for words in ("een", "twee", "drie"):
            counting._add(words, day, 1, 0)

    assert at_once(*[keep] * 4) == []
    assert dict(Asked.objects.values_list("words", "times")) == {"een": 4, "twee": 4, "drie": 4}


@pytest.mark.django_db(transaction=True)
def test_a_thread_keeps_what_was_noted(settings, monkeypatch):
    monkeypatch.setattr(counting.background, "pause", 0)
    settings.SEARCH_COUNT_IN_BACKGROUND = True
    counting.count("scheiding", 2)
    counting.background.wait(seconds=30)
    assert list(Asked.objects.values_list("words", "times")) == [("scheiding", 1)]


def test_the_page_counts_a_question_once_and_not_its_filters(client, search_index):
    search_index()
    client.get("/zoeken/", {"q": "Zwemdiploma"})
    client.get("/zoeken/", {"q": "zwemdiploma", "soort": "praktijken"})
    client.get("/zoeken/", {"q": "zwemdiploma", "pagina": "2"})
    client.get("/zoeken/", {"q": "zwemdiploma", "letterlijk": "1"})
    client.get("/zoeken/")
    assert kept() == {"zwemdiploma": (1, 1)}
