"""Calendar files: what two libraries and a real calendar program read in them."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from django.core import mail
from django.utils import timezone

from base.models import Mail
from events.meetings import ics
from events.meetings.actions import organising, registering
from events.meetings.actions.calendars import key_of, renew_key
from events.meetings.choices import Status
from events.meetings.models import EventPage, Registration
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LINK = "https://meet.example/geheim"
HOSTILE = 'Taart; met, slagroom\r\nATTENDEE:mailto:wie@evil.example\nBEGIN:VALARM "citaat" \\ \x0b\u2028einde'

KHAL = """
[calendars]
[[agenda]]
path = {folder}/calendar
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = agenda
[locale]
local_timezone = Europe/Amsterdam
default_timezone = Europe/Amsterdam
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


@pytest.fixture(autouse=True)
def nothing_kept(settings):
    settings.PAGE_CACHE_SECONDS = 0


def entries(content):
    """``{UID: VEVENT}`` of a file, which must be a valid one with lines that end as they should."""
    content = content.encode() if isinstance(content, str) else content
    assert content.count(b"\n") == content.count(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    file = icalendar.Calendar.from_ical(content)
    assert not file.errors and file["VERSION"] == "2.0" and file["PRODID"]
    found = file.walk("VEVENT")
    assert not any(entry.errors for entry in found)
    assert len(found) == len({str(entry["UID"]) for entry in found})
    return {str(entry["UID"]): entry for entry in found}


def titles(client, address):
    return sorted(str(entry["SUMMARY"]) for entry in entries(client.get(address).content).values())


def local(*moment):
    return datetime(*moment, tzinfo=AMSTERDAM)


def khal(folder, content, *command):
    """What khal, a calendar program, says after it read a file."""
    (folder / "calendar").mkdir()
    config = folder / "config"
    config.write_text(KHAL.format(folder=folder))
    file = folder / "agenda.ics"
    file.write_bytes(content)
    program = [str(Path(sys.executable).with_name("khal")), "--config", str(config)]
    env = os.environ | {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "LC_ALL": "C.UTF-8"}

    def run(*arguments):
        done = subprocess.run([*program, *arguments], capture_output=True, text=True, env=env, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("import", "--batch", "--include-calendar", "agenda", str(file))
    return run(*command)


def test_times_stay_right_when_the_clocks_change(client, tmp_path):
    """The weekend of 27 March 2027, and that of 30 October: at half past nine on every wall clock."""
    days = [(2027, 3, 27), (2027, 3, 28), (2027, 3, 29), (2027, 10, 30), (2027, 10, 31)]
    for number, day in enumerate(days):
        make_event(f"Dag {number}", starts_at=local(*day, 9, 30), ends_at=local(*day, 11, 0), venue="De Kade")
    make_event("Over de nacht", starts_at=local(2027, 3, 27, 23, 0), ends_at=local(2027, 3, 28, 4, 0))
    content = client.get("/agenda.ics").content
    assert len(entries(content)) == 6
    calendar = icalendar.Calendar.from_ical(content)
    for number, day in enumerate(days):
        (entry,) = [
            entry for entry in recurring_ical_events.of(calendar).at(date(*day)) if entry["SUMMARY"] == f"Dag {number}"
        ]
        assert entry["DTSTART"].dt.astimezone(AMSTERDAM) == local(*day, 9, 30)
        assert entry["DTEND"].dt.astimezone(AMSTERDAM).strftime("%H:%M") == "11:00"
        assert entry["DTSTART"].dt.tzinfo is not None and entry["DTSTART"].dt.utcoffset() == timedelta(0)
    (night,) = [entry for entry in entries(content).values() if entry["SUMMARY"] == "Over de nacht"]
    assert night["DTEND"].dt - night["DTSTART"].dt == timedelta(hours=4)  # the hour of two is not there
    said = khal(tmp_path, content, "list", "2027-03-27", "3d", "--format", "{start} {end} {title}|{location}|{status}")
    for line in (
        "2027-03-27 09:30 2027-03-27 11:00 Dag 0|De Kade|CONFIRMED",
        "2027-03-28 09:30 2027-03-28 11:00 Dag 1",
    ):
        assert line in said
    assert "2027-03-27 23:00 2027-03-28 04:00 Over de nacht" in said


def test_what_is_typed_stays_inside_its_own_line(client, tmp_path):
    """Line breaks, semicolons, commas, quotes and backslashes in every field of the meeting and of who comes."""
    organisation = OrganisationFactory(name="Zorg; en, “meer”\r\nX-KWAAD:1")
    fields = dict.fromkeys(["summary", "description", "for_whom", "venue", "address", "room"], HOSTILE)
    event = make_event(HOSTILE, slug="taart", organisation=organisation, online=True, online_link=LINK, **fields)
    EventPage.objects.filter(pk=event.pk).update(cancel_reason=HOSTILE, state="cancelled", cancelled_at=timezone.now())
    event.refresh_from_db()
    member = MemberFactory(name='Bo "de; bouwer", \r\nATTENDEE:mailto:x@evil.example')
    registration = RegistrationFactory(event=event, member=member)
    content = client.get("/agenda/taart.ics").content
    for file in (content, ics.invitation(registration), ics.invitation(registration, "CANCEL")):
        (entry,) = entries(file).values()
        assert "evil.example" not in str(entry.get("ATTENDEE", "")) and "X-KWAAD" not in entry
        assert not entry.walk("VALARM") and entry["STATUS"] == "CANCELLED"
        assert str(entry["SUMMARY"]).endswith(
            'Taart; met, slagroom ATTENDEE:mailto:wie@evil.example BEGIN:VALARM "citaat" \\ einde'
        )
        assert str(entry["LOCATION"]).count("Taart; met, slagroom") == 3
        lines = [line for line in str(entry["DESCRIPTION"]).split("\n") if line]
        assert 'BEGIN:VALARM "citaat" \\ ' in lines and lines[-1].endswith("/agenda/taart/")
    (entry,) = entries(ics.invitation(registration)).values()
    assert str(entry["ATTENDEE"]) == f"mailto:{member.email}"
    assert "Taart; met, slagroom" in khal(tmp_path, content, "list", "today", "30d")


def test_the_calendar_has_the_filters_of_the_list_and_only_what_all_may_see(client):
    topic, place = TopicFactory(slug="wonen"), MunicipalityFactory(slug="kolmeer")
    make_event("A", topics=[topic], kind="training", municipality=place)
    make_event("B", topics=[TopicFactory(broader=topic)], online=True)
    make_event("Lang geleden", days=-200)
    make_event("Pas geweest", days=-20)
    for number, hidden in enumerate(({"visibility": "members"}, {"visibility": "participants"}, {"publish": False})):
        make_event(f"Verborgen {number}", **hidden)
    client.force_login(MemberFactory())
    assert titles(client, "/agenda.ics") == ["A", "B", "Pas geweest"]
    assert titles(client, "/agenda.ics?onderwerp=wonen") == ["A", "B"]
    assert titles(client, "/agenda.ics?soort=training&onderwerp=wonen") == ["A"]
    assert titles(client, "/agenda.ics?gemeente=kolmeer") == ["A"]
    assert titles(client, "/agenda.ics?online=ja&weergave=maand&maand=1999-13&pagina=9") == ["B"]
    response = client.get("/agenda.ics?onderwerp=bestaat-niet")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(entries(response.content)) == 3  # an old link gives the list without what is unknown


def test_a_change_comes_with_the_same_uid_and_a_higher_sequence(client):
    staff, member = MemberFactory(), MemberFactory()
    event = make_event("Eerst", slug="eerst", owner=staff)
    RegistrationFactory(event=event, member=member)
    (before,) = entries(client.get("/agenda.ics").content).values()
    event = EventPage.objects.get(pk=event.pk)
    event.starts_at, event.ends_at = event.starts_at + timedelta(days=1), event.ends_at + timedelta(days=1)
    organising.keep(event, staff, publish=True)
    (moved,) = entries(client.get("/agenda.ics").content).values()
    organising.cancel(EventPage.objects.get(pk=event.pk), staff, "De spreker is ziek.")
    (off,) = entries(client.get("/agenda.ics").content).values()
    assert before["UID"] == moved["UID"] == off["UID"]
    assert before["SEQUENCE"] < moved["SEQUENCE"] < off["SEQUENCE"]
    assert moved["DTSTART"].dt - before["DTSTART"].dt == timedelta(days=1)
    assert [entry["STATUS"] for entry in (before, moved, off)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert off["DTSTAMP"].dt >= moved["DTSTAMP"].dt and "De spreker is ziek." in off["DESCRIPTION"]
    copy = organising.copy(EventPage.objects.get(pk=event.pk), staff, timezone.now() + timedelta(days=60))
    assert ics.uid(copy) != before["UID"] and copy.sequence == 0 and not copy.is_cancelled


def sent_files():
    """(method, VEVENT) of each calendar file in the mails that were sent, in order."""
    found = []
    for message in mail.outbox:
        for part in message.message().walk():
            if part.get_content_type() == "text/calendar":
                content = part.get_payload(decode=True)
                method = str(icalendar.Calendar.from_ical(content)["METHOD"])
                assert part.get_param("method") == method
                found += [(method, entry) for entry in entries(content).values()]
    return found


def test_mails_put_the_meeting_in_a_calendar_and_take_it_out(django_capture_on_commit_callbacks):
    member = MemberFactory()
    event = make_event("Met link", online=True, online_link=LINK)

    def act(action, *arguments):
        with django_capture_on_commit_callbacks(execute=True):
            return action(*arguments)

    registration = act(registering.register, event, member)
    act(registering.cancel, registration)
    (asked, first), (ended, last) = sent_files()
    assert (asked, ended) == ("REQUEST", "CANCEL")
    assert first["UID"] == last["UID"] == ics.uid(event)
    assert first["STATUS"] == "CONFIRMED" and LINK in first["DESCRIPTION"]
    assert last["STATUS"] == "CANCELLED" and LINK not in last["DESCRIPTION"]
    assert last["SEQUENCE"] >= first["SEQUENCE"] and last["DTSTAMP"].dt >= first["DTSTAMP"].dt
    assert {str(entry["ATTENDEE"]) for entry in (first, last)} == {f"mailto:{member.email}"}
    assert Mail.objects.filter(receiver=member.email).count() == 2


def test_the_link_to_take_part_is_for_who_has_a_seat(client):
    member = MemberFactory()
    event = make_event("Online", slug="online", online=True, online_link=LINK)
    RegistrationFactory(event=make_event("Niet meer te zien"), member=member).event.unpublish()
    address = f"/agenda/mijn/{key_of(member)}.ics"
    shown = {}
    for status in (None, *Status):
        if status is not None:
            Registration.objects.update_or_create(
                event=event, member=member, defaults={"status": status, "offered_until": timezone.now()}
            )
        client.force_login(member)
        files = [client.get("/agenda/online.ics"), client.get("/agenda.ics")]
        client.logout()
        files += [client.get("/agenda/online.ics"), client.get(address)]
        shown[status] = [LINK in "".join(str(e["DESCRIPTION"]) for e in entries(f.content).values()) for f in files]
    assert shown.pop(Status.CONFIRMED) == [True, False, False, True]
    assert set(map(tuple, shown.values())) == {(False, False, False, False)}


def test_an_own_address_gives_what_its_member_registered_for_until_it_is_renewed(client):
    member, other = MemberFactory(), MemberFactory()
    mine = make_event("Mijn middag", visibility="participants")
    RegistrationFactory(event=mine, member=member)
    RegistrationFactory(event=make_event("Wachten"), member=member, status=Status.WAITING)
    RegistrationFactory(event=make_event("Afgezegd"), member=member, status=Status.CANCELLED)
    RegistrationFactory(event=make_event("Van een ander"), member=other)
    RegistrationFactory(event=make_event("Ingetrokken"), member=member).event.unpublish()
    old = f"/agenda/mijn/{key_of(member)}.ics"
    assert key_of(member) == key_of(member) != key_of(other) and len(key_of(member)) >= 32
    assert titles(client, old) == ["Mijn middag", "Wachten"]
    assert "private" in client.get(old)["Cache-Control"]
    client.force_login(member)
    page = client.get("/mijn/agenda/").content.decode()
    assert old in page and "Mijn middag" in page and "Ingetrokken" not in page
    assert client.post("/mijn/agenda/").status_code == 302
    client.logout()
    assert client.get(old).status_code == 404
    new = f"/agenda/mijn/{key_of(member)}.ics"
    assert titles(client, new) == ["Mijn middag", "Wachten"]
    for key in ("x", "a" * 500, "..%2f", str(member.registrations.first().key)):
        assert client.get(f"/agenda/mijn/{key}.ics").status_code == 404
    assert client.get(f"/agenda/mijn/{key_of(member)}%00.ics").status_code == 400
    member.is_active = False
    member.save()
    assert client.get(new).status_code == 404


def test_renewing_makes_another_key_and_leaves_those_of_others():
    member, other = MemberFactory(), MemberFactory()
    keys = key_of(member), key_of(other)
    renew_key(member)
    assert key_of(member) != keys[0] and key_of(other) == keys[1]


def test_moments_are_whole_seconds_in_utc():
    event = make_event(starts_at=datetime(2027, 6, 1, 7, 30, 1, 999_999, tzinfo=UTC))
    entry = ics.component(event)
    assert entry.to_ical().decode().splitlines().count("DTSTART:20270601T073001Z") == 1
