"""The screens of looking for people, and what a member says about being asked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex

from base import stamps
from network.requests.choices import Origin, Part, RequestStatus
from network.requests.models import Availability, Participation, Request
from tests.factories.matching import colleague, request_about, town
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.requests import ParticipationFactory, RequestFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
MINE = "/mijn/uitwisseling/"


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """Tests write without a commit, so what is kept would never become old."""
    monkeypatch.setattr(stamps, "remember", lambda name, key, build: build())


@pytest.fixture
def wanted():
    return TopicFactory(name="Rouw")


@pytest.fixture
def asker(client):
    member = MemberFactory(name="Vera Vrager")
    client.force_login(member)
    return member


def people_of(request):
    return f"/uitwisseling/{request.pk}/mensen/"


def test_who_asked_ticks_whom_to_ask_and_reads_why(client, asker, wanted):
    knows, other = colleague("Mirthe Tolhek", helps=[wanted]), colleague("Kofi Oduber")
    request = request_about(wanted, asked_by=asker)
    page = client.get(people_of(request)).content.decode()
    assert "<b>Waarom Mirthe?</b> Kan helpen bij Rouw. Is nieuw op deze site." in page
    assert "1 van de 6 plekken" in page
    # nothing ticked, and what can't be ticked: the page comes back and says so
    for ticked in ([], ["99999999"], ["x"], ["9" * 30], [str(asker.pk)], ["\0"]):
        response = client.post(people_of(request), {"doe": "vraag", "wie": ticked})
        assert response.status_code == 200
        assert "Fout:" in response.content.decode()
    assert not Participation.objects.exists()
    data = {"doe": "vraag", "wie": [knows.pk], "kennis": "zwaar", "dagen": "onzin"}
    assert client.post(people_of(request), data).status_code == 302
    row = Participation.objects.get()
    assert (row.member, row.origin, row.state) == (knows, Origin.CHOSEN, Part.ASKED)
    assert row.reasons == [["helps", {"topics": ["Rouw"]}], ["new", {}], ["unmet", {}]]
    assert Request.objects.get().weights == {"topics": 2, "dates": 1, "distance": 1, "turns": 1, "contact": 1}
    # sending it twice asks nobody twice
    assert client.post(people_of(request), data).status_code == 200
    assert Participation.objects.count() == 1
    row.state = Part.JOINED
    row.save()
    page = client.get(people_of(request)).content.decode()
    assert "2 van de 6 plekken" in page and "Jij, Mirthe Tolhek." in page
    assert "Mirthe Tolhek</b> Kan helpen bij Rouw." in page
    assert f'value="{other.pk}"' in page and f'value="{knows.pk}"' not in page


def test_what_counts_most_is_chosen_on_the_screen(client, asker, wanted):
    here, far = town("Kolmeer"), town("Verveen", km=40)
    asker.municipalities.add(here)
    colleague("Weet het", helps=[wanted], towns=[far])
    colleague("Woont hier", towns=[here])
    request = request_about(wanted, asked_by=asker)

    def first(query):
        return client.get(people_of(request) + query).context["rows"][0]["profile"].name

    assert first("") == "Weet het"
    assert first("?kennis=niet&afstand=zwaar") == "Woont hier"
    assert first("?kennis=onzin&afstand=") == "Weet het"


def test_nobody_else_sees_who_fits(client, wanted):
    colleague("Past", helps=[wanted])
    request = request_about(wanted)
    address = people_of(request)
    assert client.get(address).status_code == 302  # to sign in
    for member in (MemberFactory(), StaffFactory(), ParticipationFactory(request=request, state=Part.JOINED).member):
        client.force_login(member)
        assert client.get(address).status_code == 404
        assert client.post(address, {"doe": "rondes"}).status_code == 404
    client.force_login(request.asked_by)
    assert client.get(address).status_code == 200
    Request.objects.update(status=RequestStatus.MATCHED)
    assert client.get(address).url == request.get_absolute_url()
    assert client.post(address, {"doe": "rondes"}).url == request.get_absolute_url()
    question = RequestFactory(kind="question", asked_by=request.asked_by)
    assert client.get(people_of(question)).status_code == 404
    assert Participation.objects.count() == 1


def test_the_site_is_let_to_ask_and_stopped(client, asker, wanted):
    for number in range(5):
        colleague(f"Collega {number}")
    request = request_about(wanted, asked_by=asker)
    response = client.post(people_of(request), {"doe": "rondes"}, follow=True)
    assert "4 collega’s zijn gevraagd." in response.content.decode()
    assert "Stop met vragen" in response.content.decode()
    client.post(people_of(request), {"doe": "rondes"})
    assert Participation.objects.count() == 4
    client.post(people_of(request), {"doe": "stop"})
    request.refresh_from_db()
    assert (request.asks_itself, request.next_round_at) == (False, None)


def test_where_nobody_is_left_the_page_says_what_to_do(client, asker, wanted):
    here, far = town("Kolmeer"), town("Verveen", km=40)
    asker.municipalities.add(here)
    colleague("Ver weg", towns=[far])
    colleague("Naast je", towns=[here], organisation=asker.organisation)
    request = request_about(wanted, asked_by=asker, travel_km=10)
    page = client.get(people_of(request)).content.decode()
    assert "Er is niemand meer om te vragen" in page
    assert "Je zoekt binnen 10 kilometer." in page
    assert f"/mensen/?onderwerp={wanted.slug}&amp;openvoor=intervisie" in page
    client.post(people_of(request), {"doe": "afstand"})
    assert [row["profile"].name for row in client.get(people_of(request)).context["rows"]] == ["Ver weg"]
    client.post(people_of(request), {"doe": "collegas"})
    assert len(client.get(people_of(request)).context["rows"]) == 2


def test_a_page_of_suggestions_takes_as_many_questions_for_many_as_for_few(client, asker, wanted):
    request = request_about(wanted, asked_by=asker)
    client.get(people_of(request))  # what the site reads once
    counts = []
    for number in range(2):
        for one in range(1 + 19 * number):
            colleague(f"{number} {one}", helps=[wanted])
            ParticipationFactory(request=request, state=Part.JOINED)
        with CaptureQueriesContext(connection) as queries:
            client.get(people_of(request))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_challenge_shows_which_parties_it_can_be_brought_to(client, wanted):
    request = request_about(wanted, kind="challenge", size=None)
    client.force_login(request.asked_by)
    assert "We kennen geen partij" in client.get(people_of(request)).content.decode()
    provider = MemberFactory().organisation
    provider.topics.add(wanted)
    page = client.get(people_of(request)).content.decode()
    assert provider.name in page and "Werkt aan Rouw." in page
    client.force_login(MemberFactory())
    assert client.get(people_of(request)).status_code == 404


def test_a_member_says_how_often_when_and_with_whom_not(client, asker):
    manager = MemberFactory(name="Bas Baas")
    request = ParticipationFactory(member=asker).request
    mine = RequestFactory(asked_by=asker, title="Hoe begrens ik?")
    page = client.get(MINE).content.decode()
    assert request.title in page and mine.title in page
    wrong = {"most_a_month": "21", "travel_km": "0", "weekdays": ["7"], "reports_to": "Wie Is Dat"}
    response = client.post(MINE, wrong)
    assert set(response.context["form"].errors) == {"most_a_month", "travel_km", "weekdays", "reports_to"}
    assert "Wie Is Dat" in response.content.decode()
    for text in ("\0", "x" * 100_000, "Vera Vrager"):
        assert client.post(MINE, {"most_a_month": "2", "reports_to": text}).status_code == 200
    assert not Availability.objects.exists()
    right = {"most_a_month": "0", "travel_km": "15", "weekdays": ["4", "1"], "reports_to": "Bas Baas"}
    assert client.post(MINE, right | {"open_to_intervision": "on"}).status_code == 302
    kept = Availability.objects.values("most_a_month", "travel_km", "weekdays", "reports_to").get(member=asker)
    assert kept == {"most_a_month": 0, "travel_km": 15, "weekdays": [1, 4], "reports_to": manager.pk}
    asker.refresh_from_db()
    assert (asker.open_to_intervision, asker.open_to_visits) == (True, False)
    assert 'value="Bas Baas"' in client.get(MINE).content.decode()
    assert not ReferenceIndex.objects.filter(content_type__model__in=["availability", "participation"]).exists()
    # nobody else reads it: not the manager, not on the page of either of them, not with a role
    for reader in (manager, StaffFactory(), MemberFactory(is_superuser=True)):
        client.force_login(reader)
        for person, other in ((asker, "Bas Baas"), (manager, "Vera Vrager")):
            page = client.get(person.get_absolute_url()).content.decode()
            assert other not in page.replace(reader.name, "")


def test_the_profile_leads_to_it_and_says_when_hiding_keeps_one_out(client, asker):
    assert MINE in client.get("/mijn/profiel/").content.decode()
    assert MINE in client.get("/mijn/").content.decode()
    assert "Dan stellen we je aan niemand voor." not in client.get(MINE).content.decode()
    asker.shown_to = {"open_to": "nobody"}
    asker.save()
    assert "Dan stellen we je aan niemand voor." in client.get(MINE).content.decode()
