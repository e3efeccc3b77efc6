"""How many people a second can register for one meeting: bash bench/run.sh seats [--write].

Everybody posts the form of the same meeting, so all of them wait for the same lock. The server is that of production;
SQLite always, and the PostgreSQL of ``DATABASE_URL`` when there is one.
"""

import argparse
import http.client
import json
import os
import platform
import queue
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

from servers import ROOT, Server

VAR = ROOT / "var" / "bench" / "seats"
TOKEN = "b" * 32
SECRET = "only-for-measuring-on-this-machine-it-protects-nothing-at-all"
BEGIN, END = "<!-- seats: made by `bench/run.sh seats` -->", "<!-- end of seats -->"


def environment(database):
    """Production settings with a database and a folder of their own."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "PYTHONPATH": str(ROOT / "site"),
        "LEERKRING_VAR": str(VAR / database.partition(":")[0]),
        "DATABASE_URL": database,
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": "http://127.0.0.1:{port}",
        "LOG_LEVEL": "WARNING",
        "EMAIL_URL": "dummymail://",
    }


def prepare(number):
    """Meetings and members with a session; what the measurement needs, as JSON. Runs in a process of its own."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django

    django.setup()
    from datetime import timedelta

    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from events.meetings.models import EventIndexPage, EventPage
    from home.actions import ensure_site_tree
    from network.people.models import Member

    with open(os.devnull, "w") as quiet:
        call_command("migrate", verbosity=0, stdout=quiet)
        call_command("collectstatic", interactive=False, verbosity=0, stdout=quiet)
    ensure_site_tree()
    index, start = EventIndexPage.objects.get(), timezone.now() + timedelta(days=14)
    slugs = {}
    for name, capacity in (("tien-plaatsen", 10), ("plaats-genoeg", None)):
        slugs[name] = f"{name}-{time.time_ns()}"
        event = EventPage(title=name, slug=slugs[name], summary="Om te meten.", starts_at=start, capacity=capacity)
        event.ends_at = start + timedelta(hours=2)
        index.add_child(instance=event)
    cookies = []
    for place in range(number):
        email = f"meter{place}@voorbeeld.example"
        member = Member.objects.filter(email=email).first()
        member = member or Member.objects.create_user(email, name=f"Meter {place}", approved_at=timezone.now())
        client = Client()
        client.force_login(member)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}")
    json.dump({"slugs": slugs, "cookies": cookies}, sys.stdout)


def register_all(server, slug, cookies, connections):
    """Everybody posts the form once, over so many connections: the seconds of each answer, and of all."""
    left, took, wrong = queue.SimpleQueue(), [], []
    for cookie in cookies:
        left.put(cookie)

    def work():
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        while True:
            try:
                cookie = left.get_nowait()
            except queue.Empty:
                return
            headers = {"Cookie": cookie, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
            started = time.perf_counter()
            connection.request("POST", f"/agenda/{slug}/aanmelden/", b"zichtbaar=on", headers)
            answer = connection.getresponse()
            answer.read()
            took.append(time.perf_counter() - started)
            if answer.status != 302:
                wrong.append(answer.status)

    threads = [threading.Thread(target=work) for _ in range(connections)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(f"{slug}: answered {sorted(set(wrong))}")
    return took, time.perf_counter() - started


def measure(database, options):
    """Rows of the table for one database."""
    (VAR / database.partition(":")[0]).mkdir(parents=True, exist_ok=True)
    env = environment(database)
    made = subprocess.run(
        [sys.executable, Path(__file__), "--prepare", "--people", str(options.people)],
        env=os.environ | {name: value.replace("{port}", "80") for name, value in env.items()},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    known = json.loads(made.stdout)
    # Where PostgreSQL listens is in PGHOST and its like, which Server leaves out.
    env |= {name: value for name, value in os.environ.items() if name.startswith("PG")}
    server = Server(
        f"seats-{database.partition(':')[0]}", "config.wsgi:application", env=env, folder=ROOT, ready="/readyz"
    )
    rows = []
    try:
        server.wait()
        for name, label in (("tien-plaatsen", "ten seats, the rest waits"), ("plaats-genoeg", "seats for all")):
            before = server.cpu_seconds()
            took, seconds = register_all(server, known["slugs"][name], known["cookies"], options.connections)
            cpu, took = server.cpu_seconds() - before, sorted(took)
            cells = [database.partition(":")[0], label, f"{len(took) / seconds:,.0f}", f"{1000 * cpu / len(took):.1f}"]
            cells += [f"{1000 * took[int(len(took) * share)]:.0f}" for share in (0.5, 0.95)]
            rows.append("| " + " | ".join(cells) + " |")
    finally:
        server.stop()
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--prepare", action="store_true", help="what this program asks of itself")
    parser.add_argument("--write", action="store_true", help="put the figures in docs/performance.md")
    options = parser.parse_args()
    if options.prepare:
        prepare(options.people)
        return
    VAR.mkdir(parents=True, exist_ok=True)
    (VAR / "seats.sqlite3").unlink(missing_ok=True)
    databases = [f"sqlite:///{VAR / 'seats.sqlite3'}"]
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        databases.append(os.environ["DATABASE_URL"])
    rows = [row for database in databases for row in measure(database, options)]
    lines = [
        f"Measured on {date.today():%Y-%m-%d}: {os.cpu_count()} cores, Python {platform.python_version()}, granian "
        f"with 2 workers of 4 threads, {options.people} people over {options.connections} connections, one meeting.",
        "",
        "| database | meeting | registrations a second | CPU ms each | p50 ms | p95 ms |",
        "|---|---|---:|---:|---:|---:|",
        *rows,
    ]
    print("\n".join(lines))
    if options.write:
        path = ROOT / "docs" / "performance.md"
        text = path.read_text()
        path.write_text(text[: text.index(BEGIN)] + BEGIN + "\n" + "\n".join(lines) + "\n" + text[text.index(END) :])


if __name__ == "__main__":
    main()
