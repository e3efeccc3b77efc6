"""Staff see which mail did not arrive and try it again or drop it; and what the worker does."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from base.admin_service import explain, masked
from base.mail import staff as verbs
from base.models import JobRun, Mail
from base.runs import Notes
from base.work import jobs
from tests.factories.people import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db
MAIL, JOBS = "/beheer/reports/mail/", "/beheer/reports/taken/"
REFUSED = "SMTPRecipientsRefused 550"


def mail_row(name, **changes):
    fixed = {"kind": "invitation", "subject": f"Over {name}", "text": "Geheim\n", "message_id": "<1@testserver>"}
    return Mail.objects.create(receiver=f"{name}@voorbeeld.example", **fixed | changes)


@pytest.fixture
def dead():
    return [mail_row(name, state="dead", problem=REFUSED, attempts=1) for name in ("anna", "bob", "cees")]


@pytest.fixture
def staff(client):
    client.force_login(StaffFactory())
    return client


def test_staff_see_what_did_not_arrive_and_not_what_stands_in_it(staff, dead, django_assert_max_num_queries):
    mail_row("dirk", state="sent")
    mail_row("els")  # it goes in a moment
    mail_row("fee", attempts=2, problem="SMTPServerDisconnected")
    with django_assert_max_num_queries(20):
        page = staff.get(MAIL).text
    for word in (
        "Over anna",
        "Over bob",
        "Over cees",
        "Over fee",
        "a…@voorbeeld.example",
        "(550)",
        "(SMTPServerDisconnected)",
    ):
        assert word in page
    for word in ("Over dirk", "Over els", "anna@voorbeeld.example", "Geheim"):
        assert word not in page
    assert "3 mails konden niet worden bezorgd." in staff.get("/beheer/").text


def test_a_mail_is_tried_again_as_if_it_were_new(staff, dead, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = staff.post(MAIL, {"mail": [dead[0].pk, "x", "9" * 30], "again": ""}, follow=True)
    assert "1 mail gaat nog een keer." in answer.text
    assert [message.to for message in django_mail.outbox] == [["anna@voorbeeld.example"]]
    assert list(Mail.objects.order_by("pk").values_list("state", "attempts")) == [("sent", 1), ("dead", 1), ("dead", 1)]


def test_dropped_mail_goes_with_its_text_and_sent_mail_stays_as_it_is(staff, dead):
    sent, waits = mail_row("dirk", state="sent"), mail_row("els")
    staff.post(MAIL, {"all": "1", "mail": [sent.pk, waits.pk], "drop": ""})
    assert list(Mail.objects.order_by("pk").values_list("state", "text")) == [
        *[("dropped", "")] * 3,
        ("sent", "Geheim\n"),
        ("waiting", "Geheim\n"),
    ]
    assert "Kies eerst de mails." in staff.post(MAIL, {"again": ""}, follow=True).text
    assert "Alle mail is aangekomen" in staff.get(MAIL).text


def test_only_staff_come_in(client, dead):
    client.force_login(MemberFactory())
    for address in (MAIL, JOBS):
        assert client.get(address).status_code in (302, 403)
    assert client.post(MAIL, {"all": "1", "drop": ""}).status_code in (302, 403)
    assert Mail.objects.dead().count() == 3


def test_a_mail_without_text_cannot_go_again():
    mail_row("anna", state="dead", text="", html="")
    assert verbs.try_again(Mail.objects.all()) == 0


def test_the_table_shows_each_job_and_says_when_no_worker_runs(staff):
    quiet = "Er draait al meer dan vijf minuten geen worker."
    assert quiet in staff.get(JOBS).text
    notes = Notes()
    send = next(job for job in jobs if job.name == "base.mail")
    notes.went_well(send, 7, 1.25)
    mail_row("anna")
    page = staff.get(JOBS).text
    assert quiet not in page
    assert "7 in 1,3 s" in page
    for job in jobs:
        assert str(job.label or job.name) in page
    assert "mislukt nu" not in page
    notes.failed(send, OSError())
    page = staff.get(JOBS).text
    assert "mislukt nu" in page
    assert "OSError" in page
    JobRun.objects.update(looked_at=timezone.now() - timedelta(minutes=6))
    assert quiet in staff.get(JOBS).text


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (REFUSED, "De mailbox van de ontvanger weigert hem (550)."),
        ("SMTPDataError 451", "De mailbox van de ontvanger kan hem nu niet aannemen (451)."),
        ("TimeoutError", "De mailserver was niet te gebruiken (TimeoutError)."),
        ("", ""),
    ],
)
def test_what_went_wrong_is_said_in_words(problem, words):
    assert explain(problem) == words


def test_an_address_is_shown_in_part():
    assert [masked(address) for address in ("anna.de.vries@x.example", "A <b@x.example>", "")] == [
        "a…@x.example",
        "A…@x.example",
        "…@",
    ]
