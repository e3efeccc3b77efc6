"""Intervision and consultation: what each reader gets to see, what they can send, and what is kept of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.sessions.actions import closing as session_closing
from events.sessions.actions import lessons as session_lessons
from events.sessions.actions import planning
from events.sessions.models import Session
from home.actions import ensure_site_tree
from network.notices.models import Notification
from network.people.leaving import leave
from network.requests import actions
from network.requests.actions import closing, joining, meeting, reading
from network.requests.choices import Outcome, Part, RequestKind, RequestStatus
from network.requests.models import Availability, ExchangeSettings, Request
from network.requests.settings import exchange_settings
from tests.factories.people import AdministratorFactory, MemberFactory, StaffFactory
from tests.factories.requests import ParticipationFactory, SecondReaderFactory
from tests.factories.sessions import make_method
from tests.leftovers import places_with

pytestmark = pytest.mark.django_db

SECRET = "Ik merk dat zwaluwnest mij bezighoudt."
STEP = "/uitwisseling/{}/bewerken/?stap={}"


@pytest.fixture(autouse=True)
def agenda():
    """Sessions stand in the agenda."""
    ensure_site_tree()


def moments(*days):
    start = timezone.now().replace(minute=0, second=0, microsecond=0)
    return [(start + timedelta(days=day), start + timedelta(days=day, hours=2)) for day in days]


def begin(kind=RequestKind.INTERVISION, asker=None, **more):
    answers = {"title": "Hoe zeg ik nee?", "text": SECRET, "meets": "either", "visibility": "members"} | more
    return actions.begin(kind, asker or MemberFactory(name="Vraagt Alles"), answers)


def opened(kind=RequestKind.INTERVISION, **more):
    asked = begin(kind, **more)
    actions.send(asked, asked.asked_by)
    return reading.approve(asked, SecondReaderFactory())


def join(asked, *members):
    """Let ``members`` be asked, and say yes."""
    rows = joining.invite(asked, members or MemberFactory.create_batch(3), asked.asked_by)
    return [joining.say_yes(row, agreed=True, promised_by=None) for row in rows]


def planned(**more):
    asked = opened(size=4, **more)
    join(asked)
    return asked, meeting.schedule(asked, asked.asked_by, *moments(3)[0])


def fresh(asked):
    return Request.objects.get(pk=asked.pk)


def shown(client, member, asked):
    client.force_login(member)
    return client.get(asked.get_absolute_url()).content.decode()


# ---------- asking ----------


def test_intervision_is_asked_in_three_steps_in_which_nothing_typed_is_lost(client):
    asker, method = MemberFactory(), make_method("Balint", least=5)
    client.force_login(asker)
    typed = {"title": "Hoe zeg ik nee?", "text": "Ik merk dat Daan Terborgh mij raakt.", "about": "personal"}
    page = client.post("/uitwisseling/nieuw/?soort=intervisie", typed).content.decode()
    assert "Daan Terborgh" in page and not Request.objects.exists()
    # Half of it is enough to keep it and stop, or to go on later.
    client.post("/uitwisseling/nieuw/?soort=intervisie", {"title": typed["title"], "bewaar": "1"})
    asked = Request.objects.get()
    assert (asked.status, asked.text, asked.size) == (RequestStatus.DRAFT, "", 6)
    how = {"method": method.pk, "size": 4, "meets": "either"}
    page = client.post(STEP.format(asked.pk, "hoe"), how)
    assert page.status_code == 200 and "Balint" in page.content.decode() and fresh(asked).method is None
    # Going back keeps what stands there.
    response = client.post(STEP.format(asked.pk, "hoe"), how | {"size": 5, "naar": "vraag"})
    assert response.url.endswith("?stap=vraag") and fresh(asked).method == method
    day = timezone.localdate() + timedelta(days=5)
    short = {"visibility": "members", "moment0_day": day.isoformat(), "moment0_from": "10:00", "moment0_to": "10:29"}
    errors = client.post(STEP.format(asked.pk, "wanneer"), short).context["form"].errors
    assert list(errors) == ["moment0_to", "privacy_read"] and "30" in errors["moment0_to"][0]
    when = {"visibility": "members", "moment0_day": day.isoformat(), "moment0_from": "10:00", "privacy_read": "on"}
    # What was left out before is asked for before it is sent; the moments are kept.
    response = client.post(STEP.format(asked.pk, "wanneer"), when)
    assert response.url.endswith("?stap=vraag") and fresh(asked).status == RequestStatus.DRAFT
    assert fresh(asked).moments.get().starts.hour == 10
    client.post(STEP.format(asked.pk, "vraag"), typed | {"text": SECRET})
    page = client.get(STEP.format(asked.pk, "wanneer")).content.decode()
    assert SECRET in page and "privacy_read" in page
    page = client.post(STEP.format(asked.pk, "wanneer"), when | {"privacy_read": ""})
    assert page.status_code == 200 and fresh(asked).status == RequestStatus.DRAFT
    client.post(STEP.format(asked.pk, "wanneer"), when)
    assert fresh(asked).status == RequestStatus.READING
    assert not any(name.startswith("case") for name in [field.name for field in Request._meta.get_fields()])


def test_a_consultation_of_chosen_people_names_them(client):
    asked, known = begin(RequestKind.CONSULTATION), MemberFactory(name="Weet Veel")
    client.force_login(asked.asked_by)
    typed = {"answer_within": 7, "meets": "either", "visibility": "chosen", "privacy_read": "on"}
    address = STEP.format(asked.pk, "hoe")
    assert list(client.post(address, typed).context["form"].errors) == ["chosen"]
    assert fresh(asked).status == RequestStatus.DRAFT
    both = typed | {"chosen": "Weet Veel", "to_member": "Weet Veel"}
    assert list(client.post(address, both).context["form"].errors) == ["chosen"]
    client.post(address, typed | {"chosen": "Weet Veel"})
    assert fresh(asked).status == RequestStatus.READING and asked.chosen.get() == known


@pytest.mark.parametrize("bad", ["\x00", "x" * 100_000, "²", "-1", "99999999999999999999", "<script>"])
def test_bad_input_gets_the_form_back_or_a_refusal(client, bad):
    asked = opened(size=4, moments=moments(3))
    asker, (one, *_others) = asked.asked_by, join(asked)
    option = asked.moments.get()
    for member, name, typed in [
        (asker, "plan", {"moment": bad, "venue": bad, "online_link": bad, "facilitator": bad, "day": bad}),
        (asker, "group", {"doe": "binnen", "wie": bad}),
        (asker, "change_moments", {"moment0_day": bad, "moment0_from": bad}),
        (one.member, "moments", {f"moment{option.pk}": bad}),
        (asker, "close", {"outcome": bad, "text": bad}),
    ]:
        client.force_login(member)
        response = client.post(reverse(f"requests:{name}", args=[asked.pk]), typed)
        assert response.status_code in (200, 302, 404), name
    assert fresh(asked).status == RequestStatus.MATCHED
    assert not one.moments.exists()


# ---------- the second reader ----------


def test_only_a_second_reader_sees_it_first_and_never_their_own(client):
    reader, manager = SecondReaderFactory(), SecondReaderFactory()
    asker = MemberFactory(name="Vraagt Alles")
    Availability.objects.create(member=asker, reports_to=manager)
    asked = begin(asker=asker, title="Hoe praat ik met Daan?")
    own = begin(asker=reader)
    assert list(Request.objects.to_read(reader)) == []
    actions.send(asked, asker)
    actions.send(own, reader)
    assert list(Request.objects.to_read(reader)) == [asked]
    assert set(Notification.objects.filter(kind="request_to_read", target_id=asked.pk).values_list("member")) == {
        (reader.pk,)
    }
    address = reverse("requests:read", args=[asked.pk])
    for member in (manager, MemberFactory(), StaffFactory(), AdministratorFactory(is_superuser=True), asker):
        client.force_login(member)
        assert client.get(address).status_code == 404
        assert client.post(address, {"privacy_read": "on"}).status_code == 404
        if member != asker:
            assert client.get(asked.get_absolute_url()).status_code == 404
            queue = client.get(reverse("requests:to_read"))
            assert queue.status_code == (404 if member.groups.count() == 0 else 200)
            assert asked.title not in queue.content.decode()
    client.force_login(reader)
    assert asked.title in client.get(reverse("requests:to_read")).content.decode()
    assert client.get(asked.get_absolute_url()).url == address
    page = client.get(address).content.decode()
    assert '<mark class="finding"' in page and "Daan" in page and SECRET in page
    # The checklist comes first; a remark about somebody is held back too.
    assert client.post(address, {}).status_code == 200
    assert client.post(address, {"doe": "terug", "remark": "Bel mij op 06-12345678."}).status_code == 200
    assert fresh(asked).status == RequestStatus.READING
    client.post(address, {"doe": "terug", "remark": "Maak het algemener."})
    assert fresh(asked).status == RequestStatus.DRAFT
    assert client.get(address).status_code == 404
    assert "Maak het algemener." in shown(client, asker, asked)
    actions.send(asked, asker)
    client.force_login(reader)
    client.post(address, {"privacy_read": "on"})
    assert fresh(asked).status == RequestStatus.OPEN
    assert SECRET not in shown(client, reader, asked)
    # What was remarked is for who asked, not for who takes part later.
    (row,) = join(fresh(asked), MemberFactory())
    page = shown(client, row.member, asked)
    assert SECRET in page and "Maak het algemener." not in page


def test_without_a_second_reader_who_asks_and_staff_hear_of_it(client):
    staff, asked = StaffFactory(), begin()
    actions.send(asked, asked.asked_by)
    assert "niemand die het eerst kan lezen" in shown(client, asked.asked_by, asked)
    told = Notification.objects.get(member=staff)
    assert (told.kind, told.words, told.target_id) == ("request_no_reader", {}, None)
    client.force_login(staff)
    page = client.get(told.url).content.decode()
    assert "1 vraag" in page and asked.title not in page and asked.asked_by.name not in page
    reader = SecondReaderFactory()
    assert list(Request.objects.to_read(reader)) == [asked]
    # Who has the role since is reminded, and staff again when it takes too long.
    assert reading.remind(timezone.now() + timedelta(days=1)) == 0
    assert reading.remind(timezone.now() + timedelta(days=6)) == 1
    assert reading.remind(timezone.now() + timedelta(days=6)) == 1
    assert Notification.objects.filter(member=reader, kind="request_to_read").count() == 1
    assert Notification.objects.filter(member=staff, kind="request_no_reader").count() == 2


def test_who_asked_may_change_it_before_it_is_read(client):
    reader, asked = SecondReaderFactory(), begin()
    actions.send(asked, asked.asked_by)
    client.force_login(reader)
    assert client.post(reverse("requests:take_back", args=[asked.pk])).status_code == 404
    client.force_login(asked.asked_by)
    client.post(reverse("requests:take_back", args=[asked.pk]))
    assert fresh(asked).status == RequestStatus.DRAFT


# ---------- taking part ----------


@pytest.mark.parametrize("kind", [RequestKind.INTERVISION, RequestKind.CONSULTATION])
def test_each_reader_sees_what_is_theirs(client, kind):
    asked = opened(kind, moments=moments(3, 4))
    people = {name: MemberFactory(name=f"Naam {name}") for name in ("asked", "joined", "wants", "declined", "member")}
    for name in ("asked", "wants", "declined"):
        ParticipationFactory(request=asked, member=people[name], state=name, message="Ook ik.")
    if kind == RequestKind.INTERVISION:
        ParticipationFactory(request=asked, member=people["joined"], state="joined")
    else:
        del people["joined"]
    people |= {"asker": asked.asked_by, "staff": StaffFactory(), "admin": AdministratorFactory(is_superuser=True)}
    reads = {"asker", "joined"} | ({"asked"} if kind == RequestKind.CONSULTATION else set())
    for name, member in people.items():
        page = shown(client, member, asked)
        assert (SECRET in page) == (name in reads), name
        assert ("Vraagt Alles" in page) == (name in {"asker", "joined", "asked"}), name
        assert ("Naam wants" in page) == (name in {"asker", "wants"}), name
        if "joined" in people:
            assert ("Naam joined" in page) == (name in {"asker", "joined"}), name
        assert "Naam declined" not in page or name == "declined", name
        assert ("Naam asked" in page) == (name == "asked"), name
        assert (reverse("requests:say_yes", args=[asked.pk]) in page) == (name == "asked"), name
        assert (reverse("requests:come", args=[asked.pk]) in page) == (name in {"declined", "member", "staff", "admin"})
    client.logout()
    assert client.get(asked.get_absolute_url()).status_code == 302


def test_yes_and_no_are_one_click_and_the_rules_come_first(client):
    asked = opened(size=4)
    yes, no, hidden = joining.invite(asked, MemberFactory.create_batch(3), asked.asked_by)
    client.force_login(yes.member)
    client.post(reverse("requests:say_yes", args=[asked.pk]), {})
    yes.refresh_from_db()
    assert (yes.state, yes.agreed_at) == (Part.ASKED, None)
    for _twice in range(2):
        client.post(reverse("requests:say_yes", args=[asked.pk]), {"akkoord": "1"})
    yes.refresh_from_db()
    assert yes.state == Part.JOINED and yes.agreed_at is not None
    client.force_login(no.member)
    before = Notification.objects.count()
    client.post(reverse("requests:say_no", args=[asked.pk]))
    no.refresh_from_db()
    assert no.state == Part.DECLINED and Notification.objects.count() == before
    page = shown(client, asked.asked_by, asked)
    assert yes.member.name in page and no.member.name not in page and hidden.member.name not in page


def test_who_comes_by_themselves_is_let_in_or_kept_out(client):
    asked, (one, other) = opened(size=4), MemberFactory.create_batch(2)
    for member in (one, other):
        client.force_login(member)
        client.post(reverse("requests:come", args=[asked.pk]), {"akkoord": "1", "message": "Mij raakt dit ook."})
    rows = {row.member: row for row in asked.participations.all()}
    group = reverse("requests:group", args=[asked.pk])
    assert client.post(group, {"doe": "binnen", "wie": rows[one].pk}).status_code == 404
    assert "Mij raakt dit ook." in shown(client, asked.asked_by, asked)
    client.post(group, {"doe": "binnen", "wie": rows[one].pk})
    client.post(group, {"doe": "buiten", "wie": rows[other].pk})
    states = dict(asked.participations.values_list("member", "state"))
    assert states == {one.pk: Part.JOINED, other.pk: Part.REFUSED}
    assert Notification.objects.filter(member=other).get().kind == "request_not_now"


def test_nobody_learns_from_an_answer_that_a_colleague_or_manager_is_in_it(client):
    asked, manager, far = opened(size=6), MemberFactory(), MemberFactory()
    Availability.objects.create(member=asked.asked_by, reports_to=manager)
    pages = []
    for member in (manager, MemberFactory(organisation=asked.asked_by.organisation), far):
        before = shown(client, member, asked)
        assert reverse("requests:come", args=[asked.pk]) in before and "leidinggevende" not in before
        said = client.post(reverse("requests:come", args=[asked.pk]), {"akkoord": "1", "message": ""}, follow=True)
        pages.append([str(message) for message in said.context["messages"]])
    assert pages[0] == pages[1] == pages[2]
    assert set(asked.participations.shown().values_list("member_id", flat=True)) == {far.pk}
    assert asked.participations.filter(state=Part.WANTS).count() == 3
    told = Notification.objects.filter(kind="request_wants", member=asked.asked_by)
    assert [notice.actor for notice in told] == [far]
    for row in asked.participations.filter(apart=True):
        with pytest.raises(actions.NotAllowed):
            joining.let_in(row, asked.asked_by)


def test_who_reports_to_somebody_in_the_group_is_not_let_in_any_more():
    asked, manager, report = opened(size=6), MemberFactory(), MemberFactory()
    Availability.objects.create(member=report, reports_to=manager)
    wish = joining.come(asked, report, agreed=True)
    assert asked.participations.shown().get() == wish
    boss = joining.come(asked, manager, agreed=True)
    joining.let_in(boss, asked.asked_by)
    assert asked.participations.shown().get() == boss
    with pytest.raises(actions.NotAllowed):
        joining.let_in(wish, asked.asked_by)


# ---------- the moment ----------


def test_the_moment_that_suits_most_is_proposed_and_becomes_a_session(client):
    asked = opened(size=4, moments=moments(3, 4, 5), method=make_method())
    rows, options = join(asked), list(asked.moments.all())
    for row, answers in zip(rows, (["no", "yes", "yes"], ["yes", "yes", "maybe"], ["no", "yes", "yes"]), strict=True):
        client.force_login(row.member)
        typed = {f"moment{option.pk}": can for option, can in zip(options, answers, strict=True)}
        empty = client.post(reverse("requests:moments", args=[asked.pk]), {})
        assert list(empty.context["moments_form"].errors) == [f"moment{options[0].pk}"] and not row.moments.exists()
        client.post(reverse("requests:moments", args=[asked.pk]), typed)
    assert fresh(asked).status == RequestStatus.MATCHED
    address = reverse("requests:plan", args=[asked.pk])
    assert client.get(address).status_code == 404
    client.force_login(asked.asked_by)
    form = client.get(address).context["form"]
    assert form.initial["moment"] == str(options[1].pk)
    assert form.fields["facilitator"].choices[-1][0] == str(asked.asked_by_id)
    # Who asked has a column too, so that the numbers are those of the columns.
    page = client.get(asked.get_absolute_url())
    table = page.context["table"]
    assert len(table["people"]) == 4 and [row["yes"] for row in table["rows"]] == [2, 4, 3]
    for row in table["rows"]:
        assert row["yes"] == sum(can == "yes" for _name, _label, can in row["cells"])
    client.post(address, {"moment": "anders", "venue": "Stadhuis"})
    day = timezone.localdate() + timedelta(days=5)
    own = {"moment": "anders", "day": day.isoformat(), "start": "10:00", "end": "10:20"}
    assert list(client.post(address, own).context["form"].errors) == ["end"]
    assert fresh(asked).status == RequestStatus.MATCHED
    typed = {"moment": str(options[1].pk), "venue": "Stadhuis", "facilitator": str(rows[0].member_id)}
    response = client.post(address, typed)
    session = Session.objects.get()
    assert response.url == session.get_absolute_url()
    assert (session.starts_at, session.event.venue, session.facilitator) == (
        options[1].starts_at,
        "Stadhuis",
        rows[0].member,
    )
    assert set(session.members.values_list("member", flat=True)) == {
        asked.asked_by_id,
        *(row.member_id for row in rows),
    }
    assert session.preparation == SECRET
    # The page of the session leads back to where it came of, for who takes part in both.
    assert asked.get_absolute_url() in client.get(session.get_absolute_url()).content.decode()
    client.post(address, typed)
    assert Session.objects.count() == 1


def test_what_is_planned_is_moved_and_called_off(client):
    asked, session = planned()
    client.force_login(asked.asked_by)
    day = timezone.localdate() + timedelta(days=9)
    times = {"day": day.isoformat(), "start": "14:00", "end": "15:30"}
    address = reverse("requests:move", args=[asked.pk])
    page = client.post(address, times | {"end": "13:00"})
    assert page.status_code == 200 and "14:00" in page.content.decode()
    client.post(address, times)
    assert timezone.localtime(Session.objects.get().starts_at).date() == day
    client.post(address, {"doe": "afzeggen", "reason": "Ik ben ziek."})
    assert fresh(asked).status == RequestStatus.MATCHED
    assert fresh(asked).session is None and Session.objects.get(pk=session.pk).is_called_off
    assert meeting.schedule(asked, asked.asked_by, *moments(6)[0]).pk != session.pk
    assert fresh(asked).status == RequestStatus.SCHEDULED


def test_who_gives_up_their_seat_takes_part_no_longer():
    asked, session = planned()
    row = asked.participations.joined().first()
    planning.leave(session, row.member)
    row.refresh_from_db()
    assert row.state == Part.LEFT and fresh(asked).status == RequestStatus.SCHEDULED
    planning.leave(session, asked.asked_by)
    assert fresh(asked).status == RequestStatus.OPEN and Session.objects.get().is_called_off


# ---------- consultation ----------


def test_a_consultation_is_promised_reminded_held_and_judged(client):
    specialist = MemberFactory(name="Weet Veel")
    asked = opened(RequestKind.CONSULTATION, to_member=specialist)
    row = asked.participations.get()
    client.force_login(specialist)
    address = reverse("requests:say_yes", args=[asked.pk])
    today = timezone.localdate()
    page = client.post(address, {"akkoord": "1", "promised_by": (today - timedelta(days=1)).isoformat()})
    assert page.status_code == 200 and fresh(asked).status == RequestStatus.OPEN
    promise = today + timedelta(days=3)
    client.post(address, {"akkoord": "1", "promised_by": promise.isoformat(), "message": "Bel 053-4870000."})
    assert fresh(asked).status == RequestStatus.MATCHED
    assert "Bel 053-4870000." in shown(client, asked.asked_by, asked)
    assert [closing.remind(day) for day in (today, promise - timedelta(days=1), promise)] == [0, 1, 0]
    assert not Notification.objects.filter(kind="request_overdue").exists()
    closing.remind(promise + timedelta(days=1))
    closing.remind(promise + timedelta(days=2))
    assert Notification.objects.get(kind="request_overdue").member == asked.asked_by
    client.force_login(specialist)
    client.post(reverse("requests:held", args=[asked.pk]))
    assert fresh(asked).status == RequestStatus.HELD
    close = reverse("requests:close", args=[asked.pk])
    assert client.post(close, {"outcome": "helped"}).status_code == 404
    client.force_login(asked.asked_by)
    page = client.post(close, {"outcome": "helped", "text": "Bel mij op 06-12345678"})
    assert page.status_code == 200 and fresh(asked).status == RequestStatus.HELD
    client.post(close, {"outcome": "partly", "text": "Ik weet nu wat ik kan vragen."})
    assert (fresh(asked).status, fresh(asked).outcome) == (RequestStatus.CLOSED, Outcome.PARTLY)
    assert "Ik weet nu wat ik kan vragen." in shown(client, specialist, asked)
    assert "Ik weet nu wat ik kan vragen." not in shown(client, MemberFactory(), asked)
    row.refresh_from_db()
    assert row.message == ""


def test_a_planned_consultation_is_held_no_sooner_than_its_moment():
    asked = opened(RequestKind.CONSULTATION)
    (row,) = join(asked, MemberFactory())
    session = meeting.schedule(asked, asked.asked_by, *moments(1)[0])
    with pytest.raises(actions.NotAllowed, match="early"):
        closing.held(asked, row.member)
    start, end = moments(-1)[0]
    type(session.event).objects.filter(pk=session.event_id).update(starts_at=start, ends_at=end)
    closing.held(asked, row.member)
    assert fresh(asked).status == RequestStatus.HELD
    assert set(session.members.values_list("attended", flat=True)) == {True}


# ---------- the end ----------


@pytest.mark.parametrize("end", ["session", "close", "withdraw", "forgotten", "expired"])
def test_the_text_is_found_nowhere_after_the_end(client, caplog, end):
    reader, asked = SecondReaderFactory(), begin(size=4)
    actions.send(asked, asked.asked_by)
    reading.send_back(asked, reader, "Schrijf niet over zwaluwnest.")
    actions.send(asked, asked.asked_by)
    asked = reading.approve(asked, reader)
    if end == "expired":
        closing.expire(timezone.now() + timedelta(days=61))
        assert fresh(asked).status == RequestStatus.EXPIRED
        closing.delete_old_texts(timezone.now() + timedelta(days=13))
        assert fresh(asked).text == SECRET  # it may still be opened again
        closing.delete_old_texts(timezone.now() + timedelta(days=15))
        with pytest.raises(actions.NotAllowed, match="gone"):
            closing.open_again(asked, asked.asked_by)
    else:
        joining.come(asked, MemberFactory(), "Ook ik ken zwaluwnest.", agreed=True)
        join(asked)
        session = meeting.schedule(asked, asked.asked_by, *moments(3)[0])
        assert places_with("zwaluwnest") != set()
    if end == "withdraw":
        actions.withdraw(asked, asked.asked_by)
    elif end != "expired":
        start, stop = moments(-1)[0]
        type(session.event).objects.filter(pk=session.event_id).update(starts_at=start, ends_at=stop)
        there = set(session.members.values_list("member_id", flat=True))
        session_closing.confirm_attendance(session, asked.asked_by, there)
        assert fresh(asked).status == RequestStatus.HELD
        if end == "session":
            session_closing.close(session, asked.asked_by)
        elif end == "close":
            closing.close(asked, asked.asked_by, "helped", "Ik ben rustiger.")
        else:
            assert closing.close_forgotten(timezone.now() + timedelta(days=8)) == 0
            assert Notification.objects.get(kind="request_ends").member == asked.asked_by
            assert closing.close_forgotten(timezone.now() + timedelta(days=31)) == 1
            assert (fresh(asked).status, fresh(asked).outcome) == (RequestStatus.CLOSED, "")
    assert fresh(asked).text_deleted_at is not None
    assert places_with("zwaluwnest", caplog) == set()
    assert shown(client, asked.asked_by, asked).count("zwaluwnest") == 0


def test_a_region_may_keep_the_text_some_days():
    row = ExchangeSettings.for_site(exchange_settings().site)
    row.keep_text_days = 10
    row.save()
    asked = opened()
    actions.withdraw(asked, asked.asked_by)
    assert closing.delete_old_texts(timezone.now() + timedelta(days=9)) == 0
    assert fresh(asked).text == SECRET
    assert closing.delete_old_texts(timezone.now() + timedelta(days=11)) == 1
    assert fresh(asked).text == ""


def test_closing_another_kind_leaves_its_text():
    asked = actions.begin(RequestKind.VISIT, MemberFactory(), {"title": "Een dag mee", "text": "Kom maar kijken."})
    Request.objects.filter(pk=asked.pk).update(status=RequestStatus.HELD)
    closing.close(asked, asked.asked_by, "done")
    assert fresh(asked).text == "Kom maar kijken."


def test_what_expired_is_opened_again_with_its_group():
    asked = opened(size=4)
    join(asked)
    closing.expire(timezone.now() + timedelta(days=61))
    assert fresh(asked).status == RequestStatus.EXPIRED
    closing.open_again(asked, asked.asked_by)
    assert fresh(asked).status == RequestStatus.MATCHED
    assert fresh(asked).people == 4


def test_who_leaves_the_site_leaves_no_text_and_nobody_waiting(caplog):
    asked, session = planned()
    other = opened(RequestKind.CONSULTATION, text="Hoe gaat dat?")
    (row,) = join(other, MemberFactory())
    assert fresh(other).status == RequestStatus.MATCHED
    leave(row.member)
    assert fresh(other).status == RequestStatus.OPEN and not other.participations.exists()
    assert Notification.objects.filter(member=other.asked_by, kind="request_left").count() == 1
    leave(asked.asked_by)
    assert fresh(asked).status == RequestStatus.WITHDRAWN
    assert Session.objects.get(pk=session.pk).is_called_off
    assert places_with("zwaluwnest", caplog) == set()


def test_a_lesson_becomes_an_answered_question():
    asked, session = planned()
    start, end = moments(-1)[0]
    type(session.event).objects.filter(pk=session.event_id).update(starts_at=start, ends_at=end)
    people = [row.member for row in session.members.select_related("member")]
    session_closing.confirm_attendance(session, people[0], {one.pk for one in people})
    lesson = session_lessons.write(session, people[0], "Hoe zeg je nee?", "Zeg eerst wat je wel kunt doen.")
    for one in people[1:]:
        session_lessons.answer(lesson, one, True, session_lessons.fingerprint(lesson))
    made = session_lessons.make(lesson, people[0], "answer")
    question = Request.objects.get(kind=RequestKind.QUESTION)
    assert made.became_url == question.get_absolute_url()
    assert question.is_answered and question.asked_by == people[0]
    assert question.responses.get().text == "Zeg eerst wat je wel kunt doen."


def test_a_step_that_comes_too_late_changes_nothing_and_is_no_error(client):
    asked, session = planned()
    client.force_login(asked.asked_by)
    for name in ("group", "plan", "close", "open_again", "take_back"):
        response = client.post(reverse(f"requests:{name}", args=[asked.pk]), {"doe": "genoeg", "outcome": "helped"})
        assert response.status_code == 302, name
    changes = fresh(asked).changes.count()
    assert fresh(asked).status == RequestStatus.SCHEDULED
    client.post(reverse("requests:decide", args=[asked.pk]), {"doe": "intrekken"})
    client.post(reverse("requests:decide", args=[asked.pk]), {"doe": "intrekken"})
    # Called off with its session first, then taken back, once.
    assert fresh(asked).changes.count() == changes + 2
    assert Session.objects.get(pk=session.pk).is_called_off
