"""The agenda: list, month, filters, and whatever stands in its address."""

import json
import re
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events.meetings import months
from events.meetings.agenda import find
from events.meetings.forms_agenda import AgendaForm
from events.meetings.models import Evaluation, EventSeries
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.organisations import MunicipalityFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture(autouse=True)
def nothing_kept(settings):
    settings.PAGE_CACHE_SECONDS = 0


def slugs(client, query=""):
    return re.findall(r'href="/agenda/([a-z0-9-]+)/"', client.get(f"/agenda/{query}").content.decode())


def local(*moment):
    return datetime(*moment, tzinfo=AMSTERDAM)


def test_what_comes_stands_first_and_of_what_was_the_last_first(client):
    for slug, days in (("later", 30), ("eerst", 3), ("vorige", -3), ("eerder", -30)):
        make_event(slug, slug=slug, days=days)
    now = make_event("Nu", slug="nu", starts_at=timezone.now() - timedelta(hours=1))
    assert slugs(client) == ["nu", "eerst", "later"]
    assert slugs(client, "?wanneer=geweest") == ["vorige", "eerder"]
    assert f'datetime="{now.starts:%Y-%m-%d}T' in client.get("/agenda/").content.decode()


def test_filters_narrow_and_a_broader_topic_finds_the_narrower(client):
    broad, place = TopicFactory(slug="wonen"), MunicipalityFactory(slug="kolmeer")
    make_event("a", slug="a", days=1, topics=[TopicFactory(broader=broad)], municipality=place)
    make_event("b", slug="b", days=2, kind="training", online=True)
    full = make_event("c", slug="c", days=3, capacity=1)
    RegistrationFactory(event=full)
    make_event("d", slug="d", days=4, registration_open=False)
    assert slugs(client, "?onderwerp=wonen") == slugs(client, "?gemeente=kolmeer") == ["a"]
    assert slugs(client, "?soort=training") == slugs(client, "?online=ja") == ["b"]
    assert slugs(client, "?soort=training&soort=network&plek=ja") == ["a", "b"]
    assert slugs(client, "?onderwerp=wonen&soort=training") == []


def test_a_month_is_a_table_that_needs_no_script(client):
    make_event("Twee dagen", slug="twee", starts_at=local(2027, 3, 27, 22, 0), ends_at=local(2027, 3, 28, 12, 0))
    make_event("Tot middernacht", slug="nacht", starts_at=local(2027, 3, 30, 20, 0), ends_at=local(2027, 3, 31, 0, 0))
    make_event("Rand", slug="rand", starts_at=local(2027, 4, 1, 0, 0), ends_at=local(2027, 4, 1, 1, 0))
    make_event("Mei", slug="mei", starts_at=local(2027, 5, 12, 10, 0))
    page = client.get("/agenda/?weergave=maand&maand=2027-03&soort=network").content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    cells = dict(re.findall(r'<td[^>]*><time datetime="([0-9-]+)">(.*?)</td>', table, re.DOTALL))
    on = {day: re.findall(r'href="/agenda/([a-z]+)/"', cell) for day, cell in cells.items() if "href" in cell}
    assert on == {"2027-03-27": ["twee"], "2027-03-28": ["twee"], "2027-03-30": ["nacht"], "2027-04-01": ["rand"]}
    sheet = find(AgendaForm({}), None, between=months.bounds(2027, 3))
    assert sheet.counts("soort")["network"] == sheet.total == 3
    assert table.count("<th scope") == 7 and len(cells) == 35
    assert "maand=2027-02" in page and "maand=2027-04" in page and "soort=network" in page


def test_a_sheet_of_a_month_holds_whole_days_also_when_the_clocks_change():
    start, end = months.bounds(2027, 3)
    assert (start, end) == (local(2027, 3, 1, 0, 0), local(2027, 4, 5, 0, 0))
    assert end - start == timedelta(days=35)
    assert months.bounds(2027, 10)[1].utcoffset() == timedelta(hours=1)
    assert months.beside(2027, 1) == ((2026, 12), (2027, 2)) and months.beside(2027, 12)[1] == (2028, 1)


def test_a_meeting_that_is_over_shows_what_people_thought_in_numbers_only(client):
    event = make_event("Was", slug="was", days=-2)
    for score in (5, 4):
        Evaluation.objects.create(event=event, score=score, use="yes", better="Warmere zaal")
    assert "gevonden" not in client.get("/agenda/was/").content.decode()
    Evaluation.objects.create(event=event, score=3, use="no")
    page = client.get("/agenda/was/").content.decode()
    section = page[page.index('aria-labelledby="gevonden"') :].split("</section>")[0]
    assert re.findall(r"<td>([0-9])</td>", section) == ["2", "0", "1"] and "4,0" in section
    assert "Warmere zaal" not in page


HOSTILE = ["", "²", "-1", "9" * 400, "1e3", "\x01", "'\"><script>alert(1)</script>", "2026-13", "0000-01", "9999-12"]


def test_whatever_stands_in_the_address_gives_the_agenda(client):
    make_event("De dag", slug="de-dag")
    names = ("q", "onderwerp", "soort", "gemeente", "online", "plek", "wanneer", "weergave", "maand", "pagina")
    for value in HOSTILE:
        for extra in ("", "&weergave=maand", "&wanneer=geweest"):
            query = "&".join(f"{name}={quote(value)}" for name in names if f"{name}=" not in extra)
            for address in ("/agenda/", "/agenda.ics", "/feeds/agenda.xml"):
                response = client.get(f"{address}?{query}{extra}")
                assert response.status_code == 200, (address, value)
                assert b"<script>alert" not in response.content
    for month in ("2000-01", "2100-12"):
        assert client.get(f"/agenda/?weergave=maand&maand={month}").status_code == 200
    assert client.post("/agenda/").status_code == 405


def test_the_page_tells_search_engines_what_and_when_but_not_the_link(client):
    series = EventSeries.objects.create(name="Leernetwerk", slug="leernetwerk")
    link, quote_ = "https://meet.example/geheim", 'Zo </script><script>alert(1)</script> & "meer"'
    fields = {"online": True, "online_link": link, "venue": "De Kade", "capacity": 20, "series": series}
    event = make_event(quote_, slug="dag", starts_at=local(2027, 3, 28, 9, 30), **fields)
    make_event("Besloten", slug="besloten", visibility="participants", owner=RegistrationFactory(event=event).member)
    page = client.get("/agenda/dag/").content.decode()
    (facts,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    facts = json.loads(facts)
    assert facts["@type"] == "Event" and facts["name"] == quote_
    assert facts["startDate"] == "2027-03-28T09:30:00+02:00"
    assert facts["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert facts["eventStatus"] == "https://schema.org/EventScheduled"
    assert facts["remainingAttendeeCapacity"] == 19 and facts["superEvent"]["name"] == "Leernetwerk"
    assert link not in page and "<script>alert" not in page
    assert '<link rel="alternate" type="text/calendar"' in page
    client.force_login(event.registrations.get().member)
    assert "ld+json" not in client.get("/agenda/besloten/").content.decode()
