"""All kinds of request under random steps, by actions and by their pages, sent again and by the wrong people.

Whatever happens: no step that its kind doesn't know, a history without holes, no group above its size, nobody beside
their manager, nobody who reads before the second reader did, and no private text after the end.
"""

from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from base.mail import switched_off
from events.sessions.actions import closing as session_closing
from events.sessions.choices import SessionState
from home.actions import ensure_site_tree
from network.requests import actions
from network.requests.actions import answering, asking, closing, joining, meeting, reading
from network.requests.actions.flow import NotAllowed
from network.requests.choices import OVER, Audience, Meets, Part, RequestKind, RequestStatus
from network.requests.models import Availability, Request
from tests.factories.people import MemberFactory
from tests.factories.requests import SecondReaderFactory

SECRET = "Ik merk dat zwaluwnest mij bezighoudt."
PRIVATE = (RequestKind.INTERVISION, RequestKind.CONSULTATION)
BEFORE = (RequestStatus.DRAFT, RequestStatus.READING)
PEOPLE = ("asker", "reader", "boss", "first", "second", "third", "fourth", "fifth")
DOORS = ("say_yes", "say_no", "come", "leave", "group", "moments", "plan", "move", "held", "close", "open_again")
DOORS += ("read", "take_back", "decide", "edit", "detail", "change_moments")
DOING = ("binnen", "buiten", "genoeg", "verder", "afzeggen", "intrekken", "terug", "")


class World:
    """People with a browser each; made once, and left as they were by each run."""

    def __init__(self):
        ensure_site_tree()
        self.people = {name: MemberFactory(name=f"Lid {name}") for name in PEOPLE if name != "reader"}
        self.people["reader"] = SecondReaderFactory(name="Lid reader")
        asker, boss, first, fifth = (self.people[name] for name in ("asker", "boss", "first", "fifth"))
        Availability.objects.create(member=asker, reports_to=boss)
        Availability.objects.create(member=first, reports_to=fifth)
        self.browsers, self.reached = {}, set()
        for name, member in self.people.items():
            self.browsers[name] = Client()
            self.browsers[name].force_login(member)


class Flow(RuleBasedStateMachine):
    """One request of some kind, and all that people may try to do with it."""

    world = None
    ahead = 0  # how many steps it is on the way when a run begins, as most of what can be done is only there later

    def __init__(self):
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()
        self.request = None

    def teardown(self):
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    @initialize(kind=st.sampled_from(list(RequestKind)), private=st.sampled_from(PRIVATE), size=st.sampled_from([4, 5]))
    def begin(self, kind, private, size):
        kind, ahead = private if self.ahead > 1 else kind, self.ahead
        if kind == RequestKind.CHALLENGE:
            size = None
        answers = {"title": "Hoe houd ik het vol?", "text": SECRET, "visibility": Audience.MEMBERS}
        if kind in PRIVATE:
            answers |= {"meets": Meets.EITHER, "moments": [self.hours(48), self.hours(72)], "size": size}
        by = None if kind == RequestKind.CHALLENGE else self.world.people["asker"]
        self.request = actions.begin(kind, by, answers)
        if by is None:
            Request.objects.filter(pk=self.request.pk).update(asked_by=self.world.people["asker"])

        asker = self.world.people["asker"]
        if ahead:
            self.attempt(asking.send, self.now, asker)
        if ahead > 1:
            self.attempt(reading.approve, self.now, self.world.people["reader"])
        if ahead > 2 and self.now.is_open:
            self.everybody_says_yes(PEOPLE)
        if ahead > 3:
            self.attempt(joining.enough, self.now, asker)
            self.attempt(meeting.schedule, self.now, asker, *self.hours(30))

    def hours(self, later):
        start = timezone.now() + timedelta(hours=later)
        return start, start + timedelta(hours=1)

    @property
    def now(self):
        return Request.objects.get(pk=self.request.pk)

    def part(self, name):
        return self.now.participations.filter(member=self.world.people[name]).first()

    def attempt(self, verb, *args, **kwargs):
        """Do something that may be refused; what is refused has changed nothing."""
        before = self.traces()
        try:
            with transaction.atomic():
                verb(*args, **kwargs)
        except (NotAllowed, ValidationError):
            assert self.traces() == before

    def traces(self):
        now = self.now
        return now.status, now.text, now.changes.count(), sorted(now.participations.values_list("member", "state"))

    # ---------- by actions ----------

    @rule(name=st.sampled_from(["asker", "asker", "asker", "first"]))
    def send(self, name):
        self.attempt(asking.send, self.now, self.world.people[name])

    @rule(name=st.sampled_from(["reader", "reader", "reader", "asker"]), good=st.sampled_from([True, True, False]))
    def read(self, name, good):
        if good:
            self.attempt(reading.approve, self.now, self.world.people[name])
        else:
            self.attempt(reading.send_back, self.now, self.world.people[name], "Te herkenbaar: zwaluwnest.")

    @rule(names=st.sets(st.sampled_from(PEOPLE), min_size=1))
    def invite(self, names):
        if self.now.rules.joining in ("group", "one"):
            self.attempt(joining.invite, self.now, [self.world.people[name] for name in sorted(names)])

    @rule(name=st.sampled_from(PEOPLE), agreed=st.sampled_from([True, True, False]))
    def come(self, name, agreed):
        self.attempt(joining.come, self.now, self.world.people[name], "Over zwaluwnest.", agreed=agreed)

    @rule(name=st.sampled_from(PEOPLE), verb=st.sampled_from(["say_yes", "say_no", "leave", "let_in", "keep_out"]))
    def answer(self, name, verb):
        part = self.part(name)
        if part is None:
            return
        if verb == "say_yes":
            self.attempt(joining.say_yes, part, agreed=True)
        elif verb in ("let_in", "keep_out"):
            self.attempt(getattr(joining, verb), part, self.world.people["asker"])
        else:
            self.attempt(getattr(joining, verb), part)

    @precondition(lambda self: self.now.is_open)
    @rule(names=st.permutations(PEOPLE))
    def fill(self, names):
        self.everybody_says_yes(names)

    def everybody_says_yes(self, names):
        """As far as they may, the first ones first."""
        if self.now.rules.joining not in ("group", "one"):
            return
        self.attempt(joining.invite, self.now, list(self.world.people.values()))
        for name in names:
            part = self.part(name)
            if part is not None:
                self.attempt(joining.say_yes, part, agreed=True)

    @rule(verb=st.sampled_from(["enough", "look_further"]), name=st.sampled_from(["asker", "first"]))
    def group(self, verb, name):
        self.attempt(getattr(joining, verb), self.now, self.world.people[name])

    @rule(name=st.sampled_from(["asker", "asker", "first"]), later=st.sampled_from([-2, 2, 30, 60]))
    def plan(self, name, later):
        self.attempt(meeting.schedule, self.now, self.world.people[name], *self.hours(later))

    @rule(verb=st.sampled_from(["move", "off"]), later=st.integers(-2, 60))
    def replan(self, verb, later):
        asker = self.world.people["asker"]
        if verb == "move":
            self.attempt(meeting.move, self.now, asker, *self.hours(later))
        else:
            self.attempt(meeting.call_off, self.now, asker)

    @precondition(lambda self: self.now.status == RequestStatus.SCHEDULED)
    @rule(closes=st.booleans())
    def meet(self, closes):
        """The day comes: the session is held, and perhaps closed by who leads it."""
        session = self.now.session
        event = session.event
        event.starts_at, event.ends_at = self.hours(-3)
        type(event).objects.filter(pk=event.pk).update(starts_at=event.starts_at, ends_at=event.ends_at)
        people = set(session.members.values_list("member_id", flat=True))
        by = session.facilitator or self.world.people["asker"]
        self.attempt(session_closing.confirm_attendance, session, by, people)
        if closes:
            self.attempt(session_closing.close, session, by)

    @rule(name=st.sampled_from(PEOPLE))
    def held(self, name):
        self.attempt(closing.held, self.now, self.world.people[name])

    @rule(name=st.sampled_from(["asker", "asker", "first"]), outcome=st.sampled_from(["helped", "done", "answered"]))
    def close(self, name, outcome):
        self.attempt(closing.close, self.now, self.world.people[name], outcome)

    @rule(verb=st.sampled_from(["withdraw", "take_back"]), name=st.sampled_from(["asker", "first"]))
    def back(self, verb, name):
        self.attempt(getattr(asking, verb), self.now, self.world.people[name])

    @rule(name=st.sampled_from(["asker", "first"]))
    def again(self, name):
        self.attempt(closing.open_again, self.now, self.world.people[name])

    @rule(days=st.sampled_from([1, 10, 61]))
    def nights(self, days):
        """The worker, so many days later."""
        later = timezone.now() + timedelta(days=days)
        for job in (closing.expire, closing.close_forgotten, reading.remind, closing.delete_old_texts):
            job(later)

    @rule()
    def reply(self):
        if self.now.kind == RequestKind.QUESTION:
            with suppress(NotAllowed), transaction.atomic():
                answering.accept(
                    answering.answer(self.now, self.world.people["first"], "Zo."), self.world.people["asker"]
                )

    # ---------- by pages ----------

    @rule(
        name=st.sampled_from(PEOPLE),
        door=st.sampled_from(DOORS),
        doing=st.sampled_from(DOING),
        whose=st.sampled_from(PEOPLE),
        times=st.integers(1, 2),
        sends=st.booleans(),
    )
    def knock(self, name, door, doing, whose, times, sends):
        """Somebody opens an address, or sends its form, perhaps twice."""
        address, part = reverse(f"requests:{door}", args=[self.request.pk]), self.part(whose)
        first = self.now.moments.first()
        typed = {"akkoord": "1", "doe": doing, "wie": str(part.pk if part else 0), "outcome": "helped"}
        typed |= {"promised_by": (timezone.localdate() + timedelta(days=3)).isoformat(), "privacy_read": "on"}
        typed |= {"moment": str(first.pk) if first else "anders", f"moment{first.pk if first else 0}": "yes"}
        if doing == "terug":
            typed["remark"] = "Maak het algemener."
        browser = self.world.browsers[name]
        for _again in range(times):
            response = browser.post(address, typed) if sends else browser.get(address)
            assert response.status_code in (200, 302, 403, 404, 405), (door, response.status_code)
            if response.status_code == 200:
                self.shows_no_more_than(name, response.content.decode())

    def shows_no_more_than(self, name, html):
        now = self.now
        if not now.rules.text_is_private or "zwaluwnest" not in html:
            return
        part = self.part(name)
        inside = name == "asker" or (part is not None and part.state == Part.JOINED)
        asked = now.rules.asked_may_read and part is not None and part.state == Part.ASKED
        first = name == "reader" and now.status == RequestStatus.READING
        assert inside or asked or first, (name, now.kind, now.status)

    # ---------- always ----------

    @invariant()
    def the_history_has_no_hole_and_no_step_that_the_kind_does_not_know(self):
        if self.request is None:
            return
        now = self.now
        steps = [RequestStatus.DRAFT] + [RequestStatus(one.new) for one in now.changes.all()]
        assert [RequestStatus(one.old) for one in now.changes.all()] == steps[:-1]
        assert steps[-1] == now.status
        self.world.reached.add((now.kind, now.status))
        assert all(now.rules.may_go(old, new) for old, new in pairwise(steps)), steps
        assert (now.closed_at is not None) == (now.status in OVER)

    @invariant()
    def the_group_is_never_above_its_size_nor_with_a_manager(self):
        if self.request is None or self.now.rules.joining not in ("group", "one"):
            return
        now = self.now
        assert now.people <= joining.most_people(now)
        if now.kind == RequestKind.INTERVISION:
            inside = {row.member.name for row in now.joined()}
            assert "Lid boss" not in inside
            assert not {"Lid first", "Lid fifth"} <= inside
        rows = now.participations.filter(state=Part.JOINED)
        assert not rows.filter(agreed_at=None).exists()

    @invariant()
    def nobody_knows_of_it_before_it_was_read(self):
        if self.request is None or self.now.status not in BEFORE:
            return
        assert not self.now.participations.exists()
        for name in ("boss", "first"):
            assert not Request.objects.readable_by(self.world.people[name]).exists()

    @invariant()
    def what_is_planned_is_a_session_of_the_same_people(self):
        if self.request is None or self.now.rules.joining not in ("group", "one"):
            return
        now = self.now
        planned = now.status == RequestStatus.SCHEDULED
        session = now.session
        if planned:
            there = set(session.members.values_list("member_id", flat=True))
            assert there == {now.asked_by_id, *now.joined().values_list("member_id", flat=True)}
        elif session is not None:
            assert session.state in (SessionState.HELD, SessionState.CLOSED)

    @invariant()
    def no_private_text_is_left_after_the_end(self):
        if self.request is None or not self.now.rules.text_is_private:
            return
        now = self.now
        if now.status in (RequestStatus.CLOSED, RequestStatus.WITHDRAWN):
            assert now.text == "" and now.text_deleted_at is not None
            assert not now.changes.exclude(remark="").exists()
            assert not now.participations.exclude(message="").exists()
            assert not now.appointments.exclude(session__preparation="").exists()
        elif now.text_deleted_at is None:
            assert now.text == SECRET


@pytest.mark.slow
@pytest.mark.django_db
def test_no_illegal_step_is_ever_made_by_an_action_or_by_a_page():
    world = World()
    # Without shrinking: a run of twenty steps can be read, and shrinking one takes many minutes.
    modest = settings(
        max_examples=6,
        stateful_step_count=18,
        phases=[Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    with switched_off():
        for ahead in (0, 2, 4):
            run_state_machine_as_test(type("AnyFlow", (Flow,), {"world": world, "ahead": ahead}), settings=modest)
    # They got far enough to have something to say.
    assert {RequestStatus.OPEN, RequestStatus.SCHEDULED} < {status for _kind, status in world.reached}
