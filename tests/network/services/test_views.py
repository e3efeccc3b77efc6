"""One service, several beside each other, and the short list."""

import pytest

from network.organisations.models import Location
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory, ProviderEditorFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    found = ServiceFactory(
        name="Hulp thuis",
        organisation=OrganisationFactory(name="De Beek"),
        summary="Iemand komt langs.",
        description="**Elke week** een uur.",
        age_from=4,
        contact_name="Joke Bel",
        contact_phone="+31 (0)6 00 00 00 00",
        contact_email="joke@beek.example",
        consultation_possible=True,
        how_to_refer="Via de gemeente.",
    )
    found.locations.add(Location.objects.create(organisation=found.organisation, address="Straat 1", city="Kolmeer"))
    found.topics.add(TopicFactory(name="Slapen"), TopicFactory(name="Geheim", status="suggested"))
    return found


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_service_says_for_whom_what_where_and_how_to_refer(client, service):
    page = text(client, service.get_absolute_url())
    for words in ("Hulp thuis", "De Beek", "<strong>Elke week</strong>", "vanaf 4 jaar", "Kolmeer", "Via de gemeente."):
        assert words in page
    assert "Slapen" in page
    assert "Geheim" not in page


def test_who_to_call_is_for_who_signs_in(client, service):
    page = text(client, service.get_absolute_url())
    assert "Joke" not in page
    assert "joke@" not in page
    assert "00 00" not in page
    assert f"/inloggen/?next={service.get_absolute_url()}" in page
    client.force_login(MemberFactory())
    page = text(client, service.get_absolute_url())
    assert "Joke Bel" in page
    assert 'href="tel:+310600000000"' in page


@pytest.mark.parametrize("address", ["/sociale-kaart/lijstje/?a={}", "/sociale-kaart/vergelijken/?a={}&a={}"])
def test_lists_show_a_visitor_nobody_to_call(client, service, address):
    page = text(client, address.format(service.slug, ServiceFactory().slug))
    assert "Hulp thuis" in page
    assert "Joke" not in page


def test_a_figure_has_its_date_source_and_definition(client, service):
    WaitingTimeFactory(service=service, weeks_to_start=6, weeks_to_intake=1, definition="Gemiddeld van tien")
    page = text(client, service.get_absolute_url())
    assert "6 weken" in page
    assert "tot de start, 1 week tot het eerste gesprek" in page
    assert "Gemiddeld van tien" in page
    assert "Ingevuld door de aanbieder op" in page


@pytest.mark.parametrize(("days", "shown", "words"), [(50, True, "bel voor de zekerheid"), (80, False, "onbekend")])
def test_an_old_figure_fades_and_then_is_not_shown(client, service, days, shown, words):
    WaitingTimeFactory(service=service, weeks_to_start=17, measured_on=days_ago(days))
    page = text(client, service.get_absolute_url())
    assert ("17 weken" in page) is shown
    assert words in page


def test_the_history_is_a_drawing_with_the_same_figures_in_a_table(client, service):
    for days, weeks in ((300, 3), (200, 8), (100, 5)):
        WaitingTimeFactory(service=service, weeks_to_start=weeks, measured_on=days_ago(days))
    WaitingTimeFactory(service=service, state="stopped", weeks_to_start=None, measured_on=days_ago(150))
    page = text(client, service.get_absolute_url())
    assert page.count("<polyline") == 1
    assert page.count("<circle cx") >= 3
    assert "8 weken" in page
    assert "Nu geen nieuwe cliënten" in page


def test_one_figure_is_no_history(client, service):
    WaitingTimeFactory(service=service)
    assert "<polyline" not in text(client, service.get_absolute_url())


def test_an_editor_sees_what_is_not_on_offer(client, service):
    service.status = "inactive"
    service.save()
    assert client.get(service.get_absolute_url()).status_code == 404
    client.force_login(ProviderEditorFactory())
    assert client.get(service.get_absolute_url()).status_code == 404
    client.force_login(ProviderEditorFactory(organisation=service.organisation))
    assert "Wordt nu niet aangeboden" in text(client, service.get_absolute_url())


def test_two_services_stand_side_by_side(client, service):
    other = ServiceFactory(name="Groep")
    page = text(client, f"/sociale-kaart/vergelijken/?a={service.slug}&a={other.slug}")
    assert "<table" in page
    assert page.index("Hulp thuis") < page.index("Groep")


@pytest.mark.parametrize("query", ["", "?a=", "?a=bestaat-niet", "?a=%F0%9F%98%80&a=x"])
def test_too_few_to_compare_says_what_to_do(client, query):
    assert "Kies er twee tot vier" in text(client, f"/sociale-kaart/vergelijken/{query}")


def test_at_most_four_are_compared(client):
    slugs = [ServiceFactory().slug for _number in range(6)]
    page = text(client, "/sociale-kaart/vergelijken/?" + "&".join(f"a={slug}" for slug in slugs))
    assert page.count('<th scope="col">') == 4
    assert "meer dan vier" in page


def test_the_short_list_opens_in_ones_own_mail(client, service):
    page = text(client, f"/sociale-kaart/lijstje/?a={service.slug}")
    assert "mailto:?subject=" in page
    assert "Joke" not in page


def test_pages_take_as_many_queries_for_more(client, service, django_assert_max_num_queries):
    def count(slugs, page):
        with django_assert_max_num_queries(40) as counted:
            text(client, f"/sociale-kaart/{page}/?" + "&".join(f"a={slug}" for slug in slugs))
        return len(counted)

    client.force_login(MemberFactory())
    slugs = [service.slug] + [ServiceFactory().slug for _number in range(19)]
    for page, first, last in (("lijstje", 1, 20), ("vergelijken", 2, 4)):
        count(slugs[:first], page)
        assert count(slugs[:first], page) == count(slugs[:last], page)


def test_an_organisation_shows_its_services(client, service):
    WaitingTimeFactory(service=service, weeks_to_start=6)
    page = text(client, service.organisation.get_absolute_url())
    assert "Hulp thuis" in page
    assert "6 weken" in page
