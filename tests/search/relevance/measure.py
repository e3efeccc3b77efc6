"""``make relevance``: how good our search is at questions of the field, a kind at a time, beside other engines."""

import argparse
import shutil
import sys
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from statistics import mean

import django


def scores(ask, queries):
    """``{kind: (nDCG@10, recall@10)}`` with "all" for every question together."""
    from tests.search.relevance.metrics import ndcg, recall

    found = defaultdict(list)
    for query in queries:
        ranked = ask(query["query"])
        for kind in (query["kind"], "all"):
            found[kind].append((ndcg(ranked, query["fits"]), recall(ranked, query["fits"])))
    return {kind: tuple(map(mean, zip(*values, strict=True))) for kind, values in found.items()}


def measure(collection, *, every_engine=True):
    """``{name of an engine: scores}``, in a database that is empty but for what migrations put in it."""
    from django.conf import settings
    from django.db import connection
    from django.test import override_settings

    from tests.search.relevance import data, engines
    from tests.searching import index_now

    asker, ids = data.fill(collection)
    index_now()
    result = {f"ours ({settings.SEARCH_ENGINE})": scores(engines.our_search(asker, ids), collection.queries)}
    if not every_engine:
        return result
    asked = {
        "plain Whoosh": engines.plain_whoosh(collection.documents),
        "Whoosh, its Dutch stems": engines.whoosh_with_stems(collection.documents),
        "SQLite FTS5": engines.fts5(collection.documents),
    }
    with ExitStack() as stack:
        if connection.vendor == "postgresql":
            asked["PostgreSQL `dutch`"] = stack.enter_context(engines.postgres_dutch(collection.documents))
            with override_settings(**on_postgres()):
                index_all()
                result["ours (postgres)"] = scores(engines.our_search(asker, ids), collection.queries)
        result |= {name: scores(ask, collection.queries) for name, ask in asked.items()}
    return result


def on_postgres():
    """The settings that ``SEARCH_ENGINE=postgres`` makes."""
    return {"SEARCH_ENGINE": "postgres", "WAGTAILSEARCH_BACKENDS": {"default": {"BACKEND": "search.engine.postgres"}}}


def index_all():
    """Fill the index of the engine of the settings with all there is."""
    from django.core.management import call_command

    call_command("update_index", verbosity=0)


def table(result):
    """The figures as a Markdown table: nDCG@10 · recall@10."""
    kinds = list(dict.fromkeys(kind for found in result.values() for kind in found if kind != "all"))
    lines = [f"| kind of question | {' | '.join(result)} |", "|---|" + "---:|" * len(result)]
    for kind in [*kinds, "all"]:
        cells = [f"{found[kind][0]:.3f} · {found[kind][1]:.2f}" for found in result.values()]
        lines.append(f"| {f'**{kind}**' if kind == 'all' else kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def misses(ask, queries, below):
    """What came back for the questions that did badly, with the grade of each."""
    from tests.search.relevance.metrics import ndcg

    for query in queries:
        ranked = ask(query["query"])
        value = ndcg(ranked, query["fits"])
        if value < below:
            print(f"{value:.2f} {query['kind']}: {query['query']}")
            print("   ", ", ".join(f"{one}={query['fits'].get(one, 0)}" for one in ranked))
            print(
                "    missed:", ", ".join(f"{one}={grade}" for one, grade in query["fits"].items() if one not in ranked)
            )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", type=float, metavar="N", help="show the questions with an nDCG below N instead")
    options = parser.parse_args()
    django.setup()

    from django.conf import settings
    from django.db import connection, transaction
    from django.test.utils import get_runner, setup_test_environment

    from search import indexing
    from tests.search.relevance import data, engines
    from tests.searching import index_now

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        if options.misses:
            indexing.start_empty()
            asker, ids = data.fill(data.ours())
            index_now()
            misses(engines.our_search(asker, ids), data.ours().queries, options.misses)
            return
        if connection.vendor != "postgresql":
            print("PostgreSQL is left out: it isn't installed on this machine.\n", file=sys.stderr)
        collections = {"Our set": data.ours(), "Held-out set": data.held_out()}
        for name, collection in collections.items():
            with transaction.atomic():
                indexing.start_empty()
                print(
                    f"{name}: {len(collection.documents)} documents, {len(collection.queries)} questions; "
                    "nDCG@10 · recall@10\n"
                )
                print(table(measure(collection)), end="\n\n")
                transaction.set_rollback(True)
    finally:
        runner.teardown_databases(databases)
        shutil.rmtree(Path(settings.MEDIA_ROOT).parent, ignore_errors=True)


if __name__ == "__main__":
    main()
