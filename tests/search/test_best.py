"""Best bets: what the whole question is the name of, and what editors picked for it."""

import pytest
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page, PageViewRestriction

from home.models import ContentPage
from search.answers import Filters
from search.find import find
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory, practice_index
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


def bets(words, member=None, **filters):
    return [(bet.kind, bet.title, bet.url) for bet in find(words, Filters(**filters), member).best]


def pick(words, page=None, **fields):
    return SearchPromotion.objects.create(query=Query.get(words), page=page, **fields)


@pytest.mark.parametrize(
    "words",
    ["Uithuisplaatsing", "uithuisplaatsing ", "UHP", '"uithuisplaatsing"', "uit huis geplaatst", "uithuisplaatsingen"],
)
def test_a_topic_is_found_by_its_name_its_synonyms_and_their_forms(search_index, words):
    TopicFactory(name="Uithuisplaatsing", slug="uhp", synonyms="UHP\nuit huis geplaatst", definition="Elders wonen.")
    search_index()
    (bet,) = find(words, Filters(), None).best
    assert (bet.kind, bet.title, bet.url, bet.text) == (
        "topic",
        "Uithuisplaatsing",
        "/onderwerpen/uhp/",
        "Elders wonen.",
    )


@pytest.mark.parametrize("words", ["uithuisplaatsing voorkomen", "-uithuisplaatsing", "uithuisplaatsing -kind", "huis"])
def test_a_question_that_is_more_or_less_than_the_name_is_no_best_bet(search_index, words):
    TopicFactory(name="Uithuisplaatsing")
    search_index()
    assert bets(words) == []


@pytest.mark.parametrize("status", ["suggested", "declined", "merged"])
def test_a_topic_outside_the_vocabulary_is_none(search_index, status):
    TopicFactory(name="Uithuisplaatsing", status=status)
    search_index()
    assert bets("uithuisplaatsing") == []


def test_a_word_that_was_typed_wrongly_leads_to_the_topic_as_well(search_index):
    TopicFactory(name="Uithuisplaatsing", slug="uhp")
    search_index()
    assert bets("uithuisplaasting") == [("topic", "Uithuisplaatsing", "/onderwerpen/uhp/")]


def test_an_organisation_is_found_by_its_name(search_index):
    OrganisationFactory(name="De Wilgenkamp", slug="wilgenkamp")
    OrganisationFactory(name="De Wilgenkamp Noord", slug="noord")
    search_index()
    expected = [("organisation", "De Wilgenkamp", "/aanbieders/wilgenkamp/")]
    assert bets("de wilgenkamp") == bets("DE WILGENKAMP") == expected
    assert bets("wilgenkamp") == []


def test_a_person_is_found_by_their_name_by_members_only(search_index):
    person = MemberFactory(name="Renée de Jong")
    search_index()
    expected = [("person", "Renée de Jong", person.get_absolute_url())]
    assert bets("renee de jong", MemberFactory()) == expected
    assert bets("renee de jong") == []


def test_best_bets_stand_above_all_kinds_only(search_index):
    TopicFactory(name="Uithuisplaatsing", slug="uhp")
    search_index()
    assert bets("uithuisplaatsing", kind="practice") == []


# ---------- what editors picked ----------


def content_page(**fields):
    return practice_index().get_parent().add_child(instance=ContentPage(title="Over ons", slug="over-ons", **fields))


def test_what_editors_picked_comes_for_exactly_that_question(search_index):
    page = content_page()
    pick("contact", page, description="Zo bereik je ons.", sort_order=0)
    pick("contact", external_link_url="https://example.org/", external_link_text="Elders", sort_order=1)
    expected = [("pick", "Over ons", "/over-ons/"), ("pick", "Elders", "https://example.org/")]
    assert bets("Contact ") == expected
    assert bets("contact opnemen") == []


def test_a_picked_page_is_shown_to_who_may_see_it(search_index):
    author = MemberFactory()
    shown = {
        "public": PracticeFactory(title="public"),
        "members": PracticeFactory(title="members", visibility="members"),
        "participants": PracticeFactory(title="participants", visibility="participants", owner=author),
        "unpublished": PracticeFactory(title="unpublished", live=False),
        "closed": PracticeFactory(title="closed"),
        "page": content_page(),
        "closed page": practice_index().get_parent().add_child(instance=ContentPage(title="Dicht", slug="dicht")),
        "unpublished page": practice_index()
        .get_parent()
        .add_child(instance=ContentPage(title="Concept", slug="concept", live=False)),
    }
    for name in ("closed", "closed page"):
        PageViewRestriction.objects.create(page=shown[name], restriction_type=PageViewRestriction.LOGIN)
    for name, page in shown.items():
        pick(name, Page.objects.get(pk=page.pk))

    def seen_by(member):
        return {name for name in shown if any(bet[0] == "pick" for bet in bets(name, member))}

    assert seen_by(None) == {"public", "page"}
    assert seen_by(MemberFactory()) == {"public", "members", "page"}
    assert seen_by(author) == {"public", "members", "participants", "page"}


@pytest.mark.parametrize("words", ["", "!!", "x" * 5000, "\x00", "%' or 1=1"])
def test_any_words_may_be_looked_up(search_index, words):
    assert bets(words) == []
