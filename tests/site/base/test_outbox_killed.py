"""Workers as processes: what one leaves undone that is killed while it sends, others do."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection, connections
from django.utils import timezone

from base.models import JobRun, Mail
from tests.mailserver import mail_server

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120


def until(happened):
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.02)


@pytest.fixture
def worker(tmp_path):
    """``worker(port)`` starts ``manage.py work`` on the database of the test, with mail going to that port."""
    name = connection.settings_dict["NAME"]
    database = f"postgres:///{name}" if connection.vendor == "postgresql" else f"sqlite:///{name}"
    started = []

    def start(port):
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATABASE_URL": database,
            "LEERKRING_VAR": str(tmp_path),
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "LOG_LEVEL": "ERROR",
        }
        process = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT, env=environment)
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
    for process in started:
        process.wait(timeout=PATIENCE)


def test_a_worker_that_is_killed_while_it_sends_costs_no_mail(worker):
    names = [f"lid{number:02}@voorbeeld.example" for number in range(40)]
    Mail.objects.bulk_create(
        Mail(receiver=name, kind="test", language="nl", subject="Dag", text="Hallo", message_id=f"<{name}>")
        for name in names
    )
    # Our own connection is closed while we wait, so that it holds nothing.
    connections.close_all()
    with mail_server() as server:
        server.slow = 0.05
        first = worker(server.port)
        until(lambda: len(server.messages) >= 7)
        first.send_signal(signal.SIGKILL)
        first.wait(timeout=PATIENCE)
        arrived = len(server.messages)
        left = Mail.objects.waiting().exclude(lease=None)
        assert arrived < 20
        assert 20 - left.count() >= arrived - 1
        left.update(next_try=timezone.now())  # its lease runs out
        connections.close_all()
        worker(server.port)
        worker(server.port)
        until(lambda: len(set(server.receivers)) == len(names))
        until(lambda: not Mail.objects.waiting().exists())
    times = Counter(server.receivers)
    assert sorted(times) == names
    # Only the one that was handed over and not noted yet may come twice, under the same name.
    assert sum(times.values()) <= len(names) + 1
    assert {(message["To"], message["Message-ID"]) for message in server.messages} == {(n, f"<{n}>") for n in names}
    assert set(Mail.objects.values_list("state", "text")) == {("sent", "")}
    assert JobRun.objects.get(name="base.mail").total >= 1
