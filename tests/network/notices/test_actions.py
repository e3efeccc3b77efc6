"""Telling members: who hears what, when a mail goes, and that nothing is told twice."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from base import stamps
from base.mail import switched_off
from base.models import Mail
from network.notices import actions, reading, sending
from network.notices.kinds import Frequency
from network.notices.models import Notification
from tests.at_once import at_once
from tests.factories.people import MemberFactory
from tests.network.notices.conftest import HIDDEN

pytestmark = pytest.mark.django_db
MONDAY = timezone.make_aware(datetime(2026, 11, 23, 8, 0))  # after the hour at which mail is gathered


def tell(members, kind="at_once", key="thing:1", title="Aandacht", **more):
    return actions.notify(members, kind, key=key, url="/praktijken/aandacht/", words={"title": title}, **more)


def mails():
    return list(Mail.objects.order_by("pk").values_list("receiver", "subject"))


def test_who_is_told():
    active, actor = MemberFactory(), MemberFactory()
    gone = MemberFactory(is_active=False)
    assert tell([active, actor, gone, active.pk], actor=actor, target=7) == 1
    row = Notification.objects.get()
    assert (row.member, row.sentence(), row.url, row.target_id) == (
        active,
        "at_once: “Aandacht”",
        "/praktijken/aandacht/",
        7,
    )


def test_nothing_is_told_twice_whatever_the_kind():
    member, other = MemberFactory(), MemberFactory()
    assert tell([member]) == 1
    assert tell([member, other], "daily") == 1
    assert Notification.objects.filter(member=member).count() == 1
    assert mails() == [(member.email, "at_once: “Aandacht”")]


@pytest.mark.parametrize("chosen", Frequency.values)
@pytest.mark.parametrize("kind", ["at_once", "daily", "weekly", "seat"])
def test_each_frequency_for_each_kind(kind, chosen):
    """A mail goes when somebody chose it; a mail of a transaction goes whatever they chose."""
    member = MemberFactory()
    if kind != "seat":
        actions.set_frequencies(member, {kind: chosen})
    often = "at_once" if kind == "seat" else chosen
    tell([member], kind)
    Notification.objects.update(created_at=MONDAY - timedelta(days=3))
    seen = [len(mails())]
    # on Sunday morning what goes daily, on Monday what goes weekly too
    for moment in (MONDAY - timedelta(days=1), MONDAY, MONDAY + timedelta(hours=1)):
        sending.send_gathered(moment)
        seen.append(len(mails()))
    assert (
        seen
        == {
            "at_once": [1, 1, 1, 1],
            "daily": [0, 1, 1, 1],
            "weekly": [0, 0, 1, 1],
            "never": [0, 0, 0, 0],
        }[often]
    )
    assert Mail.objects.filter(headers__has_key="List-Unsubscribe").count() == (0 if kind == "seat" else seen[-1])
    assert reading.unread_count(member) == 1


def test_what_waits_is_one_mail_by_kind_and_bundle():
    member = MemberFactory()
    for number in range(3):
        tell([member], "daily", key=f"a:{number}", title=f"Versie {number}", bundle="a")
    tell([member], "weekly", key="b", title="Week")
    tell([member], "daily", key="c", title="Gelezen")
    actions.mark_read(member, Notification.objects.get(key="c").pk)
    Notification.objects.update(created_at=MONDAY - timedelta(days=1))
    assert sending.send_gathered(MONDAY) == 1
    assert sending.send_gathered(MONDAY) == 0
    sent = Mail.objects.get()
    assert sent.subject == "4 meldingen voor je"
    order = [sent.text.index(text) for text in ("Label daily", "daily: “Versie 2”", "Label weekly", "weekly: “Week”")]
    assert order == sorted(order)
    assert "Versie 1" not in sent.text and "(en 2 eerdere)" in sent.text and "Gelezen" not in sent.text
    assert not Notification.objects.filter(waits_for_mail=True, read_at=None).exists()


def test_what_is_not_due_yet_waits():
    member = MemberFactory()
    tell([member], "daily")
    Notification.objects.update(created_at=MONDAY - timedelta(minutes=10))  # after half past seven
    assert sending.send_gathered(MONDAY) == 0
    assert sending.send_gathered(MONDAY + timedelta(days=1)) == 1


def test_the_hidden_is_nowhere():
    """Not in a mail at once, not in one that gathers, not in the list nor its number."""
    member = MemberFactory()
    HIDDEN.update({1, 3})
    tell([member], "at_once", key="1", title="Verborgen een", target=1)
    tell([member], "daily", key="2", title="Later verborgen", target=2)
    tell([member], "daily", key="3", title="Verborgen drie", target=3)
    tell([member], "daily", key="4", title="Open", target=4)
    assert reading.unread_count(member) == 2
    HIDDEN.add(2)
    stamps.bump(stamps.SITE)  # as any change of what may be seen does
    Notification.objects.update(created_at=MONDAY - timedelta(days=1))
    sending.send_gathered(MONDAY)
    sent = Mail.objects.get()
    assert sent.subject == "daily: “Open”"
    assert "erborgen" not in sent.text + sent.html
    assert reading.unread_count(member) == 1
    assert reading.rows_of(member, reading.list_of(member)) == [Notification.objects.get(key="4")]


def test_one_that_fails_keeps_no_other_from_its_mail(monkeypatch):
    broken, whole = MemberFactory(), MemberFactory()
    tell([broken, whole], "daily")
    Notification.objects.update(created_at=MONDAY - timedelta(days=1))
    gathered = sending._gathered
    with monkeypatch.context() as patch:
        patch.setattr(sending, "_gathered", lambda member, rows: {}[0] if member == broken else gathered(member, rows))
        assert sending.send_gathered(MONDAY) == 1
    assert [receiver for receiver, _subject in mails()] == [whole.email]
    assert sending.send_gathered(MONDAY) == 1
    assert [receiver for receiver, _subject in mails()] == [whole.email, broken.email]


def test_who_wants_mail_no_more_gets_none_of_what_waited():
    member = MemberFactory()
    tell([member], "daily")
    actions.set_frequencies(member, {"daily": Frequency.NEVER})
    Notification.objects.update(created_at=MONDAY - timedelta(days=1))
    actions.set_frequencies(member, {"daily": Frequency.DAILY})
    assert sending.send_gathered(MONDAY) == 0


def test_hostile_words_stay_words():
    member = MemberFactory()
    title = "Titel\r\nBcc: iedereen@example.nl\x00 <script>alert(1)</script> %(name)s " + "a" * 100_000
    tell([member], title=title)
    sent = Mail.objects.get()
    assert "\n" not in sent.subject and "\r" not in sent.subject
    assert "<script>" not in sent.html and "&lt;script&gt;" in sent.html
    row = Notification.objects.get()
    assert len(row.words["title"]) == actions.MOST_LETTERS
    assert row.words["title"].startswith("Titel Bcc: iedereen@example.nl <script>")


@pytest.mark.parametrize(
    "url", ["https://elders.example/", "//elders.example/", "javascript:alert(1)", "/" + "a" * 600]
)
def test_a_notice_leads_to_this_site(url):
    with pytest.raises(ValueError, match="a path of this site"):
        actions.notify([MemberFactory()], "daily", key="a", url=url)


def test_an_unknown_kind_is_a_mistake():
    with pytest.raises(LookupError, match="No such kind"):
        actions.notify([MemberFactory()], "nothing", key="a", url="/")


def test_no_mail_waits_of_the_demo():
    with switched_off():
        tell([MemberFactory()], "daily")
        tell([MemberFactory()], "at_once", key="b")
    assert Notification.objects.filter(waits_for_mail=True).count() == 0
    assert mails() == []


def test_reading_all_leaves_what_came_since():
    member = MemberFactory()
    tell([member], key="a")
    seen = timezone.now()
    tell([member], key="b")
    assert actions.mark_all_read(member, seen) == 1
    assert list(member.notifications.unread().values_list("key", flat=True)) == ["b"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_tell_it_once():
    """Two that tell the same, and two workers that gather: one notice, one mail."""
    members = [MemberFactory(), MemberFactory()]
    assert at_once(lambda: tell(members, "at_once"), lambda: tell(members, "at_once")) == []
    assert Notification.objects.count() == 2
    assert sorted(mails()) == sorted((member.email, "at_once: “Aandacht”") for member in members)
    tell(members, "daily", key="b")
    Notification.objects.update(created_at=MONDAY - timedelta(days=1))
    assert at_once(lambda: sending.send_gathered(MONDAY), lambda: sending.send_gathered(MONDAY)) == []
    assert len(mails()) == 4
    assert len(mail.outbox) == 4
