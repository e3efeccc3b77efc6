"""``bash bench/run.sh mail``: 5,000 mails through the outbox, and what pages notice of it.

A site with the worker of ``deploy/leerkring-work.service`` beside it, and a mail server that takes everything. Pages,
none of them kept, are asked for at a steady pace while mails go and while none do, in turn, so that what else the
machine does meets both.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import platform
import subprocess
import sys
import threading
import time
from datetime import date

import load
import run
from servers import ROOT, Server, free_port

BEGIN, END = "<!-- mail: made by `bash bench/run.sh mail` -->", "<!-- end of mail -->"
NICE = 5  # as in deploy/leerkring-work.service
WRITE = """
import json, sys, time
from django.db import transaction
from base.mail import send_mail_later
from base.models import Mail
began = time.perf_counter()
to = [f"lid{number}@voorbeeld.example" for number in range(int(sys.argv[1]))]
with transaction.atomic():
    send_mail_later(to, "request_known", {"name": "Anna"}, language="nl", bulk=True)
print(json.dumps({"seconds": time.perf_counter() - began, "rows": Mail.objects.waiting().count()}))
"""
CONFIRM = """
from base.mail import send_mail_later
send_mail_later("bevestiging@voorbeeld.example", "request_known", {"name": "Anna"}, language="nl")
"""


def sink(port, taken, confirmed):
    """A mail server that takes everything, in a process of its own."""
    from aiosmtpd.controller import Controller

    class Handler:
        async def handle_DATA(self, server, session, envelope):
            if envelope.rcpt_tos[0].startswith("bevestiging"):
                confirmed.value = time.time()
            elif envelope.rcpt_tos[0].startswith("lid"):
                taken.value += 1
            return "250 OK"

    Controller(Handler(), hostname="127.0.0.1", port=port).start()
    asyncio.new_event_loop().run_forever()


class Visitors:
    """Ask for pages at a steady pace until told to stop; seconds of each answer."""

    def __init__(self, port, paths, a_second):
        self.port, self.paths, self.pause = port, paths, 1 / a_second
        self.seconds, self.stopping = [], threading.Event()
        self.thread = threading.Thread(target=self._ask)

    def _ask(self):
        import socket

        with socket.create_connection((load.HOST, self.port), timeout=60) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            buffer, due, place = bytearray(), time.perf_counter(), 0
            while not self.stopping.is_set():
                # From when it was due: an answer that comes late makes the next visitor wait too.
                due += self.pause
                time.sleep(max(0, due - time.perf_counter()))
                connection.sendall(load.request_bytes(self.paths[place % len(self.paths)], self.port))
                status, _size = load.read_answer(connection, buffer)
                if status != 200:
                    raise SystemExit(f"answered {status}")
                self.seconds.append(time.perf_counter() - due)
                place += 1

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_problem):
        self.stopping.set()
        self.thread.join()


def p(seconds, share):
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def shell(env, code, *arguments):
    """What a piece of Python prints in the site of the bench."""
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}", *map(str, arguments)]
    return subprocess.run(command, env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def measure(options):
    known, mail_port = run.prepare(options.practices), free_port()
    settings = run.environment(options.practices, cached=False) | {
        "SEARCH_INDEX_IN_WEB": "false",
        "MAIL_IN_WEB": "false",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
    }
    env = os.environ | {name: value.replace("{port}", "80") for name, value in settings.items()}
    env["PYTHONPATH"] = f"{ROOT / 'site'}:{ROOT}"
    shell(env, "from base.models import Mail; Mail.objects.all().delete()")
    taken, confirmed = multiprocessing.Value("i"), multiprocessing.Value("d")
    server = Server("mail", "config.wsgi:application", env=settings, folder=ROOT, ready="/readyz")
    post = multiprocessing.Process(target=sink, args=(mail_port, taken, confirmed), daemon=True)
    worker = subprocess.Popen(["nice", "-n", str(NICE), sys.executable, "manage.py", "work"], env=env, cwd=ROOT)
    paths = ["/", "/praktijken/", *(f"/praktijken/{slug}/" for slug in known["slugs"][:20])]

    def pages(until):
        with Visitors(server.port, paths, options.a_second) as visitors:
            until()
        return visitors.seconds

    found = {"write": 0, "all": 0, "confirmation": [], "quiet": [], "during": []}
    try:
        server.wait()
        post.start()
        pages(lambda: time.sleep(15))  # warm
        portion = options.mails // options.rounds

        def mails():
            aim, began = taken.value + portion, time.time()
            found["write"] += json.loads(shell(env, WRITE, portion))["seconds"]
            while taken.value < aim - portion + 50:
                time.sleep(0.1)
            asked = time.time()
            shell(env, CONFIRM)
            while taken.value < aim:
                if time.time() - began > 1800:
                    raise SystemExit(f"only {taken.value} mails in half an hour")
                time.sleep(0.1)
            found["all"] += time.time() - began
            found["confirmation"].append(confirmed.value - asked)

        for number in range(options.rounds):
            print(f"Round {number + 1} of {options.rounds}", file=sys.stderr)
            found["quiet"] += pages(lambda: time.sleep(options.seconds))
            found["during"] += pages(mails)
        found["taken"] = taken.value
    finally:
        worker.terminate()
        worker.wait()
        server.stop()
        if post.is_alive():
            post.terminate()
    return found | {"database": known["database"]}


def report(found, options):
    quiet, during = found["quiet"], found["during"]
    lines = [
        f"Measured on {date.today():%Y-%m-%d}: {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{found['database']}, {options.mails:,} mails in {options.rounds} portions, "
        f"{options.a_second:.0f} pages a second, none of them kept.",
        "",
        "| | |",
        "|---|---:|",
        f"| writing {options.mails:,} mails, a transaction a portion | {found['write']:.1f} s |",
        f"| until they were at the mail server | {found['all']:.0f} s |",
        f"| mails that arrived | {found['taken']:,} |",
        f"| a confirmation meanwhile, with starting the process that writes it | {max(found['confirmation']):.1f} s |",
        f"| page without mail, p50 / p95 | {p(quiet, 0.5):.1f} / {p(quiet, 0.95):.1f} ms |",
        f"| page while mails go, p50 / p95 | {p(during, 0.5):.1f} / {p(during, 0.95):.1f} ms |",
        f"| p95, as a multiple | {p(during, 0.95) / p(quiet, 0.95):.2f} |",
    ]
    return lines


def write(lines):
    """Put the figures in docs/performance.md, between the two marks."""
    path = ROOT / "docs" / "performance.md"
    text = path.read_text()
    before, after = text[: text.index(BEGIN)], text[text.index(END) :]
    path.write_text(before + BEGIN + "\n" + "\n".join(lines) + "\n" + after)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mails", type=int, default=5000)
    parser.add_argument("--practices", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5, help="portions; pages are asked for without mail before each")
    parser.add_argument("--seconds", type=float, default=30, help="of pages without mail, in each round")
    parser.add_argument("--a-second", type=float, default=10, help="pages")
    parser.add_argument("--write", action="store_true", help="put the figures in docs/performance.md")
    options = parser.parse_args()
    lines = report(measure(options), options)
    print("\n".join(lines))
    if options.write:
        write(lines)


if __name__ == "__main__":
    main()
