"""Agreements: written down, confirmed by mail, changed, and remembered in time."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from base.models import Mail
from network.notices.models import Notification
from network.tables import actions
from network.tables.choices import AgreementStatus
from network.tables.models import Agreement
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def told(member):
    return list(Notification.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


def test_an_owner_confirms_by_the_link_of_the_mail_and_a_scanner_does_not(client):
    by, owner = MemberFactory(), MemberFactory()
    made = actions.make("Eén formulier", by, owner=owner)
    mail = Mail.objects.get(receiver=owner.email)
    address = reverse("tables:answer", args=[made.key])
    assert address in mail.text
    assert client.get(address).status_code == client.head(address).status_code == 200
    made.refresh_from_db()
    assert made.status == AgreementStatus.PROPOSED
    assert client.post(address, {"doe": "ja"}).status_code == 302
    assert client.post(address, {"doe": "nee"}).status_code == 200
    made.refresh_from_db()
    assert (made.status, made.owner) == (AgreementStatus.AGREED, owner)
    assert told(by) == ["agreement_confirmed"]
    assert told(owner) == []


def test_who_declines_has_it_no_more_and_who_wrote_it_hears_why():
    by, owner = MemberFactory(), MemberFactory()
    made = actions.make("Eén formulier", by, owner=owner)
    actions.answer(made, False, "Te druk")
    made.refresh_from_db()
    assert (made.status, made.owner) == (AgreementStatus.PROPOSED, None)
    assert Notification.objects.get(member=by).words["note"] == "Te druk"


def test_what_one_agrees_oneself_needs_no_mail():
    by = MemberFactory()
    assert actions.make("Bellen", by, owner=by).status == AgreementStatus.AGREED
    assert not Mail.objects.exists()


def test_another_owner_is_asked_first_and_history_keeps_each_step():
    by, owner, other = MemberFactory(), MemberFactory(), MemberFactory()
    made = actions.make("Bellen", by, owner=owner)
    actions.answer(made, True)
    due = timezone.localdate() + timedelta(days=30)
    changed = actions.change(made, by, status=AgreementStatus.AGREED, due=due, owner=other)
    assert changed.status == AgreementStatus.PROPOSED
    assert Mail.objects.filter(receiver=other.email).count() == 1
    assert [row.status for row in made.changes.all()] == ["proposed", "agreed", "proposed"]


def test_an_owner_hears_of_the_date_before_and_after_it_once_each():
    owner, today = MemberFactory(), timezone.localdate()
    actions.make("Bellen", owner, owner=owner, due=today)
    done = actions.make("Klaar", owner, owner=owner, due=today)
    Agreement.objects.filter(pk=done.pk).update(status=AgreementStatus.DONE)
    for days in (-7, -7, -6, 0, 1, 1, 15):
        actions.remind_due(today + timedelta(days=days))
    assert told(owner) == ["agreement_near", "agreement_late", "agreement_late"]
