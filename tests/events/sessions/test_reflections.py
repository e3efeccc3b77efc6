"""Reflections: each has their own, and nobody else ever reads one."""

import datetime
import logging
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex

from base.models import Mail
from events.sessions.actions import closing, reflecting
from events.sessions.forms_after import ReflectionForm
from events.sessions.models import Reflection
from network.notices.models import Notification
from network.people import archive
from network.people.models import AuditEntry
from tests.factories.people import AdministratorFactory, MemberFactory, StaffFactory
from tests.factories.sessions import make_session, people_of

pytestmark = pytest.mark.django_db

WORDS = "Zwaluwnest: ik durf nu langer stil te zijn."


def values(**changed):
    values = {
        "title": "Stilte",
        "happened_on": timezone.localdate() - datetime.timedelta(days=1),
        "about": "personal",
        "technical": "",
        "normative": "",
        "personal": WORDS,
        "take_away": "Tot tien tellen.",
    }
    return {**values, **changed}


def posted(**changed):
    return {**values(**changed), "privacy_read": "on"}


def test_there_is_one_reflection_of_a_session_for_each_who_was_there():
    session = make_session(days=-1)
    one, two, three = people_of(session)
    written = reflecting.reflect(session, one, values())
    assert reflecting.reflect(session, one, values(personal="Anders.")).pk == written.pk
    assert reflecting.reflect(session, two, values()).pk != written.pk
    assert [row.personal for row in Reflection.objects.of(one)] == ["Anders."]

    closing.confirm_attendance(session, one, {one.pk, two.pk})
    assert set(Notification.objects.filter(kind="session_reflection").values_list("member_id", flat=True)) == set()
    for nobody, where in ((three, session), (MemberFactory(), session), (one, make_session(days=2, members=[one]))):
        with pytest.raises(ValidationError):
            reflecting.reflect(where, nobody, values())
    assert Reflection.objects.count() == 2


def test_a_reflection_without_a_session_is_kept_once_however_often_it_is_sent():
    member = MemberFactory()
    own = values(hours=Decimal("1.5"))
    first = reflecting.add(member, own)
    assert reflecting.add(member, own) == first
    assert reflecting.add(member, {**own, "personal": "Iets anders."}) != first
    assert reflecting.add(MemberFactory(), own) != first


def test_the_form_wants_one_answer_of_three_and_a_day_that_was():
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    wrong = ReflectionForm(posted(personal="", happened_on=tomorrow, title="", about="alles"))
    assert sorted(wrong.errors) == ["about", "happened_on", "technical", "title"]
    assert ReflectionForm(posted(personal="", normative="Ik vond het eerlijk.")).is_valid()
    hours = {
        name: ReflectionForm(posted(hours=name)).is_valid() for name in ("", "0.25", "8.00", "8.25", "0", "x", "NaN")
    }
    assert hours == {"": True, "0.25": True, "8.00": True, "8.25": False, "0": False, "x": False, "NaN": False}


def test_what_points_to_a_client_is_stopped_but_not_the_names_of_the_group(caplog):
    member = MemberFactory(name="Mirthe Tolhek")
    session = make_session("Wat zeg ik tegen Kofi Oduber?", days=-1, members=[member, MemberFactory()])
    with caplog.at_level(logging.INFO):
        stopped = ReflectionForm(posted(personal="Ik belde 0612345678 voor Daan."), session=session)
        assert not stopped.is_valid()
    assert list(stopped.errors) == ["personal"]
    assert "0612345678" not in caplog.text
    kind = ReflectionForm(posted(title=session.title, personal="Mirthe Tolhek vroeg door."), session=session)
    assert kind.is_valid(), kind.errors
    replaced = ReflectionForm(posted(personal="Ik belde Daan Terborgh.", privacy_replace="all"), session=session)
    assert (replaced.is_valid(), "Terborgh" in replaced["personal"].value()) == (False, False)
    unread = ReflectionForm({**values()})
    assert list(unread.errors) == ["privacy_read"]


def test_nobody_but_its_owner_reads_changes_or_deletes_a_reflection(client):
    session = make_session(days=-1)
    owner, leader, _other = people_of(session)
    session.facilitator = leader
    session.save()
    one = reflecting.reflect(session, owner, values())
    addresses = [f"/mijn/reflecties/{one.pk}/{part}" for part in ("", "wijzigen/", "weggooien/")]
    for stranger in (leader, MemberFactory(), StaffFactory(), AdministratorFactory(is_superuser=True)):
        client.force_login(stranger)
        assert [client.get(address).status_code for address in addresses] == [404] * 3
        assert [client.post(address, posted()).status_code for address in addresses[1:]] == [404] * 2
        own_pages = ["/mijn/", "/mijn/reflecties/"]
        if stranger == leader:
            own_pages += [f"/sessies/{session.pk}/{part}/" for part in ("reflectie", "aanwezig", "les")]
        for address in own_pages:
            assert "Zwaluwnest" not in client.get(address).content.decode(), address
        assert "Zwaluwnest" not in str(archive.collect(stranger))
        assert list(Reflection.objects.of(stranger)) == []
    client.logout()
    assert [client.get(address).status_code for address in addresses] == [302] * 3

    client.force_login(owner)
    assert "Zwaluwnest" in client.get(addresses[0]).content.decode()
    assert "Zwaluwnest" in str(archive.collect(owner))
    assert client.post(addresses[1], posted(personal="")).status_code == 200
    assert client.post(addresses[1], posted(personal="Langer wachten.")).status_code == 302
    one.refresh_from_db()
    assert (one.personal, one.title, one.session_id) == ("Langer wachten.", "Stilte", session.pk)
    assert client.post(addresses[2]).status_code == 302
    assert Reflection.objects.count() == 0


def test_a_reflection_leaves_no_trace_outside_its_own_row(client, caplog):
    session = make_session(days=-1)
    owner = people_of(session)[0]
    client.force_login(owner)
    before = [model.objects.count() for model in (ModelLogEntry, AuditEntry, Notification, Mail, ReferenceIndex)]
    with caplog.at_level(logging.DEBUG):
        assert client.post(f"/sessies/{session.pk}/reflectie/", posted()).status_code == 302
        assert client.post("/mijn/reflecties/nieuw/", posted(hours="0.50")).status_code == 302
    assert Reflection.objects.of(owner).count() == 2
    assert before == [
        model.objects.count() for model in (ModelLogEntry, AuditEntry, Notification, Mail, ReferenceIndex)
    ]
    assert ("Zwaluwnest" in caplog.text, str(Reflection.objects.first())) == (False, str(Reflection.objects.first().pk))


def test_who_leaves_the_site_takes_their_reflections_along():
    from network.people.leaving import leave

    session = make_session(days=-1)
    one, two, _three = people_of(session)
    reflecting.reflect(session, one, values())
    kept = reflecting.reflect(session, two, values())
    reflecting.add(one, values())
    leave(one)
    assert list(Reflection.objects.all()) == [kept]


def test_the_list_asks_as_much_with_one_row_as_with_twenty(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    member = MemberFactory()
    client.force_login(member)
    reflecting.add(member, values())
    client.get("/mijn/reflecties/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/mijn/reflecties/")
    for number in range(19):
        reflecting.add(member, values(title=f"Nummer {number}"))
    with django_assert_num_queries(len(one)):
        page = client.get("/mijn/reflecties/")
    assert page.content.decode().count("row--when") == 20
