"""The worker as a process: it ends when it is told to, and never outlives the server that it was started beside."""

import signal

import pytest

from tests.services.conftest import ROOT, family, wait_until

pytestmark = pytest.mark.slow

WORK = f"{ROOT / '.venv' / 'bin' / 'python'} manage.py work"


@pytest.fixture(scope="module")
def environment(clean_environment, own_database, manage):
    environment = clean_environment | own_database() | {"LOG_LEVEL": "INFO"}
    assert manage(environment, "migrate", "--verbosity", "0").returncode == 0
    return environment


@pytest.fixture
def started(environment, start, tmp_path):
    """``started(command)`` runs a shell command with the worker in it, and waits until that works."""
    log = tmp_path / "log"

    def run(command):
        process = start(environment, "bash", "-c", f"exec 2>{log}; {command}".replace("WORK", WORK))
        wait_until(lambda: log.exists() and "Worker started" in log.read_text(), "the start of the worker")
        return process, log

    return run


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_worker_in_good_order(started, number):
    process, log = started("exec WORK")
    process.send_signal(number)
    assert process.wait(timeout=60) == 0
    assert "Worker stopped" in log.read_text()
    assert "Traceback" not in log.read_text()


def test_the_worker_does_not_outlive_a_server_that_is_killed(started):
    server, _log = started("WORK --beside $$ & exec sleep 600")
    assert any(" work --beside" in command for command in family(server))
    server.kill()
    server.wait(timeout=10)
    wait_until(lambda: family(server) == [], "the end of the worker")
