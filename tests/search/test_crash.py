"""Many processes write, index and read at the same moment, and some are killed: nothing breaks, nothing gets lost.

``CRASH_SECONDS=60 pytest tests/search/test_crash.py`` does it for as long as that.
"""

import json
import multiprocessing
import os
import random
import signal
import time
import traceback
from pathlib import Path

import pytest
from django.db import OperationalError, connections, transaction
from modelsearch.query import And
from wagtail.search.backends import get_search_backend

from network.topics.models import Topic
from search import analysis, indexing
from search.engine.whoosh import documents, files
from search.engine.whoosh.reading import library
from search.models import Pending
from search.query import Term
from tests.factories.topics import TopicFactory

pytestmark = [
    pytest.mark.slow,
    # Python warns of forking a process that has threads; ours does nothing with those of others.
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]

SECONDS = float(os.environ.get("CRASH_SECONDS", "10"))
WRITERS = READERS = 8
ANCHORS = 12
ANCHOR = "anker"
fork = multiprocessing.get_context("fork")


def term(word):
    return Term(analysis.words(word)[0].term)


def look_up(*words):
    """Primary keys by the index alone; never by the database."""
    node = And([term(word) for word in words])
    return set(get_search_backend().look_up(node, [Topic])[Topic])


class Crowd:
    """Processes of this test: forked, so that they begin at once, each with connections of its own."""

    def __init__(self, log, until):
        self.log, self.until, self.killed = Path(log), until, 0

    def start(self, work, seed):
        process = fork.Process(target=self._run, args=[work, seed])
        process.start()
        return process

    def _run(self, work, seed):
        library.forget()
        try:
            said = work(random.Random(seed), self.until)
        except BaseException:
            said = {"work": work.__name__, "errors": [traceback.format_exc()]}
        with self.log.open("a") as file:
            file.write(json.dumps(said) + "\n")
        # not the end of the test run, so nothing of it is tidied up
        os._exit(0)

    def kill(self, process):
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        self.killed += 1

    def said(self, work):
        lines = [json.loads(line) for line in self.log.read_text().splitlines()]
        return [line for line in lines if line["work"] == work.__name__]


def write(chance, until):
    """Add, change and remove things, and index what was noted now and then."""
    mine, changes = [], 0
    while time.monotonic() < until:
        try:
            # A change and the note of it are one transaction, as in every action: the note of a bare save() would come
            # after its commit, and be lost with who is killed in between.
            with transaction.atomic():
                _change_something(chance, mine)
            changes += 1
            if chance.random() < 0.5:
                indexing.work_off(wait=chance.choice([0, 0.1]))
        except OperationalError:  # the database was busy for too long
            time.sleep(0.1)
    return {"work": "write", "errors": [], "changes": changes}


def _change_something(chance, mine):
    kind = chance.random()
    if kind < 0.5 or not mine:
        mine.append(TopicFactory(name=name(chance), slug=f"onderwerp-{chance.getrandbits(60):x}"))
    elif kind < 0.8:
        changed = chance.choice(mine)
        changed.name = name(chance)
        changed.save()
    else:
        mine.pop(chance.randrange(len(mine))).delete()


def name(chance):
    return f"Wissel qz{chance.getrandbits(64):x}"


def read(chance, until):
    """Ask what never changes, and something that does."""
    reads, errors = 0, []
    while time.monotonic() < until:
        try:
            if len(look_up(ANCHOR)) != ANCHORS:
                errors.append(f"{len(look_up(ANCHOR))} anchors")
            look_up("wissel", ANCHOR)
            reads += 1
        except Exception:
            errors.append(traceback.format_exc())
        time.sleep(0.01)
    return {"work": "read", "errors": errors[:5], "reads": reads}


def remake(chance, until):
    """Make the index anew beside all that, again and again."""
    while time.monotonic() < until:
        time.sleep(chance.uniform(1, 3))
        try:
            indexing.rebuild(wait=2)
        except (files.Busy, OperationalError):
            continue
    return {"work": "remake", "errors": []}


@pytest.mark.django_db(transaction=True)
def test_eight_writers_and_eight_readers_with_kills_in_between(search_index, tmp_path):
    for number in range(ANCHORS):
        TopicFactory(name=f"{ANCHOR} {number}", slug=f"anker-{number}")
    indexing.rebuild()
    connections.close_all()
    chance = random.Random(3)
    crowd = Crowd(tmp_path / "said", time.monotonic() + SECONDS)
    readers = [crowd.start(read, seed) for seed in range(READERS)]
    writers = [crowd.start(write, seed) for seed in range(100, 100 + WRITERS)]
    writers.append(crowd.start(remake, 1))
    seed = 1000
    while time.monotonic() < crowd.until - 1:
        time.sleep(chance.uniform(0.1, 0.5))
        place = chance.randrange(len(writers))
        crowd.kill(writers[place])
        seed += 1
        writers[place] = crowd.start(remake if place == WRITERS else write, seed)
    for process in readers + writers:
        process.join(120)
    # who still writes after this would change what is compared below
    assert [process.exitcode for process in readers + writers] == [0] * (READERS + WRITERS + 1)

    said = crowd.said(read)
    assert [one["errors"] for one in said] == [[]] * READERS
    assert all(one["reads"] for one in said)
    assert [one["errors"] for one in crowd.said(write) + crowd.said(remake) if one["errors"]] == []
    assert crowd.killed > 3

    library.forget()
    assert indexing.state() == ""
    indexing.work_off(wait=30)
    assert not Pending.objects.exists()
    topics = dict(Topic.objects.values_list("pk", "name"))
    in_index = {key for key in indexing.store().keys() if key.startswith("topics.topic:")}
    assert in_index == {documents.key_of(Topic, pk) for pk in topics}
    changing = {pk: text for pk, text in topics.items() if text.startswith("Wissel")}
    assert look_up("wissel") == set(changing)
    assert {pk for pk, text in changing.items() if look_up(text.split()[1]) != {pk}} == set()
    print(
        f"\n{sum(one['reads'] for one in said)} reads, {sum(one['changes'] for one in crowd.said(write))} changes by "
        f"writers that lived, {len(topics)} things in the end, {crowd.killed} killed"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "moment", ["whoosh.index.TOC.write", "search.engine.whoosh.files.settle", "search.indexing._drop"]
)
def test_killed_while_it_indexes_nothing_is_lost(search_index, monkeypatch, moment):
    """At each moment that matters: before the index knows, before it is sure, before the notes are removed."""
    first, second = TopicFactory(name="Eerst qzeen"), TopicFactory(name="Later qztwee")
    Pending.objects.exclude(object_id=first.pk).delete()
    indexing.work_off()
    indexing.note(Topic, [second.pk])
    connections.close_all()

    def die():
        monkeypatch.setattr(moment, lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL))
        library.forget()
        indexing.work_off(wait=5)

    process = fork.Process(target=die)
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL

    library.forget()
    assert indexing.state() == ""
    assert look_up("qzeen") == {first.pk}
    indexing.work_off(wait=5)
    assert look_up("qztwee") == {second.pk}
    assert not Pending.objects.exists()
