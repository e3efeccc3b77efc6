"""``manage.py load_demo``: the demo region, loaded."""

import datetime
from collections import Counter
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import TestCase, override_settings
from django.utils import timezone
from wagtail.models import Page, Site

from base.findable import search_words
from base.models import CustomImage, Mail, SiteSettings
from events.meetings import agenda, reading
from events.meetings.actions import evaluating
from events.meetings.choices import EventKind, Status
from events.meetings.models import (
    Answer,
    BreakOut,
    Evaluation,
    EventPage,
    EventSeries,
    ProgrammeItem,
    Registration,
)
from events.meetings.rules import can_organise
from events.reports.choices import NoteKind
from events.reports.models import MeetingReport, Method, Note, Round
from events.sessions.models import Reflection, Session, SessionMethod
from events.training.folder import folder_of
from events.training.models import Entry, Period, ProofFile
from home.demo.content import read, read_practices
from home.demo.scale import load_scale
from home.demo.scale_events import load_events
from home.demo.scale_network import DOMAIN, load_members, load_services
from home.models import ContentPage, HomePage, NewsPage
from network.notices.models import Notification
from network.organisations.models import Location, Municipality, Organisation
from network.people import actions as people
from network.people import directory, rules
from network.people.models import Member, MemberTopic, PeopleGroup
from network.requests.choices import RequestKind, RequestStatus
from network.requests.models import (
    Availability,
    Impression,
    Participation,
    Proposal,
    Request,
    Response,
    Score,
    VisitDay,
)
from network.requests.rules import is_second_reader
from network.services import facets as service_facets
from network.services import rules as service_rules
from network.services.freshness import Freshness
from network.services.models import Service, WaitingTime
from network.tables.choices import AgreementStatus
from network.tables.models import Agreement, AgreementChange
from network.topics.models import Topic
from practices import badges, facets, moderation
from practices.choices import Badge, Result
from practices.models import AdoptionReport, Draft, PracticeIndexPage, PracticePage, Review
from search import indexing
from search.models import Pending

pytestmark = pytest.mark.slow
PASSWORD = "leerkring-demo"
ACCOUNTS = ["lid", "aanbieder", "lezer", "organisator", "staf", "beheer"]


def load(**options):
    """Run the command; gives what it printed."""
    out = StringIO()
    call_command("load_demo", force=True, stdout=out, **options)
    return out.getvalue()


def rows():
    """How many rows there are of everything that the command makes."""
    models = [
        *(Municipality, Organisation, Topic, Member, EmailAddress, Page, PracticePage, Review, AdoptionReport),
        *(Draft, CustomImage, NewsPage, SiteSettings, Site, Group),
        *(MemberTopic, PeopleGroup, Service, WaitingTime, Location),
        *(EventPage, EventSeries, ProgrammeItem, BreakOut, Registration, Answer, Evaluation, Notification),
        *(Agreement, AgreementChange, Request, Response, MeetingReport, Round, Note, Method),
        *(Entry, Period, ProofFile),
        *(Participation, Proposal, Score, VisitDay, Impression, Session, Reflection, SessionMethod, Availability),
    ]
    return {model.__name__: model.objects.count() for model in models}


class TestLoadedRegion(TestCase):
    """What is there after one time."""

    @classmethod
    def setUpTestData(cls):
        cls.printed = load()

    def test_there_is_as_much_as_the_files_say(self):
        assert Municipality.objects.count() == 14
        assert Organisation.objects.count() == len(read("organisations"))
        assert Topic.objects.accepted().count() == len(read("topics"))
        assert Topic.objects.suggested().count() == len(read("own")["suggestions"])
        assert Member.objects.count() == len(read("members"))
        assert PracticePage.objects.live().count() == len(read_practices()) >= 24
        assert AdoptionReport.objects.count() == len(read("reports")) >= 30
        assert Review.objects.count() == len(read("reviews"))
        assert NewsPage.objects.live().count() == len(read("pages")["news"])

    def test_services_have_a_year_of_figures_told_by_who_may_tell_them(self):
        services = list(Service.objects.offered().prefetch_related("waiting_times__reported_by", "municipalities"))
        assert len(services) == len(read("services"))
        latest = WaitingTime.objects.latest_of([service.pk for service in services])
        assert {latest[service.pk].freshness.value for service in services if service.pk in latest} == set(Freshness)
        assert {waiting.state for waiting in latest.values()} == set(WaitingTime.State)
        for service in services:
            figures = list(service.waiting_times.all())
            assert len(figures) == (12 if service.pk in latest else 0)
            assert all(service_rules.may_edit(figure.reported_by, service) for figure in figures)
            assert service.municipalities.all()
        for place in Location.objects.select_related("municipality"):
            place.full_clean()
            assert place.latitude and place.municipality
            assert place.opening_hours.exists()

    def test_groups_have_members_and_somebody_who_coordinates(self):
        assert PeopleGroup.objects.count() == len(read("groups")) == 6
        for group in PeopleGroup.objects.all():
            assert group.memberships.filter(is_coordinator=True).count() == 1
            assert group.members.count() >= 3 and group.organisations.exists() and group.topics.exists()

    def test_meetings_keep_what_is_promised_about_seats(self):
        events = list(EventPage.objects.live().filter(private=False).order_by("starts_at"))
        assert len(events) == len(read("meetings")["meetings"]) == 40
        assert {event.kind for event in events} == set(EventKind.values)
        for event in events:
            event.full_clean()
            seats = reading.seats_of(event)
            assert event.programme.exists() and event.topics.exists() and event.starts.weekday() < 5
            assert event.first_published_at < event.starts_at and event.first_published_at < timezone.now()
            assert event.capacity is None or seats.taken <= event.capacity
            assert seats.is_full or not seats.waiting
            for theme in event.break_outs.all():
                assert theme.registrations.seated().count() <= theme.capacity
            rows = event.registrations.all()
            assert not any(row.queued_at > timezone.now() for row in rows)
            if not event.is_over:
                assert not event.registrations.attended().exists() and not event.evaluations.exists()
        assert set(Registration.objects.values_list("status", flat=True)) == set(Status.values)
        assert Registration.objects.filter(status=Status.OFFERED, offered_until__lte=timezone.now()).count() == 0

    def test_meetings_are_over_full_moved_cancelled_and_in_a_series(self):
        events = EventPage.objects.live().filter(private=False)
        assert events.past().count() == sum(row["days"] < 0 for row in read("meetings")["meetings"]) >= 20
        assert events.upcoming().count() >= 15
        assert events.get(state="cancelled").cancel_reason
        moved = events.exclude(moved_from=None).get()
        assert moved.moved_from < moved.starts_at and moved.sequence == 1
        assert EventSeries.objects.get().events.count() == 6
        told = [event for event in events.past() if evaluating.results(event)]
        assert len(told) >= 15 and all(1 <= evaluating.results(event)["score"] <= 5 for event in told)
        for event in events.past():
            assert event.evaluations.count() == event.registrations.exclude(evaluated_at=None).count()
            assert event.registrations.attended().count() >= event.evaluations.count()

    def test_the_member_account_comes_to_some_meetings_waits_for_one_and_may_take_a_seat(self):
        own = Registration.objects.filter(member__email="lid@demo.leerkring.nl")
        coming = own.filter(event__starts_at__gt=timezone.now())
        assert set(coming.values_list("status", flat=True)) == {"confirmed", "waiting", "offered"}
        assert [row.place_in_line() for row in coming.filter(status="waiting")] == [3]
        assert own.attended().count() == 9
        assert [evaluating.may_evaluate(row) for row in own.attended().order_by("event__starts_at")].count(True) == 1

    def test_the_member_account_has_a_folder_of_a_period_with_something_before_it_and_a_proof(self):
        member = Member.objects.get(email="lid@demo.leerkring.nl")
        folder, periods = folder_of(member)
        assert (len(periods), Entry.objects.of(member).count(), sum(row.own for row in folder.rows)) == (1, 5, 4)
        assert {total.category for total in folder.totals} >= {"training", "intervision", "meeting", "other"}
        assert [(proof.name, proof.entry.category) for proof in ProofFile.objects.all()] == [
            ("Bewijs van deelname.txt", "training")
        ]

    def test_eight_meetings_have_a_report_out_of_which_agreements_and_questions_came(self):
        found = MeetingReport.objects.visible_to(Member.objects.get(email="lid@demo.leerkring.nl"))
        assert found.count() == MeetingReport.objects.count() == len(read("meeting_reports")) == 8
        notes = Note.objects.all()
        assert set(notes.values_list("kind", flat=True)) == set(NoteKind.values)
        assert not notes.to_hand_on().exists()
        assert not notes.filter(kind="quote", consent="none").exists()
        assert notes.exclude(break_out=None).count() >= 15
        for report in found:
            assert report.intro and report.event.ends_at < report.published_at <= timezone.now()
            assert report.rounds.count() >= 2 and report.notes.exclude(author=None).count() == report.notes.count()
            assert report.notes.exclude(agreement=None).exists()
        of_reports = {row["meeting"] for row in read("meeting_reports")}
        for rows, came in (("agreements", Agreement), ("questions", Request)):
            titles = {row["title"] for row in read("agreed")[rows] if row.get("meeting") in of_reports}
            assert set(came.objects.exclude(note=None).values_list("title", flat=True)) == titles

    def test_agreements_and_questions_stand_in_every_state(self):
        agreements = Agreement.objects.all()
        assert agreements.count() == len(read("agreed")["agreements"]) == 30
        assert set(agreements.values_list("status", flat=True)) == set(AgreementStatus.values)
        assert agreements.late().count() == sum(row["state"] == "late" for row in read("agreed")["agreements"]) == 5
        assert agreements.get(owner=None).status == "proposed"
        own = agreements.filter(owner__email="lid@demo.leerkring.nl")
        assert sorted(own.values_list("status", flat=True)) == ["agreed", "agreed", "done", "proposed"]
        assert own.late().count() == 1
        for agreement in agreements:
            changes = list(agreement.changes.order_by("at", "pk"))
            assert changes[-1].status == agreement.status and changes[0].at == agreement.created_at
            assert [change.pk for change in changes] == sorted(change.pk for change in changes)
            assert changes[-1].at <= timezone.now()
        titles = [row["title"] for row in read("agreed")["questions"]]
        questions = Request.objects.filter(title__in=titles)
        assert questions.count() == len(read("agreed")["questions"]) == 20
        assert Counter(questions.values_list("status", flat=True)) == {"closed": 9, "open": 10, "withdrawn": 1}
        assert questions.filter(responses__is_accepted=True).count() == 9
        assert not questions.filter(closed_at__gt=timezone.now()).exists()
        assert not questions.filter(status="closed", closed_at__lt=F("created_at")).exists()
        waiting = questions.open().filter(responses=None, created_at__lt=timezone.now() - datetime.timedelta(days=15))
        assert waiting.count() == 4
        assert not Notification.objects.filter(waits_for_mail=True).exists()
        assert not Mail.objects.exists()

    def test_all_kinds_of_requests_stand_in_every_state(self):
        asked = Request.objects.all()
        assert asked.count() == 61  # with the question that a group's lesson became
        assert set(asked.values_list("kind", flat=True)) == set(RequestKind.values)
        assert set(asked.values_list("status", flat=True)) == set(RequestStatus.values)
        for kind in ("intervision", "consultation"):
            over = asked.filter(kind=kind, status="closed")
            assert over.count() == 2 and not over.exclude(text="").exists()
        assert set(Proposal.objects.values_list("status", flat=True)) == {"draft", "handed_in", "chosen", "not_chosen"}
        assert set(Session.objects.values_list("state", flat=True)) == {"planned", "held", "closed"}
        assert not Session.objects.filter(state="closed").exclude(preparation="").exists()
        assert Reflection.objects.count() == 3 and Score.objects.count() == 21
        assert VisitDay.objects.filter(ends_at__lt=timezone.now()).count() == 3
        assert Impression.objects.count() == 2
        for saw in Impression.objects.all():
            day = saw.request.days.get(bookings__member=saw.member_id)
            assert day.ends_at < saw.created_at < timezone.now() and bool(saw.agreed_at) == saw.offered
        shared = Session.objects.get(lesson__isnull=False)
        assert Request.objects.get(title=shared.lesson.title).created_at == shared.ends_at
        assert asked.filter(responses__text__startswith="Schrijf vooraf").get().is_answered
        assert not asked.filter(created_at__gt=timezone.now()).exists()
        assert not asked.filter(closed_at__lt=F("created_at")).exists()

    def test_loading_prints_the_accounts_and_their_password(self):
        assert PASSWORD in self.printed
        for name in ACCOUNTS:
            assert f"{name}@demo.leerkring.nl" in self.printed

    def test_accounts_sign_in_with_the_password(self):
        for name in ACCOUNTS:
            with self.subTest(name):
                self.client.logout()
                login = {"login": f"{name}@demo.leerkring.nl", "password": PASSWORD}
                response = self.client.post("/inloggen/", login)
                assert response.status_code == 302
                member = Member.objects.get(email=f"{name}@demo.leerkring.nl")
                assert self.client.session["_auth_user_id"] == str(member.pk)
                # Who has a role first sets up a second step.
                assert self.client.get("/mijn/").status_code == (302 if rules.needs_second_step(member) else 200)

    def test_accounts_have_their_role(self):
        found = [Member.objects.get(email=f"{name}@demo.leerkring.nl") for name in ACCOUNTS]
        lid, aanbieder, lezer, organisator, staf, beheer = found
        assert not rules.role_names(lid)
        assert rules.is_provider_editor(aanbieder) and not rules.is_staff_member(aanbieder)
        assert is_second_reader(lezer) and not rules.is_staff_member(lezer)
        assert can_organise(organisator) and not rules.is_staff_member(organisator) and not can_organise(lid)
        assert rules.is_staff_member(staf) and not rules.is_administrator(staf)
        assert rules.is_administrator(beheer)

    def test_other_members_have_no_password(self):
        others = Member.objects.exclude(email__endswith="@demo.leerkring.nl")
        assert not any(member.has_usable_password() for member in others)

    def test_every_address_is_confirmed(self):
        assert EmailAddress.objects.filter(verified=True, primary=True).count() == Member.objects.count()

    def test_nobody_got_a_mail(self):
        assert mail.outbox == []

    def test_the_site_starts_at_the_home_page_of_the_region(self):
        site = Site.objects.get(is_default_site=True)
        assert site.root_page.specific == HomePage.objects.get()
        assert SiteSettings.objects.get(site=site).region_name == "Jeugdhulp Twente"
        assert PracticeIndexPage.objects.get().slug == "praktijken"
        for slug in ("over", "hoe-werkt-het", "privacy", "toegankelijkheid"):
            assert ContentPage.objects.live().child_of(site.root_page).filter(slug=slug).exists()

    def test_the_accessibility_page_has_the_status_of_the_region(self):
        body = ContentPage.objects.get(slug="toegankelijkheid").body
        assert "nog niet door een onafhankelijke partij onderzocht" in body

    def test_the_page_tree_has_no_problems(self):
        assert Page.find_problems() == ([], [], [], [], [])

    def test_nothing_was_left_out_of_a_practice(self):
        for written in read_practices():
            with self.subTest(written["slug"]):
                page = PracticePage.objects.get(slug=written["slug"])
                assert page.title == written["title"] and page.summary == written["summary"]
                assert page.occasion == written["occasion"] and page.results == written["results"]
                assert page.approach == "\n".join(written["approach"])
                assert {topic.slug for topic in page.topics.all()} == set(written["topics"])
                assert {place.name for place in page.municipalities.all()} == set(written["municipalities"])
                assert [row.outcome for row in page.mechanisms.all()] == [
                    row["outcome"] for row in written["mechanisms"]
                ]
                assert page.contact.slug == written["contact"] and page.owner.slug == written["author"]
                assert {member.slug for member in page.co_authors.all()} == set(written.get("co_authors", []))
                assert page.visibility == written["visibility"]
                assert page.first_published_at.date() == (
                    timezone.localdate() - datetime.timedelta(days=written["published_days_ago"])
                )

    def test_badges_are_what_their_rules_say_and_each_is_there(self):
        stored = dict(PracticePage.objects.live().values_list("slug", "badge"))
        computed = {page.slug: badges.badge_for(page) for page in PracticePage.objects.live()}
        assert stored == computed
        assert set(stored.values()) == set(Badge)

    def test_nine_practices_are_found_well_described_by_three_peers(self):
        steps = [badges.steps(page)[Badge.REVIEWED] for page in PracticePage.objects.live()]
        assert sum(steps) == 9

    def test_reports_have_every_result_and_some_are_answered(self):
        assert set(AdoptionReport.objects.values_list("result", flat=True)) == set(Result.values)
        answered = AdoptionReport.objects.exclude(answer="")
        assert answered.count() >= 5
        assert not answered.filter(answered_at=None).exists()
        assert not answered.filter(answered_at__gt=timezone.now()).exists()

    def test_two_practices_may_be_out_of_date(self):
        assert sum(page.may_be_outdated for page in PracticePage.objects.live()) == 2

    def test_pictures_say_what_is_on_them(self):
        assert CustomImage.objects.count() == len(read("pictures"))
        assert not CustomImage.objects.filter(alt_text="").exists()
        assert PracticePage.objects.exclude(image=None).count() == len(read("pictures"))

    def test_the_member_account_has_something_in_every_state(self):
        member = Member.objects.get(email="lid@demo.leerkring.nl")
        drafts = list(Draft.objects.open_to(member))
        running = moderation.workflows_of([draft.page for draft in drafts])
        states = [moderation.standing(draft.page, draft, running.get(draft.page_id)).state.value for draft in drafts]
        assert sorted(states) == ["published", "sent_back", "sent_in", "writing"]

    def test_what_came_back_has_the_remark_of_the_staff(self):
        page = PracticePage.objects.get(title=read("own")["sent_back"]["title"])
        running = moderation.workflows_of([page])[page.pk]
        assert moderation.standing(page, workflow=running).remark == read("own")["sent_back"]["remark"]

    def test_a_visitor_sees_public_practices_only(self):
        public = sum(written["visibility"] == "public" for written in read_practices())
        assert PracticePage.objects.visible_to(None).count() == public < len(read_practices())

    def test_loading_again_adds_nothing(self):
        before = rows()
        load()
        assert rows() == before

    def test_loading_again_leaves_what_people_changed(self):
        page = PracticePage.objects.get(slug=read_practices()[0]["slug"])
        page.summary = "Door een mens veranderd."
        page.save_revision().publish()
        topic = Topic.objects.get(slug="jim")
        Topic.objects.filter(pk=topic.pk).update(definition="Onze eigen uitleg.")
        about = ContentPage.objects.get(slug="privacy")
        about.lead = "Onze eigen zin."
        about.save_revision(user=Member.objects.get(email="staf@demo.leerkring.nl")).publish()
        SiteSettings.objects.update(site_name="Ons netwerk")
        Member.objects.filter(email="lid@demo.leerkring.nl").update(job_title="Iets anders")
        Draft.objects.filter(author__email="lid@demo.leerkring.nl", page=None).delete()
        load()
        assert PracticePage.objects.get(pk=page.pk).summary == "Door een mens veranderd."
        assert Topic.objects.get(pk=topic.pk).definition == "Onze eigen uitleg."
        assert ContentPage.objects.get(slug="privacy").lead == "Onze eigen zin."
        assert SiteSettings.objects.get().site_name == "Ons netwerk"
        assert Member.objects.get(email="lid@demo.leerkring.nl").job_title == "Iets anders"
        assert not Draft.objects.filter(author__email="lid@demo.leerkring.nl", page=None).exists()

    def test_loading_again_knows_what_got_another_name_or_address(self):
        page = PracticePage.objects.get(slug=read_practices()[0]["slug"])
        page.title, page.slug = "Een andere titel", "een-ander-adres"
        page.save_revision().publish()
        news = NewsPage.objects.get(slug=read("pages")["news"][0]["slug"])
        news.title, news.slug = "Ander nieuws", "ander-nieuws"
        news.save_revision().publish()
        people.change_email(Member.objects.get(email="lid@demo.leerkring.nl"), "noor@demo.leerkring.nl")
        Topic.objects.filter(slug="jim").update(name="Een gekozen mentor")
        Organisation.objects.filter(slug="wolkenfiets").update(name="Regenfiets")
        Municipality.objects.filter(name="Borne").update(code="GM9999")
        meeting = EventPage.objects.live().upcoming().first()
        meeting.title, meeting.slug = "Andere bijeenkomst", "andere-bijeenkomst"
        meeting.save_revision().publish()
        before = rows()
        load()
        assert rows() == before

    def test_scale_adds_live_public_practices_in_a_sound_tree(self):
        members_own = PracticePage.objects.live().count()
        load(scale=[("practices", 50)])
        generated = PracticePage.objects.filter(source_id__startswith="demo-scale-")
        assert generated.count() == 50
        assert generated.live().public().filter(visibility="public").count() == 50
        assert PracticePage.objects.live().count() == members_own + 50
        assert Page.find_problems() == ([], [], [], [], [])
        index = PracticeIndexPage.objects.get()
        assert index.numchild == index.get_children().count()
        assert len(set(generated.values_list("path", flat=True))) == 50
        assert len(set(generated.values_list("title", flat=True))) == 50

    def test_scale_gives_every_practice_its_parts_and_its_badge(self):
        load_scale(50)
        for page in PracticePage.objects.filter(source_id__startswith="demo-scale-"):
            assert page.mechanisms.count() >= 1
            assert page.topics.count() >= 3
            assert page.municipalities.count() >= 1
            assert page.badge == badges.badge_for(page)
            assert page.owner_id and page.organisation_id and page.contact_id

    def test_scale_is_seen_by_facets_and_search(self):
        before = len(facets.build().pks)
        load_scale(50)
        assert len(facets.build().pks) == before + 50
        indexing.work_off()
        page = PracticePage.objects.filter(source_id__startswith="demo-scale-").first()
        found = PracticePage.objects.search(page.title, operator="and")
        assert page.pk in [result.pk for result in found]

    def test_scale_again_tops_up_to_the_number(self):
        load_scale(20)
        PracticePage.objects.get(source_id="demo-scale-000007").delete()
        load_scale(30)
        generated = PracticePage.objects.filter(source_id__startswith="demo-scale-")
        assert generated.count() == 30
        load_scale(10)
        assert generated.count() == 30
        assert Page.find_problems() == ([], [], [], [], [])

    def test_scale_makes_members_and_services_that_can_be_filtered_and_found(self):
        load(scale=[("members", 12), ("services", 25)])
        members = Member.objects.filter(email__endswith=f"@{DOMAIN}")
        services = Service.objects.filter(source_id__startswith="demo-scale-")
        assert (members.count(), services.count()) == (12, 25)
        assert services.values("organisation").distinct().count() == 3
        assert not any(member.has_usable_password() for member in members)
        assert EmailAddress.objects.filter(user__in=members, verified=True, primary=True).count() == 12
        for member in members:
            member.full_clean()
            assert member.organisation and member.municipalities.exists() and member.member_topics.count() >= 1
        for service in services:
            service.full_clean()
            assert service.municipalities.exists() and service.topics.exists()
            assert service.waiting_times.count() in (0, 12)
        assert set(members.values_list("pk", flat=True)) <= set(directory.build().pks)
        assert set(services.values_list("pk", flat=True)) <= set(service_facets.build().pks)
        assert not Pending.objects.exists()
        for name, thing, words in (
            ("person", members.first(), members.first().name),
            ("service", services.first(), services.first().name),
        ):
            assert thing.pk in search_words(name, words, members.first()).pks

    def test_scale_of_members_and_services_tops_up_to_the_number(self):
        load_services(12)
        load_members(5)
        names = list(Member.objects.order_by("pk").values_list("name", flat=True))
        Service.objects.get(source_id="demo-scale-000007").delete()
        assert (load_services(21), load_members(7)) == (10, 2)
        assert (load_services(3), load_members(3)) == (0, 0)
        assert Service.objects.filter(source_id__startswith="demo-scale-").count() == 21
        assert Organisation.objects.filter(source_id__startswith="demo-scale-").count() == 3
        assert list(Member.objects.order_by("pk").values_list("name", flat=True))[: len(names)] == names

    def test_scale_makes_meetings_that_stand_in_the_agenda_and_tops_up(self):
        before = EventPage.objects.live().count()
        load(scale=[("events", 30)])
        generated = EventPage.objects.filter(slug__regex=r"-[0-9]+$", latest_revision=None)
        assert generated.count() == 30 and EventPage.objects.live().count() == before + 30
        assert Page.find_problems() == ([], [], [], [], [])
        assert not Pending.objects.exists()
        assert {event.pk for event in agenda.build().events} >= set(generated.values_list("pk", flat=True))
        for event in generated:
            event.full_clean()
            seats = reading.seats_of(event)
            assert event.programme.count() == 5 and event.topics.exists()
            assert event.capacity is None or seats.taken <= event.capacity
            assert seats.is_full or not seats.waiting
        page = generated.filter(visibility="public").first()
        assert page.pk in search_words("event", page.title, None).pks
        titles = dict(generated.values_list("slug", "title"))
        EventPage.objects.get(slug=min(titles)).delete()
        assert (load_events(30), load_events(30)) == (1, 0)
        assert dict(generated.values_list("slug", "title")) == titles

    def test_a_page_can_be_added_after_the_generated_ones(self):
        load_scale(5)
        index = PracticeIndexPage.objects.get()
        page = index.add_child(instance=PracticePage(title="Met de hand", slug="met-de-hand", summary="Een zin."))
        assert page.get_parent().pk == index.pk
        assert Page.find_problems() == ([], [], [], [], [])

    def test_a_generated_practice_can_be_changed_as_any_other(self):
        load_scale(1)
        page = PracticePage.objects.get(source_id="demo-scale-000001")
        latest = page.get_latest_revision_as_object()
        latest.summary = "Veranderd in het beheer."
        latest.save_revision().publish()
        page = PracticePage.objects.get(pk=page.pk)
        assert page.summary == "Veranderd in het beheer."
        assert page.mechanisms.count() >= 1


@pytest.mark.django_db
def test_loading_is_refused_in_production():
    with override_settings(DEBUG=False), pytest.raises(CommandError, match="not loaded in production"):
        call_command("load_demo")
    assert not Member.objects.exists()
    assert not HomePage.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["50", "members=-1", "members=", "members=x", "people=5"])
def test_a_scale_that_says_nothing_is_refused(wrong):
    with pytest.raises(CommandError, match="members=N"):
        call_command("load_demo", "--force", "--scale", wrong)
    assert not Member.objects.exists()


@pytest.mark.django_db
def test_loading_is_all_or_nothing(monkeypatch):
    def fail(region):
        raise RuntimeError("broken halfway")

    monkeypatch.setattr("home.demo.described.load_reports", fail)
    with pytest.raises(RuntimeError, match="broken halfway"):
        load()
    assert not Member.objects.exists()
    assert not PracticePage.objects.exists()
