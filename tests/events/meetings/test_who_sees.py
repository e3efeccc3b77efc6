"""Who sees which meeting at each way out of the site, and that nothing private comes along.

Each meeting has a word of its own in its title, text and address, so a leak is a word in an answer.
"""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events.meetings import blocks
from events.meetings.agenda import find
from events.meetings.choices import Status
from events.meetings.forms_agenda import AgendaForm
from events.meetings.models import Answer, EventDocument, EventPage, EventQuestion
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.files import DocumentFactory
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

LINK = "https://meet.example/qzkamer"
PRIVATE = ("qzkamer", "qznoten", "Gijs Gastman", "gijs@gast.example", "Willemijn Wachter")
STATES = {
    "qzopen": {},
    "qzleden": {"visibility": "members"},
    "qzmeedoen": {"visibility": "participants"},
    "qzaangemeld": {"visibility": "participants"},
    "qzafgelast": {"state": "cancelled"},
    "qzvoorbij": {"days": -400},
    "qzconcept": {"publish": False},
    "qzgepland": {"publish": False},
    "qzdicht": {},
}
PUBLIC = {"qzopen", "qzafgelast", "qzvoorbij"}
MEMBERS = PUBLIC | {"qzleden"}
ALL = MEMBERS | {"qzmeedoen", "qzaangemeld"}
SEES = {"visitor": PUBLIC, "member": MEMBERS, "registered": MEMBERS | {"qzaangemeld"}, "organiser": ALL, "staff": ALL}
OVER = {"qzvoorbij"}


@pytest.fixture
def world(settings, monkeypatch):
    settings.PAGE_CACHE_SECONDS = 0
    monkeypatch.setattr(blocks, "SHOWN", 20)
    made = SimpleNamespace(
        visitor=None,
        member=MemberFactory(),
        registered=MemberFactory(),
        organiser=MemberFactory(slug="de-organisator"),
        staff=StaffFactory(),
    )
    topic, place = TopicFactory(slug="het-thema"), MunicipalityFactory(slug="de-plaats")
    organisation = OrganisationFactory(slug="het-bedrijf")
    made.events = {
        word: make_event(
            word.capitalize(),
            slug=word,
            description=word,
            owner=made.organiser,
            organisation=organisation,
            municipality=place,
            topics=[topic],
            online=True,
            online_link=LINK,
            **fields,
        )
        for word, fields in STATES.items()
    }
    later = made.events["qzgepland"]
    later.go_live_at = timezone.now() + timezone.timedelta(days=3)
    later.save_revision().publish()
    PageViewRestriction.objects.create(
        page=made.events["qzdicht"], restriction_type=PageViewRestriction.PASSWORD, password="sesam"
    )
    newer = EventPage.objects.get(slug="qzopen")
    newer.title = newer.summary = "qzherziening"
    newer.save_revision()
    _people(made)
    return made


def _people(made):
    """Who comes, what they answered, and who waits: of no concern to others."""
    RegistrationFactory(event=made.events["qzaangemeld"], member=made.registered)
    event = made.events["qzopen"]
    question = EventQuestion.objects.create(event=event, label="Wat eet je niet?")
    guest = RegistrationFactory(
        event=event, member=None, guest_name="Gijs Gastman", guest_email="gijs@gast.example", shown_to_others=False
    )
    Answer.objects.create(registration=guest, question=question, text="qznoten")
    waiting = MemberFactory(name="Willemijn Wachter")
    RegistrationFactory(event=event, member=waiting, status=Status.WAITING, shown_to_others=True)


def browser(world, role):
    client = Client()
    if getattr(world, role) is not None:
        client.force_login(getattr(world, role))
        client.get("/robots.txt")
    return client


def seen(client, address):
    """The words in an answer, after a look at what should stand in none."""
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    assert not [private for private in PRIVATE if private in text], address
    assert "qzherziening" not in text.lower(), address
    return {word for word in STATES if word in text.lower()}


@pytest.mark.parametrize("role", SEES)
def test_lists_have_what_their_reader_may_see(world, role):
    client, may, month = browser(world, role), SEES[role], f"{world.events['qzopen'].starts:%Y-%m}"
    coming = may - OVER
    expected = {
        "/": coming - {"qzafgelast"},
        "/agenda/": coming,
        "/agenda/?wanneer=geweest": may & OVER,
        f"/agenda/?weergave=maand&maand={month}": coming,
        "/agenda/?onderwerp=het-thema&gemeente=de-plaats&online=ja&soort=network": coming,
        "/onderwerpen/het-thema/": may,
        "/aanbieders/het-bedrijf/": may,
        # a feed reader or calendar is nobody, whoever asks
        "/agenda.ics": PUBLIC - OVER,
        "/feeds/agenda.xml": PUBLIC - OVER,
        "/api/v1/events": PUBLIC - OVER,
        "/api/v1/events?from=2000-01-01&topic=het-thema": PUBLIC,
        "/sitemap.xml": PUBLIC,
    }
    if role != "visitor":
        expected["/mensen/de-organisator/"] = may
        expected["/mijn/agenda/"] = {"qzaangemeld"} if role == "registered" else set()
    assert {address: seen(client, address) for address in expected} == expected


@pytest.mark.parametrize("role", SEES)
def test_filters_count_what_their_reader_may_see(world, role):
    found = find(AgendaForm({"onderwerp": "het-thema"}), getattr(world, role))
    number = len(SEES[role] - OVER)
    assert found.total == number == found.counts("soort")["network"]
    assert found.counts("gemeente")["de-plaats"] == found.counts("online")["ja"] == number
    # one can't register for what was cancelled
    assert found.counts("plek")["ja"] == number - 1


@pytest.mark.parametrize("role", SEES)
def test_a_meeting_is_there_for_who_may_see_it_only(world, role):
    client = browser(world, role)
    for word in STATES:
        may, signing_in = word in SEES[role], role == "visitor" and word == "qzleden"
        answers = {
            "page": client.get(f"/agenda/{word}/"),
            "file": client.get(f"/agenda/{word}.ics"),
            "register": client.get(f"/agenda/{word}/aanmelden/"),
            "api": client.get(f"/api/v1/events/{word}"),
        }
        codes = {way: answer.status_code for way, answer in answers.items()}
        assert codes["page"] == (200 if may else 302 if signing_in else 404), word
        assert codes["file"] == (200 if may else 404), word
        assert codes["api"] == (200 if word in PUBLIC else 404), word
        assert may or codes["register"] in (302, 404), word
        if signing_in:
            assert answers["page"]["Location"].startswith("/inloggen/")
        text = "".join(answer.content.decode() for answer in answers.values())
        # Organisers see the names of who comes; nobody reads here what they answered.
        inside = role in ("organiser", "staff") or (role, word) == ("registered", "qzaangemeld")
        assert ("qzkamer" in answers["page"].content.decode()) == (inside and may and word != "qzafgelast"), word
        assert not [one for one in ("qznoten", "gijs@gast.example", "Gijs Gastman") if one in text], word
        assert "qzkamer" not in answers["api"].content.decode()


@pytest.mark.parametrize("role", SEES)
def test_a_document_is_for_who_sees_it_on_the_page(world, role):
    rows = {
        "before": ("qzopen", "before", False, set(SEES)),
        "after": ("qzopen", "after", False, {"organiser", "staff"}),
        "after what is over": ("qzvoorbij", "after", False, set(SEES)),
        "for a seat": ("qzaangemeld", "before", True, {"registered", "organiser", "staff"}),
        "for a seat elsewhere": ("qzopen", "before", True, {"organiser", "staff"}),
        "for members": ("qzleden", "before", False, set(SEES) - {"visitor"}),
    }
    client = browser(world, role)
    for name, (word, when, participants_only, readers) in rows.items():
        document = DocumentFactory(title=name)
        EventDocument.objects.create(
            event=world.events[word], document=document, when=when, participants_only=participants_only
        )
        status = client.get(document.url).status_code
        assert (status == 200) == (role in readers), (name, status)
        page = client.get(f"/agenda/{word}/")
        if page.status_code == 200 and role not in ("organiser", "staff"):
            assert (document.url in page.content.decode()) == (role in readers), name
