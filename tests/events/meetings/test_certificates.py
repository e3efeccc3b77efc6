"""Certificates: for who was there, real or not, and of nobody else."""

import io
import re
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone
from pypdf import PdfReader

from base.models import Mail
from events.meetings import certificates
from events.meetings.actions.reminding import remind
from events.meetings.models import Registration
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = make_event(slug="thuis-op-school", days=-1, skj=True, ends_at=timezone.now())
    event.hours = Decimal("3.5")
    event.save()
    return event


@pytest.fixture
def noor(event):
    return RegistrationFactory(event=event, member=MemberFactory(name="Noor Averink"), attended_at=event.starts_at)


def own(registration):
    return f"/agenda/mijn/{registration.key}/bewijs.pdf"


def test_who_was_there_gets_one_with_hours_and_a_code_that_stays(client, noor):
    answer = client.get(own(noor))
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    noor.refresh_from_db()
    code = noor.certificate_code
    assert re.fullmatch(r"([A-Z0-9]{4}-){3}[A-Z0-9]{4}", code)
    reader = PdfReader(io.BytesIO(answer.content))
    root, text = reader.trailer["/Root"], reader.pages[0].extract_text()
    assert (root["/Lang"], reader.metadata.title) == ("nl", "Bewijs van deelname: Thuis op school, Noor Averink")
    assert root["/MarkInfo"]["/Marked"] and b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    for words in ("Noor Averink", "Thuis op school", "3,5", "SKJ", code):
        assert words in text
    assert client.get(own(noor)).status_code == 200
    noor.refresh_from_db()
    assert noor.certificate_code == code
    # two who asked at once have the same one: neither had seen it
    stale = Registration.objects.select_related("event").get(pk=noor.pk)
    stale.certificate_code = None
    assert certificates.code_of(stale) == code


def test_nobody_else_gets_one(client, event, noor):
    absent = RegistrationFactory(event=event)
    today = make_event("Nog bezig", days=-0.01)
    there_now = RegistrationFactory(event=today, attended_at=today.starts_at)
    client.force_login(noor.member)
    for address in (
        own(absent),
        own(there_now),
        f"/agenda/mijn/{uuid4()}/bewijs.pdf",
        f"/agenda/mijn/{noor.pk}/bewijs.pdf",
    ):
        assert client.get(address).status_code == 404
    assert not Registration.objects.exclude(certificate_code=None).exists()


def test_the_address_on_it_says_whether_it_is_real(client, noor):
    code = certificates.code_of(noor)
    answer = client.get(f"/agenda/certificaat/{code}/")
    page = answer.content.decode()
    assert answer.status_code == 200 and "Dit bewijs is echt" in page
    for words in ("Noor Averink", "Thuis op school", "3,5", "SKJ"):
        assert words in page
    assert noor.member.email not in page and str(noor.key) not in page
    # typed by hand, in small letters without dashes
    typed = client.get("/agenda/certificaat/", {"code": f" {code.lower().replace('-', '')} "})
    assert typed.url == f"/agenda/certificaat/{code}/"
    # checked in by mistake, and undone
    Registration.objects.filter(pk=noor.pk).update(attended_at=None)
    assert client.get(f"/agenda/certificaat/{code}/").status_code == 404


def test_a_wrong_code_is_told_so_kindly(client, noor):
    certificates.code_of(noor)
    for code in ("AAAA-CCCC-DDDD-EEEE", "None", "0000-0000-0000-0000", "x" * 5000, "<b>", "ⅷ" * 16):
        answer = client.get(f"/agenda/certificaat/{code}/")
        assert answer.status_code == 404
        said = answer.content.decode().partition("<h1")[2].partition("<form")[0]
        assert "Dit bewijs kennen we niet" in said and "<b>" not in said
        typed = client.get("/agenda/certificaat/", {"code": code}, follow=True)
        assert typed.status_code == 404


def test_the_mail_afterwards_and_the_own_pages_lead_to_it(client, event, noor):
    RegistrationFactory(event=event)
    remind(event, "after")
    assert [mail.receiver for mail in Mail.objects.all()] == [noor.member.email]
    assert own(noor) in Mail.objects.get().text
    client.force_login(noor.member)
    assert own(noor) in client.get("/mijn/agenda/").content.decode()
    assert own(noor) in client.get(f"/agenda/mijn/{noor.key}/").content.decode()
