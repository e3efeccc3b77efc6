"""``make bench``, the network part: the directory, the provider map and the open data of a region that is full.

5,000 members and 2,000 services (``load_demo --scale``), production settings, nothing kept between requests: every
list has other filters. Each page is asked in one process for its processor time, which nothing else that runs has a
part in; over one connection, which says how long one person waits; and over four, which says how many can be served.
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

VAR = run.VAR / "network"
MEMBERS, SERVICES = 5000, 2000
PER_PAGE = 100  # services in an answer of the open data
BEGIN, END = "<!-- figures of the network: made by `make bench` -->", "<!-- end of these figures -->"
PAGES = {
    "directory": "directory, five facets",
    "directory_words": "directory, five facets and words",
    "map": "provider map, five facets",
    "map_words": "provider map, five facets and words",
}
LISTS = {"": "open data, services", "&full=true": "open data, services with all that belongs to them"}


def environment():
    """Production settings; no page is kept."""
    found = run.environment("network", cached=False)
    if "BENCH_DATABASE_NETWORK" in os.environ:
        found["DATABASE_URL"] = os.environ["BENCH_DATABASE_NETWORK"]
    return found


def prepare():
    """Make the data, and say what to ask of it."""
    VAR.mkdir(parents=True, exist_ok=True)
    env = os.environ | {name: value.replace("{port}", "80") for name, value in environment().items()}
    print(f"Preparing {MEMBERS} members and {SERVICES} services …", file=sys.stderr)
    made = subprocess.run(
        [sys.executable, ROOT / "bench" / "prepare_network.py", str(MEMBERS), str(SERVICES)],
        env=env,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(made.stdout)


def targets_on(server, known):
    """What to ask: each page as (target over one connection, target over four)."""
    asked = []
    for name, label in PAGES.items():
        cookie = known["cookie"] if name.startswith("directory") else ""
        asked.append((label, known["paths"][name], cookie))
    pages = range(1, known["services"] // PER_PAGE + 1)  # full ones only
    for more, label in LISTS.items():
        paths = [f"/api/hsds/services?per_page={PER_PAGE}&page={page}{more}" for page in pages]
        asked.append((label, paths, ""))
    return [
        (Target(label, server, paths, cookie), Target(label, server, paths, cookie)) for label, paths, cookie in asked
    ]


def report(pairs, known, server, options):
    lines = [
        f"Measured on {date.today():%Y-%m-%d}: {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{known['database']} (SQLite {sqlite3.sqlite_version}), {known['members']:,} members and "
        f"{known['services']:,} services, {options.rounds} rounds of {options.seconds} s a page, while "
        f"{os.getloadavg()[1]:.0f} processes wanted the cores.",
        "",
        "| page | CPU ms | p95 CPU ms in the app | p50 ms | p95 ms | p50 ms, four at once | p95 ms, four at once "
        "| requests a second | KB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    in_app = {PAGES[name]: took for name, took in known["app_ms"].items()}
    for one, four in pairs:
        took = in_app.get(one.label)
        cells = [
            one.label,
            f"{one.cpu_ms:.1f}",
            f"{took[int(len(took) * 0.95)]:.1f}" if took else "",
            *(f"{target.percentile(share):.0f}" for target in (one, four) for share in (0.5, 0.95)),
            f"{four.rate:,.0f}",
            f"{max(one.sizes | four.sizes) / 1024:.0f}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    lines.append("")
    for one, four in pairs:
        if one.label in LISTS.values():
            lines.append(
                f"- {one.label}: {PER_PAGE * one.rate:,.0f} services a second to one asker, "
                f"{PER_PAGE * four.rate:,.0f} to four; {PER_PAGE * 1000 / one.cpu_ms:,.0f} to a core of its own."
            )
    for name, took in known["rebuild_ms"].items():
        lines.append(f"- Building the filters of the {name} anew after a change: {took:.0f} ms of processor time.")
    lines.append(f"- Memory of a worker at the end: {server.memory_mb()} MB.")
    return lines


def write(lines):
    """Put the figures in docs/performance.md, between the two marks."""
    path = ROOT / "docs" / "performance.md"
    text = path.read_text()
    before, after = text[: text.index(BEGIN)], text[text.index(END, text.index(BEGIN)) :]
    path.write_text(before + BEGIN + "\n" + "\n".join(lines) + "\n" + after)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each page in each round, one and four at once")
    parser.add_argument("--write", action="store_true", help="put the figures in docs/performance.md")
    options = parser.parse_args()
    known = prepare()
    server = Server("network", "config.wsgi:application", env=environment(), folder=ROOT, ready="/readyz")
    try:
        server.wait()
        pairs = targets_on(server, known)
        for one, _four in pairs:
            one.measure(run.WARM_UP, 4)
            one.seconds, one.cpu = [], []
        for number in range(options.rounds):
            print(f"Round {number + 1} of {options.rounds}", file=sys.stderr)
            # not always in the same order
            turn = number % len(pairs)
            for one, four in pairs[turn:] + pairs[:turn]:
                one.measure(options.seconds, 1)
                four.measure(options.seconds, 4)
        lines = report(pairs, known, server, options)
    finally:
        server.stop()
    print("\n".join(lines))
    if options.write:
        write(lines)


if __name__ == "__main__":
    main()
