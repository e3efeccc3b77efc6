"""The pages with which somebody organises a meeting: who may, what is kept, and what two writers see."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html

from base.models import CustomDocument, Mail
from events.meetings.actions import organising
from events.meetings.choices import When
from events.meetings.models import EventDocument, EventPage, EventSeries
from tests.events.meetings.test_forms_event import posted
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.files import upload
from tests.factories.people import MemberFactory, OrganiserFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(client):
    member = OrganiserFactory()
    client.force_login(member)
    return member


def page(client, address, **data):
    """The answer as (status, text)."""
    answer = client.post(address, posted(**data)) if data else client.get(address)
    return answer.status_code, answer.content.decode()


def test_only_who_may_organise_sets_up_and_only_organisers_change_a_meeting(client):
    event = make_event(publish=False, organisers=[helper := MemberFactory()])
    names = ("edit", "preview", "documents", "copy", "discard")
    addresses = [reverse(f"meetings:{name}", args=[event.slug]) for name in names]
    assert client.get("/agenda/nieuw/").status_code == 302
    for member, new, change in ((MemberFactory(), 403, 404), (OrganiserFactory(), 200, 404), (helper, 403, 200)):
        client.force_login(member)
        assert client.get("/agenda/nieuw/").status_code == new
        assert [client.get(address).status_code for address in addresses] == [change] * 5
    # nobody knows of a draft, so there is nothing to call off
    assert client.get(f"/agenda/{event.slug}/afgelasten/").status_code == 404


def test_a_meeting_is_set_up_in_one_go_and_twice_the_same_form_makes_one(client, organiser):
    assert EventPage.objects.count() == 0
    make_event("Een ander")
    status, text = page(client, "/agenda/nieuw/", doe="publiceren", title="", programma__0__title="Opening <i>")
    assert (status, EventPage.objects.count()) == (422, 1)
    assert "Opening &lt;i&gt;" in text and 'value="De Graanschuur"' in text
    typed = {
        "doe": "publiceren",
        "key": "0f8fad5b-d9cb-469f-a165-70867728950e",
        "series": "Leernetwerk",
        "programma__0__title": "Opening",
        "programma__0__speakers": f"{organiser.name}, Iemand van buiten",
    }
    for _ in range(2):
        answer = client.post("/agenda/nieuw/", posted(**typed))
        assert answer.headers["Location"] == "/agenda/samen-leren/"
    event = EventPage.objects.get(slug="samen-leren")
    assert (event.live, event.owner, event.sequence, event.series.name) == (True, organiser, 0, "Leernetwerk")
    part = event.programme.get()
    assert ([*part.speakers.all()], part.other_speakers) == ([organiser], "Iemand van buiten")
    client.force_login(OrganiserFactory())
    answer = client.post("/agenda/nieuw/", posted(**typed))
    assert answer.headers["Location"] == "/agenda/samen-leren-2/"


def test_a_draft_shows_to_nobody_until_it_is_published(client, organiser):
    event = make_event()
    edit = reverse("meetings:edit", args=[event.slug])
    event.owner = organiser
    event.save()
    version = str(EventPage.objects.get(pk=event.pk).latest_revision_id)
    answer = client.post(edit, posted(doe="voorbeeld", version=version, title="Nog niet"))
    assert answer.headers["Location"] == f"/agenda/{event.slug}/voorbeeld/"
    assert "Nog niet" in client.get(answer.headers["Location"]).content.decode()
    shown = client.get(f"/agenda/{event.slug}/").content.decode()
    assert "Nog niet" not in shown and edit in shown
    client.force_login(MemberFactory())
    assert edit not in client.get(f"/agenda/{event.slug}/").content.decode()


def test_who_writes_at_the_same_time_is_told_and_loses_nothing(client, organiser):
    event = make_event(owner=organiser, summary="Oud.", venue="De Graanschuur")
    edit = reverse("meetings:edit", args=[event.slug])
    opened = querydict_from_html(client.get(edit).content.decode(), form_id="organise")
    theirs = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    theirs.summary, theirs.venue = "Van de ander.", "Bij de ander"
    other = MemberFactory(name="Jamal Aydeniz")
    organising.keep(theirs, other, publish=True)
    mine = opened.copy()
    mine.update({"doe": "publiceren"})
    mine["summary"] = "Van mij."
    answer = client.post(edit, mine)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in text for words in ("Jamal Aydeniz", "Van de ander.", "Van mij.", 'value="Bij de ander"'))
    event = EventPage.objects.get(pk=event.pk)
    assert event.summary == "Van de ander."
    again = querydict_from_html(text, form_id="organise")
    again["doe"] = "publiceren"
    assert client.post(edit, again).status_code == 302
    event = EventPage.objects.get(pk=event.pk)
    assert (event.summary, event.venue) == ("Van mij.", "Bij de ander")


def test_cancelling_asks_why_and_mails_everybody(client, organiser):
    event = make_event(owner=organiser)
    comes = RegistrationFactory(event=event).member
    address = f"/agenda/{event.slug}/afgelasten/"
    assert client.post(address, {"reason": " \r\n"}).status_code == 422
    assert client.post(address, {"reason": "De zaal\r\nis weg"}).status_code == 302
    assert [(mail.receiver, "De zaal is weg" in mail.text) for mail in Mail.objects.all()] == [(comes.email, True)]
    assert client.post(address, {"reason": "Nog eens"}).status_code == 200
    assert Mail.objects.count() == 1


def test_copies_are_made_on_a_day_that_is_to_come(client, organiser):
    event = make_event(owner=organiser)
    address = f"/agenda/{event.slug}/kopie/"
    for wrong in (
        {"day": "2020-01-01"},
        {"day": "x"},
        {"step": "week"},
        {"times": "3"},
        {"step": "week", "times": "999"},
    ):
        assert client.post(address, {"day": posted()["day"]} | wrong).status_code == 422
    client.post(address, {"day": posted()["day"], "step": "twee-weken", "times": "3", "publish": "on"})
    made = EventPage.objects.exclude(pk=event.pk).order_by("starts_at")
    assert [one.live for one in made] == [True] * 3
    assert {(timezone.localtime(one.starts_at).time()) for one in made} == {timezone.localtime(event.starts_at).time()}
    assert client.get("/agenda/van-mij/").content.decode().count(f'href="/agenda/{event.slug}') == 4


def test_documents_are_added_and_taken_away_and_bad_ones_are_refused(client, organiser):
    event = make_event(owner=organiser)
    address = f"/agenda/{event.slug}/documenten/"
    right = {"title": "Om te lezen", "when": "after", "participants_only": "on"}
    bad = client.post(address, right | {"file": upload("x.html", b"<script>")})
    assert bad.status_code == 422 and 'value="Om te lezen"' in bad.content.decode()
    assert client.post(address, right | {"file": upload("cliënt Sem.txt", b"tekst")}).status_code == 302
    row = EventDocument.objects.get(event=event)
    assert (row.when, row.participants_only) == (When.AFTER, True)
    assert row.document.filename.startswith("om-te-lezen") and row.document.uploaded_by_user == organiser
    client.logout()
    assert client.get(row.document.url).status_code in (302, 403, 404)
    client.force_login(organiser)
    for forged in ("x", "99999999999999999999", "-1", str(row.pk + 1)):
        client.post(address, {"remove": forged})
    assert EventDocument.objects.count() == 1
    client.post(address, {"remove": str(row.pk)})
    assert (EventDocument.objects.count(), CustomDocument.objects.count()) == (0, 0)


def test_a_series_shows_what_its_reader_may_see(client):
    series = EventSeries.objects.create(name="Leernetwerk thuis", slug="leernetwerk-thuis")
    make_event("Open les", series=series)
    make_event("Besloten les", series=series, visibility="members")
    hidden = EventSeries.objects.create(name="Intern", slug="intern")
    make_event("Intern overleg", series=hidden, visibility="participants")
    text = client.get(series.get_absolute_url()).content.decode()
    assert "Open les" in text and "Besloten les" not in text
    assert client.get(hidden.get_absolute_url()).status_code == 404
    client.force_login(MemberFactory())
    text = client.get(series.get_absolute_url()).content.decode()
    assert "Besloten les" in text and reverse("notices:follow", args=["series", series.pk]) in text
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_publishing_in_the_admin_tells_who_would_come_as_well(client):
    event = make_event(venue="De Graanschuur")
    comes = RegistrationFactory(event=event).member
    client.force_login(StaffFactory())
    for address in ("/beheer/bijeenkomsten/", "/beheer/bijeenkomsten/?q=thuis&kind=network", "/beheer/reeksen/"):
        assert client.get(address).status_code == 200
    address = reverse("wagtailadmin_pages:edit", args=[event.pk])
    data = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    data["venue"], data["action-publish"] = "De Wilgenkamp", "1"
    answer = client.post(address, data)
    assert answer.status_code == 302
    event.refresh_from_db()
    assert (event.venue, event.sequence) == ("De Wilgenkamp", 1)
    assert [mail.receiver for mail in Mail.objects.all()] == [comes.email]
