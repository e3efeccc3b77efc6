"""What stands in an SKJ folder, and what it adds up to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from wagtail.models import Site

from events.meetings.choices import EventKind
from events.sessions.choices import SessionState
from events.sessions.models import Reflection, Session, SessionMember
from events.training import folder as folders
from events.training.choices import Category
from events.training.folder import Folder, choose_period, folder_of
from events.training.models import FolderSettings, FolderTarget
from events.training.proofs import Proof, proof_sources
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.people import MemberFactory
from tests.factories.training import EntryFactory, PeriodFactory

pytestmark = pytest.mark.django_db


def was_there(member, title="Geweest", *, days=-10, there=True, **fields):
    event = make_event(title, days=days, **fields)
    RegistrationFactory(event=event, member=member, attended_at=event.starts_at if there else None)
    return event


def a_session(member, *, attended=True, state=SessionState.CLOSED, hours=Decimal("1.5"), kind=EventKind.INTERVISION):
    event = make_event("Groepje", days=-5, kind=kind)
    session = Session.objects.create(event=event, state=state, hours=hours, facilitator=member)
    SessionMember.objects.create(session=session, member=member, attended=attended)
    return session


def shown(member, period=None):
    """{title: (category, hours)}"""
    return {row.title: (row.category, row.hours) for row in Folder(member, period).rows}


def test_a_meeting_counts_for_who_was_checked_in_once_it_is_over():
    member, other = MemberFactory(), MemberFactory()
    was_there(member, "Uren van de organisator", hours=2)
    event = was_there(member, "Uren gegeven", kind=EventKind.TRAINING)
    event.hours = Decimal("1.5")
    event.save()
    start = timezone.now() - timedelta(days=9)
    was_there(member, "Twee dagen", starts_at=start, ends_at=start + timedelta(days=2))
    was_there(member, "Niet gekomen", there=False)
    was_there(member, "Nu bezig", days=0)
    was_there(member, "Afgelast", state="cancelled")
    was_there(other, "Van een ander")
    assert shown(member) == {
        "Uren van de organisator": ("meeting", Decimal("2")),
        "Uren gegeven": ("training", Decimal("1.5")),
        "Twee dagen": ("meeting", None),
    }


def test_a_meeting_that_was_taken_away_stays_as_proof_without_a_link():
    member = MemberFactory()
    event = was_there(member, "Nog te zien")
    was_there(member, "Weg").unpublish()
    assert {row.title: row.url for row in Folder(member).rows} == {
        "Nog te zien": event.get_absolute_url(),
        "Weg": "",
    }


def test_intervision_counts_once_the_group_says_that_somebody_was_there():
    member = MemberFactory()
    session = a_session(member)
    RegistrationFactory(event=session.event, member=member, attended_at=session.event.starts_at)
    a_session(member, attended=False)
    a_session(member, attended=None)
    a_session(member, state=SessionState.RUNNING)
    a_session(member, kind=EventKind.WORKING)
    a_session(MemberFactory())
    rows = Folder(member).rows
    assert [(row.category, row.hours, row.url) for row in rows] == [
        ("intervision", Decimal("1.5"), session.get_absolute_url())
    ]
    with translation.override("en"):
        assert Folder(member).rows[0].detail == "you led it"


def test_own_reflections_and_entries_stand_beside_what_other_rooms_give(monkeypatch):
    member = MemberFactory()
    Reflection.objects.create(member=member, title="Loslaten", happened_on=date(2026, 2, 1), normative="Geheim")
    Reflection.objects.create(member=MemberFactory(), title="Van een ander", happened_on=date(2026, 2, 1))
    EntryFactory(member=member, title="Opleiding", hours=Decimal("8"))
    EntryFactory(title="Van een ander")

    def visits(one, since, until):
        assert (one, since, until) == (member, date(2024, 1, 1), date(2028, 12, 31))
        return [Proof(category=Category.VISIT, title="Kijkje", happened_on=date(2026, 4, 1), hours=Decimal("6"))]

    monkeypatch.setattr(proof_sources, "_entries", [(50, visits)])
    assert shown(member, PeriodFactory(member=member)) == {
        "Kijkje": ("visit", Decimal("6")),
        "Opleiding": ("training", Decimal("8")),
        "Loslaten": ("reflection", None),
    }


def test_a_session_and_the_reflection_on_it_count_its_hours_once(client):
    member = MemberFactory()
    session = a_session(member)
    # older data may still have them
    more = {"session": session, "hours": Decimal("1.5"), "happened_on": session.event.starts.date()}
    Reflection.objects.create(member=member, title="Loslaten", **more)
    folder = Folder(member)
    assert folder.whole.hours == Decimal("1.5") and folder.whole.unknown == 0
    totals = {one.category: (one.count, one.hours, one.said, one.short) for one in folder.totals}
    assert totals["reflection"] == (1, Decimal(0), "", "")
    client.force_login(member)
    text = client.get("/mijn/skj/").content.decode()
    assert "Loslaten" in text and "onbekend" not in text


def test_a_period_holds_its_first_and_its_last_day_and_nothing_else():
    member = MemberFactory()
    period = PeriodFactory(member=member, starts_on=date(2025, 3, 1), ends_on=date(2026, 2, 28))
    days = [date(2025, 2, 28), date(2025, 3, 1), date(2026, 2, 28), date(2026, 3, 1)]
    for day in days:
        EntryFactory(member=member, title=f"Opleiding {day}", happened_on=day)
        Reflection.objects.create(member=member, title=f"Reflectie {day}", happened_on=day)
        # an evening that in UTC is another day
        midnight = timezone.make_aware(timezone.datetime(day.year, day.month, day.day))
        was_there(member, f"Nacht {day}", starts_at=midnight, ends_at=midnight + timedelta(hours=1))
    inside = {f"{what} {day}" for what in ("Opleiding", "Reflectie", "Nacht") for day in days[1:3]}
    assert set(shown(member, period)) == inside
    assert len(shown(member)) == 12


def test_totals_are_by_kind_and_know_what_is_unknown():
    member = MemberFactory()
    for hours in (Decimal("2.5"), Decimal("4"), None):
        EntryFactory(member=member, hours=hours)
    EntryFactory(member=member, category=Category.OTHER, hours=Decimal("1"))
    folder = Folder(member)
    totals = [(one.category, one.count, one.hours, one.unknown, one.target) for one in folder.totals]
    assert totals == [("training", 3, Decimal("6.5"), 1, None), ("other", 1, Decimal("1"), 0, None)]
    assert (folder.whole.count, folder.whole.hours) == (4, Decimal("7.5"))


def test_no_hours_are_asked_for_until_somebody_fills_them_in_and_the_member_goes_first():
    member = MemberFactory()
    period = PeriodFactory(member=member)
    EntryFactory(member=member, hours=Decimal("20"))
    assert [one.target for one in folder_of(member)[0].totals] == [None]
    settings = FolderSettings.objects.create(site=Site.objects.get(is_default_site=True))
    FolderTarget.objects.create(settings=settings, category=Category.TRAINING, hours=Decimal("40"))
    FolderTarget.objects.create(settings=settings, category=Category.REFLECTION, hours=Decimal("8"))
    with translation.override("en"):
        said = [(one.category, one.said, one.level) for one in folder_of(member)[0].totals]
        assert said == [("training", "20 of 40 hours", 2), ("reflection", "0 of 8 hours", 0)]
        period.targets = {"training": "20.5"}
        period.save()
        said = [(one.category, one.said, one.level, one.reached) for one in folder_of(member)[0].totals]
        assert said == [("training", "20 of 20.5 hours", 3, False)]


def test_the_present_period_comes_first_then_the_last_one():
    member = MemberFactory()
    old = PeriodFactory(member=member, starts_on=date(2019, 1, 1), ends_on=date(2023, 12, 31))
    new = PeriodFactory(member=member)
    periods = [new, old]
    today = date(2026, 5, 1)
    assert choose_period(periods, "", today) == new
    assert choose_period(periods, "", date(2021, 5, 1)) == old
    assert choose_period(periods, "", date(2040, 5, 1)) == new
    assert choose_period(periods, str(old.pk), today) == old
    assert choose_period(periods, folders.EVERYTHING, today) is None
    assert choose_period([], "", today) is None
    # somebody else's, or nonsense: the present one
    foreign = PeriodFactory()
    assert [choose_period(periods, asked, today) for asked in (str(foreign.pk), "x\x00", "9" * 30)] == [new] * 3


def test_a_folder_takes_as_many_questions_with_twenty_rows_as_with_one(django_assert_max_num_queries):
    def ask(number):
        member = MemberFactory()
        PeriodFactory(member=member, starts_on=date(2020, 1, 1))
        for _number in range(number):
            was_there(member)
            a_session(member)
            EntryFactory(member=member)
            Reflection.objects.create(member=member, title="Loslaten", happened_on=date(2026, 2, 1))
        with django_assert_max_num_queries(14) as asked:
            folder, _periods = folder_of(member)
            assert folder.whole.count == 4 * number
            assert folder.totals
        return len(asked)

    ask(1)  # what is remembered of the site
    assert ask(1) == ask(5)
