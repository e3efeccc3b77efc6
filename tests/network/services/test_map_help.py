"""When nothing on the map fits: what to change, whom to ask; and where what does fit is given."""

import re

import pytest
from django.http import QueryDict

from base import page_cache
from base.findable import Ranked
from network.people.models import MemberTopic
from network.people.models import PeopleGroup as Group
from network.services import facets, find, map_filters
from network.services.ask import whom_to_ask
from network.services.views_map import wider
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
URL = "/sociale-kaart/"


def asked(query, member=None):
    return find.find(QueryDict(query), member)


def options(query):
    """What is offered instead, as {words: (number, whether the address gives exactly that many)}."""
    found = asked(query)
    assert found.total == 0
    return {
        words if left_out else f"+{words}": (number, asked(url.partition("?")[2]).total == number)
        for left_out, words, number, url in wider(found)
    }


@pytest.fixture
def sleep():
    return TopicFactory(name="Slaap", slug="slaap")


def test_each_thing_to_leave_out_comes_with_what_it_really_gives(sleep):
    for number in range(3):
        service = ServiceFactory(online=number == 0, age_from=12, age_to=18)
        service.topics.add(sleep)
        WaitingTimeFactory(service=service, weeks_to_start=7)
    assert options("onderwerp=slaap&plek=4&leeftijd=12-18") == {
        "Binnen 4 weken": (3, True),
        "+Binnen 8 weken": (3, True),
    }
    assert options("onderwerp=slaap&waar=online&leeftijd=0-4") == {"0 tot 4 jaar": (1, True)}


def test_two_things_are_left_out_only_when_no_single_one_helps(sleep):
    ServiceFactory(online=True).topics.add(sleep)
    ServiceFactory(age_from=20)
    assert options("onderwerp=slaap&grootte=large&soort=school") == {"School, Groot": (1, True)}


def test_unknown_waiting_times_and_words_are_offered_too(sleep, monkeypatch):
    ServiceFactory().topics.add(sleep)
    assert options("onderwerp=slaap&plek=0")["+Ook als de wachttijd onbekend is"] == (1, True)
    monkeypatch.setattr(find, "search_words", lambda *args: Ranked([]))
    assert options("onderwerp=slaap&q=niemand") == {"“niemand”": (1, True)}


def test_whom_to_ask_depends_on_who_asks(sleep):
    thinks_along = ServiceFactory(name="Denkt mee", consultation_possible=True)
    thinks_along.topics.add(sleep)
    ServiceFactory(name="Denkt niet mee").topics.add(sleep)
    for name, visibility in (("Open team", "public"), ("Ledenteam", "members"), ("Besloten team", "participants")):
        Group.objects.create(name=name, slug=name.lower().replace(" ", "-"), visibility=visibility).topics.add(sleep)
    helper = MemberFactory(name="Helpt", open_to_consultation=True)
    hidden = MemberFactory(name="Verbergt", open_to_consultation=True, shown_to={"open_to": "nobody"})
    for member in (helper, hidden):
        MemberTopic.objects.create(member=member, topic=sleep)
    found = asked("onderwerp=slaap&grootte=large")

    def names(member):
        ask = whom_to_ask(found, member)
        return [[one.name for one in part] for part in (ask.services, ask.groups, ask.people)]

    assert names(None) == [["Denkt mee"], ["Open team"], []]
    assert names(MemberFactory()) == [["Denkt mee"], ["Ledenteam", "Open team"], ["Helpt"]]


def test_locations_of_what_fits_are_listed_with_their_place(client, sleep, django_assert_max_num_queries):
    organisation = OrganisationFactory(name="De Bleek")
    here = organisation.locations.create(address="Brink 1", city="Almelo", latitude="52.35", longitude="6.66")
    organisation.locations.create(address="Leeg 2", city="Borne", latitude="52.3", longitude="6.7")
    for number in range(4):
        service = ServiceFactory(name=f"Aanbod {number}", organisation=organisation)
        service.locations.add(here)
        if number:
            service.topics.add(sleep)
    gone = ServiceFactory(name="Gestopt", organisation=organisation, status="defunct")
    gone.locations.add(here)
    gone.topics.add(sleep)
    page_cache.clear()
    facets.index()
    with django_assert_max_num_queries(12):
        page = client.get(f"{URL}locaties/?onderwerp=slaap").content.decode()
    assert re.findall(r'data-at="([^"]+)" data-name="([^"]+)" data-count="(\d)"', page) == [
        ("52.35000,6.66000", "De Bleek, Almelo", "3")
    ]
    assert "Aanbod 3" in page
    for left_out in ("Aanbod 0", "Gestopt", "Leeg 2"):
        assert left_out not in page


def test_the_drawing_and_the_list_give_the_same_numbers_and_links(client):
    towns = [
        MunicipalityFactory(name=f"Dorp {number}", latitude=52 + number / 10, longitude=6.5 + number % 2 / 5)
        for number in range(3)
    ]
    MunicipalityFactory(name="Zonder plek")
    for number in range(3):
        ServiceFactory().municipalities.set(towns[: number + 1])
    page = client.get(f"{URL}?gemeente={towns[0].slug}&sorteer=wacht").content.decode()
    drawing = re.search(r'<svg class="tilemap".*?</svg>', page, re.DOTALL).group()
    drawn = re.findall(r'<a href="([^"]+)" aria-label="([^",]+), (\d) vorm', drawing)
    tiles = re.findall(r'<li><a href="([^"]+)"[^>]*><span>([^<]+)</span> <b>(\d)</b>', page)
    assert drawn == tiles[:3]
    assert [(name, number) for _url, name, number in tiles] == [
        ("Dorp 0", "3"),
        ("Dorp 1", "2"),
        ("Dorp 2", "1"),
        ("Zonder plek", "0"),
    ]
    # what is chosen leads to the map without it
    assert tiles[0][0] == "/sociale-kaart/?sorteer=wacht"
    assert 'class="on"' in drawing


def test_the_question_comes_first_in_the_filters(sleep):
    service = ServiceFactory(consultation_possible=True, online=True)
    service.topics.set(
        [sleep, TopicFactory(kind="target_group"), TopicFactory(kind="law"), TopicFactory(kind="specialism")]
    )
    service.municipalities.add(MunicipalityFactory())
    WaitingTimeFactory(service=service)
    groups = map_filters.facet_groups(asked(""))
    assert [str(group["legend"]) for group in groups] == [
        "Voor wie?",
        "Leeftijd",
        "Ondersteuningsbehoefte: wat is er aan de hand?",
        "Specialisme",
        "In welke gemeente?",
        "Wanneer is er plek?",
        "Waar is de hulp?",
        "Soort aanbieder",
        "Grootte van de aanbieder",
        "Consultatie",
        "Wet",
    ]
    room = next(group for group in groups if group["name"] == "plek")
    assert room["choices"][0] == ("", "Maakt niet uit", None, True)
