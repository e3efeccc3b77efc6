"""Reviews, adoption reports and the badge that follows from them."""

import datetime

import pytest
from django.core import mail

from base import stamps
from practices import actions, badges
from practices.choices import Badge
from practices.models import AdoptionReport, PracticePage, Review
from practices.models.responses import CRITERIA
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory, ReviewFactory

pytestmark = pytest.mark.django_db

CLEAR = dict.fromkeys(CRITERIA, 2)


def report_fields(member, **changes):
    return {
        "since": datetime.date(2026, 1, 5),
        "organisation": member.organisation,
        "municipality": MunicipalityFactory(),
        "result": "not",
        "headline": "Bij ons werkte het niet.",
        "why": "De tijd ontbrak.",
        "adapted": "",
        "would_repeat": False,
        **changes,
    }


def test_review_agrees_when_nothing_is_no_and_at_most_two_are_partly():
    assert Review(**CLEAR).agrees
    assert Review(**{**CLEAR, "problem": 1, "steps": 1}).agrees
    assert not Review(**{**CLEAR, "problem": 1, "steps": 1, "results": 1}).agrees
    assert not Review(**{**CLEAR, "results": 0}).agrees


def test_badge_is_reviewed_after_three_agreeing_peers_and_not_after_two():
    practice = PracticeFactory()
    for _ in range(2):
        actions.save_review(practice, MemberFactory(), CLEAR)
    actions.save_review(practice, MemberFactory(), {**CLEAR, "problem": 0})
    assert PracticePage.objects.get(pk=practice.pk).badge == Badge.DESCRIBED
    actions.save_review(practice, MemberFactory(), CLEAR)
    assert PracticePage.objects.get(pk=practice.pk).badge == Badge.REVIEWED


def test_badge_is_applied_after_reports_of_two_other_organisations_by_two_people():
    practice = PracticeFactory()
    own = MemberFactory(organisation=practice.organisation)
    first, second = MemberFactory(), MemberFactory()
    actions.add_adoption_report(practice, own, **report_fields(own))
    actions.add_adoption_report(practice, first, **report_fields(first))
    other = report_fields(first, organisation=OrganisationFactory(), since=datetime.date(2026, 2, 2))
    actions.add_adoption_report(practice, first, **other)
    assert PracticePage.objects.get(pk=practice.pk).badge == Badge.DESCRIBED
    actions.add_adoption_report(practice, second, **report_fields(second))
    assert PracticePage.objects.get(pk=practice.pk).badge == Badge.APPLIED


def test_badge_does_not_count_reports_of_the_authors():
    practice = PracticeFactory()
    co_author, other = MemberFactory(), MemberFactory()
    practice.co_authors.add(co_author)
    practice.save()
    for member in (co_author, practice.owner, other):
        actions.add_adoption_report(practice, member, **report_fields(member))
    assert PracticePage.objects.get(pk=practice.pk).badge == Badge.DESCRIBED


def test_badge_is_recognised_only_with_a_level_and_a_link():
    practice = PracticeFactory(recognition_level="good")
    assert badges.badge_for(practice) == Badge.DESCRIBED
    practice.recognition_link = "https://example.org/register"
    assert badges.badge_for(practice) == Badge.RECOGNISED


def test_badge_steps_stand_on_their_own():
    practice = PracticeFactory()
    AdoptionReportFactory(practice=practice)
    AdoptionReportFactory(practice=practice)
    assert badges.steps(practice) == {
        Badge.DESCRIBED: True,
        Badge.REVIEWED: False,
        Badge.APPLIED: True,
        Badge.RECOGNISED: False,
    }


def test_badge_goes_back_when_a_report_is_removed(django_capture_on_commit_callbacks):
    practice = PracticeFactory()
    reports = [AdoptionReportFactory(practice=practice) for _ in range(2)]
    actions.refresh_badge(practice)
    assert practice.badge == Badge.APPLIED
    with django_capture_on_commit_callbacks(execute=True):
        before = stamps.current("practices")
        AdoptionReport.objects.get(pk=reports[0].pk).delete()
    assert PracticePage.objects.get(pk=practice.pk).badge == Badge.DESCRIBED
    assert stamps.current("practices") != before


def test_badge_follows_what_is_published():
    practice = PracticeFactory()
    practice.recognition_level, practice.recognition_link = "good", "https://register.example/1"
    revision = practice.save_revision()
    assert PracticePage.objects.get(pk=practice.pk).badge == Badge.DESCRIBED
    revision.publish()
    assert PracticePage.objects.get(pk=practice.pk).badge == Badge.RECOGNISED


def test_practice_is_deleted_with_all_that_was_said_of_it():
    practice = PracticeFactory()
    for _ in range(2):
        AdoptionReportFactory(practice=practice)
    ReviewFactory(practice=practice)
    PracticePage.objects.get(pk=practice.pk).delete()
    assert (AdoptionReport.objects.count(), Review.objects.count()) == (0, 0)


def test_save_review_changes_the_earlier_one_of_the_same_peer():
    practice, peer = PracticeFactory(), MemberFactory()
    actions.save_review(practice, peer, CLEAR, "Eerste")
    actions.save_review(practice, peer, {**CLEAR, "steps": 1}, "Tweede")
    review = Review.objects.get(practice=practice)
    assert (review.steps, review.remarks) == (1, "Tweede")


def test_save_review_refuses_an_author_and_who_does_not_see_the_practice():
    practice = PracticeFactory(visibility="participants")
    for member in (practice.owner, MemberFactory()):
        with pytest.raises(actions.NotAllowed):
            actions.save_review(practice, member, CLEAR)
    assert not Review.objects.exists()


def test_add_adoption_report_twice_makes_one_and_mails_the_authors_once(django_capture_on_commit_callbacks):
    practice, member = PracticeFactory(), MemberFactory()
    with django_capture_on_commit_callbacks(execute=True):
        actions.add_adoption_report(practice, member, **report_fields(member))
        actions.add_adoption_report(practice, member, **report_fields(member, headline="Toch niet."))
    assert list(AdoptionReport.objects.values_list("headline", flat=True)) == ["Toch niet."]
    assert [message.to for message in mail.outbox] == [[practice.owner.email]]
    assert practice.get_absolute_url() in mail.outbox[0].body


def test_answer_report_tells_who_wrote_it_and_refuses_others(django_capture_on_commit_callbacks):
    report = AdoptionReportFactory()
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer_report(report, report.practice.owner, "Dank, dat helpt ons.")
    assert [message.to for message in mail.outbox] == [[report.member.email]]
    assert "Dank, dat helpt ons." in mail.outbox[0].body
    with pytest.raises(actions.NotAllowed):
        actions.answer_report(report, MemberFactory(), "Ik ben het niet.")
    report.refresh_from_db()
    assert report.answer == "Dank, dat helpt ons."


def test_review_of_two_who_left_counts_twice():
    practice = PracticeFactory()
    for _ in range(3):
        review = ReviewFactory(practice=practice)
        Review.objects.filter(pk=review.pk).update(reviewer=None)
    assert badges.badge_for(practice) == Badge.REVIEWED
