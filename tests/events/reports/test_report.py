"""Publishing a report: who sees what, and what goes on living."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from base.models import Mail
from events.meetings.choices import Status
from events.meetings.models import EventSeries
from events.reports.actions import notes, reports
from events.reports.models import MeetingReport, Note
from network.notices.models import Follow, Notification
from network.people.leaving import leave
from network.requests.models import Request
from network.tables.models import Agreement
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.reports import EMPTY, make_report, note
from tests.factories.topics import TopicFactory
from tests.search.leaking import unlike_words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(settings):
    settings.PAGE_CACHE_SECONDS = 0


def make(slug="thuis-op-school", **fields):
    staff = StaffFactory()
    event = make_event(slug=slug, days=-1, **fields)
    return make_report(event, staff), staff


def page(report, member=None):
    client = Client()
    if member is not None:
        client.force_login(member)
    return client.get(f"/agenda/{report.event.slug}/verslag/")


def finds(word, report):
    """Whether a visitor who searches for a word gets to the report."""
    return report.get_absolute_url() in Client().get("/zoeken/", {"q": word}).content.decode()


def test_a_quote_without_consent_leaves_nowhere(search_index):
    secret, unnamed, named, gone, nobody, mother = unlike_words(6)
    report, staff = make()
    note(report, staff, secret, kind="quote", said_by=mother)
    note(report, staff, unnamed, kind="quote", said_by=nobody, consent="unnamed")
    note(report, staff, named, kind="quote", said_by="Tante Bekend", consent="named")
    notes.remove(note(report, staff, gone), staff, 1)
    reports.publish(report, staff)
    search_index()
    ways = {
        "page": page(report).content.decode(),
        "staff": page(report, staff).content.decode(),
        "meeting": Client().get("/agenda/thuis-op-school/").content.decode(),
        "agenda": Client().get("/agenda/?wanneer=geweest").content.decode(),
        "feed": Client().get("/feeds/agenda.xml").content.decode(),
        "search": Client().get("/zoeken/", {"q": named}).content.decode(),
    }
    for way, text in ways.items():
        assert [word for word in (secret, nobody, gone, mother) if word in text] == [], way
    assert unnamed in ways["page"] and named in ways["page"] and "Tante Bekend" in ways["page"]
    assert unnamed in ways["meeting"] and report.get_absolute_url() in ways["agenda"]
    assert {word for word in (secret, unnamed, named, gone, nobody, mother) if finds(word, report)} == {unnamed, named}


@pytest.mark.parametrize("visibility", ["public", "members", "participants"])
def test_who_sees_a_report_is_who_sees_the_meeting(visibility):
    report, staff = make(visibility=visibility)
    note(report, staff, "Geheimwoord")
    member, joined, writer = MemberFactory(), MemberFactory(), MemberFactory()
    RegistrationFactory(event=report.event, member=joined)
    report.note_takers.add(writer)
    readers = {"visitor": None, "member": member, "joined": joined, "writer": writer, "staff": staff}

    def who():
        return {name for name, one in readers.items() if b"Geheimwoord" in page(report, one).content}

    assert who() == {"writer", "staff"}
    reports.publish(report, staff)
    expected = {
        "public": set(readers),
        "members": set(readers) - {"visitor"},
        "participants": {"joined", "writer", "staff"},
    }[visibility]
    assert who() == expected
    listed = {name for name, one in readers.items() if MeetingReport.objects.visible_to(one).exists()}
    assert listed == expected - ({"writer"} if visibility == "participants" else set())
    report.event.unpublish()
    assert not MeetingReport.objects.visible_to(staff).exists()
    report.event.save_revision().publish()
    reports.take_back(report)
    assert who() == {"writer", "staff"}


def test_agreements_and_questions_are_made_once_and_then_live_on_their_own():
    report, staff = make(visibility="members", topics=[TopicFactory()])
    owner, company = MemberFactory(name="Femke Roelvink"), OrganisationFactory(name="De Wilgenkamp")
    plan = note(
        report,
        staff,
        "Eén formulier\nvoor beide scholen",
        kind="agreement",
        owner_name="femke roelvink",
        due=date(2030, 2, 1),
    )
    note(report, staff, "Belronde", kind="agreement", owner_name="Iemand van ver")
    asked = note(report, staff, "Wie betaalt dit?", kind="question", addressee="De Wilgenkamp")
    note(report, staff, "Geen afspraak")
    assert reports.hand_on(plan, staff) and not reports.hand_on(plan, staff)
    assert reports.publish(report, staff) == 2
    assert reports.publish(report, staff) == 0
    first, second = Agreement.objects.order_by("pk")
    assert (first.title, first.owner, first.due, first.event_id) == (
        "Eén formulier",
        owner,
        date(2030, 2, 1),
        report.event_id,
    )
    assert first.text == "Eén formulier\nvoor beide scholen"
    assert (first.visibility, list(first.topics.all())) == ("members", list(report.event.topics.all()))
    assert (second.title, second.owner) == ("Belronde", None)
    question = Request.objects.get()
    assert (question.title, question.to_organisation, question.visibility) == ("Wie betaalt dit?", company, "members")
    plan.refresh_from_db()
    notes.change(plan, staff, plan.version, {**EMPTY, "kind": "agreement", "text": "Iets heel anders"})
    Agreement.objects.filter(pk=second.pk).delete()
    question.delete()
    assert reports.publish(report, staff) == 0
    assert list(Agreement.objects.values_list("title", flat=True)) == ["Eén formulier"]
    assert not Request.objects.exists()
    assert "Eén formulier" in page(report, owner).content.decode()
    assert Note.objects.get(pk=asked.pk).handed_on_at is not None


def test_who_was_there_gets_one_mail_and_followers_who_may_see_it_one_notice():
    series, topic = EventSeries.objects.create(name="Leerkring jeugd", slug="leerkring-jeugd"), TopicFactory()
    report, staff = make(visibility="participants", series=series, topics=[topic])
    there = RegistrationFactory(event=report.event, attended_at=timezone.now())
    RegistrationFactory(event=report.event)
    RegistrationFactory(event=report.event, status=Status.CANCELLED)
    RegistrationFactory(
        event=report.event, member=None, guest_name="Gast", guest_email="gast@example.org", attended_at=timezone.now()
    )
    Follow.objects.create(member=there.member, kind="series", object_id=series.pk)
    Follow.objects.create(member=there.member, kind="topic", object_id=topic.pk)
    Follow.objects.create(member=MemberFactory(), kind="topic", object_id=topic.pk)
    for _time in range(2):
        reports.publish(report, staff)
    mails = Mail.objects.filter(kind="reports/published")
    assert list(mails.values_list("receiver", flat=True)) == [there.member.email]
    assert "/agenda/thuis-op-school/verslag/" in mails.get().text
    told = Notification.objects.filter(kind="report_published")
    assert list(told.values_list("member", flat=True)) == [there.member.pk]


def test_who_leaves_is_named_nowhere_in_a_report():
    report, staff = make()
    leaver = MemberFactory(name="Sanne Vredeveld")
    report.note_takers.add(leaver)
    note(report, leaver, "Luidwoord", kind="quote", said_by="Sanne Vredeveld, docent", consent="named")
    note(report, staff, "Belronde", owner_name="sanne vredeveld")
    reports.publish(report, staff)
    assert "Sanne Vredeveld" in page(report).content.decode()
    leave(leaver, keep_name=True)
    quote, plan = Note.objects.order_by("pk")
    assert (quote.author, quote.speaker, quote.said_by, quote.consent) == (None, None, "", "unnamed")
    assert (plan.owner_name, plan.author) == ("", staff)
    assert not report.note_takers.exists()
    answer = page(report).content.decode()
    assert "Luidwoord" in answer and "Sanne" not in answer


def test_a_report_costs_the_same_with_twenty_notes():
    report, staff = make()
    member = MemberFactory()

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert page(report, member).status_code == 200
        return len(caught)

    for kind in ("finding", "agreement", "question"):
        note(report, staff, f"Een {kind}", kind=kind)
    reports.publish(report, staff)
    queries()
    before = queries()
    for number in range(17):
        note(report, staff, f"Nummer {number}", kind=("finding", "agreement", "question")[number % 3])
    reports.publish(report, staff)
    assert queries() == before


def test_search_finds_a_report_by_what_it_shows_only_while_it_is_published(search_index):
    [word] = unlike_words(1)
    report, staff = make()
    note(report, staff, word)
    search_index()
    assert not finds(word, report)
    reports.publish(report, staff)
    search_index()
    assert finds(word, report)
    reports.take_back(report)
    assert not finds(word, report)
