"""Mail goes out after the commit, one a person, and can neither be bent nor break what it is about."""

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.template import engines

from base import mail
from base.models import Mail, SiteSettings
from tests.factories.people import MemberFactory

TXT = """{% extends "mail/base.txt" %}
{% block subject %}Over {{ title }}{% endblock %}
{% block body %}Je praktijk {{ title }} staat klaar.

{{ link }}{% endblock %}"""


@pytest.fixture
def template(settings, tmp_path, monkeypatch):
    """A mail template of our own, beside those of the site."""
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "test.txt").write_text(TXT)
    configured = [dict(engine, DIRS=[tmp_path, *engine["DIRS"]]) for engine in settings.TEMPLATES]
    settings.TEMPLATES = configured
    yield folder
    engines._templates = None


@pytest.fixture
def send(template, django_capture_on_commit_callbacks):
    """Sends and lets the commit happen; gives the mails."""

    def _send(to="lid@voorbeeld.example", key=None, bulk=False, **context):
        with django_capture_on_commit_callbacks(execute=True):
            mail.send_mail_later(to, "test", {"title": "Rots", "link": "", **context}, key=key, bulk=bulk)
        return django_mail.outbox

    return _send


@pytest.mark.django_db
def test_mail_has_subject_text_and_html(send):
    (message,) = send(link="http://testserver/praktijken/rots/", name="Anna")
    assert message.subject == "Over Rots"
    assert message.to == ["lid@voorbeeld.example"]
    assert message.body.startswith(
        "Hallo Anna,\n\nJe praktijk Rots staat klaar.\n\nhttp://testserver/praktijken/rots/\n"
    )
    html = message.alternatives[0].content
    assert 'href="http://testserver/praktijken/rots/"' in html
    assert '<html lang="nl">' in html
    assert message.extra_headers == {
        "Auto-Submitted": "auto-generated",
        "Message-ID": Mail.objects.get().message_id,
    }


@pytest.mark.django_db
def test_mail_language_is_that_of_the_call(template, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mail.send_mail_later("lid@voorbeeld.example", "test", {"name": "Anna"}, language="en")
    assert django_mail.outbox[0].body.startswith("Hello Anna,")


@pytest.mark.django_db
def test_mail_to_many_goes_to_each_alone(send):
    assert [message.to for message in send(to=["een@voorbeeld.example", "twee@voorbeeld.example"])] == [
        ["een@voorbeeld.example"],
        ["twee@voorbeeld.example"],
    ]


@pytest.mark.django_db
def test_subject_stays_one_line(send):
    (message,) = send(title="Rots\r\nBcc: boef@kwaad.example\x00")
    assert message.subject == "Over Rots Bcc: boef@kwaad.example"
    assert message.message()["Bcc"] is None
    assert message.recipients() == ["lid@voorbeeld.example"]


@pytest.mark.django_db
def test_subject_of_100000_characters_is_cut(send):
    (message,) = send(title="a" * 100_000)
    assert len(message.subject) == mail.MAX_SUBJECT


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["lid@voorbeeld.example\nBcc: boef@kwaad.example", "geen adres", "", "a@b.nl,c@d.nl"])
def test_unusable_address_is_not_mailed_and_not_logged(send, caplog, to):
    assert send(to=to) == []
    assert caplog.messages == ["Mail test not sent: no usable address"]


@pytest.mark.django_db
def test_text_is_as_typed_and_html_is_escaped(send):
    (message,) = send(title="<b>Rots & water</b>")
    assert "Je praktijk <b>Rots & water</b> staat klaar." in message.body
    assert "Je praktijk &lt;b&gt;Rots &amp; water&lt;/b&gt; staat klaar." in message.alternatives[0].content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "link", ["https://kwaad.example/", "http://testserver.kwaad.example/", "javascript:alert(1)", "http://testserver"]
)
def test_only_addresses_of_this_site_become_links(send, link):
    (message,) = send(title="https://kwaad.example/", link=link)
    html = message.alternatives[0].content
    assert html.count("<a ") == 1  # the address of the site itself, below the greeting
    assert 'href="http://testserver/"' in html


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_when_the_transaction_fails(template):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        mail.send_mail_later("lid@voorbeeld.example", "test")
        raise ZeroDivisionError
    assert django_mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_mail_waits_for_the_commit(template):
    with transaction.atomic():
        mail.send_mail_later("lid@voorbeeld.example", "test")
        assert django_mail.outbox == []
    assert len(django_mail.outbox) == 1


@pytest.mark.django_db
def test_switched_off_sends_nothing(send):
    with mail.switched_off():
        assert send() == []
    assert len(send()) == 1


@pytest.mark.django_db
def test_answers_go_to_the_region(send, monkeypatch):
    monkeypatch.setattr(SiteSettings, "current", lambda: SiteSettings(contact_email="regio@voorbeeld.example"))
    assert send()[0].reply_to == ["regio@voorbeeld.example"]


def test_absolute_url_has_the_host(settings):
    settings.BASE_URL = "https://leerkring.example/"
    assert mail.absolute_url("/mijn/") == "https://leerkring.example/mijn/"


# ---------- the outbox ----------


@pytest.mark.django_db
def test_a_mail_with_the_same_key_is_written_once_to_each(send):
    for to in ("een@voorbeeld.example", "EEN@voorbeeld.example", "twee@voorbeeld.example"):
        for _time in range(2):
            send(to=to, key="reminder:12")
    assert [message.to for message in django_mail.outbox] == [["een@voorbeeld.example"], ["twee@voorbeeld.example"]]
    with pytest.raises(ValueError, match="A key"):
        mail.send_mail_later("lid@voorbeeld.example", "test", key="x" * 161)


@pytest.mark.django_db
def test_mail_is_in_the_language_that_its_reader_chose(template, client, django_capture_on_commit_callbacks):
    english, dutch = MemberFactory(email="en@voorbeeld.example"), MemberFactory(email="nl@voorbeeld.example")
    for member, code in ((english, "en"), (dutch, "en"), (dutch, "nl")):
        client.force_login(member)
        client.get(f"/taal/{code}/")
    readers = ["en@voorbeeld.example", "nl@voorbeeld.example", "onbekend@voorbeeld.example"]
    with django_capture_on_commit_callbacks(execute=True):
        mail.send_mail_later(readers, "test", {"name": "Anna"})
        mail.send_mail_later(readers[0], "test", {"name": "Anna"}, language="nl")
    assert [message.body.split(",")[0] for message in django_mail.outbox] == [
        "Hello Anna",
        *["Hallo Anna"] * 3,
    ]
    assert list(Mail.objects.order_by("pk").values_list("language", flat=True)) == ["en", "nl", "nl", "nl"]


@pytest.mark.django_db
def test_styles_stand_in_the_tags_and_nothing_is_fetched(send):
    (message,) = send(link="http://testserver/praktijken/rots/")
    html = message.alternatives[0].content
    assert "<style" not in html
    assert "<img" not in html
    assert '<p style="' in html


@pytest.mark.django_db
def test_in_a_process_that_serves_pages_a_thread_sends(send, settings, monkeypatch):
    woken = []
    monkeypatch.setattr("base.mail.here.wake", woken.append)
    settings.MAIL_IN_BACKGROUND = True
    send()
    send(bulk=True)
    settings.MAIL_IN_WEB = False
    send()
    assert woken == [{False}, {True}]
    assert Mail.objects.waiting().count() == 3
