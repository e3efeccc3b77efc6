"""`make run`: from nothing to a served demo region, and a clean end."""

import socket
import subprocess
from pathlib import Path

import pytest

from tests.services.conftest import ROOT, family, get, stop, wait_for, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def environment(clean_environment, own_database, free_port):
    return clean_environment | own_database() | {"PORT": str(free_port)}


def test_run_serves_the_demo_region_and_ends_when_asked(environment, start, free_port):
    process = start(environment, "bash", "scripts/run.sh")
    address = f"http://localhost:{free_port}"
    wait_for(f"{address}/healthz", process)
    status, _, body = get(f"{address}/praktijken/")
    assert status == 200
    assert body.count(b'href="/praktijken/') > 20
    assert get(f"{address}/static/css/tokens.css")[0] == 200
    wait_until(lambda: any(" work --beside" in command for command in family(process)), "the start of a worker")
    assert stop(process) == 0
    wait_until(lambda: family(process) == [], "the end of the worker")


def test_run_says_which_port_is_taken(environment, start, free_port):
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", free_port))
        taken.listen()
        before = {one: one.read_bytes() for one in Path(environment["LEERKRING_VAR"]).iterdir()}
        assert start(environment, "bash", "scripts/run.sh").wait(timeout=20) == 1
    assert {one: one.read_bytes() for one in Path(environment["LEERKRING_VAR"]).iterdir()} == before


def test_the_temporary_postgresql_leaves_nothing_behind(clean_environment):
    ask = 'echo "$PGHOST"; psql -At -c "SELECT current_setting(\'listen_addresses\')"; exit 7'
    command = ["bash", "scripts/postgres.sh", "bash", "-c", ask]
    result = subprocess.run(command, cwd=ROOT, env=clean_environment, capture_output=True, text=True)
    folder, addresses = result.stdout.splitlines()
    assert result.returncode == 7, result.stderr
    assert addresses == ""
    assert not Path(folder).exists()
