"""Every mail arrives once, whatever the mail server does; twice only where nobody can know that it did."""

from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from base.mail import deliver, sending
from base.models import Mail
from tests.at_once import at_once
from tests.mailserver import free_port, mail_server

pytestmark = pytest.mark.django_db
NAMES = [f"lid{number}@voorbeeld.example" for number in range(5)]


def write(*receivers, **changes):
    """Mails in the outbox, in this order."""
    now = timezone.now()
    fixed = {"kind": "test", "language": "nl", "subject": "Dag", "text": "Hallo\n", "html": "<p>Hallo</p>"}
    rows = [
        Mail(
            receiver=receiver, message_id=f"<{place}@testserver>", next_try=now - timedelta(hours=1), **fixed | changes
        )
        for place, receiver in enumerate(receivers or NAMES)
    ]
    return Mail.objects.bulk_create(rows)


def make_due():
    """Let the pauses and leases of all mails be over."""
    Mail.objects.filter(state="waiting").update(next_try=timezone.now() - timedelta(seconds=1))


def states():
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def server(settings):
    settings.EMAIL_TIMEOUT = 20
    with mail_server(settings) as one:
        yield one


def test_mail_arrives_in_order_by_one_connection_and_leaves_no_text(server, settings):
    settings.DEFAULT_FROM_EMAIL = "Leerkring <site@voorbeeld.example>"
    settings.MAIL_BOUNCE_ADDRESS = "terug@voorbeeld.example"
    write()
    assert sending.send_some() == 5
    assert sending.send_some() == 0
    assert server.connections == 1
    assert server.envelopes == [("terug@voorbeeld.example", [name]) for name in NAMES]
    message = server.messages[0]
    assert (message["From"], message["To"]) == ("Leerkring <site@voorbeeld.example>", NAMES[0])
    assert message["Message-ID"] == "<0@testserver>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert states() == ["sent"] * 5
    assert set(Mail.objects.values_list("text", "html", "lease")) == {("", "", None)}


def test_a_server_that_is_down_costs_a_mail_nothing_but_time(settings):
    port = free_port()
    with mail_server(settings, port):
        pass
    write()
    for _time in range(3):
        with pytest.raises(sending.ServerAway, match=r"^Mail server: ConnectionRefusedError$"):
            sending.send_some()
    assert set(Mail.objects.values_list("state", "attempts", "lease", "problem")) == {
        ("waiting", 0, None, "ConnectionRefusedError")
    }
    with mail_server(settings, port) as server:
        assert sending.send_some() == 5
    assert server.receivers == NAMES
    assert set(Mail.objects.values_list("problem", flat=True)) == {""}


def test_what_waited_for_days_for_a_server_is_given_up(settings):
    with mail_server(settings):
        pass
    write(NAMES[0], written_at=timezone.now() - timedelta(days=sending.MOST_DAYS, minutes=1))
    write(NAMES[1])
    with pytest.raises(sending.ServerAway):
        sending.send_some()
    assert states() == ["dead", "waiting"]


def test_a_slow_server_is_waited_for_no_longer_than_the_time_limit(server, settings):
    settings.EMAIL_TIMEOUT = 0.3
    server.slow = 5
    write()
    assert sending.send_some() == 0
    first, *others = Mail.objects.order_by("pk")
    assert (first.attempts, first.problem, first.next_try > timezone.now()) == (1, "SMTPServerDisconnected", True)
    assert {(mail.attempts, mail.lease) for mail in others} == {(0, None)}
    server.slow, settings.EMAIL_TIMEOUT = 0, 20
    make_due()
    assert sending.send_some() == 5
    assert sorted(server.receivers) == NAMES


def test_a_server_that_hangs_up_half_way_gets_the_rest_later(server):
    server.cut = 2
    write()
    assert sending.send_some() == 2
    assert states() == ["sent", "sent", "waiting", "waiting", "waiting"]
    make_due()
    assert sending.send_some() == 3
    assert sorted(server.receivers) == NAMES


def test_only_the_mail_that_a_server_took_without_saying_so_comes_twice(server):
    server.cut, server.cut_after = 2, True
    write()
    sending.send_some()
    make_due()
    sending.send_some()
    assert sorted(server.receivers) == sorted([*NAMES, NAMES[2]])
    twice = [message["Message-ID"] for message in server.messages if message["To"] == NAMES[2]]
    assert twice == ["<2@testserver>"] * 2


def test_a_receiver_that_is_refused_for_good_is_dead_at_once_and_stops_nobody(server, caplog):
    server.refuse = {NAMES[1]: "550 5.1.1 No such mail box", NAMES[3]: "450 4.2.1 Full"}
    write()
    assert sending.send_some() == 4
    assert states() == ["sent", "dead", "sent", "waiting", "sent"]
    assert list(Mail.objects.exclude(problem="").order_by("pk").values_list("problem", "attempts", "text")) == [
        ("SMTPRecipientsRefused 550", 1, "Hallo\n"),
        ("SMTPRecipientsRefused 450", 1, "Hallo\n"),
    ]
    # No address in the log.
    assert caplog.messages == [
        "Mail test not sent: SMTPRecipientsRefused 550",
        "Mail test not sent yet: SMTPRecipientsRefused 450",
    ]
    server.refuse = {}
    make_due()
    sending.send_some()
    assert server.receivers == [NAMES[0], NAMES[2], NAMES[4], NAMES[3]]


def test_a_mail_that_is_refused_as_it_is_is_dead_and_one_that_is_not_now_is_tried_until_the_last_time(server):
    server.answer = "554 5.7.1 Looks like spam"
    write(NAMES[0])
    sending.send_some()
    assert states() == ["dead"]
    server.answer = "451 4.7.1 Come back later"
    write(NAMES[1], attempts=sending.TRIES - 2)
    sending.send_some()
    assert states() == ["dead", "waiting"]
    make_due()
    sending.send_some()
    assert states() == ["dead", "dead"]


def test_a_mail_at_which_its_sender_always_dies_is_given_up(server):
    write(NAMES[0], attempts=sending.TRIES)
    write(NAMES[1], attempts=sending.TRIES - 1)
    assert sending.send_some() == 2
    assert states() == ["dead", "sent"]
    assert server.receivers == [NAMES[1]]


def test_what_no_mail_can_be_made_of_is_dead_and_stops_nobody(server):
    write("onleesbaar@voorbeeld.example", headers={"X-A": "a\nBcc: b"})
    write()
    assert sending.send_some() == 6
    assert states() == ["dead", *["sent"] * 5]


def test_the_pause_grows_to_two_hours_and_is_never_quite_the_same():
    for attempts, seconds in ((1, 30), (2, 60), (5, 480), (9, 7200), (5000, 7200)):
        assert 0.8 * seconds <= sending.pause(attempts) <= 1.2 * seconds
    assert len({sending.pause(3) for _time in range(20)}) == 20


def test_a_batch_that_takes_long_is_left_to_the_next(server, monkeypatch):
    monkeypatch.setattr(sending, "BATCH_SECONDS", -1)
    write()
    assert sending.send_some() == 0
    assert set(Mail.objects.values_list("state", "attempts", "lease")) == {("waiting", 0, None)}


def test_what_is_leased_is_nobody_elses_until_the_lease_ends():
    write()
    mark, mails = sending.lease(Mail.objects.due(timezone.now()), most=2)
    assert [mail.receiver for mail in mails] == NAMES[:2]
    _mark, others = sending.lease(Mail.objects.due(timezone.now()))
    assert [mail.receiver for mail in others] == NAMES[2:]
    assert sending.lease(Mail.objects.due(timezone.now())) is None
    # Whoever had the first two was killed.
    later = timezone.now() + timedelta(seconds=sending.LEASE)
    assert [mail.receiver for mail in sending.lease(Mail.objects.due(later))[1]] == NAMES
    assert set(Mail.objects.values_list("attempts", flat=True)) == {2}
    assert not Mail.objects.filter(lease=mark).exists()


def test_who_comes_back_after_their_lease_changes_nothing(server):
    write(NAMES[0])
    mark, mails = sending.lease(Mail.objects.due(timezone.now()))
    make_due()
    other, _mails = sending.lease(Mail.objects.due(timezone.now()))
    sending.send(mark, mails)
    assert list(Mail.objects.values_list("state", "lease", "text")) == [("waiting", other, "Hallo\n")]


def test_a_newsletter_never_stands_before_other_mail(server):
    write(*NAMES[:3], bulk=True)
    write(*NAMES[3:])
    assert sending.send_some(bulk=False) == 2
    assert server.receivers == NAMES[3:]
    assert sending.send_some(bulk=True) == 3


def test_newsletters_that_went_are_noted_also_when_the_server_hangs_up(server):
    server.cut = 2
    write(bulk=True)
    assert sending.send_some(bulk=True) == 2
    assert states() == ["sent", "sent", "waiting", "waiting", "waiting"]
    make_due()
    assert sending.send_some(bulk=True) == 3
    assert sorted(server.receivers) == NAMES


def test_what_cannot_go_at_once_stays_in_the_outbox(settings, caplog):
    with mail_server(settings):
        pass
    (mail,) = write(NAMES[0])
    deliver([mail.key])
    assert states() == ["waiting"]
    assert caplog.messages == ["Mail server: ConnectionRefusedError"]


@pytest.mark.django_db(transaction=True)
def test_two_that_send_at_once_send_nothing_twice(server):
    names = [f"lid{number:02}@voorbeeld.example" for number in range(60)]
    write(*names)

    def work():
        while sending.send_some():
            pass

    assert at_once(work, work, work) == []
    assert sorted(server.receivers) == names


@pytest.mark.django_db(transaction=True)
def test_postgresql_passes_by_what_another_is_taking(server):
    if connection.vendor != "postgresql":
        pytest.skip("with SQLite there is one writer at a time")
    write()
    with transaction.atomic():
        list(Mail.objects.filter(receiver=NAMES[0]).select_for_update())
        assert at_once(lambda: sending.send_some()) == []
    connections.close_all()
    assert server.receivers == NAMES[1:]
