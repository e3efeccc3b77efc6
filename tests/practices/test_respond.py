"""The screens of a review, an adoption report and an answer."""

import datetime

import pytest
from django.utils import timezone
from django.utils.translation import gettext

from practices.models import AdoptionReport, Review
from practices.models.responses import CRITERIA
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory

pytestmark = pytest.mark.django_db

REVIEW = {**dict.fromkeys(CRITERIA, "2"), "remarks": "Helder."}


@pytest.fixture
def practice():
    return PracticeFactory(slug="samen-eten", title="Samen eten")


@pytest.fixture
def member(client):
    member = MemberFactory()
    client.force_login(member)
    return member


def report(author, **changes):
    return {
        "result": "not",
        "headline": "Het werkte niet.",
        "why": "Er was te weinig tijd.",
        "adapted": "Niets.",
        "would_repeat": "no",
        "since": "2026-03-01",
        "organisation": author.organisation_id,
        "municipality": MunicipalityFactory().pk,
        **changes,
    }


@pytest.mark.parametrize("last", ["ervaring/", "beoordelen/"])
def test_screen_asks_a_visitor_to_sign_in(client, practice, last):
    answer = client.get(f"/praktijken/samen-eten/{last}")
    assert answer.status_code == 302
    assert answer["Location"] == f"/inloggen/?next=/praktijken/samen-eten/{last}"


@pytest.mark.parametrize("last", ["ervaring/", "beoordelen/"])
def test_screen_is_404_for_a_practice_that_one_may_not_see(client, member, last):
    PracticeFactory(slug="geheim", visibility="participants")
    PracticeFactory(slug="concept", live=False)
    for slug in ("geheim", "concept", "bestaat-niet"):
        assert client.get(f"/praktijken/{slug}/{last}").status_code == 404


def test_report_is_stored_and_shown(client, member, practice):
    answer = client.post("/praktijken/samen-eten/ervaring/", report(member))
    assert answer["Location"] == "/praktijken/samen-eten/#ervaringen"
    stored = AdoptionReport.objects.get()
    assert (stored.result, stored.would_repeat, stored.since) == ("not", False, datetime.date(2026, 3, 1))
    assert "Het werkte niet." in client.get("/praktijken/samen-eten/").content.decode()


def test_report_posted_twice_is_one_report(client, member, practice):
    data = report(member)
    for _ in range(2):
        assert client.post("/praktijken/samen-eten/ervaring/", data).status_code == 302
    assert AdoptionReport.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"result": ""}, "result"),
        ({"result": "great"}, "result"),
        ({"headline": ""}, "headline"),
        ({"headline": "x" * 201}, "headline"),
        ({"why": "x" * 100_000}, "why"),
        ({"why": "nul\x00"}, "why"),
        ({"since": "morgen"}, "since"),
        ({"since": "0001-01-01"}, "since"),
        ({"since": "99999-01-01"}, "since"),
        ({"since": (timezone.localdate() + datetime.timedelta(days=1)).isoformat()}, "since"),
        ({"organisation": "999999"}, "organisation"),
        ({"organisation": "9" * 40}, "organisation"),
        ({"municipality": "'; drop table"}, "municipality"),
        ({"would_repeat": "maybe"}, "would_repeat"),
        ({"why": "Zijn BSN is 111222333."}, "why"),
    ],
)
def test_report_with_bad_input_comes_back_with_what_was_typed(client, member, practice, changes, field):
    answer = client.post("/praktijken/samen-eten/ervaring/", report(member, adapted="Dit typte ik.", **changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    page = answer.content.decode()
    assert "Dit typte ik." in page
    assert f'href="#id_{field}' in page
    assert not AdoptionReport.objects.exists()


def test_report_ignores_fields_that_are_not_asked(client, member, practice):
    other = MemberFactory()
    forged = report(member, member=other.pk, practice=PracticeFactory().pk, answer="Van de makers", badge=4)
    client.post("/praktijken/samen-eten/ervaring/", forged)
    stored = AdoptionReport.objects.get()
    assert (stored.member, stored.practice_id, stored.answer) == (member, practice.pk, "")


@pytest.mark.parametrize("trick", ["<script>alert(1)</script>", "<math><mi//xlink:href='javascript:alert(1)'>"])
def test_report_shows_tricks_as_plain_text(client, member, practice, trick):
    client.post("/praktijken/samen-eten/ervaring/", report(member, headline=trick, why=trick, adapted=trick))
    assert AdoptionReport.objects.count() == 1
    page = client.get("/praktijken/samen-eten/").content.decode()
    assert "<script>alert" not in page
    assert "<math" not in page


def test_report_asks_about_a_name_and_stores_it_only_once_confirmed(client, member, practice):
    data = report(member, why="Daarna ging het met Fatima beter.")
    answer = client.post("/praktijken/samen-eten/ervaring/", data)
    assert answer.status_code == 422
    assert not AdoptionReport.objects.exists()
    keys = [item.key for item in answer.context["form"].privacy.asks]
    answer = client.post("/praktijken/samen-eten/ervaring/", {**data, "privacy_seen": keys, "privacy_confirmed": "on"})
    assert answer.status_code == 302, answer.context["form"].errors


def test_review_is_stored_and_can_be_changed(client, member, practice):
    assert client.post("/praktijken/samen-eten/beoordelen/", REVIEW)["Location"] == "/praktijken/samen-eten/"
    client.post("/praktijken/samen-eten/beoordelen/", {**REVIEW, "steps": "0"})
    review = Review.objects.get()
    assert (review.reviewer, review.steps, review.remarks) == (member, 0, "Helder.")


@pytest.mark.parametrize("changes", [{"steps": ""}, {"steps": "3"}, {"steps": "-1"}, {"steps": "x"}])
def test_review_with_bad_input_comes_back(client, member, practice, changes):
    answer = client.post("/praktijken/samen-eten/beoordelen/", {**REVIEW, **changes})
    assert answer.status_code == 422
    assert "Helder." in answer.content.decode()
    assert not Review.objects.exists()


def test_review_is_not_for_authors_and_the_contact(client, practice):
    co_author, contact = MemberFactory(), MemberFactory()
    practice.co_authors.add(co_author)
    practice.contact = contact
    practice.save()
    for author in (practice.owner, co_author, contact):
        client.force_login(author)
        assert client.get("/praktijken/samen-eten/beoordelen/").status_code == 404
        assert client.post("/praktijken/samen-eten/beoordelen/", REVIEW).status_code == 404
    assert not Review.objects.exists()


def test_remarks_of_a_review_are_for_the_authors_and_staff_only(client, practice):
    reviewer = MemberFactory(name="Vakgenoot Zonder Naam")
    client.force_login(reviewer)
    client.post("/praktijken/samen-eten/beoordelen/", {**REVIEW, "remarks": "Alleen voor de makers."})
    for other in (None, MemberFactory()):
        client.logout()
        if other:
            client.force_login(other)
        page = client.get("/praktijken/samen-eten/").content.decode()
        assert "Alleen voor de makers." not in page
        assert "Vakgenoot Zonder Naam" not in page
    for reader in (practice.owner, StaffFactory()):
        client.force_login(reader)
        assert "Alleen voor de makers." in client.get("/praktijken/samen-eten/").content.decode()


def test_answer_stands_under_the_report_and_only_an_author_writes_it(client, practice):
    report = AdoptionReportFactory(practice=practice)
    address = f"/praktijken/samen-eten/ervaring/{report.pk}/antwoord/"
    client.force_login(MemberFactory())
    assert client.post(address, {"answer": "Ik ben de maker niet."}).status_code == 404
    client.force_login(practice.owner)
    assert client.post(address, {"answer": "Dank, dat helpt ons."}).status_code == 302
    assert "Dank, dat helpt ons." in client.get("/praktijken/samen-eten/").content.decode()


def test_an_empty_answer_takes_the_old_one_away_and_is_no_answer_by_itself(client, practice):
    author = practice.owner
    stored = AdoptionReportFactory(practice=practice)
    client.force_login(author)
    address = f"/praktijken/samen-eten/ervaring/{stored.pk}/antwoord/"
    assert client.post(address, {"answer": ""}).status_code == 422
    client.post(address, {"answer": "Dank, dat helpt ons."})
    response = client.post(address, {"answer": ""}, follow=True)
    stored.refresh_from_db()
    assert stored.answer == ""
    assert str(list(response.context["messages"])[-1]) == gettext("Your answer is gone.")


def test_answer_to_a_report_of_another_practice_is_404(client, practice):
    foreign = AdoptionReportFactory()
    client.force_login(practice.owner)
    answer = client.post(f"/praktijken/samen-eten/ervaring/{foreign.pk}/antwoord/", {"answer": "Van een ander."})
    assert answer.status_code == 404
    foreign.refresh_from_db()
    assert foreign.answer == ""


def test_forms_refuse_a_post_without_a_token(practice):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(MemberFactory())
    assert client.post("/praktijken/samen-eten/beoordelen/", REVIEW).status_code == 403
