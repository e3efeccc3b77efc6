"""The provider map: what fits, what is counted, and what to do when nothing fits."""

import itertools

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from base import page_cache, stamps
from network.people.models import MemberTopic
from network.services import facets, find
from network.services.models import Service
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
URL = "/sociale-kaart/"


@pytest.fixture
def world():
    """Twelve services that differ in all that one can filter by."""
    theme, autism = (
        TopicFactory(name="Gedrag", slug="gedrag"),
        TopicFactory(name="Autisme", slug="autisme", kind="specialism"),
    )
    narrow = TopicFactory(name="Woede", slug="woede", broader=theme)
    towns = [MunicipalityFactory(name="Rietvoort", slug="rietvoort"), MunicipalityFactory(name="Kolmeer")]
    small, large = OrganisationFactory(size="small"), OrganisationFactory(size="large", kind="school")
    for number in range(12):
        service = ServiceFactory(
            name=f"Aanbod {number:02}",
            organisation=small if number % 3 else large,
            age_from=(None, 0, 10)[number % 3],
            age_to=(None, 6, 17)[number % 3],
            online=number % 2 == 0,
            at_home=number % 4 == 0,
            consultation_possible=number % 5 == 0,
        )
        service.municipalities.set(towns[: number % 3])
        service.topics.set([topic for place, topic in enumerate((theme, autism, narrow)) if number >> place & 1])
        if number % 4:
            days = (0, 20, 60, 100)[number % 4]
            WaitingTimeFactory(service=service, weeks_to_start=number, measured_on=days_ago(days))
    WaitingTimeFactory(service=Service.objects.get(name="Aanbod 08"), state="room_now", weeks_to_start=None)
    WaitingTimeFactory(service=Service.objects.get(name="Aanbod 04"), state="stopped", weeks_to_start=None)
    ServiceFactory(name="Gestopt", status="defunct").topics.set([theme, autism, narrow])
    return {"theme": theme, "autism": autism, "narrow": narrow}


def names(query=""):
    """What the map finds for a query, in its order."""
    from django.http import QueryDict

    found = find.find(QueryDict(query), None)
    pks = [found.index.pks[place] for place in found.places()]
    by_pk = Service.objects.in_bulk(pks)
    return [by_pk[pk].name for pk in pks]


def counted(query, facet):
    from django.http import QueryDict

    return find.find(QueryDict(query), None).counts(facet)


def numbers(query=""):
    return sorted(int(name[-2:]) for name in names(query))


def test_without_a_question_it_has_all_that_is_on_offer(world):
    assert numbers() == list(range(12))


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("onderwerp=gedrag", lambda n: n & 1 or n & 4),
        ("onderwerp=woede", lambda n: n & 4),
        ("onderwerp=autisme", lambda n: n & 2),
        ("onderwerp=autisme&onderwerp=gedrag", lambda n: n & 2 and (n & 1 or n & 4)),
        ("gemeente=rietvoort", lambda n: n % 3),
        ("leeftijd=0-4", lambda n: n % 3 != 2),
        ("leeftijd=12-18", lambda n: n % 3 != 1),
        ("leeftijd=18-23", lambda n: n % 3 == 0),
        ("waar=online", lambda n: n % 2 == 0),
        ("waar=thuis&waar=online", lambda n: n % 2 == 0),
        ("soort=school", lambda n: n % 3 == 0),
        ("grootte=small&leeftijd=0-4", lambda n: n % 3 == 1),
        ("consultatie=ja", lambda n: n % 5 == 0),
        ("plek=0", lambda n: n == 8),
        ("plek=4", lambda n: n in (1, 2, 8)),
        ("plek=4&onbekend=ja", lambda n: n in (1, 2, 8) or n in (0, 3, 7, 11)),
        ("plek=12", lambda n: n in (1, 2, 5, 6, 8, 9, 10)),
        ("onderwerp=bestaat-niet&gemeente=x&leeftijd=9&plek=3&soort=y", lambda n: True),
    ],
)
def test_each_filter_gives_what_it_says(world, query, fits):
    assert numbers(query) == [number for number in range(12) if fits(number)]


def test_the_counts_are_what_choosing_would_give(world):
    options = {
        "onderwerp": ("topic:theme", ["gedrag", "woede"]),
        "gemeente": ("gemeente", ["rietvoort"]),
        "leeftijd": ("leeftijd", list(facets.AGES)),
        "waar": ("waar", ["online", "thuis"]),
        "grootte": ("grootte", ["small", "large"]),
    }
    for (first, (_facet, values)), (second, (facet, others)) in itertools.permutations(options.items(), 2):
        for value in values:
            counts = counted(f"{first}={value}", facet)
            for other in others:
                assert counts[other] == len(numbers(f"{first}={value}&{second}={other}")), (value, other)


def test_the_order_is_fit_then_the_shortest_wait_then_unknown_then_who_takes_nobody(world):
    assert names("waar=online") == [f"Aanbod {number:02}" for number in (8, 2, 6, 10, 0, 4)]
    carries_both = names("onderwerp=gedrag&onderwerp=woede")
    assert [int(name[-2:]) & 4 for name in carries_both] == [4] * 4 + [0] * 4
    assert names("sorteer=naam") == sorted(names())
    assert names("sorteer=wacht&onderwerp=gedrag&onderwerp=woede")[0] == "Aanbod 01"


def test_a_waiting_time_fades_by_itself(world, monkeypatch):
    assert numbers("plek=4") == [1, 2, 8]
    later = days_ago(-51)
    monkeypatch.setattr(timezone, "localdate", lambda *args: later)
    # measured 0, 20 and 60 days before: after 51 days more only the first is believed
    assert numbers("plek=4") == [8]


def test_a_changed_service_is_counted_anew(world):
    service = Service.objects.get(name="Aanbod 00")
    assert 0 in numbers()
    service.status = "inactive"
    service.save()
    stamps.bump("services")
    assert 0 not in numbers()


def test_the_page_shows_rows_with_their_waiting_time(client, world):
    page = client.get(URL, {"plek": "0"}).content.decode()
    assert "1 vorm van hulp" in page
    assert "Aanbod 08" in page
    assert "Nu plek" in page
    assert "Aanbod 01" not in page


def test_what_is_not_on_offer_shows_nowhere(client, world):
    assert "Gestopt" not in client.get(URL).content.decode()
    hidden = Service.objects.get(name="Gestopt")
    for address in (hidden.get_absolute_url(), f"{URL}vergelijken/?a={hidden.slug}", f"{URL}lijstje/?a={hidden.slug}"):
        assert "Gestopt" not in client.get(address).content.decode()
    assert client.get(hidden.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "Aanbod 00"),
        ("plek=8&onbekend=ja", "Aanbod 05"),
        ("onderwerp=gedrag&gemeente=rietvoort&leeftijd=4-12&waar=online&grootte=small", "Aanbod 04"),
    ],
)
def test_the_map_takes_as_many_queries_for_one_as_for_many(client, world, django_assert_max_num_queries, query, name):
    def queries():
        page_cache.clear()
        cache.clear()
        facets.index()
        with django_assert_max_num_queries(40) as counted:
            assert client.get(f"{URL}?{query}").status_code == 200
        return len(counted)

    Service.objects.exclude(name=name).update(status="inactive")
    stamps.bump("services")
    queries()
    one = queries()
    Service.objects.update(status="active")
    stamps.bump("services")
    queries()
    assert queries() == one <= 8


def test_when_nothing_fits_it_says_what_to_leave_out(client, world):
    page = client.get(URL, {"leeftijd": "12-18", "soort": "school", "plek": "0"}).content.decode()
    assert "Niets van het aanbod past hierbij" in page
    assert "zonder Nu plek: 4 vormen van hulp" in page
    assert "zonder School: 1 vorm van hulp" in page


def test_a_colleague_who_is_open_to_it_may_be_asked_by_members_only(client, world):
    helper = MemberFactory(name="Karin Kenner", open_to_consultation=True)
    MemberTopic.objects.create(member=helper, topic=world["autism"])
    closed = MemberFactory(name="Dicht Gesloten")
    MemberTopic.objects.create(member=closed, topic=world["autism"])
    learner = MemberFactory(name="Wil Leren", open_to_consultation=True)
    MemberTopic.objects.create(member=learner, topic=world["autism"], level="wants_to_learn")
    query = {"onderwerp": "autisme", "plek": "0", "soort": "school"}
    assert "Karin" not in client.get(URL, query).content.decode()
    client.force_login(MemberFactory())
    page = client.get(URL, query).content.decode()
    assert "Karin Kenner" in page
    assert "Dicht Gesloten" not in page
    assert "Wil Leren" not in page


def test_small_providers_that_cover_the_question_together_are_suggested(client):
    topics = [
        TopicFactory(name=name, slug=name.lower(), kind=kind)
        for name, kind in (("Slaap", "theme"), ("Rouw", "specialism"))
    ]
    for name, size, topic, weeks in (
        ("Klein Slaap", "small", 0, 3),
        ("Klein Rouw", "small", 1, 2),
        ("Traag Rouw", "small", 1, 30),
        ("Groot Rouw", "large", 1, 0),
    ):
        service = ServiceFactory(organisation=OrganisationFactory(name=name, size=size))
        service.topics.add(topics[topic])
        WaitingTimeFactory(service=service, weeks_to_start=weeks)
    page = client.get(URL, {"onderwerp": ["slaap", "rouw"]}).content.decode()
    assert "Samen kunnen ze het wel" in page
    assert "Klein Slaap: Slaap" in page
    assert "Klein Rouw: Rouw" in page
    assert "Traag" not in page
    assert "Groot" not in page


def test_nothing_is_put_together_when_one_provider_has_it_all(client):
    topics = [TopicFactory(name="Slaap", slug="slaap"), TopicFactory(name="Rouw", slug="rouw", kind="specialism")]
    one = OrganisationFactory(size="small")
    ServiceFactory(organisation=one).topics.add(topics[0])
    ServiceFactory(organisation=one).topics.add(topics[1])
    ServiceFactory(organisation=OrganisationFactory(size="small")).topics.add(topics[0])
    ServiceFactory(organisation=OrganisationFactory(size="small")).topics.add(topics[1])
    assert "Samen kunnen" not in client.get(URL, {"onderwerp": ["slaap", "rouw"]}).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "x" * 5000,
        "pagina=999999",
        "pagina=-1",
        "pagina=x",
        "plek=4&plek=8",
        "leeftijd=%F0%9F%98%80",
        "onderwerp=" + "&onderwerp=".join("abc" for _ in range(300)),
        "sorteer=wacht%27--",
    ],
)
def test_nothing_typed_in_the_address_breaks_the_map(client, world, query):
    assert client.get(f"{URL}?{query}").status_code in (200, 400)


def test_htmx_gets_the_results_only(client, world):
    page = client.get(URL, headers={"HX-Request": "true"})
    assert "<html" not in page.content.decode()
    assert "Aanbod 01" in page.content.decode()
    assert "HX-Request" in page["Vary"]


def test_the_menu_leads_to_the_map(client):
    assert f'href="{reverse("services:map")}"' in client.get("/onderwerpen/").content.decode()
