"""What follows from setting up, changing, copying and calling off a meeting, whichever way it is published."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from base.models import CustomDocument, Mail
from events.meetings.actions import organising, registering
from events.meetings.choices import Status, When
from events.meetings.models import BreakOut, EventPage, EventSeries, ProgrammeItem
from network.notices.actions import follow
from network.notices.models import Notification
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.files import upload
from tests.factories.people import MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


def draft(event):
    return EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()


def republish(event, **changes):
    latest = draft(event)
    for name, value in changes.items():
        setattr(latest, name, value)
    return organising.keep(latest, event.owner, publish=True)


def mails():
    return {mail.receiver: mail for mail in Mail.objects.all()}


def test_moving_tells_who_would_come_once_and_raises_the_sequence():
    event = make_event(days=7, venue="De Graanschuur", capacity=1)
    comes = RegistrationFactory(event=event).member
    waits = RegistrationFactory(event=event, status=Status.WAITING).member
    RegistrationFactory(event=event, status=Status.CANCELLED)
    before = event.starts_at
    event = republish(event, starts_at=before + timedelta(days=1), ends_at=event.ends_at + timedelta(days=1))
    assert (event.sequence, event.moved_from) == (1, before)
    told = mails()
    assert set(told) == {comes.email, waits.email}
    assert told[comes.email].attachments
    assert not told[waits.email].attachments
    assert "De plaats was" not in told[comes.email].text
    event = republish(event, venue="De Wilgenkamp", address="Molenweg 1")
    assert (event.sequence, Mail.objects.count()) == (2, 4)
    assert "De plaats was: De Graanschuur." in Mail.objects.filter(receiver=comes.email).order_by("-pk")[0].text


def test_a_change_of_words_tells_nobody_and_a_new_title_goes_to_calendars_alone():
    event = make_event(days=7)
    RegistrationFactory(event=event)
    assert republish(event, summary="Anders gezegd.").sequence == 0
    assert republish(event, title="Een nieuwe naam").sequence == 1
    assert not Mail.objects.exists()


def test_a_meeting_that_is_over_or_cancelled_is_told_of_no_more():
    over = make_event(days=-2)
    RegistrationFactory(event=over)
    republish(over, venue="Elders")
    off = make_event("Afgelast", days=3)
    RegistrationFactory(event=off)
    organising.cancel(off, off.owner, "Te weinig mensen.")
    sent = Mail.objects.count()
    republish(off, venue="Elders")
    assert (sent, Mail.objects.count()) == (1, 1)


def test_more_seats_go_to_who_waits_by_any_publication():
    event = make_event(capacity=1)
    _first, second = (registering.register(event, MemberFactory()) for _ in range(2))
    latest = draft(event)
    latest.capacity = 2
    latest.save_revision().publish()
    second.refresh_from_db()
    assert second.status == Status.OFFERED


def test_cancelling_tells_everybody_once_and_is_not_undone_by_an_older_version():
    event = make_event(days=7)
    comes = RegistrationFactory(event=event).member
    waits = RegistrationFactory(event=event, status=Status.WAITING).member
    stale = draft(event)
    organising.cancel(event, event.owner, "De zaal is weg.\r\nBcc: x@y.example")
    event = organising.cancel(event, event.owner, "Nog eens")
    assert (event.sequence, event.cancel_reason[:16]) == (1, "De zaal is weg.\r")
    told = mails()
    assert set(told) == {comes.email, waits.email}
    assert (bool(told[comes.email].attachments), bool(told[waits.email].attachments)) == (True, False)
    stale.title = "Toch door?"
    assert organising.keep(stale, event.owner, publish=True).is_cancelled


def test_a_version_that_another_changed_is_not_written_over():
    event = make_event()
    mine, theirs = draft(event), draft(event)
    theirs.summary = "Van de ander."
    organising.keep(theirs, None, version=theirs.latest_revision_id)
    mine.summary = "Van mij."
    with pytest.raises(organising.ChangedMeanwhile):
        organising.keep(mine, None, version=event.latest_revision_id)
    assert draft(event).summary == "Van de ander."


def test_what_is_planned_is_published_by_the_clock_and_told_then():
    event = make_event(days=9, publish=False)
    topic = TopicFactory()
    event.topics.add(topic)
    follower = MemberFactory()
    follow(follower, topic)
    event.go_live_at = timezone.now() + timedelta(hours=1)
    event = organising.keep(event, event.owner, series="Leernetwerk Thuis", publish=True)
    assert (event.live, event.scheduled_revision is not None) == (False, True)
    assert not Notification.objects.exists()
    revision = event.scheduled_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    event = EventPage.objects.get(pk=event.pk)
    assert (event.live, event.announced["title"]) == (True, event.title)
    assert [(one.member, one.kind) for one in Notification.objects.all()] == [(follower, "event_new")]


def test_keeping_a_draft_stops_what_was_planned():
    event = make_event(days=9, publish=False)
    event.go_live_at = timezone.now() + timedelta(hours=1)
    event = organising.keep(event, event.owner, publish=True)
    assert organising.keep(draft(event), event.owner).scheduled_revision is None


def test_followers_of_a_series_hear_of_a_new_public_meeting_and_of_no_closed_one():
    first = make_event(days=3)
    organising.keep(draft(first), None, series="Leernetwerk Thuis", publish=True)
    series = EventSeries.objects.get()
    follower = MemberFactory()
    follow(follower, series)
    organising.copy(
        EventPage.objects.get(pk=first.pk), MemberFactory(), first.starts_at + timedelta(days=7), publish=True
    )
    closed = make_event("Besloten", publish=False, visibility="participants", series=series)
    organising.keep(closed, None, series=series.name, publish=True)
    notice = Notification.objects.get()
    assert (notice.member, notice.words) == (follower, {"title": first.title})
    assert [*EventSeries.objects.visible_to(None)] == [series]


def test_a_copy_has_everything_but_what_happened():
    speaker = MemberFactory()
    event = make_event(days=7, capacity=9, topics=[TopicFactory()], organisers=[speaker])
    latest = draft(event)
    part = ProgrammeItem(title="Opening")
    part.speakers.set([speaker])
    latest.programme.set([part])
    latest.break_outs.set([BreakOut(title="Ouders", capacity=3)])
    latest.registration_until = latest.starts_at - timedelta(days=2)
    event = organising.keep(latest, None, publish=True)
    document = CustomDocument.objects.create(title="Verslag", file=upload("verslag.txt", b"tekst"))
    organising.add_document(event, speaker, document, When.AFTER)
    organising.add_document(event, speaker, document, When.BEFORE)
    RegistrationFactory(event=event)
    event = organising.cancel(event, None, "Ziek")
    by = MemberFactory()
    made = organising.copy(event, by, event.starts_at + timedelta(days=7))
    latest = made.get_latest_revision_as_object()
    for one in (made, latest):
        assert [(row.title, [*row.speakers.all()]) for row in one.programme.all()] == [("Opening", [speaker])]
        assert [(row.title, row.capacity) for row in one.break_outs.all()] == [("Ouders", 3)]
        assert [row.when for row in one.documents.all()] == [When.BEFORE]
        assert [*one.organisers.all()] == [speaker]
        assert (one.live, one.is_cancelled, one.sequence, one.announced) == (False, False, 0, {})
        assert one.registration_until == one.starts_at - timedelta(days=2)
    assert (made.owner, made.uid == event.uid, made.registrations.count()) == (by, False, 0)
    assert (made.slug, made.title) == (f"{event.slug}-2", event.title)


def test_a_repetition_keeps_the_time_on_the_clock_when_the_clocks_change():
    start = datetime(2027, 3, 21, 18, 0, tzinfo=UTC)  # 19:00, a week before summer time
    event = make_event(starts_at=start, ends_at=start + timedelta(hours=2))
    made = organising.repeat(event, MemberFactory(), "week", 2)
    assert [timezone.localtime(one.starts_at).isoformat() for one in made] == [
        "2027-03-28T19:00:00+02:00",
        "2027-04-04T19:00:00+02:00",
    ]
    assert [timezone.localtime(one.ends_at).hour for one in made] == [21, 21]
    night = datetime(2027, 3, 20, 20, 0, tzinfo=UTC)  # Saturday 21:00 until Sunday 10:00
    long = make_event("Nacht", starts_at=night, ends_at=night + timedelta(hours=13))
    (copied,) = organising.repeat(long, MemberFactory(), "week", 1)
    assert timezone.localtime(copied.ends_at).isoformat() == "2027-03-28T10:00:00+02:00"
    monthly = make_event("Elke maand", starts_at=datetime(2027, 1, 31, 9, 0, tzinfo=UTC))
    months = [timezone.localtime(one.starts_at).day for one in organising.repeat(monthly, None, "maand", 2)]
    assert months == [28, 31]
    for step, times in (("dag", 2), ("week", 0), ("week", 27)):
        with pytest.raises(ValidationError):
            organising.repeat(event, None, step, times)


def test_addresses_and_series_never_clash():
    titles = ["Nieuw", "Nieuw", "会议", "Reeks"]
    slugs = [organising.keep(make_blank(title), None).slug for title in titles]
    assert slugs == ["nieuw-2", "nieuw-3", "bijeenkomst", "reeks-2"]
    for name in ("Thuis!", "thuis", "  THUIS ", "?"):
        organising.keep(draft(EventPage.objects.first()), None, series=name)
    assert sorted(EventSeries.objects.values_list("slug", flat=True)) == ["reeks", "thuis", "thuis-2"]


def make_blank(title):
    start = timezone.now() + timedelta(days=5)
    make_event("Een ander", publish=False) if not EventPage.objects.exists() else None
    return EventPage(title=title, summary="Kort.", starts_at=start, ends_at=start + timedelta(hours=1))


def test_a_document_shows_at_once_also_beside_a_draft_and_stays_when_that_is_published():
    by = MemberFactory()
    event = make_event()
    latest = draft(event)
    latest.summary = "Nog niet klaar."
    organising.keep(latest, by)
    document = CustomDocument.objects.create(title="Lezen", file=upload("lezen.txt", b"tekst"), uploaded_by_user=by)
    row = organising.add_document(event, by, document, When.BEFORE, participants_only=True)
    event.refresh_from_db()
    assert (event.summary == "Nog niet klaar.", event.documents.count()) == (False, 1)
    event = organising.keep(draft(event), by, publish=True)
    assert (event.summary, [one.pk for one in event.documents.all()]) == ("Nog niet klaar.", [row.pk])
    assert not organising.remove_document(make_event("Een ander"), by, row.pk)
    assert organising.remove_document(event, by, row.pk)
    assert (draft(event).documents.count(), CustomDocument.objects.count()) == (0, 0)


def test_only_what_nobody_saw_is_thrown_away():
    event = make_event("Concept", publish=False)
    organising.discard(event)
    assert not EventPage.objects.filter(pk=event.pk).exists()
    with pytest.raises(ValidationError):
        organising.discard(make_event())
