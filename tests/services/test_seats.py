"""A hundred people and ten chairs, at the server that production runs: two processes of four threads."""

import re
import socket
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from base.models import Mail
from events.meetings.actions import registering
from events.meetings.choices import SEATED, Status
from events.meetings.models import EventPage
from tests.factories.events import make_event
from tests.factories.people import MemberFactory
from tests.services.conftest import ROOT, NoRedirect, stop, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PATIENCE = 120
TOKEN = "a" * 32
COMES, LEAVES, TAKES = {"zichtbaar": "on"}, {"doe": "afmelden"}, {"doe": "aannemen"}


@pytest.fixture(scope="module")
def server(django_db_setup, production, manage, start, tmp_path_factory):
    """The server of production on the database of the tests. It gets and sends no mail: that stays in the outbox."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kind = "postgres" if connection.vendor == "postgresql" else "sqlite"
    address = f"http://127.0.0.1:{port}"
    environment = production | {
        "DATABASE_URL": f"{kind}:///{connection.settings_dict['NAME']}",
        "LEERKRING_VAR": str(tmp_path_factory.mktemp("seats")),
        "BASE_URL": address,
        "BEHIND_PROXY": "False",
        "MAIL_IN_WEB": "False",
        "PYTHONPATH": str(ROOT / "site"),
    }
    # pages, also one that would say that something went wrong, need the names of styles
    assert manage(environment, "collectstatic", "--no-input", "--verbosity", "0").returncode == 0
    command = [Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "2", "--blocking-threads", "4", "--log-level", "warning"]
    process = start(environment, *map(str, command), "config.wsgi:application")
    wait_for(f"{address}/healthz", process)
    yield address
    stop(process)


@pytest.fixture
def sign_in(settings, production):
    """``sign_in(member)`` is the cookie of a session that the server knows."""
    settings.SECRET_KEY = production["SECRET_KEY"]

    def sign_in(member):
        client = Client()
        client.force_login(member)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"

    return sign_in


def post(address, cookie, **data):
    """The status of the answer to a form that was sent."""
    headers = {"Cookie": cookie, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
    request = urllib.request.Request(address, urllib.parse.urlencode(data).encode(), headers)
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=PATIENCE) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


def at_once(requests):
    """Send all these, ``(address, cookie, data)``, from the same moment; the statuses in their order."""
    statuses, begin = [None] * len(requests), threading.Barrier(len(requests))

    def send(number, address, cookie, data):
        begin.wait()
        statuses[number] = post(address, cookie, **data)

    threads = [threading.Thread(target=send, args=(number, *one)) for number, one in enumerate(requests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def test_of_a_hundred_at_once_ten_get_a_chair_and_ninety_wait_in_order(server, sign_in):
    event = make_event("Tien stoelen", capacity=10)
    address = f"{server}/agenda/{event.slug}/aanmelden/"
    # ten of them click twice
    people = [sign_in(member) for member in MemberFactory.create_batch(100)]
    statuses = at_once([(address, cookie, COMES) for cookie in people + people[:10]])
    assert set(statuses) == {302}
    rows = list(event.registrations.order_by("queued_at", "pk"))
    assert [row.status for row in rows] == [Status.CONFIRMED] * 10 + [Status.WAITING] * 90
    assert len({row.queued_at for row in rows}) == 100
    told = dict(Mail.objects.filter(kind="meetings/waiting").values_list("receiver", "text"))
    numbers = [int(re.search(r"nummer (\d+)", told[row.email])[1]) for row in rows[10:]]
    assert numbers == list(range(1, 91))
    assert set(Mail.objects.filter(kind="meetings/confirmed").values_list("receiver", flat=True)) == {
        row.email for row in rows[:10]
    }
    assert Mail.objects.count() == 100


def test_cancelling_promoting_accepting_and_registering_at_once_lose_no_chair(server, sign_in):
    event = make_event("Vijf stoelen", capacity=5)
    moment = timezone.now() - timedelta(hours=1)
    members = MemberFactory.create_batch(25)
    rows = [
        registering.register(event, member, now=moment + timedelta(seconds=number))
        for number, member in enumerate(members[:20])
    ]
    registering.cancel(rows[0])
    address = f"{server}/agenda/{event.slug}/aanmelden/"
    cookies = [sign_in(member) for member in members]
    # two with a chair and three who wait go; who was offered one takes it, three times; five come
    requests = [(address, cookies[number], LEAVES) for number in (1, 2, 6, 7, 8, 1, 6)]
    requests += [(address, cookies[5], TAKES)] * 3
    requests += [(address, cookie, COMES) for cookie in cookies[20:] * 2]
    assert set(at_once(requests)) == {302}
    after = list(event.registrations.order_by("queued_at", "pk"))
    by_member = {row.member_id: row.status for row in after}
    gone = {member.pk for member in members if by_member[member.pk] == Status.CANCELLED}
    assert gone == {members[number].pk for number in (0, 1, 2, 6, 7, 8)}
    assert by_member[members[5].pk] == Status.CONFIRMED
    assert len(after) == 25
    here = [row.status for row in after if row.status != Status.CANCELLED]
    assert here == [Status.CONFIRMED] * 3 + [Status.OFFERED] * 2 + [Status.WAITING] * 14
    assert sum(status in SEATED for status in here) == EventPage.objects.get(pk=event.pk).capacity
