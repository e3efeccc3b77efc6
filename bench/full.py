"""What measuring a site that is full takes: having it made, asking its pages, and writing down what they cost."""

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from datetime import date

import run
from run import ROOT
from servers import Server


def environment(name):
    """Production settings; no page is kept. ``BENCH_DATABASE_<NAME>`` names another database."""
    found = run.environment(name, cached=False)
    other = os.environ.get(f"BENCH_DATABASE_{name.upper()}")
    return found | ({"DATABASE_URL": other} if other else {})


def prepare(name, *numbers, what):
    """Make the data by ``prepare_<name>.py``, and give what it says to ask of it."""
    (run.VAR / name).mkdir(parents=True, exist_ok=True)
    env = os.environ | {key: value.replace("{port}", "80") for key, value in environment(name).items()}
    print(f"Preparing {what} …", file=sys.stderr)
    command = [sys.executable, ROOT / "bench" / f"prepare_{name}.py", *map(str, numbers)]
    made = subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return json.loads(made.stdout)


def options(description):
    """What one may say on the command line."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each page in each round")
    parser.add_argument("--write", action="store_true", help="put the figures in docs/performance.md")
    return parser.parse_args()


@contextmanager
def serving(name):
    """The server of production on that data."""
    server = Server(name, "config.wsgi:application", env=environment(name), folder=ROOT, ready="/readyz")
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def rounds(asked, chosen):
    """Ask each of ``asked`` (a list of lists of (target, connections)) for a moment in each round, in turn."""
    for pairs in asked:
        target, connections = pairs[0][0], pairs[-1][1]
        target.measure(run.WARM_UP, connections)
        target.seconds, target.cpu = [], []
    for number in range(chosen.rounds):
        print(f"Round {number + 1} of {chosen.rounds}", file=sys.stderr)
        # not always in the same order
        turn = number % len(asked)
        for pairs in asked[turn:] + asked[:turn]:
            for target, connections in pairs:
                target.measure(chosen.seconds, connections)


def percentile(ordered, share):
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def measured_on(known, things, chosen):
    """The line over the figures: where, when, and on how much."""
    return (
        f"Measured on {date.today():%Y-%m-%d}: {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{known['database']} (SQLite {sqlite3.sqlite_version}), {things}, {chosen.rounds} rounds of "
        f"{chosen.seconds} s a page, while {os.getloadavg()[1]:.0f} processes wanted the cores."
    )


def in_app_table(targets, known):
    """A table of pages: processor time on the server, in the app alone, and how long one person waits."""
    lines = [
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
    return lines


def write(begin, end, lines):
    """Put the figures in docs/performance.md, between two marks."""
    path = ROOT / "docs" / "performance.md"
    text = path.read_text()
    before, after = text[: text.index(begin)], text[text.index(end, text.index(begin)) :]
    path.write_text(before + begin + "\n" + "\n".join(lines) + "\n" + after)
