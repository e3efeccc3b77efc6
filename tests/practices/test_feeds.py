"""The Atom feed of practices."""

import datetime
import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from practices.feeds import ENTRIES
from tests.factories.people import StaffFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
FEED = "/feeds/praktijken.xml"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client=None, **query):
    response = (client or Client()).get(FEED, query)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def titles(tree):
    return [entry.find(f"{ATOM}title").text for entry in tree.iter(f"{ATOM}entry")]


def practice(title, day=1, **fields):
    published = timezone.make_aware(datetime.datetime(2026, 1, day))
    return PracticeFactory(title=title, first_published_at=published, last_published_at=published, **fields)


def test_only_what_is_public_whoever_asks():
    practice("openbaar")
    practice("leden", visibility="members")
    practice("deelnemers", visibility="participants")
    practice("concept", live=False)
    client = Client()
    client.force_login(StaffFactory())
    assert titles(feed()) == titles(feed(client)) == ["openbaar"]


def test_the_newest_comes_first_with_what_a_reader_needs():
    practice("oud", 1)
    page = practice(
        "nieuw", 2, summary="Een zin.", occasion="Omdat **het** moest.", with_topics=[TopicFactory(name="Rouw")]
    )
    tree = feed()
    assert titles(tree) == ["nieuw", "oud"]
    entry = tree.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{page.get_absolute_url()}"
    assert entry.find(f"{ATOM}published").text == "2026-01-01T23:00:00+00:00"
    assert entry.find(f"{ATOM}author/{ATOM}name").text == page.organisation.name
    assert entry.find(f"{ATOM}category").get("term") == "Rouw"
    assert entry.find(f"{ATOM}summary").text == "<p>Een zin.</p><p>Omdat <strong>het</strong> moest.</p>"
    links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
    assert links == {"alternate": "http://testserver/praktijken/", "self": "http://testserver/feeds/praktijken.xml"}


def test_the_filters_of_the_list_work_and_stand_in_its_address():
    topic = TopicFactory(slug="rouw")
    practice("past", with_topics=[topic], badge=2)
    practice("past niet", badge=2)
    tree = feed(onderwerp="rouw", toets="2", onzin="x", gemeente="onbekend", pagina="7")
    assert titles(tree) == ["past"]
    links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
    assert links["self"] == "http://testserver/feeds/praktijken.xml?onderwerp=rouw&toets=2"


def test_words_may_be_a_filter_too():
    practice("Rouwkoffer")
    practice("Iets anders")
    assert titles(feed(q="rouwkoffer")) == ["Rouwkoffer"]


def test_signs_that_xml_forbids_are_no_error():
    practice("Tekst\x0bmet \x1b tekens", occasion="a\x08b", summary="c\x00d".replace("\x00", "\x01"))
    assert titles(feed()) == ["Tekstmet  tekens"]


def test_it_has_no_more_entries_than_a_reader_needs():
    for number in range(ENTRIES + 2):
        practice(f"Nummer {number}", mechanisms=0)
    assert len(titles(feed())) == ENTRIES


def test_an_empty_feed_is_a_feed():
    assert titles(feed()) == []


def test_the_list_names_the_feed_with_its_filters():
    practice("a", badge=2)
    assert 'type="application/atom+xml"' in Client().get("/praktijken/").content.decode()
    assert 'href="/feeds/praktijken.xml?toets=2"' in Client().get("/praktijken/", {"toets": "2"}).content.decode()
