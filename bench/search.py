"""``make bench``, the search part: building, asking and changing, beside other engines, and the whole page.

The engines answer the same questions in turn, one question each at a time, so that whatever else the machine does meets
all of them alike. Started by ``bench/run.sh``, on a throw-away PostgreSQL when that is installed.
"""

import argparse
import os
import platform
import random
import statistics
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

import load  # noqa: E402
import run  # noqa: E402
from servers import Server  # noqa: E402

SIZES = (1_000, 10_000)
# A whole page needs a site with so many practices, which takes long to make.
LARGEST_SITE = 10_000
VAR = ROOT / "var" / "bench" / "search"
BEGIN, END = "<!-- figures of the bench: made by `make bench` -->", "<!-- end of these figures -->"
CHANGES = 5
PAGES = {
    "page, all kinds": "/zoeken/?{}",
    "page, practices with facets": "/zoeken/?{}&soort=praktijken",
    "suggestions": "/zoeken/suggesties/?{}",
}


def set_up():
    """Django on an empty database, that of ``DATABASE_URL`` when there is one."""
    VAR.mkdir(parents=True, exist_ok=True)
    os.environ |= {name: value.replace("{port}", "80") for name, value in run.environment("search").items()}
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{VAR / 'bench.sqlite3'}")
    import django

    django.setup()
    import search_engines
    import search_texts
    from django.core.management import call_command

    from search import analysis

    call_command("migrate", verbosity=0)
    search_engines.prepare_database()
    # the words of Dutch are read once a process, whatever is built
    analysis.terms(search_texts.text(0).body)


def engines_at(size, database):
    """The engines that can be had here, in the order of the table."""
    import search_engines

    kind = search_engines.TextKind(size)
    found = [search_engines.Ours("whoosh", kind)]
    if database == "postgresql":
        found.append(search_engines.Ours("postgres", kind))
    found.append(search_engines.Fts5(size))
    if database == "postgresql":
        found.append(search_engines.Dutch(size))
    return found


def measure(size, asked, database):
    """``{name of an engine: {what was measured: value}}`` at one size."""
    import search_engines
    import search_texts

    engines = engines_at(size, database)
    text_bytes = sum(search_texts.text(number).size for number in range(size))
    writing = _seconds(lambda: [search_texts.text(number) for number in range(size)])
    found = {}
    for engine in engines:
        print(f"  {engine.name}: building {size}", file=sys.stderr)
        took = max(_seconds(partial(engine.build, range(size))) - writing, 0.001)
        found[engine.name] = {"documents a second": f"{size / took:,.0f}"}
        found[engine.name]["index / text"] = f"{engine.size() / text_bytes:.2f}"
    for kind in search_engines.KINDS:
        questions = search_texts.questions(kind, size, asked)
        times = {engine.name: [] for engine in engines}
        for number, question in enumerate(["de", *questions]):
            turn = number % len(engines)
            for engine in engines[turn:] + engines[:turn]:
                took = _seconds(partial(engine.ask, kind, question))
                times[engine.name] += [took] if number else []  # the first one opens files
        for name, all_times in times.items():
            found[name][kind] = _p50_p95(all_times)
    for engine in engines:
        words = [f"nieuwwoord{'abcdefgh'[number]}" for number in range(CHANGES)]
        times = [_seconds(partial(engine.change, word)) for word in words]
        found[engine.name]["one change visible"] = _p50_p95(times)
    return found


def measure_pages(size, rounds):
    """``{page: p50 / p95}`` of a site on SQLite and Whoosh with so many practices, nothing of it kept."""
    environment = run.environment(size, cached=False) | {"SEARCH_INDEX_IN_WEB": "false"}
    known = run.prepare(size)
    env = os.environ | {name: value.replace("{port}", "80") for name, value in environment.items()}
    env.pop("DATABASE_URL", None)
    building = _seconds(lambda: run.manage("update_index", env))
    server = Server(f"search-{size}", "config.wsgi:application", env=environment, folder=ROOT, ready="/readyz")
    found = {"documents a second, with reading them": f"{known['practices'] / building:,.0f}"}
    try:
        server.wait()
        dice = random.Random(size)
        for label, address in PAGES.items():
            asked = [dice.sample(words, min(3, len(words))) for words in map(str.split, known["titles"])]
            begun = [words[0][:4] for words in asked]
            texts = begun if label == "suggestions" else [" ".join(words) for words in asked]
            paths = [address.format(urlencode({"q": text})) for text in texts]
            load.run(server.port, paths, connections=2, seconds=2.0)
            before = server.cpu_seconds()
            answers, _took = load.run(server.port, paths, connections=1, seconds=2.0 * rounds)
            spent = 1000 * (server.cpu_seconds() - before) / len(answers.seconds)
            if answers.statuses != {200}:
                raise SystemExit(f"{label}: answered {sorted(answers.statuses)}")
            found[label] = _p50_p95(answers.seconds)
            found[f"{label}, processor time"] = f"{spent:.1f}"
        found["memory of a worker, MB"] = server.memory_mb()
    finally:
        server.stop()
    return found


def _seconds(do):
    before = time.perf_counter()
    do()
    return time.perf_counter() - before


def _p50_p95(seconds):
    ordered = sorted(seconds)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"{1000 * statistics.median(ordered):.1f} / {1000 * high:.1f}"


def table(head, columns):
    """Markdown: a row for each thing measured, a column for each engine or size."""
    lines = [f"| {head} | {' | '.join(map(str, columns))} |", "|---|" + "---:|" * len(columns)]
    for row in dict.fromkeys(row for found in columns.values() for row in found):
        lines.append(f"| {row} | {' | '.join(str(found.get(row, '')) for found in columns.values())} |")
    return lines


def report(engines, pages, database, asked):
    versions = f"Python {platform.python_version()}, {database}"
    lines = [
        f"Measured on {date.today():%Y-%m-%d}: {os.cpu_count()} cores, {versions}, {asked} questions of a kind.",
        "",
    ]
    lines += ["p50 / p95 in milliseconds, unless it says otherwise.", ""]
    for size, found in engines.items():
        lines += [*table(f"{size:,} documents", found), ""]
    if pages:
        lines += [
            *table("the whole site, SQLite and Whoosh", {f"{size:,}": found for size, found in pages.items()}),
            "",
        ]
    if database != "postgresql":
        lines += ["PostgreSQL is left out: it isn't installed on this machine.", ""]
    return lines


def write(lines):
    """Put the figures in docs/search.md, between the two marks."""
    path = ROOT / "docs" / "search.md"
    text = path.read_text()
    before, after = text[: text.index(BEGIN)], text[text.index(END) :]
    path.write_text(before + BEGIN + "\n" + "\n".join(lines) + after)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of documents; 100000 takes long")
    parser.add_argument("--questions", type=int, default=100, help="of each kind")
    parser.add_argument("--rounds", type=int, default=3, help="how long pages are asked for")
    parser.add_argument("--no-pages", action="store_true", help="the engines only")
    parser.add_argument("--write", action="store_true", help="put the figures in docs/search.md")
    options = parser.parse_args()
    set_up()
    from django.db import connection

    engines, pages = {}, {}
    for size in options.sizes:
        engines[size] = measure(size, options.questions, connection.vendor)
    if not options.no_pages:
        for size in options.sizes:
            if size <= LARGEST_SITE:
                pages[size] = measure_pages(size, options.rounds)
    lines = report(engines, pages, connection.vendor, options.questions)
    print("\n".join(lines))
    if options.write:
        write(lines)


if __name__ == "__main__":
    main()
