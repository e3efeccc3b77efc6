"""Reading the index: one snapshot a generation, whose segments are shared with the snapshots after it.

A segment never changes, so what was read of it may be kept as long as it is part of the index. What was deleted from
it is said by the table of contents, so it belongs to the snapshot. Whoosh's own ``refresh`` brings deleted documents
back, so it isn't used.
"""

import logging
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from modelsearch.backends.base import get_model_root
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.reading import SegmentReader, TermNotFound

from search.engine.scores import Unavailable
from search.engine.whoosh import codec, documents, fields, files

logger = logging.getLogger(__name__)

INDEX = "MAIN"
# So many postings are kept in memory for one process; one takes about a hundred bytes.
MOST_KEPT = 400_000
ATTEMPTS = 5


class Segment:
    """A part of the index that never changes: posting lists and the keys of its documents."""

    def __init__(self, storage, schema, segment):
        self.id = segment.segment_id()
        self.reader = SegmentReader(storage, schema, segment)
        self.size = segment.doc_count_all()
        # Whoosh's files have one position for all threads.
        self._lock = threading.Lock()
        keys = self.reader.column_reader("key", translate=False)
        labels = self.reader.column_reader("label", translate=False)
        self.keys = [bytes(keys[number]).decode() for number in range(self.size)]
        self.labels = [bytes(labels[number]).decode() for number in range(self.size)]

    @cached_property
    def pks(self):
        """Primary keys of the documents, as the models have them."""
        make, made = {}, []
        for key, label in zip(self.keys, self.labels, strict=True):
            if label not in make:
                try:
                    make[label] = get_model_root(apps.get_model(label))._meta.pk.to_python
                except LookupError:  # the model is no more
                    make[label] = str
            made.append(make[label](key.partition(":")[2]))
        return made

    @cached_property
    def numbers(self):
        """``{key: number of the document}``."""
        return {key: number for number, key in enumerate(self.keys)}

    def weights(self, field, term):
        """``{number of a document: weight}`` of a term."""
        return _kept.get((self.id, field, term), lambda: self._weights(field, term))

    def _weights(self, field, term):
        data = self._list(field, term)
        return codec.weights(data) if data else {}

    def places(self, field, term):
        """``{number of a document: bytes of its places}``; ``fields.places_of`` reads them."""
        return _kept.get((self.id, fields.PLACES[field], term), lambda: self._places(field, term))

    def _places(self, field, term):
        data = self._list(field, term)
        return codec.values(data) if data else {}

    def _list(self, field, term):
        """The posting list of a term as it is in the file."""
        with self._lock:
            try:
                info = self.reader._terms.term_info(field, fields.to_bytes(term))
            except TermNotFound:
                return None
            return codec.read(self.reader._terms._postfile, info)

    def terms(self, field, prefix="", most=None):
        """Terms of a field that begin with ``prefix``, in order."""
        found, start = [], fields.to_bytes(prefix)
        with self._lock:
            for name, text in self.reader._terms.terms_from(field, start):
                if name != field or not text.startswith(start) or len(found) == most:
                    break
                found.append(text.decode("utf-8", "replace"))
        return found


class _Kept:
    """The posting lists that were read last."""

    def __init__(self):
        self._lists, self._size, self._lock = OrderedDict(), 0, threading.Lock()

    def get(self, key, read):
        found = self._lists.get(key)
        if found is not None:
            with self._lock:
                if key in self._lists:
                    self._lists.move_to_end(key)
            return found
        found = read()
        with self._lock:
            if key not in self._lists:
                self._lists[key] = found
                self._size += len(found) + 10
            while self._size > MOST_KEPT and len(self._lists) > 1:
                self._size -= len(self._lists.popitem(last=False)[1]) + 10
        return found

    def clear(self):
        with self._lock:
            self._lists.clear()
            self._size = 0


_kept = _Kept()


@dataclass(frozen=True)
class Part:
    """A segment as it is in one snapshot."""

    segment: Segment
    deleted: frozenset

    @cached_property
    def alive(self):
        return [number for number in range(self.segment.size) if number not in self.deleted]


class Snapshot:
    """The index at one moment."""

    def __init__(self, folder, generation, parts):
        self.folder, self.generation, self.parts = folder, generation, parts
        self._lexicons = {}
        self.size = sum(part.segment.size - len(part.deleted) for part in parts)

    def keys(self):
        """All keys in it."""
        return {part.segment.keys[number] for part in self.parts for number in part.alive}

    def terms(self, field, prefix="", most=None):
        """Terms of all segments that begin with ``prefix``, at most ``most`` of each."""
        found = set()
        for part in self.parts:
            found.update(part.segment.terms(field, prefix, most))
        return found

    def lexicon(self, field):
        """All terms of a field, remembered as long as the snapshot is."""
        if field not in self._lexicons:
            self._lexicons[field] = sorted(self.terms(field))
        return self._lexicons[field]

    @cached_property
    def surface(self):
        """``[(word, number of documents)]``: all words as people write them; a deleted document may count still."""
        counts = {}
        for part in self.parts:
            with part.segment._lock:
                for (name, text), info in part.segment.reader._terms.items_from(fields.SURFACE, b""):
                    if name != fields.SURFACE:
                        break
                    word = text.decode("utf-8", "replace")
                    counts[word] = counts.get(word, 0) + info.doc_frequency()
        return list(counts.items())

    def with_surface(self, word):
        """``{model: set of primary keys}`` of what holds a word as people write it."""
        found = {}
        for part in self.parts:
            for number in part.segment.weights(fields.SURFACE, word):
                if number not in part.deleted:
                    found.setdefault(part.segment.labels[number], set()).add(part.segment.pks[number])
        return {apps.get_model(label): pks for label, pks in found.items()}


class Library:
    """Hands out the newest snapshot; one a process, for all threads."""

    def __init__(self):
        self._snapshot, self._lock = None, threading.Lock()

    def open(self):
        """The newest snapshot. ``Unavailable`` when there is none that may be read."""
        snapshot = self._snapshot
        if snapshot is not None and self._is_newest(snapshot):
            return snapshot
        with self._lock:
            snapshot = self._snapshot
            if snapshot is not None and self._is_newest(snapshot):
                return snapshot
            self._snapshot = None
            self._snapshot = self._read(snapshot)
            return self._snapshot

    def _is_newest(self, snapshot):
        if snapshot.folder != files.current():
            return False
        try:
            storage = FileStorage(str(files.path_of(snapshot.folder)), supports_mmap=False)
            newest = TOC._latest_generation(storage, INDEX)
        except OSError:
            return False
        return newest == snapshot.generation and not files.is_damaged(snapshot.folder)

    def _read(self, before):
        why = None
        for _attempt in range(ATTEMPTS):
            folder = files.current()
            self._ask_version(folder)
            try:
                return self._snapshot_of(folder, before)
            except Exception as error:
                # A writer may have replaced a file, or the whole folder, just now; then the next attempt succeeds.
                why = error
        if files.current() == folder:
            files.call_damaged(folder, repr(why))
            logger.error("The search index can't be read: %r", why)
        raise Unavailable("damaged") from why

    def _ask_version(self, folder):
        if not folder:
            raise Unavailable("missing")
        if files.is_damaged(folder):
            raise Unavailable("damaged")
        if files.signed(folder) != documents.version():
            raise Unavailable("outdated" if files.path_of(folder).is_dir() else "missing")

    def _snapshot_of(self, folder, before):
        storage = FileStorage(str(files.path_of(folder)))
        schema = fields.make_schema()
        contents = TOC.read(storage, INDEX, schema=schema)
        known = {}
        if before is not None and before.folder == folder:
            known = {part.segment.id: part.segment for part in before.parts}
        parts = []
        for segment in contents.segments:
            opened = known.get(segment.segment_id()) or Segment(storage, schema, segment)
            parts.append(Part(opened, frozenset(segment.deleted_docs())))
        return Snapshot(folder, contents.generation, parts)

    def damaged(self, snapshot, error):
        """Somebody could not read what is in it."""
        files.call_damaged(snapshot.folder, repr(error))
        self.forget()

    def forget(self):
        with self._lock:
            self._snapshot = None
        _kept.clear()


library = Library()
