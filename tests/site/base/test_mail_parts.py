"""What a mail server gets: nothing that somebody typed starts a header, and attachments are what they say."""

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage, send_mail
from wagtail.admin.mail import send_mail as wagtail_mail

from base import mail
from base.mail import parts, sending
from base.models import Mail, SiteSettings
from tests.mailserver import mail_server

pytestmark = pytest.mark.django_db
TO = "lid@voorbeeld.example"
EVIL = "x\r\nBcc: boef@kwaad.example\r\n\r\n<b>boe\x00</b>\u2028Cc: boef@kwaad.example"
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def arrives(settings):
    """Sends what waits through a real server, and gives the messages."""

    def send():
        with mail_server(settings) as server:
            while sending.send_some():
                pass
            assert {receiver for _sender, (receiver,) in server.envelopes} == {TO}
            return server.messages

    return send


def test_no_field_can_start_a_header(arrives, settings, monkeypatch):
    settings.EMAIL_BACKEND = "base.mail.backend.OutboxBackend"
    monkeypatch.setattr(SiteSettings, "current", lambda: SiteSettings(site_name=EVIL, region_name=EVIL))
    mail.send_mail_later(
        TO,
        "request_declined",
        {"name": EVIL, "reason": EVIL},
        headers={"X-Ours": EVIL, "Reply-To": EVIL},
        key=EVIL,
        attachments=[(EVIL, EVIL, "text/plain")],
    )
    Mail.objects.update(subject=EVIL.replace("\x00", ""))
    send_mail(EVIL, EVIL, f"Wagtail <{TO}>", [TO], html_message=EVIL)
    for message in arrives():
        names = {name.lower() for part in message.walk() for name in part.keys()}
        assert names <= {
            "content-type", "mime-version", "subject", "from", "to", "reply-to", "date", "message-id", "auto-submitted",
            "x-ours", "content-transfer-encoding", "content-disposition",
        }  # fmt: skip
        assert "boef@kwaad.example" not in [address.addr_spec for address in message["To"].addresses]
        assert message["Subject"] == "x Bcc: boef@kwaad.example <b>boe</b> Cc: boef@kwaad.example"


@pytest.mark.parametrize(
    "name", ["Bcc", "to", "FROM", "Subject", "Content-Type", "Resent-To", "X-A: b\r\nBcc", "", "Ümlaut", "Message-ID"]
)
def test_a_caller_cannot_set_a_header_that_is_not_theirs(name):
    with pytest.raises(ValueError, match="this header"):
        mail.send_mail_later(TO, "request_known", headers={name: "boef@kwaad.example"})
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://x/\r\nBcc: a", "https://x/ y", "https://x/>", "/stop/"]
)
def test_only_an_address_unsubscribes(address):
    with pytest.raises(ValueError, match="unsubscribe"):
        parts.headers({}, address)


def test_mail_that_nobody_asked_for_can_be_ended_by_one_post(arrives):
    stop = "https://leerkring.example/melding/uit/abc123-_/?x=1"
    mail.send_mail_later(TO, "request_known", unsubscribe=stop)
    (message,) = arrives()
    assert message["List-Unsubscribe"] == f"<{stop}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_calendar_gets_what_it_acts_upon_and_a_file(arrives):
    sheet = b"PK\x03\x04\xff"
    attached = [
        ("afspraak.ics", CALENDAR, "text/calendar; method=REQUEST; charset=utf-8"),
        ("../é/.pdf", sheet, "application/pdf"),
    ]
    mail.send_mail_later(TO, "request_known", attachments=attached)
    assert Mail.objects.get().attachments[0]["method"] == "REQUEST"
    (message,) = arrives()
    shape = [(part.get_content_type(), part.get_filename()) for part in message.walk()]
    assert shape == [
        ("multipart/mixed", None),
        ("multipart/alternative", None),
        ("text/plain", None),
        ("text/html", None),
        ("text/calendar", None),
        ("application/ics", "afspraak.ics"),
        ("application/pdf", "..é.pdf"),
    ]
    calendar, file, pdf = list(message.walk())[4:]
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert calendar.get_content().replace("\r\n", "\n") == CALENDAR.replace("\r\n", "\n")
    assert (file.get_content(), pdf.get_content()) == (CALENDAR.encode(), sheet)


@pytest.mark.parametrize("kind", ["text/html\r\nX: y", "tekst", "text/calendar; method=request", "a/b; name=x", ""])
def test_an_attachment_is_of_a_plain_type(kind):
    with pytest.raises(ValueError, match="of this type"):
        parts.attachments([("x", "y", kind)])


def test_attachments_are_small():
    with pytest.raises(ValueError, match="200000 bytes"):
        parts.attachments([("a", b"x" * 150_000, "text/csv"), ("b", b"x" * 50_001, "text/csv")])


# ---------- what others send ----------


@pytest.fixture
def by_django(settings):
    settings.EMAIL_BACKEND = "base.mail.backend.OutboxBackend"


def test_what_django_and_wagtail_send_waits_in_the_outbox_too(by_django, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert (
            send_mail("Dag", "Hallo", "Iemand <iemand@voorbeeld.example>", [TO, "b@x.example"], html_message="<p>H</p>")
            == 1
        )
        wagtail_mail("Ter beoordeling", "Kijk", ["staf@x.example"])
        assert django_mail.outbox == []
    assert django_mail.outbox.pop().to == ["staf@x.example"]
    assert [message.to for message in django_mail.outbox] == [[TO], ["b@x.example"]]
    first = django_mail.outbox[0]
    assert (first.subject, first.body, first.from_email) == ("Dag", "Hallo", "Iemand <iemand@voorbeeld.example>")
    assert first.alternatives[0].content == "<p>H</p>"
    assert list(Mail.objects.values_list("kind", "state")) == [("django", "sent")] * 3


def test_a_message_keeps_its_headers_its_attachments_and_its_hidden_receivers(
    by_django, django_capture_on_commit_callbacks
):
    message = EmailMessage(
        "Dag", "<p>Hallo</p>", "iemand@voorbeeld.example", [TO], bcc=["b@x.example"], cc=[TO], reply_to=["r@x.example"],
        headers={"X-Ours": "ja", "Bcc": "boef@kwaad.example"}, attachments=[("a.csv", "a,b", "text/csv")],
    )  # fmt: skip
    message.content_subtype = "html"
    with django_capture_on_commit_callbacks(execute=True):
        message.send()
    assert [sent.to for sent in django_mail.outbox] == [[TO], ["b@x.example"]]
    sent = django_mail.outbox[1].message()
    assert (sent["X-Ours"], sent["Reply-To"], sent["Bcc"], sent["Cc"]) == ("ja", "r@x.example", None, None)
    assert [part.get_content_type() for part in sent.walk()][-2:] == ["text/html", "text/csv"]


def test_django_sends_nothing_while_mail_is_off(by_django):
    with mail.switched_off():
        assert send_mail("Dag", "Hallo", None, [TO]) == 0
    assert not Mail.objects.exists()


def test_a_mail_that_cannot_be_kept_is_an_error_unless_that_is_asked_not_to_be(by_django):
    attached = [("a", b"x" * 300_000, "text/csv")]
    with pytest.raises(ValueError, match="200000 bytes"):
        EmailMessage("Dag", "Hallo", to=[TO], attachments=attached).send()
    assert EmailMessage("Dag", "Hallo", to=[TO], attachments=attached).send(fail_silently=True) == 0
