"""Tests of the site as a service: real processes, real settings, a database of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def get(address, **headers):
    """The answer to one request: status, headers, body. Redirects are not followed."""
    request = urllib.request.Request(address, headers={key.replace("_", "-"): value for key, value in headers.items()})
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=20) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def wait_for(address, process):
    """Wait until an address answers 200; a process that ends before that is a failure."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"ended with {process.returncode} before it served")
        try:
            if get(address)[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{address} did not answer within {PATIENCE} s")


def stop(process):
    """End a process the way a service manager does, and give its exit code."""
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        pytest.fail("did not end within 20 s of SIGTERM")


def wait_until(happened, what):
    """Wait until ``happened()`` is true."""
    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            pytest.fail(f"{what} did not happen within {PATIENCE} s")
        time.sleep(0.1)


def family(process):
    """The commands of the living processes in the group of ``process``."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _parent, group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
            command = (folder / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
        except OSError:
            continue
        if int(group) == process.pid and state != "Z":
            found.append(command.strip())
    return found


@pytest.fixture(scope="session")
def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def clean_environment():
    """The environment without what chooses settings or a database."""
    ours = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "BASE_URL", "PYTHONPATH", "PORT", "DEBUG"}
    return {name: value for name, value in os.environ.items() if name not in ours and not name.startswith("DJANGO_")}


@pytest.fixture(scope="session")
def own_database(clean_environment, tmp_path_factory):
    """Variables for a database without data and a folder: SQLite, or PostgreSQL when that is what the tests run on.

    Its tables are there already when a run of all tests made a template of them; ``migrate`` then finds nothing to do.
    """
    made = []
    template = os.environ.get("LEERKRING_TEST_TEMPLATE", "")

    def variables():
        place = {"LEERKRING_VAR": str(tmp_path_factory.mktemp("var"))}
        if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
            if template:
                shutil.copyfile(template, Path(place["LEERKRING_VAR"]) / "leerkring.sqlite3")
            return place
        name = f"service_{os.getpid()}_{len(made)}"
        with psycopg.connect(dbname="postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        made.append(name)
        return place | {"DATABASE_URL": f"postgres:///{name}"}

    return variables


@pytest.fixture(scope="session")
def production(clean_environment, own_database):
    """A complete environment for the production settings."""
    return clean_environment | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "WqVb3nN5yTz8LkJx2RfHs7DpCm4GaUe9-KtYvXwQoZiSjPlBd_rMhEgFu6A1c0",
        "ALLOWED_HOSTS": "leerkring.example,127.0.0.1",
        "BASE_URL": "https://leerkring.example",
        "BEHIND_PROXY": "True",
        **own_database(),
    }


@pytest.fixture(scope="session")
def manage():
    """``manage(environment, "migrate")`` runs a command and gives the finished process."""

    def run(environment, *arguments):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
        )

    return run


@pytest.fixture(scope="session")
def start():
    """``start(environment, command…)`` starts a process in the checkout, in a process group of its own."""
    started = []

    def run(environment, *command):
        process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
        started.append(process)
        return process

    yield run
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
