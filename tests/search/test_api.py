"""The open API of search: its form, its filters, who gets what, and whatever anybody may ask it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
SEARCH = "/api/v1/search"
KINDS = {"practice", "organisation", "topic", "page"}


def ask(client, **query):
    response = client.get(SEARCH, query)
    assert response.status_code == 200, response.content
    return response.json()


def titles(answer):
    return [row["title"] for row in answer["results"]]


@pytest.fixture
def content(search_index):
    theme, place = TopicFactory(name="Verlies", slug="verlies"), MunicipalityFactory(name="Borne", slug="borne")
    PracticeFactory(
        title="Rouwen & <b>leren</b>",
        slug="rouwen",
        summary="Kort.",
        approach="Praat met de klas over rouw & <i>verlies</i>.",
        with_topics=[theme],
        with_municipalities=[place],
    )
    PracticeFactory(title="Rouw voor leden", visibility="members")
    OrganisationFactory(name="Hulphuis", slug="hulphuis", description="Ook bij rouw")
    search_index()


def test_an_answer_has_the_fields_of_the_contract(client, content):
    answer = ask(client, q="rouw")
    assert set(answer) == {"count", "page", "results", "facets", "did_you_mean"}
    assert (answer["count"], answer["page"], answer["did_you_mean"]) == (2, 1, None)
    first = answer["results"][0]
    assert set(first) == {"kind", "title", "url", "summary", "highlight", "date", "topics"}
    assert first["kind"] == "practice"
    assert first["title"] == "Rouwen & <b>leren</b>"
    assert first["url"] == "http://testserver/praktijken/rouwen/"
    assert first["topics"] == ["Verlies"]
    assert answer["facets"] == {
        "kind": [
            {"value": "practice", "label": "Praktijken", "count": 1},
            {"value": "organisation", "label": "Organisaties", "count": 1},
        ],
        "topic": [{"value": "verlies", "label": "Verlies", "count": 1}],
        "municipality": [{"value": "borne", "label": "Borne", "count": 1}],
    }


def test_a_highlight_is_html_with_nothing_but_marks(client, content):
    highlight = ask(client, q="rouw", kind="practice")["results"][0]["highlight"]
    assert highlight == "Praat met de klas over <mark>rouw</mark> &amp; &lt;i&gt;verlies&lt;/i&gt;."


def test_filters_narrow(client, content):
    assert titles(ask(client, q="rouw", kind="organisation")) == ["Hulphuis"]
    for query in ({"topic": "verlies"}, {"municipality": "borne"}, {"kind": "practice"}):
        assert titles(ask(client, q="rouw", **query)) == ["Rouwen & <b>leren</b>"]
        assert ask(client, **query)["count"] >= 1
    for query in ({"topic": "niets"}, {"municipality": "nergens"}):
        assert ask(client, q="rouw", **query)["count"] == 0


def test_kinds_are_counted_whichever_is_chosen(client, content):
    kinds = ask(client, q="rouw", kind="organisation")["facets"]["kind"]
    assert {row["value"]: row["count"] for row in kinds} == {"practice": 1, "organisation": 1}


def test_who_is_signed_in_finds_what_they_may_see(client, content):
    assert ask(client, q="rouw", kind="practice")["count"] == 1
    client.force_login(MemberFactory())
    response = client.get(SEARCH, {"q": "rouw", "kind": "practice"})
    assert response.json()["count"] == 2
    assert "private" in response["Cache-Control"]
    client.force_login(MemberFactory(is_active=False))
    assert ask(client, q="rouw", kind="practice")["count"] == 1


def test_nobody_keeps_an_answer(client, content):
    assert "private" in client.get(SEARCH, {"q": "rouw"})["Cache-Control"]


def test_twenty_stand_on_a_page(client, search_index):
    for number in range(23):
        PracticeFactory(title=f"Rouw {number}")
    search_index()
    first, second, beyond = (ask(client, q="rouw", page=page) for page in (1, 2, 3))
    assert [len(answer["results"]) for answer in (first, second, beyond)] == [20, 3, 0]
    assert [answer["count"] for answer in (first, second, beyond)] == [23, 23, 23]
    assert [answer["page"] for answer in (first, second, beyond)] == [1, 2, 3]
    assert len({*titles(first), *titles(second)}) == 23


def test_a_word_that_was_typed_wrongly_says_what_was_meant(client, search_index):
    PracticeFactory(title="Rouwkoffer")
    search_index()
    answer = ask(client, q="rouwkofer")
    assert (answer["did_you_mean"], titles(answer)) == ("rouwkoffer", ["Rouwkoffer"])


@pytest.mark.parametrize(
    "query", [{"page": "0"}, {"page": "x"}, {"page": "-1"}, {"page": "1e9"}, {"topic": "x" * 500}, {"kind": "niets"}]
)
def test_the_api_says_that_a_parameter_is_wrong(client, query):
    assert client.get(SEARCH, {"q": "rouw", **query}).status_code == 422


def test_the_number_of_queries_does_not_grow(client, search_index, settings):
    settings.PAGE_CACHE_SECONDS = 0
    client.force_login(StaffFactory())
    used = []
    for size in (1, 20):
        for number in range(size):
            PracticeFactory(title=f"Rouw {number}", with_topics=[TopicFactory()])
            OrganisationFactory(description="rouw")
            MemberFactory(bio="rouw")
        search_index()
        ask(client, q="rouw")
        with CaptureQueriesContext(connection) as captured:
            ask(client, q="rouw")
        used.append(len(captured))
    assert used[0] == used[1]


# ---------- whatever anybody asks ----------

WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.lists(
        st.sampled_from(["rouw", "AND", "OR", "NOT", "-", "*", '"', "(", ")", "~", "^", "title:", "a*", "\\"])
    ).map(" ".join),
    st.sampled_from(
        [
            "x" * 10_000,
            "rouw " * 2_000,
            "*" * 10_000,
            "-" * 10_000,
            '"' * 10_000,
            "(" * 10_000,
            "a* " * 3_000,
            "👩‍👩‍👧‍👦" * 1_000,
            "é" * 10_000,
            "\u0301" * 10_000,
            "\u202e\u200b\ufeff",
            "jeugdbeschermingstafel" * 400,
            "ﷺ" * 500,
            "１２３ ²³",
        ]
    ),
)


def test_any_words_get_an_answer(client, content):
    """Also ten thousand signs, and also with filters; a NUL is refused before any of this."""

    @given(WORDS, st.sampled_from(["", "practice", "person", "topic"]), st.integers(1, 5))
    @hypothesis_settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def whatever(words, kind, page):
        response = client.get(SEARCH, {"q": words, "kind": kind, "page": page})
        assert response.status_code == (400 if "\x00" in words else 200)
        if response.status_code == 200:
            assert {row["kind"] for row in response.json()["results"]} <= ({kind} if kind else KINDS)

    whatever()
