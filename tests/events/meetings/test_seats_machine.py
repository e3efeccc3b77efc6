"""Whatever people, organisers and the clock do, in any order: what ``registering`` promises about seats holds."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from base.mail import switched_off
from events.meetings.actions import registering
from events.meetings.actions.registering import Guest, Refused, Wishes, why_closed
from events.meetings.choices import ALIVE, SEATED, EventState, Status
from events.meetings.models import Answer, BreakOut, EventPage, EventQuestion
from tests.factories.events import make_event
from tests.factories.people import MemberFactory

MEMBERS, GUESTS = 6, 3
people = st.integers(0, MEMBERS - 1)
guests = st.integers(0, GUESTS - 1)
somebody = st.integers(0, MEMBERS + GUESTS - 1)
themes = st.sampled_from([0, 0, 1, None])


class Seats(RuleBasedStateMachine):
    """One meeting, some members and guests; each example begins with nobody registered, and is undone at the end."""

    def __init__(self, event, members, themes):
        super().__init__()
        self.event, self.members, self.themes = event, members, themes
        self.now = event.starts_at - timedelta(days=13)
        self.before = transaction.savepoint()
        self.line, self.seated, self.in_theme = [], 0, {}

    def teardown(self):
        transaction.savepoint_rollback(self.before)

    # ---------- what can happen ----------

    @rule(who=people, theme=themes)
    def register(self, who, theme):
        member, closed = self.members[who], why_closed(self.reload(), self.now)
        known = self.event.registrations.filter(member=member, status__in=ALIVE).values_list("pk", flat=True).first()
        try:
            got = registering.register(self.event, member, self.wishes(theme), self.now)
        except Refused as problem:
            assert problem.code == "theme_full" or (problem.code == closed and not known)
        else:
            assert known in (None, got.pk)
            assert known or not closed
            self.line += [got.pk] if got.status == Status.WAITING and not known else []

    @rule(who=guests, theme=themes)
    def register_guest(self, who, theme):
        try:
            got = registering.register_guest(self.event, self.guest(who), self.wishes(theme), self.now)
        except Refused as problem:
            assert problem.code in {"theme_full", "cancelled", "over", "too_late"}
        else:
            assert got.status in (Status.UNPROVEN, *ALIVE)

    @rule(who=guests)
    def prove(self, who):
        if row := self.row(MEMBERS + who):
            was = row.status
            try:
                got = registering.prove(row, self.now)
            except Refused as problem:
                assert problem.code in {"proved_late", "cancelled", "over", "too_late"}
            else:
                assert got.status == was or (was == Status.UNPROVEN and got.status in ALIVE)
                self.line += [got.pk] if was == Status.UNPROVEN and got.status == Status.WAITING else []

    @rule(who=somebody)
    def cancel(self, who):
        if row := self.row(who):
            assert registering.cancel(row, now=self.now).status == Status.CANCELLED

    @rule(who=somebody)
    def confirm(self, who):
        if row := self.row(who):
            kept = row.status == Status.OFFERED and row.offered_until > self.now
            try:
                got = registering.accept(row, self.now)
            except Refused:
                assert not kept or self.reload().state == EventState.CANCELLED
            else:
                assert got.status == (Status.CONFIRMED if kept else row.status)

    @rule(who=somebody, theme=themes)
    def choose_theme(self, who, theme):
        if row := self.row(who):
            try:
                got = registering.change(row, self.wishes(theme))
            except Refused as problem:
                assert problem.code == ("theme_full" if row.status in ALIVE else "not_coming")
            else:
                assert got.break_out == self.wishes(theme).break_out

    @rule(capacity=st.sampled_from([1, 2, 2, 3, 3, 4, None]))
    def capacity(self, capacity):
        EventPage.objects.filter(pk=self.event.pk).update(capacity=capacity)
        registering.settle(self.event, self.now)

    @rule(who=somebody)
    def move_up(self, who):
        if row := self.row(who):
            if row.status == Status.WAITING:
                self.line.remove(row.pk)
                self.line.insert(0, row.pk)
            registering.move_up(row, self.members[0], "Spreekt", self.now)

    @rule(who=somebody)
    def add(self, who):
        whom = {"member": self.members[who]} if who < MEMBERS else {"guest": self.guest(who - MEMBERS)}
        known = (row := self.row(who)) is not None and row.status in ALIVE
        try:
            got = registering.add(self.event, self.members[0], reason="Gebeld", now=self.now, **whom)
        except Refused as problem:
            assert problem.code == "cancelled"
        else:
            self.line += [got.pk] if got.status == Status.WAITING and not known else []

    @rule(hours=st.integers(1, 30))
    def later(self, hours):
        self.now += timedelta(hours=hours)
        registering.settle_due(self.now)
        assert not self.event.registrations.filter(status=Status.OFFERED, offered_until__lte=self.now).exists()

    @rule(hours=st.sampled_from([None, None, None, 30, -1]))
    def close(self, hours):
        until = None if hours is None else self.now + timedelta(hours=hours)
        EventPage.objects.filter(pk=self.event.pk).update(registration_until=until)

    @rule(chance=st.integers(1, 20))
    def call_off(self, chance):
        if chance == 20:
            EventPage.objects.filter(pk=self.event.pk).update(state=EventState.CANCELLED)

    @rule(who=people)
    def leave_the_site(self, who):
        registering.leave_all(self.members[who], self.now)
        self.event.registrations.filter(member=self.members[who]).delete()

    # ---------- what always holds ----------

    @invariant()
    def never_more_seats_than_there_are(self):
        rows, event = list(self.event.registrations.all()), self.reload()
        seated = sum(row.status in SEATED for row in rows)
        assert event.capacity is None or seated <= max(event.capacity, self.seated)
        self.seated = seated
        for theme in self.themes:
            number = sum(row.status in SEATED and row.break_out_id == theme.pk for row in rows)
            assert number <= max(theme.capacity, self.in_theme.get(theme.pk, 0))
            self.in_theme[theme.pk] = number
        if event.starts_at > self.now and event.state == EventState.PLANNED:
            waiting = any(row.status == Status.WAITING for row in rows)
            assert not waiting or (event.capacity is not None and seated >= event.capacity)

    @invariant()
    def who_waits_longest_is_next(self):
        status = dict(self.event.registrations.values_list("pk", "status"))
        found = list(self.event.registrations.line().values_list("pk", flat=True))
        assert found == [pk for pk in self.line if status.get(pk) == Status.WAITING]
        # nobody is seated unasked: a seat that comes free is offered
        assert Status.CONFIRMED not in {status.get(pk) for pk in self.line}
        came = [status[pk] for pk in self.line if status.get(pk) in (Status.WAITING, Status.OFFERED)]
        assert came == sorted(came, key=[Status.OFFERED, Status.WAITING].index)
        assert [row.place_in_line() for row in self.event.registrations.line()] == list(range(1, len(found) + 1))
        self.line = found

    @invariant()
    def everybody_has_one_row_that_is_whole(self):
        rows = list(self.event.registrations.select_related("member"))
        assert len({row.email for row in rows}) == len(rows)
        for row in rows:
            assert (row.offered_until is not None) == (row.status == Status.OFFERED)
            assert row.offered_until is None or row.offered_until <= self.event.starts_at
        gone = Answer.objects.filter(registration__event=self.event, registration__status=Status.CANCELLED)
        assert not gone.exists()
        assert not self.event.registrations.filter(status=Status.CANCELLED, break_out__isnull=False).exists()

    # ---------- helpers ----------

    def reload(self):
        self.event = EventPage.objects.get(pk=self.event.pk)
        return self.event

    def guest(self, number):
        return Guest(f"Gast {number}", f"Gast{number}@Voorbeeld.example", "De Brug")

    def row(self, who):
        if who < MEMBERS:
            return self.event.registrations.filter(member=self.members[who]).first()
        return self.event.registrations.filter(guest_email=self.guest(who - MEMBERS).address).first()

    def wishes(self, theme):
        question = self.event.questions.get()
        return Wishes(None if theme is None else self.themes[theme], True, {question.pk: "Vegetarisch"})


@pytest.mark.slow
@pytest.mark.django_db
def test_what_is_promised_about_seats_holds_whatever_happens():
    event = make_event(capacity=2, guests_allowed=True, offer_hours=24)
    themes = [BreakOut.objects.create(event=event, title=f"Thema {size}", capacity=size) for size in (1, 2)]
    EventQuestion.objects.create(event=event, label="Wat eet je?")
    members = MemberFactory.create_batch(MEMBERS)
    modest = settings(
        max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
    )
    with switched_off():
        run_state_machine_as_test(lambda: Seats(event, members, themes), settings=modest)
