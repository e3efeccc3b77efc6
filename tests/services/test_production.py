"""What production runs: the settings refuse half a configuration, and the documented server serves."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.conftest import ROOT, get, stop, wait_for

HTTPS = {"X_Forwarded_Proto": "https", "Host": "leerkring.example"}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "too-short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "development-only-not-a-secret-but-made-longer-than-forty"}, "SECRET_KEY"),
        ({"DEBUG": "True"}, "DEBUG"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "leerkring.example,*.example"}, "ALLOWED_HOSTS"),
        ({"BASE_URL": ""}, "BASE_URL"),
    ],
)
def test_production_refuses_half_a_configuration(production, manage, change, complaint):
    result = manage(production | change, "check")
    assert result.returncode != 0
    assert "ImproperlyConfigured" in result.stderr
    assert complaint in result.stderr.strip().splitlines()[-1]


def test_production_passes_the_deployment_checks(production, manage):
    result = manage(production, "check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def installed(production, manage):
    """An installation as deploy/update.sh makes it."""
    result = subprocess.run(["bash", "deploy/update.sh"], cwd=ROOT, env=production, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return production


@pytest.fixture(scope="module")
def server(installed, start, free_port):
    """The command of deploy/leerkring.service, on another port."""
    unit = (ROOT / "deploy" / "leerkring.service").read_text().replace("\\\n", " ")
    command = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)[1]
    command = command.replace("/srv/leerkring/.venv", str(Path(sys.executable).parent.parent))
    command = command.replace("--port 8000", f"--port {free_port}").split()
    process = start(installed | {"PYTHONPATH": str(ROOT / "site")}, *command)
    wait_for(f"http://127.0.0.1:{free_port}/healthz", process)
    yield f"http://127.0.0.1:{free_port}"
    assert stop(process) == 0


@pytest.mark.slow
def test_the_documented_server_answers_with_safe_headers(server):
    status, headers, body = get(f"{server}/", **HTTPS)
    assert status == 200
    assert b"<html" in body
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "data:" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert int(re.search(r"max-age=(\d+)", headers["Strict-Transport-Security"])[1]) >= 31536000


@pytest.mark.slow
def test_http_is_sent_to_https_but_health_is_not(server):
    status, headers, _ = get(f"{server}/praktijken/", Host="leerkring.example")
    assert (status, headers["Location"]) == (301, "https://leerkring.example/praktijken/")
    assert get(f"{server}/healthz")[0] == 200
    assert get(f"{server}/readyz")[0] == 200


@pytest.mark.slow
def test_another_host_is_refused(server):
    assert get(f"{server}/", X_Forwarded_Proto="https", Host="elsewhere.example")[0] == 400


@pytest.mark.slow
def test_static_files_are_compressed_and_kept_for_ever(server):
    _, _, body = get(f"{server}/", **HTTPS)
    sheets = re.findall(r'href="(/static/[^"]+\.css)"', body.decode())
    assert sheets
    status, headers, _ = get(server + sheets[0], Accept_Encoding="br", **HTTPS)
    assert status == 200
    assert headers["Content-Encoding"] == "br"
    assert "immutable" in headers["Cache-Control"]
    assert re.search(r"\.[0-9a-f]{12}\.css$", sheets[0])


@pytest.mark.slow
def test_a_backup_is_a_whole_database(installed, tmp_path):
    result = subprocess.run(
        ["bash", "deploy/backup.sh", tmp_path], cwd=ROOT, env=installed, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    folder = Path(result.stdout.strip())
    assert folder.parent == tmp_path
    if "DATABASE_URL" in installed:
        listing = subprocess.run(
            ["pg_restore", "--list", folder / "leerkring.dump"], capture_output=True, text=True, check=True
        )
        assert "TABLE DATA public practices_practicepage" in listing.stdout
    else:
        copy = sqlite3.connect(folder / "leerkring.sqlite3")
        assert copy.execute("SELECT count(*) FROM django_migrations").fetchone()[0] > 100
