"""What the index of the agenda says about the clock, beside what each meeting says itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from base import bits
from events.meetings import agenda
from events.meetings.actions.seats import why_closed
from events.meetings.choices import EventState
from events.meetings.models import EventPage
from tests.factories.events import RegistrationFactory, make_event

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def pks(about, mask):
    return [about.events[place].pk for place in bits.places(mask)]


def test_what_comes_what_is_on_and_what_has_room_is_what_each_meeting_says():
    now = timezone.now()
    make_event("Lang", starts_at=now - 60 * HOUR, ends_at=now + HOUR)
    make_event("Geweest", starts_at=now - 50 * HOUR)
    make_event("Net klaar", starts_at=now - 3 * HOUR, ends_at=now - timedelta(seconds=1))
    make_event("Bezig", starts_at=now - HOUR)
    make_event("Ruim", days=2)
    full = make_event("Vol", days=3, capacity=1)
    make_event("Ene vrij", days=4, capacity=1)
    make_event("Nog niet", days=5, registration_from=now + HOUR)
    make_event("Niet meer", days=6, registration_until=now - HOUR)
    make_event("Nog net", days=7, registration_from=now - HOUR, registration_until=now + HOUR)
    make_event("Niet hier", days=8, registration_open=False)
    off = make_event("Afgelast", days=9)
    EventPage.objects.filter(pk=off.pk).update(state=EventState.CANCELLED)
    RegistrationFactory(event=full)
    about = agenda.build()
    assert len(about.events) == 12
    for moment in (now, now + 2 * HOUR, now - 10 * HOUR, now + timedelta(days=30), now - timedelta(days=30)):
        assert pks(about, about.coming(moment)) == [one.pk for one in about.events if one.ends_at >= moment]
        until = moment + timedelta(days=3)
        on = [one.pk for one in about.events if one.starts_at < until and one.ends_at > moment]
        assert pks(about, about.between(moment, until)) == on
        free = [one.pk for one in about.events if not why_closed(one, moment) and one.pk != full.pk]
        assert pks(about, about.with_room(moment)) == free
    assert [one.title for one in EventPage.objects.filter(pk__in=pks(about, about.with_room(now)))] == [
        *("Ruim", "Ene vrij", "Nog net"),
    ]


def test_an_agenda_without_meetings_has_nothing_coming():
    about, now = agenda.build(), timezone.now()
    assert (about.coming(now), about.with_room(now), about.between(now, now + HOUR)) == (0, 0, 0)
