"""Who is asked: our search as a whole, and beside it what each engine does by itself.

Every engine is a function from a question to ids of documents, the best first. Those beside ours look for any of the
words (all of them would find hardly anything for a sentence), keep what is quoted together, and count a title three
times and a summary and the topics twice.
"""

import re
import sqlite3
from contextlib import contextmanager

import whoosh.analysis
import whoosh.fields
import whoosh.filedb.filestore
import whoosh.qparser
from django.db import connection

from search.answers import Filters
from search.find import find
from tests.search.relevance.data import text_of

DEPTH = 10
BOOSTS = {"title": 3.0, "summary": 2.0, "topics": 2.0, "body": 1.0}
_QUOTED = re.compile(r'"([^"]+)"')


def our_search(asker, ids):
    """What a member gets, of whatever kind. The page of a topic is no document, so nobody judged it: it is left out."""

    def ask(query):
        answer = find(query, Filters(), asker, all_kinds_list=True)
        found = [(hit.kind.name, hit.row.pk) for hit in answer.hits]
        return [ids[one] for one in found if one in ids][:DEPTH]

    return ask


def plain_whoosh(documents, analyzer=None):
    """Whoosh with its own analysis and its own parser, of which only quotes are left."""
    analyzer = analyzer or whoosh.analysis.StandardAnalyzer()
    columns = {name: whoosh.fields.TEXT(analyzer=analyzer, field_boost=boost) for name, boost in BOOSTS.items()}
    schema = whoosh.fields.Schema(id=whoosh.fields.STORED, **columns)
    index = whoosh.filedb.filestore.RamStorage().create_index(schema)
    writer = index.writer()
    for document in documents:
        writer.add_document(id=document["id"], **dict(zip(BOOSTS, text_of(document), strict=True)))
    writer.commit()
    parser = whoosh.qparser.MultifieldParser(
        list(BOOSTS),
        schema,
        plugins=[whoosh.qparser.WhitespacePlugin(), whoosh.qparser.PhrasePlugin()],
        group=whoosh.qparser.OrGroup.factory(0.9),
    )

    def ask(query):
        with index.searcher() as searcher:
            return [hit["id"] for hit in searcher.search(parser.parse(query), limit=DEPTH)]

    return ask


def whoosh_with_stems(documents):
    """Whoosh with what it brings for Dutch."""
    return plain_whoosh(documents, whoosh.analysis.LanguageAnalyzer("nl"))


def fts5(documents):
    """SQLite's full-text search."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE found USING fts5(id UNINDEXED, title, summary, topics, body, tokenize='unicode61')"
    )
    database.executemany("INSERT INTO found VALUES (?, ?, ?, ?, ?)", [(one["id"], *text_of(one)) for one in documents])
    order = f"bm25(found, 0, {', '.join(map(str, BOOSTS.values()))})"

    def ask(query):
        words = [f'"{part}"' for part in _parts(query)]
        sql = f"SELECT id FROM found WHERE found MATCH ? ORDER BY {order} LIMIT {DEPTH}"
        return [row[0] for row in database.execute(sql, [" OR ".join(words)])]

    return ask


@contextmanager
def postgres_dutch(documents):
    """PostgreSQL with its configuration for Dutch: a stemmer and stop words. Needs a connection to one."""
    vector = " || ".join(f"setweight(to_tsvector('dutch', %s), '{label}')" for label in ("A", "B", "B", "D"))
    sql = (
        "SELECT id FROM relevance_baseline, to_tsquery('dutch', %s) AS asked WHERE words @@ asked "
        f"ORDER BY ts_rank('{{0.33, 0.5, 0.67, 1.0}}', words, asked, 1) DESC, id LIMIT {DEPTH}"
    )
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE relevance_baseline (id text PRIMARY KEY, words tsvector)")
        for document in documents:
            cursor.execute(
                f"INSERT INTO relevance_baseline VALUES (%s, {vector})", [document["id"], *text_of(document)]
            )

        def ask(query):
            parts = [" <-> ".join(part.split()) for part in _parts(query)]
            cursor.execute(sql, [" | ".join(f"({part})" for part in parts)])
            return [row[0] for row in cursor.fetchall()]

        yield ask
        cursor.execute("DROP TABLE relevance_baseline")


def _parts(query):
    """What was quoted, and each other word."""
    quoted = [" ".join(re.findall(r"\w+", text)) for text in _QUOTED.findall(query)]
    return quoted + re.findall(r"\w+", _QUOTED.sub(" ", query))
