"""The list of practices: filters, words, order, pages, with and without htmx."""

import datetime
import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from base import stamps
from network.topics.models import Topic
from practices.forms_list import PracticeListForm
from practices.models import PracticePage
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
LIST = "/praktijken/"
NEAREST = "Geen praktijk heeft al je woorden. Deze lijken er het meest op."


class Rows(HTMLParser):
    """The titles of the rows of a list, in order."""

    def __init__(self):
        super().__init__()
        self.titles, self._in_title = [], False

    def handle_starttag(self, tag, attrs):
        self._in_title = self._in_title or (tag == "h3" and dict(attrs).get("class") == "voice")

    def handle_endtag(self, tag):
        self._in_title = self._in_title and tag != "h3"

    def handle_data(self, data):
        if self._in_title:
            self.titles.append(data)


def titles(response):
    assert response.status_code == 200
    rows = Rows()
    rows.feed(response.content.decode())
    return rows.titles


def get(member=None, headers=None, **query):
    client = Client()
    if member is not None:
        client.force_login(member)
    return client.get(LIST, query, headers=headers)


def practice(title, day=1, **fields):
    published = timezone.make_aware(datetime.datetime(2026, 1, day))
    return PracticeFactory(title=title, first_published_at=published, **fields)


def counts(response):
    """The number beside each choice, by parameter and value."""
    pattern = r'name="(\w+)" value="([^"]+)"(?: checked)?><span>[^<]*</span> <b>(\d+)</b>'
    return {(name, value): int(number) for name, value, number in re.findall(pattern, response.content.decode())}


def test_the_address_is_that_of_the_contract():
    assert reverse("practices:list") == LIST


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: None, {"openbaar"}),
        (MemberFactory, {"openbaar", "leden"}),
        (StaffFactory, {"openbaar", "leden", "deelnemers"}),
    ],
)
def test_the_list_shows_what_the_visitor_may_see_and_nothing_else(make, expected):
    topic, place = TopicFactory(slug="verzuim"), MunicipalityFactory(slug="enschede")
    for title, fields in {
        "openbaar": {},
        "leden": {"visibility": "members"},
        "deelnemers": {"visibility": "participants"},
        "concept": {"live": False},
    }.items():
        page = practice(title, with_topics=[topic], with_municipalities=[place], shadow_visit=True, **fields)
        AdoptionReportFactory(practice=page, result="not")
    response = get(make())
    assert set(titles(response)) == expected
    shown = counts(response)
    assert {shown["onderwerp", "verzuim"], shown["gemeente", "enschede"], shown["elders", "not"]} == {len(expected)}
    assert shown["meekijken", "ja"] == shown["toets", "1"] == len(expected)


def test_an_author_sees_their_own_practice_for_participants():
    author = MemberFactory()
    practice("van mij", visibility="participants", owner=author)
    assert titles(get(author)) == ["van mij"]
    assert titles(get(MemberFactory())) == []


def test_every_filter_narrows_the_list():
    theme = TopicFactory(slug="rouw")
    narrower = TopicFactory(slug="rouw-bij-kinderen", broader=theme)
    place = MunicipalityFactory(slug="hengelo")
    fits = practice(
        "past", with_topics=[narrower], with_municipalities=[place], age_from=4, age_to=12, badge=3, shadow_visit=True
    )
    AdoptionReportFactory(practice=fits, result="partly")
    practice("past niet", age_from=18)
    for query in (
        {"onderwerp": "rouw"},
        {"onderwerp": "rouw-bij-kinderen"},
        {"gemeente": "hengelo"},
        {"leeftijd": "4-12"},
        {"toets": "3"},
        {"elders": "partly"},
        {"meekijken": "ja"},
    ):
        assert titles(get(**query)) == ["past"], query
    assert set(titles(get(leeftijd=["4-12", "18+"]))) == {"past", "past niet"}
    assert titles(get(leeftijd="4-12", toets="1")) == []


def test_topics_of_one_kind_widen_and_of_two_kinds_narrow():
    one, two = TopicFactory(slug="een"), TopicFactory(slug="twee")
    law = TopicFactory(slug="wet", kind=Topic.Kind.LAW)
    practice("a", 3, with_topics=[one])
    practice("b", 2, with_topics=[two, law])
    practice("c", 1, with_topics=[law])
    assert titles(get(onderwerp=["een", "twee"])) == ["a", "b"]
    assert titles(get(onderwerp=["een", "twee", "wet"])) == ["b"]


def test_counts_stand_beside_what_more_could_be_chosen():
    one, two = TopicFactory(slug="een"), TopicFactory(slug="twee")
    practice("a", with_topics=[one], badge=2)
    practice("b", with_topics=[two], badge=1)
    practice("c", with_topics=[two], badge=1)
    shown = counts(get(onderwerp="een"))
    assert (shown["onderwerp", "een"], shown["onderwerp", "twee"]) == (1, 2)
    assert shown["toets", "2"] == 1
    assert ("toets", "1") not in shown


def test_words_are_looked_for_in_visible_practices_only(search_index):
    practice("Rouwkoffer voor kinderen")
    practice("Zomerkamp voor leden", visibility="members")
    practice("Koffer over rouw", summary="Rouwkoffer voor thuis", live=False)
    practice("Iets anders", approach="Neem de rouwkoffer mee naar de kinderen.")
    search_index()
    assert set(titles(get(q="rouwkoffer kinderen"))) == {"Rouwkoffer voor kinderen", "Iets anders"}
    assert titles(get(q="zomerkamp")) == []
    assert titles(get(MemberFactory(), q="zomerkamp")) == ["Zomerkamp voor leden"]
    assert counts(get(q="rouwkoffer"))["toets", "1"] == 2


def test_small_words_of_a_question_do_not_count(search_index):
    practice("Terug naar school")
    practice("Een kind gaat verhuizen")
    search_index()
    response = get(q="Wat helpt als iemand niet meer naar school gaat?")
    assert titles(response) == ["Terug naar school"]
    assert gettext(NEAREST) not in response.content.decode()


def test_when_nothing_has_all_words_the_nearest_are_shown_and_said_to_be_so(search_index):
    practice("Rouwkoffer voor kinderen")
    practice("Rouwkoffer voor leden", visibility="members")
    practice("Verhuizen")
    search_index()
    response = get(q="rouwkoffer dinosaurus")
    assert titles(response) == ["Rouwkoffer voor kinderen"]
    assert gettext(NEAREST) in response.content.decode()
    assert counts(response)["toets", "1"] == 1
    assert titles(get(q="dinosaurus draak")) == []


def test_the_best_match_comes_first(search_index):
    practice("Over iets anders", 3, approach="Praat op school over rouw.")
    practice("Rouw op school", 1)
    search_index()
    assert titles(get(q="rouw school")) == ["Rouw op school", "Over iets anders"]
    assert titles(get(q='"rouw op school"')) == ["Rouw op school"]
    assert titles(get(q="school -rouw")) == []


def test_a_word_that_was_typed_wrongly_is_found_and_the_list_says_so(search_index):
    practice("Rouwkoffer voor kinderen")
    search_index()
    response = get(q="rouwkofer")
    assert titles(response) == ["Rouwkoffer voor kinderen"]
    assert 'href="/praktijken/?q=rouwkoffer"' in response.content.decode()


def test_what_words_find_is_kept_by_nobody(search_index):
    page = practice("Rouw")
    assert titles(get(q="rouw")) == []
    search_index()
    response = get(q="rouw")
    assert titles(response) == ["Rouw"]
    assert "private" in response["Cache-Control"]
    assert "private" in Client().get("/feeds/praktijken.xml", {"q": "rouw"})["Cache-Control"]
    assert page.live


def test_of_near_matches_the_one_with_the_rarest_word_comes_first(search_index):
    for number in range(3):
        practice(f"School {number}", 20 + number)
    practice("Rouwkoffer", 1)
    search_index()
    assert titles(get(q="rouwkoffer school verzuim"))[0] == "Rouwkoffer"


def test_words_and_filters_and_order_work_together(search_index):
    practice("Rouw aan tafel", 1, badge=2)
    practice("Rouw op school", 2, badge=1)
    practice("Verhuizen", 3, badge=2)
    search_index()
    assert titles(get(q="rouw", toets="2")) == ["Rouw aan tafel"]
    assert titles(get(q="rouw", sorteer="newest")) == ["Rouw op school", "Rouw aan tafel"]
    assert '<option value="" selected>past het best</option>' in get(q="rouw").content.decode()


@pytest.mark.parametrize(
    "words",
    [
        "\x00",
        "rouw\x00koffer",
        "x" * 10_000,
        "rouw " * 2_000,
        '"',
        "'\"\\",
        "rouw AND",
        "NEAR(rouw)",
        "*",
        "-rouw",
        "(rouw",
        "title:rouw",
        "%s %d %",
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "\ud800",
        "\u202erouw",
        "😀",
        "&|!",
    ],
)
def test_no_words_are_an_error_whatever_their_signs(words):
    page = practice("Rouw")
    response = Client().get(LIST, {"q": words.encode("utf-8", "replace")})
    assert response.status_code in (200, 400)
    assert b"<script>alert" not in response.content
    form = PracticeListForm({"q": words}, index=type("Index", (), {"topics": {}, "municipalities": {}}))
    assert form.is_valid()
    assert len(form.cleaned_data["q"]) <= 200
    assert page.live


@pytest.mark.parametrize(
    "query",
    [
        {"onderwerp": "bestaat-niet"},
        {"onderwerp": ["x" * 5000, "\x01", "' or 1=1"]},
        {"gemeente": "nergens"},
        {"leeftijd": "4"},
        {"toets": ["5", "-1", "drie", "1.0", "١"]},
        {"elders": "gelukt"},
        {"meekijken": "nee"},
        {"sorteer": "willekeurig"},
        {"sorteer": "best"},
        {"pagina": "0"},
        {"pagina": "-3"},
        {"pagina": "een"},
        {"pagina": "9" * 400},
        {"pagina": "١"},
        {"onbekend": "ja"},
        {"q": "   "},
        {"q": "!?"},
    ],
)
def test_an_unknown_value_is_left_out_and_never_an_error(query):
    practice("blijft staan")
    response = get(**query)
    assert titles(response) == ["blijft staan"]
    assert "tag--off" not in response.content.decode()


def test_a_topic_that_was_not_accepted_is_no_filter():
    practice("a", with_topics=[TopicFactory(slug="voorstel", status="suggested")])
    practice("b")
    response = get(onderwerp="voorstel")
    assert set(titles(response)) == {"a", "b"}
    assert 'type="checkbox" name="onderwerp" value="voorstel"' not in response.content.decode()


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (None, ["Boom", "aap", "Zon"]),
        ("newest", ["Boom", "aap", "Zon"]),
        ("tested", ["Zon", "Boom", "aap"]),
        ("report", ["aap", "Boom", "Zon"]),
        ("title", ["aap", "Boom", "Zon"]),
    ],
)
def test_each_order(order, expected):
    practice("Zon", 1, badge=4)
    middle = practice("aap", 2, badge=1)
    practice("Boom", 3, badge=2)
    AdoptionReportFactory(practice=middle)
    assert titles(get(**({"sorteer": order} if order else {}))) == expected


def test_twenty_stand_on_a_page_and_the_rest_on_the_next():
    for number in range(1, 24):
        practice(f"Nummer {number:02d}", number)
    first, second = get(), get(pagina="2")
    assert titles(first) == [f"Nummer {number:02d}" for number in range(23, 3, -1)]
    assert titles(second) == ["Nummer 03", "Nummer 02", "Nummer 01"]
    assert titles(get(pagina="99")) == titles(second)
    assert 'href="?pagina=2"' in first.content.decode()
    assert 'content="noindex, follow"' in second.content.decode()


def test_active_filters_are_links_to_the_list_without_them():
    TopicFactory(slug="rouw", name="Rouw")
    practice("Rouw", with_topics=[Topic.objects.get(slug="rouw")])
    html = get(q="rouw", onderwerp="rouw", leeftijd="0-4", sorteer="title", pagina="1").content.decode()
    assert 'href="/praktijken/?onderwerp=rouw&amp;leeftijd=0-4&amp;sorteer=title"' in html
    assert 'href="/praktijken/?q=rouw&amp;leeftijd=0-4&amp;sorteer=title"' in html
    assert 'href="/praktijken/?q=rouw&amp;onderwerp=rouw&amp;sorteer=title"' in html
    assert 'href="/praktijken/"' in html


def test_a_chosen_filter_stays_visible_when_it_gives_nothing():
    MunicipalityFactory(slug="losser")
    practice("a")
    response = get(gemeente="losser")
    assert titles(response) == []
    assert 'value="losser" checked' in response.content.decode()
    assert counts(response)["gemeente", "losser"] == 0


def test_an_empty_list_says_what_to_do_next():
    html = get().content.decode()
    assert reverse("practices:new") in html.split('class="empty"')[1]
    practice("a")
    html = get(leeftijd="0-4").content.decode().split('class="empty"')[1]
    assert 'href="/praktijken/"' in html
    assert reverse("topics:list") in html


def test_htmx_gets_the_filters_and_results_only():
    practice("a")
    whole, part = get(), get(headers={"HX-Request": "true"})
    assert titles(part) == ["a"]
    for piece in ('id="facets"', 'id="results"', 'id="filters-submit"', 'id="filters-open"', "<title>"):
        assert piece in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "<html" in whole.content.decode()
    assert "HX-Request" in whole["Vary"] and "HX-Request" in part["Vary"]


def test_htmx_that_restores_history_gets_the_whole_page():
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in get(headers=headers).content.decode()


def test_the_kept_page_and_the_kept_part_are_two():
    practice("a")
    client = Client()
    assert b"<html" in client.get(LIST).content
    assert b"<html" not in client.get(LIST, headers={"HX-Request": "true"}).content
    assert b"<html" in client.get(LIST).content


def test_the_filters_work_without_script():
    practice("a")
    html = get().content.decode()
    assert re.search(r'<form[^>]* id="filters"[^>]* action="/praktijken/" method="get"', html)
    assert '<form class="sort" action="/praktijken/" method="get"' in html
    assert 'name="sorteer"' in html
    assert 'name="q"' in html


def test_practices_can_be_ticked_to_compare_them():
    page = practice("a")
    practice("b")
    html = get().content.decode()
    assert f'name="p" value="{page.slug}" form="compare"' in html
    assert re.search(rf'<form[^>]* id="compare" action="{reverse("practices:compare")}" method="get"', html)


def test_a_row_says_where_it_comes_from_and_what_others_found():
    place = MunicipalityFactory(name="Borne")
    page = practice("a", with_municipalities=[place], shadow_visit=True, review_date=datetime.date(2020, 1, 1))
    AdoptionReportFactory.create_batch(2, practice=page)
    row = get().content.decode().split('class="row row--ring"')[1]
    assert f"{page.organisation.name}, Borne" in row
    assert "2 ervaringen" in row
    assert "2020" in row


def test_ids_on_the_page_are_unique():
    for kind in Topic.Kind.values:
        practice(kind, with_topics=[TopicFactory(kind=kind)])
    ids = re.findall(r'\sid="([^"]+)"', get().content.decode())
    assert sorted(ids) == sorted(set(ids))


def test_only_reading_is_allowed():
    assert Client().post(LIST).status_code == 405


def queries_of(member, django_assert_max_num_queries, most, **query):
    client = Client()
    if member:
        client.force_login(member)
    client.get(LIST, {**query, "leeftijd": "18+"})
    with django_assert_max_num_queries(most) as captured:
        assert client.get(LIST, query).status_code == 200
    return len(captured)


@pytest.mark.parametrize("query", [{}, {"q": "praktijk"}, {"toets": "1", "sorteer": "title"}])
def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries, settings, search_index, query):
    settings.PAGE_CACHE_SECONDS = 0
    member = MemberFactory()
    used = []
    for size in (1, 25):
        for _ in range(size):
            page = PracticeFactory(with_topics=[TopicFactory()], with_municipalities=[MunicipalityFactory()])
            AdoptionReportFactory(practice=page)
        search_index()
        stamps.forget()
        used.append(
            (
                queries_of(None, django_assert_max_num_queries, 8, **query),
                queries_of(member, django_assert_max_num_queries, 12, **query),
            )
        )
    assert used[0] == used[1]
    assert PracticePage.objects.count() == 26


def test_what_is_kept_of_the_list_is_not_shown_to_who_may_see_less(settings):
    settings.PAGE_CACHE_SECONDS = 0
    author = MemberFactory()
    practice("openbaar")
    practice("leden", visibility="members")
    practice("van mij", visibility="participants", owner=author)
    expected = {None: {"openbaar"}, author: {"openbaar", "leden", "van mij"}, MemberFactory(): {"openbaar", "leden"}}
    for _ in range(2):
        for member, seen in expected.items():
            assert set(titles(get(member))) == seen


def test_a_kept_list_changes_when_a_practice_does(django_capture_on_commit_callbacks, settings):
    settings.PAGE_CACHE_SECONDS = 0
    page = practice("oud")
    assert titles(get()) == ["oud"]
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        page.title = "nieuw"
        page.save_revision().publish()
    assert titles(get()) == ["nieuw"]


def test_a_list_that_is_kept_takes_no_query(django_assert_num_queries, settings):
    settings.PAGE_CACHE_SECONDS = 0
    practice("a")
    client = Client()
    client.get(LIST, {"toets": "1"})
    with django_assert_num_queries(0):
        assert titles(client.get(LIST, {"toets": "1"})) == ["a"]
