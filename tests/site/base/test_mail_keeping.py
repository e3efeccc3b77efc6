"""How long mail is kept, and what goes with a member who leaves."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from base import personal_data, retention
from base.models import Mail
from network.people.leaving import leave
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def mail_row(days, state="dead", to="lid@voorbeeld.example"):
    written = timezone.now() - timedelta(days=days)
    fixed = {"kind": "invitation", "language": "nl", "subject": "Dag", "text": "Geheim", "message_id": "<1@x>"}
    return Mail.objects.create(receiver=to, state=state, written_at=written, **fixed)


def test_text_goes_after_a_month_and_all_of_it_after_three_months():
    for days in (29, 31, 89, 91):
        mail_row(days)
        mail_row(days, state="waiting")
    mail_row(91, state="sent")
    done = {rule.name: count for rule, count in retention.apply()}
    assert (done["base.mail_texts"], done["base.mails"]) == (4, 2)
    left = [(mail.state, mail.text, mail.subject) for mail in Mail.objects.order_by("pk")]
    assert left == [
        ("dead", "Geheim", "Dag"),
        ("waiting", "Geheim", "Dag"),
        ("dead", "", ""),
        ("waiting", "Geheim", "Dag"),
        ("dead", "", ""),
        ("waiting", "Geheim", "Dag"),
        ("waiting", "Geheim", "Dag"),
    ]
    again = {rule.name: count for rule, count in retention.apply()}
    assert (again["base.mail_texts"], again["base.mails"]) == (0, 0)


def test_mail_to_somebody_who_leaves_goes_and_that_of_others_stays():
    member = MemberFactory(email="weg@voorbeeld.example")
    mail_row(1, to="Weg@voorbeeld.example")
    mail_row(1, state="sent", to="weg@voorbeeld.example")
    other = mail_row(1)
    leave(member)
    assert list(Mail.objects.all()) == [other]


def test_who_asks_for_their_data_sees_which_mails_they_got_and_no_link_in_them():
    member = MemberFactory(email="lid@voorbeeld.example")
    mail_row(1)
    (entry,) = [one for one in personal_data.entries() if one.model is Mail]
    (row,) = entry.of(member)
    shown = {field.name: str(getattr(row, field.name)) for field in entry.named("own")}
    assert shown["subject"] == "Dag"
    assert "Geheim" not in json.dumps(shown)
