"""The engines that the bench of search compares: each is built of the same texts and answers the same questions.

``ask(kind, question)`` gives the best twenty, and for "filtered with facets" those of one topic with the number of
results for each topic and municipality.
"""

import heapq
import sqlite3
import time
from pathlib import Path

import search_texts as texts
from django.conf import settings
from django.db import connection
from django.test import override_settings
from wagtail.search.backends import get_search_backend

from base.findable import Facts
from network.organisations.models import Municipality
from network.topics.models import Topic
from practices.findable import Practices
from practices.models import PracticePage
from search import facets, question
from search.answers import Filters
from search.engine import get_ready, store
from search.engine.whoosh import documents, files
from search.plan import plan
from search.suggest import TITLES

BATCH = 500
BEST = 20
SUGGESTED = 8
FACETS = "three terms, filtered, with facets"
KINDS = ("term", "three terms", "phrase", FACETS, "suggestion")


class Thing:
    """A text as the index takes a practice, without a database behind it."""

    _meta = PracticePage._meta
    get_search_fields = staticmethod(PracticePage.get_search_fields)
    organisation_name = attached_text = ""

    def __init__(self, text, names):
        self.pk = text.number + 1
        self.title, self.summary, self.searched_text = text.title, text.summary, text.body
        self.topic_names = "\n".join(names[number] for number in text.topics)


class TextKind(Practices):
    """Practices of which the facts are those of the texts."""

    name = "bench"

    def __init__(self, size):
        self._facts = {}
        terms = [topic.pk for topic in topics()]
        places = Municipality.objects.filter(slug__startswith="plaats-").order_by("pk").values_list("pk", flat=True)
        for text in map(texts.text, range(size)):
            about = [terms[number] for number in text.topics]
            self._facts[text.number + 1] = Facts(tuple(about), tuple(places[number] for number in text.municipalities))
        self._pks = frozenset(self._facts)

    def facts(self):
        return self._facts

    def visible_pks(self, member):
        return self._pks


def prepare_database():
    """The vocabulary that filters are made of."""
    for number in range(texts.TOPICS):
        Topic.objects.get_or_create(slug=f"thema-{number}", defaults={"name": f"Thema {number}"})
    for number in range(texts.MUNICIPALITIES):
        Municipality.objects.get_or_create(
            slug=f"plaats-{number}", defaults={"code": f"B{number}", "name": f"Plaats {number}"}
        )


def topics():
    return list(Topic.objects.filter(slug__startswith="thema-").order_by("pk"))


class Ours:
    """Our search, with the index in files or in PostgreSQL."""

    def __init__(self, engine, kind):
        self.name = f"ours ({engine})"
        self._engine, self._kind = engine, kind
        self._topics = topics()

    def _here(self):
        backend = {"default": {"BACKEND": f"search.engine.{self._engine}"}}
        return override_settings(SEARCH_ENGINE=self._engine, WAGTAILSEARCH_BACKENDS=backend)

    def build(self, numbers):
        names = [topic.name for topic in self._topics]
        with self._here(), store().only_writer(60):
            get_ready()
            building = store().Rebuild()
            for start in range(0, len(numbers), BATCH):
                building.add(Thing(texts.text(number), names) for number in numbers[start : start + BATCH])
            building.finish()

    def size(self):
        """Bytes that the index takes."""
        if self._engine == "whoosh":
            folder = files.path_of(files.current())
            return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE wagtailsearch_indexentry")
            cursor.execute("SELECT pg_total_relation_size('wagtailsearch_indexentry')")
            return cursor.fetchone()[0]

    def change(self, word):
        """Change one document, and look until it is found by its new word."""
        thing = Thing(texts.text(0), [topic.name for topic in self._topics])
        thing.title = word
        with self._here():
            with store().only_writer(60):
                store().write({documents.key_of(Thing, thing.pk): documents.document(thing)})
            while thing.pk not in self._scores(word):
                time.sleep(0.001)

    def _scores(self, words):
        return get_search_backend().scores(plan(question.parse(words)).query, [PracticePage])[PracticePage]

    def ask(self, kind, words):
        with self._here():
            if kind == "suggestion":
                found = get_search_backend().completions(words, [PracticePage], TITLES)[PracticePage]
                return heapq.nlargest(SUGGESTED, found, key=found.get)
            scores = self._scores(f'"{words}"' if kind == "phrase" else words)
            if kind == FACETS:
                filters = Filters(kind="bench", topics=(self._topics[0].slug,))
                narrowed = facets.Narrowed(self._kind, scores, facets.chosen_values(filters))
                facets.other_facets([narrowed], filters)
                scores = narrowed.scores
            return heapq.nlargest(BEST, scores, key=scores.get)


class Fts5:
    """SQLite's full-text search."""

    name = "SQLite FTS5"

    def __init__(self, size):
        self._path = Path(settings.VAR) / f"fts5-{size}.sqlite3"
        self._path.unlink(missing_ok=True)
        self._database = sqlite3.connect(self._path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("CREATE VIRTUAL TABLE found USING fts5(title, summary, body, prefix='3 4')")
        self._database.execute("CREATE TABLE tag (kind TEXT, value INTEGER, document INTEGER)")

    def build(self, numbers):
        self._database.execute("BEGIN")
        for text in map(texts.text, numbers):
            row = (text.number, text.title, text.summary, text.body)
            self._database.execute("INSERT INTO found(rowid, title, summary, body) VALUES (?, ?, ?, ?)", row)
            rows = [("topic", value, text.number) for value in text.topics]
            rows += [("place", value, text.number) for value in text.municipalities]
            self._database.executemany("INSERT INTO tag VALUES (?, ?, ?)", rows)
        self._database.execute("COMMIT")
        self._database.execute("CREATE INDEX tags ON tag (document, kind, value)")

    def size(self):
        rows = self._database.execute("SELECT sum(length(block)) FROM found_data").fetchone()[0]
        return rows  # without the texts, which the site has already

    def change(self, word):
        self._database.execute("UPDATE found SET title = ? WHERE rowid = 0", [word])
        assert 0 in self.ask("term", word)

    def ask(self, kind, words):
        every = " AND ".join(f'"{word}"' for word in words.split())
        asked = {"phrase": f'"{words}"', "suggestion": f'title : "{words}" *'}.get(kind, every)
        best = "SELECT rowid FROM found WHERE found MATCH ? {} ORDER BY bm25(found, 3, 2, 1) LIMIT 20"
        if kind != FACETS:
            return [row[0] for row in self._database.execute(best.format(""), [asked])]
        counts = (
            "SELECT kind, value, count(*) FROM found CROSS JOIN tag ON document = found.rowid WHERE found MATCH ? "
            "GROUP BY kind, value"
        )
        self._database.execute(counts, [asked]).fetchall()
        with_topic = best.format(
            "AND EXISTS (SELECT 1 FROM tag WHERE document = found.rowid AND kind = 'topic' AND value = 0)"
        )
        return [row[0] for row in self._database.execute(with_topic, [asked])]


class Dutch:
    """PostgreSQL with its configuration for Dutch."""

    name = "PostgreSQL `dutch`"

    def __init__(self, size):
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS bench_text, bench_tag")
            cursor.execute("CREATE TABLE bench_text (id integer PRIMARY KEY, words tsvector, starts tsvector)")
            cursor.execute("CREATE TABLE bench_tag (kind text, value integer, document integer)")

    def build(self, numbers):
        vector = " || ".join(f"setweight(to_tsvector('dutch', %s), '{label}')" for label in "ABD")
        insert = f"INSERT INTO bench_text VALUES (%s, {vector}, to_tsvector('simple', %s))"
        with connection.cursor() as cursor:
            for start in range(0, len(numbers), BATCH):
                batch = [texts.text(number) for number in numbers[start : start + BATCH]]
                cursor.executemany(insert, [(one.number, one.title, one.summary, one.body, one.title) for one in batch])
                rows = [("topic", value, one.number) for one in batch for value in one.topics]
                rows += [("place", value, one.number) for one in batch for value in one.municipalities]
                cursor.executemany("INSERT INTO bench_tag VALUES (%s, %s, %s)", rows)
            cursor.execute("CREATE INDEX ON bench_text USING gin (words)")
            cursor.execute("CREATE INDEX ON bench_text USING gin (starts)")
            cursor.execute("CREATE INDEX ON bench_tag (document, kind, value)")

    def size(self):
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE bench_text")
            cursor.execute("SELECT pg_total_relation_size('bench_text')")
            return cursor.fetchone()[0]

    def change(self, word):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE bench_text SET words = setweight(to_tsvector('dutch', %s), 'A') || words WHERE id = 0", [word]
            )
        assert 0 in self.ask("term", word)

    def ask(self, kind, words):
        asked = {"phrase": "phraseto_tsquery('dutch', %s)", "suggestion": "to_tsquery('simple', %s)"}.get(
            kind, "plainto_tsquery('dutch', %s)"
        )
        column = "starts" if kind == "suggestion" else "words"
        words = f"{words}:*" if kind == "suggestion" else words
        chosen = (
            "AND id IN (SELECT document FROM bench_tag WHERE kind = 'topic' AND value = 0)" if kind == FACETS else ""
        )
        with connection.cursor() as cursor:
            if kind == FACETS:
                cursor.execute(
                    "SELECT kind, value, count(*) FROM bench_tag WHERE document IN "
                    f"(SELECT id FROM bench_text WHERE words @@ {asked}) GROUP BY kind, value",
                    [words],
                )
                cursor.fetchall()
            cursor.execute(
                f"SELECT id FROM bench_text, {asked} AS asked WHERE {column} @@ asked {chosen} "
                f"ORDER BY ts_rank({column}, asked) DESC LIMIT {BEST}",
                [words],
            )
            return [row[0] for row in cursor.fetchall()]
