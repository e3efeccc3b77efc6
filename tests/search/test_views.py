"""The search page: four answers, one list, what it says when there is little or nothing, and what it never says."""

from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from base import stamps
from base.findable import nothing_found
from search import find
from search.answers import Answer, BestBet, Filters
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
SEARCH = "/zoeken/"


def get(member=None, headers=None, **query):
    client = Client()
    if member is not None:
        client.force_login(member)
    return client.get(SEARCH, query, headers=headers)


def page(*args, **query):
    """The search page as a tree."""
    response = get(*args, **query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text(element):
    return " ".join(element.get_text(" ").split())


def titles(part):
    return [text(heading) for heading in part.select(".row :is(h3, h4)")]


def answer_with(**fields):
    """What ``find`` would give, without an index."""
    return mock.patch("search.views.find", return_value=Answer(words="rouw", filters=Filters(), **fields))


def test_address_is_the_one_that_others_link_to():
    assert (reverse("search:search"), reverse("search:suggestions")) == ("/zoeken/", "/zoeken/suggesties/")


def test_empty_question_gives_a_page_to_start_from():
    topic = TopicFactory(name="Rouw", slug="rouw")
    PracticeFactory(with_topics=[topic])
    for query in ({}, {"q": ""}, {"q": "  "}, {"q": "?!"}, {"soort": "praktijken"}):
        tree = page(**query)
        assert text(tree.h1) == "Zoeken"
        assert "praktijken" in text(tree.select_one(".page-head"))
        assert [text(link) for link in tree.select(".topics a")] == ["Rouw 1"]
        assert tree.select_one("meta[name=robots]") is None


def test_every_kind_stands_under_its_answer_with_its_best_three(search_index):
    for number in range(4):
        PracticeFactory(title=f"Rouw in de klas {number}")
    MemberFactory(name="Anna Rouw", job_title="Leerkracht", expert_by_experience=True)
    OrganisationFactory(name="Huis voor rouw")
    TopicFactory(name="Rouw", slug="rouw")
    search_index()
    tree = page(MemberFactory(), q="rouw")
    sections = {text(section.h3): section for section in tree.select(".answers .section")}
    assert list(sections) == ["Wat weten we al?", "Wie kan helpen?", "Waar is plek?", "Wanneer praten we erover?"]
    know = sections["Wat weten we al?"]
    assert len(titles(know)) == 3
    more = know.select_one("a.more")
    assert (text(more), more["href"]) == ("Alle 4 praktijken", "/zoeken/?q=rouw&soort=praktijken")
    assert titles(sections["Wie kan helpen?"]) == ["Anna Rouw"]
    assert text(sections["Wie kan helpen?"].select_one("a.more")) == "1 persoon"
    assert text(sections["Wie kan helpen?"].select_one(".meta")) == "Ervaringsdeskundige"
    assert titles(sections["Waar is plek?"]) == ["Huis voor rouw"]
    assert text(tree.select_one("#also-found").find_next("ul")) == "Onderwerpen 1"
    assert tree.title.string.startswith("Zoeken: rouw | ")


def test_role_of_somebody_is_not_said_twice(search_index):
    MemberFactory(name="Anna Vermeer", job_title="Leerkracht", organisation=OrganisationFactory(name="Wilgenkamp"))
    search_index()
    (row,) = page(MemberFactory(), q="leerkracht", soort="mensen").select(".row")
    assert [text(line) for line in row.select("p")] == ["Leerkracht , Wilgenkamp"]
    assert text(row.mark) == "Leerkracht"


def test_answer_without_results_says_so(search_index):
    PracticeFactory(title="Rouw in de klas")
    search_index()
    sections = {text(section.h3): section for section in page(MemberFactory(), q="klas").select(".answers .section")}
    assert "Hier vonden we niets over." in text(sections["Wie kan helpen?"])
    assert "Hier vonden we niets over." not in text(sections["Wat weten we al?"])
    assert "Log in" not in text(sections["Wie kan helpen?"])


@pytest.mark.parametrize("name", ["Anna Klas", "Anna Rouw"], ids=["somebody to find", "nobody to find"])
def test_visitor_is_led_to_sign_in_for_people_whoever_there_is(search_index, name):
    PracticeFactory(title="Rouw in de klas")
    MemberFactory(name=name)
    search_index()
    sections = {text(section.h3): section for section in page(q="klas").select(".answers .section")}
    who = sections["Wie kan helpen?"]
    assert text(who) == "Wie kan helpen? Log in om ook mensen te zoeken"
    assert who.a["href"] == "/inloggen/?next=%2Fzoeken%2F%3Fq%3Dklas"
    assert "Hier vonden we niets over." in text(sections["Waar is plek?"])


def test_visitor_who_finds_nothing_or_asks_nothing_is_led_to_sign_in_for_people():
    link = "Log in om ook mensen te zoeken"
    assert link in text(page(q="qqxyz").select_one(".empty"))
    assert link in text(page(q="qqxyz", soort="mensen").select_one(".empty"))
    assert link not in text(page(q="qqxyz", soort="praktijken").select_one(".empty"))
    assert link not in text(page(MemberFactory(), q="qqxyz").select_one(".empty"))
    for member, led in ((None, True), (MemberFactory(), False)):
        head = page(member).select_one(".page-head")
        assert (link in text(head)) is led
        assert ("mensen" in map(text, head.select("b"))) is not led


def test_words_are_marked_and_nothing_typed_becomes_html(search_index):
    PracticeFactory(title="Rouw <b>in</b> de klas", summary="Ook bij rouwende ouders & opa's.")
    search_index()
    response = get(q='rouw "><script>alert(1)</script>')
    assert b"<script>alert" not in response.content
    tree = BeautifulSoup(response.content, "html.parser")
    row = tree.select_one(".answers .row")
    assert text(row.h4) == "Rouw <b>in</b> de klas"
    assert [text(mark) for mark in row.h4.select("mark")] == ["Rouw"]


def test_one_kind_is_a_list_with_filters_and_pages(search_index):
    topic = TopicFactory(name="Verlies", slug="verlies")
    for number in range(21):
        PracticeFactory(title=f"Rouw {number}", with_topics=[topic] if number == 0 else [])
    search_index()
    tree = page(q="rouw", soort="praktijken")
    assert text(tree.h2) == "21 praktijken"
    assert len(titles(tree)) == 20
    assert tree.select_one("nav.pages a[rel=next]")["href"] == "?q=rouw&soort=praktijken&pagina=2"
    chosen = tree.select_one('#facets input[name="soort"][checked]')
    assert (chosen["type"], chosen["value"]) == ("radio", "praktijken")
    box = tree.select_one('#facets input[name="onderwerp"]')
    assert (box["value"], text(box.parent)) == ("verlies", "Verlies 1")

    tree = page(q="rouw", soort="praktijken", onderwerp="verlies")
    assert titles(tree) == ["Rouw 0"]
    active = tree.select_one(".active a")
    assert (text(active), active["href"]) == ("Haal weg: Verlies", "/zoeken/?q=rouw&soort=praktijken")


def test_filters_without_a_kind_are_shown_and_can_be_taken_away():
    TopicFactory(name="Verlies", slug="verlies")
    with answer_with():
        tag = page(q="rouw", onderwerp="verlies", letterlijk="1").select_one(".active a")
    assert (text(tag), tag["href"]) == ("Haal weg: Verlies", "/zoeken/?q=rouw&letterlijk=1")


@pytest.mark.parametrize("number", ["99999", "0", "-1", "x", "1" * 400])
def test_page_that_does_not_exist_is_the_nearest_one(search_index, number):
    for each in range(21):
        PracticeFactory(title=f"Rouw {each}")
    search_index()
    tree = page(q="rouw", soort="praktijken", pagina=number)
    last = number == "99999"
    assert len(titles(tree)) == (1 if last else 20)
    assert text(tree.select_one("nav.pages [aria-current=page]")) == f"Pagina {2 if last else 1}"


def test_unknown_filters_are_left_out(search_index):
    PracticeFactory(title="Rouw")
    search_index()
    tree = page(q="rouw", soort="bestaatniet", onderwerp="bestaatniet", gemeente="x", periode="ooit")
    assert len(tree.select(".answers")) == 1
    assert page(q="rouw", soort="praktijken", onderwerp="bestaatniet").select(".active") == []


def test_htmx_gets_the_filters_and_results_only(search_index):
    PracticeFactory(title="Rouw")
    search_index()
    response = get(headers={"HX-Request": "true"}, q="rouw", soort="praktijken")
    part = BeautifulSoup(response.content, "html.parser")
    assert (part.select("header.head"), titles(part)) == ([], ["Rouw"])
    assert part.title.string.startswith("Zoeken: rouw | ")
    assert "HX-Request" in response["Vary"]


def test_nothing_of_it_is_kept_for_others(search_index):
    for query in ({"q": "rouw"}, {"q": "rouw", "soort": "praktijken"}, {}):
        assert get(**query)["Cache-Control"] == "private"
    assert Client().get("/zoeken/suggesties/", {"q": "ro"})["Cache-Control"] == "private"


def test_results_are_not_for_search_engines(search_index):
    assert page(q="rouw").select_one("meta[name=robots]")["content"] == "noindex, follow"
    assert page(q="rouw", soort="praktijken").select_one("meta[name=robots]")["content"] == "noindex, follow"


def test_did_you_mean_links_to_the_other_question():
    with answer_with(did_you_mean="rouwen & verder"):
        link = page(q="ruow", soort="praktijken").select_one(".find__said a")
    assert (text(link), link["href"]) == ("rouwen & verder", "/zoeken/?soort=praktijken&q=rouwen+%26+verder")
    with answer_with(did_you_mean="rouw", replaced=True):
        assert "We zochten daar alvast op." in text(page(q="ruow"))


def test_words_that_were_looked_for_as_well_can_be_left_out():
    with answer_with(also=["verlies", "sterven", "overlijden"]):
        said = page(q="rouw").select_one(".find__said")
    assert text(said) == "We zochten ook op verlies , sterven en overlijden . Zoek alleen op mijn eigen woorden"
    assert said.a["href"] == "/zoeken/?q=rouw&letterlijk=1"
    with answer_with(literal=True) as find:
        said = page(q="rouw", letterlijk="1").select_one(".find__said")
    assert find.call_args.kwargs == {"literal": True}
    assert said.a["href"] == "/zoeken/?q=rouw"


def test_nothing_found_says_what_was_tried_and_what_to_do_next(monkeypatch):
    topic = TopicFactory(name="Verlies", slug="verlies")
    MunicipalityFactory(name="Kolmeer", slug="kolmeer")

    def ask_the_network(words, member):
        return f"vraag het: {words}", "/vraag/"

    def nothing(words, member):
        return None

    monkeypatch.setattr(nothing_found, "_entries", [(1, ask_the_network), (2, nothing)])
    with answer_with(broader=[topic], did_you_mean="trouw"):
        box = page(q="rouw", soort="praktijken", gemeente="kolmeer").select_one(".empty")
    assert text(box.select_one(".empty__title")) == "Niets gevonden voor “rouw”"
    assert {text(link): link["href"] for link in box.select("a")} == {
        "trouw": "/zoeken/?soort=praktijken&gemeente=kolmeer&q=trouw",
        "haal Kolmeer weg": "/zoeken/?q=rouw&soort=praktijken",
        "zoek in alles": "/zoeken/?q=rouw",
        "Verlies": "/onderwerpen/verlies/",
        "vraag het: rouw": "/vraag/",
        "zoek per onderwerp": "/onderwerpen/",
    }


def test_pick_of_editors_is_a_result_of_its_own():
    pick = BestBet("pick", "Wegwijzer", "https://voorbeeld.example/")
    with answer_with(best=[pick]), mock.patch("search.counting.count") as counted:
        box = page(q="rouw").select_one(".empty")
    assert text(box.select_one(".empty__title")) == "Verder niets gevonden voor “rouw”"
    counted.assert_called_once_with("rouw", 1)


def test_nothing_of_one_kind_leads_to_the_kinds_that_have_something(search_index):
    PracticeFactory(title="Rouw")
    search_index()
    tree = page(q="rouw", soort="nieuws")
    links = {text(link): link["href"] for link in tree.select(".empty a")}
    assert links["bekijk 1 praktijk"] == "/zoeken/?q=rouw&soort=praktijken"


def test_only_staff_hear_that_the_index_is_away():
    notice = "De index van de zoekmachine is er even niet"
    with answer_with(engine="database"):
        assert notice in text(page(StaffFactory(), q="rouw"))
        assert notice not in text(page(MemberFactory(), q="rouw"))
        assert notice not in text(page(q="rouw"))
    with answer_with():
        assert notice not in text(page(StaffFactory(), q="rouw"))


def test_what_people_wrote_has_its_own_language(search_index):
    PracticeFactory(title="Rouw")
    search_index()
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    tree = BeautifulSoup(client.get(SEARCH, {"q": "rouw"}).content, "html.parser")
    assert (tree.html["lang"], tree.select_one(".row h4")["lang"]) == ("en", "nl")
    assert text(tree.select_one("h2")) == "One question, four answers"


def test_page_asks_as_often_for_twenty_results_as_for_one(search_index):
    # with few results the engine is asked what else may have been meant, which in PostgreSQL is a query too
    counts, first = [], 1 if settings.SEARCH_ENGINE == "whoosh" else find.FEW
    for more in (first, 20 - first):
        for _each in range(more):
            PracticeFactory(title="Rouw", with_municipalities=[MunicipalityFactory()])
        search_index()
        stamps.forget()
        get(q="rouw", soort="praktijken")
        with CaptureQueriesContext(connection) as queries:
            tree = page(q="rouw", soort="praktijken")
        counts.append((len(titles(tree)), len(queries)))
    assert [number for number, _queries in counts] == [first, 20]
    assert counts[0][1] == counts[1][1]


STRANGE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\"-*()~?\\/:^ ab\0\u202e\U0001f600é'", max_size=80),
    st.sampled_from(["*" * 5000, "a" * 10_000, "a " * 5_000, '"' * 500, "-" * 500, "AND OR NOT", "\0", "%", "\ud7ff"]),
)


@given(words=STRANGE, kind=st.sampled_from(["", "praktijken", "mensen", "zomaar"]), number=STRANGE)
@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_gets_an_answer(search_index, words, kind, number):
    query = {"q": words, "soort": kind, "pagina": number, "onderwerp": words, "gemeente": words, "periode": words}
    refused = any("\0" in value for value in query.values())  # by the site, whatever the page
    assert get(**query).status_code == (400 if refused else 200)
    assert Client().get("/zoeken/suggesties/", {"q": words}).status_code == (400 if "\0" in words else 200)
