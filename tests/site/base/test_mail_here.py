"""Where no worker runs, the process that wrote a mail sends it, and tries again by itself."""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.utils import timezone

from base.mail import here, send_mail_later
from base.models import Mail
from tests.mailserver import free_port, mail_server

TO = "lid@voorbeeld.example"


@pytest.fixture
def postman(monkeypatch):
    """A postman whose clock only says when it would ring."""
    one = here._Postman(bulk=False)
    one.again_in = mock.Mock()
    monkeypatch.setattr(here, "_postmen", {False: one, True: here._Postman(bulk=True)})
    return one


@pytest.mark.django_db(transaction=True)
def test_a_mail_goes_right_after_the_commit_by_a_thread(postman, settings):
    settings.MAIL_IN_BACKGROUND = True
    with mail_server(settings) as server:
        send_mail_later(TO, "request_known", {"name": "Anna"})
        postman.background.wait(60)
    assert server.receivers == [TO]
    assert Mail.objects.get().state == "sent"
    assert postman.again_in.call_args_list == []
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_away_is_asked_again_less_and_less_often(postman, settings):
    settings.MAIL_IN_BACKGROUND = True
    port = free_port()
    with mail_server(settings, port):
        pass
    send_mail_later(TO, "request_known", {"name": "Anna"})
    postman.background.wait(60)
    for _time in range(8):
        postman.work()
    assert [call.args[0] for call in postman.again_in.call_args_list] == [2, 4, 8, 16, 32, 64, 128, 256, 300]
    # A new mail doesn't make it ask sooner.
    send_mail_later(TO, "request_known", {"name": "Bob"})
    assert postman.background._thread is None
    assert postman.again_in.call_count == 9
    with mail_server(settings, port) as server:
        assert postman.work() == 2
    assert server.receivers == [TO, TO]
    assert postman.away == 0
    connection.close()


@pytest.mark.django_db
def test_what_is_to_be_tried_later_sets_the_clock(postman):
    later = timezone.now() + timedelta(seconds=90)
    Mail.objects.create(receiver=TO, kind="test", language="nl", message_id="<1@x>", next_try=later)
    assert postman.work() == 0
    (seconds,) = postman.again_in.call_args.args
    assert 60 < seconds <= 90


@pytest.mark.django_db
def test_a_process_that_begins_looks_for_what_was_left_behind(postman, monkeypatch):
    monkeypatch.setattr(here._postmen[True], "again_in", mock.Mock())
    here.begin()
    assert postman.again_in.call_args.args == (here.AT_START,)
    assert here._postmen[True].again_in.call_args.args == (here.AT_START,)


@pytest.mark.django_db
def test_a_failure_of_our_own_is_tried_again_too(postman, monkeypatch):
    monkeypatch.setattr("base.mail.sending.send_some", mock.Mock(side_effect=RuntimeError))
    with pytest.raises(RuntimeError):
        postman.work()
    assert postman.again_in.call_args.args == (here.MOST_PAUSE,)
