"""``make bench``, the part of the meetings: the agenda, meetings and calendar files of a region with 5,000 meetings.

Production settings, nothing kept between requests: every list has other filters, every page is of another meeting.
Each is asked in one process for its processor time, which nothing else that runs has a part in, and over one
connection, which says how long one person waits.
"""

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
from datetime import date

import run
from run import ROOT, Target
from servers import Server

VAR = run.VAR / "meetings"
EVENTS = 5000
BEGIN, END = "<!-- figures of the meetings: made by `make bench` -->", "<!-- end of the figures of the meetings -->"
PAGES = {
    "list": "agenda, three facets",
    "list_words": "agenda, three facets and a word",
    "month": "agenda, a month",
    "past": "agenda, what is over",
    "event": "a meeting",
    "event_member": "a meeting, signed in",
    "ics": "calendar file, three facets",
    "ics_all": "calendar file, everything",
    "event_ics": "calendar file of a meeting",
}


def environment():
    """Production settings; no page is kept."""
    found = run.environment("meetings", cached=False)
    if "BENCH_DATABASE_MEETINGS" in os.environ:
        found["DATABASE_URL"] = os.environ["BENCH_DATABASE_MEETINGS"]
    return found


def prepare():
    """Make the data, and say what to ask of it."""
    VAR.mkdir(parents=True, exist_ok=True)
    env = os.environ | {name: value.replace("{port}", "80") for name, value in environment().items()}
    print(f"Preparing {EVENTS} meetings …", file=sys.stderr)
    made = subprocess.run(
        [sys.executable, ROOT / "bench" / "prepare_meetings.py", str(EVENTS)],
        env=env,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(made.stdout)


def percentile(ordered, share):
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def report(targets, known, server, options):
    lines = [
        f"Measured on {date.today():%Y-%m-%d}: {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{known['database']} (SQLite {sqlite3.sqlite_version}), {known['events']:,} meetings ({known['coming']:,} to "
        f"come) with {known['registrations']:,} registrations, {options.rounds} rounds of {options.seconds} s a page, "
        f"while {os.getloadavg()[1]:.0f} processes wanted the cores.",
        "",
        "| page | CPU ms | p50 CPU ms in the app | p95 CPU ms in the app | p50 ms | p95 ms | KB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, target in targets.items():
        took = known["app_ms"][name]
        cells = [
            target.label,
            f"{target.cpu_ms:.1f}",
            *(f"{percentile(took, share):.1f}" for share in (0.5, 0.95)),
            *(f"{target.percentile(share):.0f}" for share in (0.5, 0.95)),
            f"{max(target.sizes) / 1024:.0f}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    lines += [
        "",
        f"- Building the filters of the agenda anew after a change: {known['rebuild_ms']:.0f} ms of processor time.",
        f"- Memory of a worker at the end: {server.memory_mb()} MB.",
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
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each page in each round")
    parser.add_argument("--write", action="store_true", help="put the figures in docs/performance.md")
    options = parser.parse_args()
    known = prepare()
    server = Server("meetings", "config.wsgi:application", env=environment(), folder=ROOT, ready="/readyz")
    try:
        server.wait()
        cookies = {"event_member": known["cookie"]}
        targets = {
            name: Target(label, server, known["paths"][name], cookies.get(name, "")) for name, label in PAGES.items()
        }
        for target in targets.values():
            target.measure(run.WARM_UP, 1)
            target.seconds, target.cpu = [], []
        for number in range(options.rounds):
            print(f"Round {number + 1} of {options.rounds}", file=sys.stderr)
            turn = list(targets.values())
            # not always in the same order
            for target in turn[number % len(turn) :] + turn[: number % len(turn)]:
                target.measure(options.seconds, 1)
        lines = report(targets, known, server, options)
    finally:
        server.stop()
    print("\n".join(lines))
    if options.write:
        write(lines)


if __name__ == "__main__":
    main()
