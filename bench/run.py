"""``make bench``: what a page costs, as a share of a bare Django view on the same server, in one interleaved run.

All servers stand ready at the same time, and every page is asked for a moment in each round, so that whatever else
the machine does meets all of them alike. Judge by processor time a request: requests a second drift on shared cores.
"""

import argparse
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date

import load
from servers import ROOT, Server

VAR = ROOT / "var" / "bench"
SECRET = "only-for-measuring-on-this-machine-it-protects-nothing-at-all"
SIZES = (1_000, 10_000)
WARM_UP = 2.0  # seconds: each worker renders each page once
BEGIN, END = "<!-- figures: made by `make bench` -->", "<!-- end of figures -->"


@dataclass
class Target:
    """One kind of page on one server, and what was measured of it."""

    label: str
    server: Server
    paths: list
    cookie: str = ""
    asked: int = 0
    seconds: list = field(default_factory=list)
    cpu: list = field(default_factory=list)  # per round: processor seconds, requests, wall seconds
    sizes: set = field(default_factory=set)

    def measure(self, seconds, connections):
        before = self.server.cpu_seconds()
        answers, took = load.run(
            self.server.port, self.paths, cookie=self.cookie, connections=connections, seconds=seconds, skip=self.asked
        )
        self.asked += len(answers.seconds)
        if answers.statuses != {200}:
            raise SystemExit(f"{self.label}: answered {sorted(answers.statuses)}")
        self.cpu.append((self.server.cpu_seconds() - before, len(answers.seconds), took))
        self.seconds += answers.seconds
        self.sizes |= answers.sizes

    @property
    def cpu_ms(self):
        """Processor milliseconds a request, over all rounds."""
        return 1000 * sum(cpu for cpu, _count, _took in self.cpu) / sum(count for _cpu, count, _took in self.cpu)

    @property
    def rate(self):
        """Requests a second: the median round."""
        return statistics.median(count / took for _cpu, count, took in self.cpu)

    def percentile(self, share):
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def environment(size, cached=True):
    """Production settings for a site with so many practices."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "PYTHONPATH": str(ROOT / "site"),
        "LEERKRING_VAR": str(VAR / str(size)),
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": "http://127.0.0.1:{port}",
        "PAGE_CACHE_SECONDS": "600" if cached else "0",
        "LOG_LEVEL": "WARNING",
        "EMAIL_URL": "dummymail://",
        **({"DATABASE_URL": os.environ[f"BENCH_DATABASE_{size}"]} if f"BENCH_DATABASE_{size}" in os.environ else {}),
    }


def prepare(size):
    """The data for a size, and a session to be signed in with."""
    (VAR / str(size)).mkdir(parents=True, exist_ok=True)
    env = os.environ | {name: value.replace("{port}", "80") for name, value in environment(size).items()}
    print(f"Preparing {size} practices …", file=sys.stderr)
    made = subprocess.run(
        [sys.executable, ROOT / "bench" / "prepare.py", str(size)],
        env=env,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(made.stdout)


def manage(command, env):
    """Run a command of ``manage.py`` in a site of the bench."""
    subprocess.run([sys.executable, ROOT / "manage.py", command, "--verbosity", "0"], env=env, cwd=ROOT, check=True)


def start(sizes, servers):
    """Start every server, and say what to ask of it. The first two targets are the bare views."""
    targets, facts = [], {}
    hello = ROOT / "bench" / "hello"
    for kind, label in (("bare", "hello, no middleware"), ("default", "hello, startproject's middleware")):
        server = Server(
            f"hello-{kind}", "hello:application", env={"HELLO": kind, "PYTHONPATH": str(hello)}, folder=hello
        )
        servers.append(server)
        targets.append(Target(label, server, ["/"]))
    for size in sizes:
        facts[size] = known = prepare(size)
        pages = [f"/praktijken/{slug}/" for slug in known["slugs"]]
        kept, fresh = (
            Server(
                f"site-{size}-{name}",
                "config.wsgi:application",
                env=environment(size, cached),
                folder=ROOT,
                ready="/readyz",
            )
            for name, cached in (("kept", True), ("fresh", False))
        )
        servers += [kept, fresh]
        for label, paths in (("home", ["/"]), ("list", ["/praktijken/"]), ("practice", pages)):
            targets.append(Target(f"{label}, from the page cache, {size}", kept, paths))
            targets.append(Target(f"{label}, not from the cache, {size}", fresh, paths))
        targets.append(Target(f"list, filters nobody chose before, {size}", fresh, known["filtered"]))
        targets.append(Target(f"list, looking for a word, {size}", fresh, known["words"]))
        targets.append(Target(f"practice, signed in, {size}", fresh, pages, known["cookie"]))
        targets.append(Target(f"list, signed in, {size}", fresh, ["/praktijken/"], known["cookie"]))
    return targets, facts


def table(targets):
    """The figures as a Markdown table."""
    bare = targets[0]
    lines = [
        "| page | CPU ms | share of hello | requests a second | share of hello | p50 ms | p95 ms | p99 ms | KB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in targets:
        cells = [
            one.label,
            f"{one.cpu_ms:.2f}",
            f"{bare.cpu_ms / one.cpu_ms:.0%}",
            f"{one.rate:,.0f}",
            f"{one.rate / bare.rate:.0%}",
            *(f"{one.percentile(share):.1f}" for share in (0.5, 0.95, 0.99)),
            f"{max(one.sizes) / 1024:.1f}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def growth(targets, sizes):
    """How much more a page costs with ten times as many practices."""
    small, large = (f", {size}" for size in sizes)
    by_label = {one.label: one for one in targets}
    lines = [f"| page | CPU ms at {sizes[0]:,} | at {sizes[1]:,} | difference |", "|---|---:|---:|---:|"]
    for label, one in by_label.items():
        if label.endswith(small):
            other = by_label[label.removesuffix(small) + large]
            lines.append(
                f"| {label.removesuffix(small)} | {one.cpu_ms:.2f} | {other.cpu_ms:.2f} "
                f"| {other.cpu_ms / one.cpu_ms - 1:+.0%} |"
            )
    return lines


def report(targets, facts, servers, options):
    lines = [
        f"Measured on {date.today():%Y-%m-%d}: {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{', '.join(sorted({known['database'] for known in facts.values()}))} "
        f"(SQLite {sqlite3.sqlite_version}), granian with 2 workers of 4 threads, "
        f"{options.rounds} rounds of {options.seconds} s a page over {options.connections} connections.",
        "",
        *table(targets),
        "",
    ]
    if len(facts) == 2:
        lines += [*growth(targets, list(facts)), ""]
    for known in facts.values():
        lines.append(
            f"- Building the filters anew with {known['practices']:,} practices: {known['rebuild_ms']:.0f} ms."
        )
    lines.append(
        "- Memory of a worker at the end: " + ", ".join(f"{one.name} {one.memory_mb()} MB" for one in servers) + "."
    )
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
    parser.add_argument("--seconds", type=float, default=1.5, help="for each page in each round")
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--write", action="store_true", help="put the figures in docs/performance.md")
    options = parser.parse_args()
    servers = []
    try:
        targets, facts = start(options.sizes, servers)
        for server in servers:
            server.wait()
        for target in targets:
            target.measure(WARM_UP, options.connections)
        for target in targets:
            target.seconds, target.cpu = [], []
        for number in range(options.rounds):
            print(f"Round {number + 1} of {options.rounds}", file=sys.stderr)
            # not always in the same order
            for target in targets[number % len(targets) :] + targets[: number % len(targets)]:
                target.measure(options.seconds, options.connections)
        lines = report(targets, facts, servers, options)
    finally:
        for server in servers:
            server.stop()
    print("\n".join(lines))
    if options.write:
        write(lines)


if __name__ == "__main__":
    main()
