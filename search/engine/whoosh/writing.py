"""Writing the index: always whole batches, always by the one who holds the lock (``files.only_writer``)."""

import shutil

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from search.engine.whoosh import documents, fields, files
from search.engine.whoosh.codec import Writer
from search.engine.whoosh.reading import INDEX, library

# So many postings are gathered in memory for one segment; about fifteen bytes each.
MOST_POSTINGS = 10_000_000


def write(changes):
    """Bring the index up to date with ``{key: document, or None for what is gone}`` in one step."""
    snapshot = library.open()
    index = FileIndex(FileStorage(str(files.path_of(snapshot.folder))), schema=fields.make_schema())
    writer = Writer(index)
    try:
        where = {segment.segment_id(): offset for segment, offset in _offsets(writer)}
        for part in snapshot.parts:
            numbers, offset = part.segment.numbers, where[part.segment.id]
            for key in changes:
                number = numbers.get(key)
                if number is not None and number not in part.deleted:
                    writer.delete_document(offset + number)
        for document in changes.values():
            if document is not None:
                writer.add_document(**fields.as_whoosh(document))
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    files.settle(snapshot.folder)


def _offsets(writer):
    return zip(writer.segments, writer._doc_offsets, strict=True)


class Rebuild:
    """Makes the index anew in a folder beside the one in use. Only for who holds the lock."""

    def __init__(self):
        self.folder = files.new_folder()
        storage = FileStorage(str(files.path_of(self.folder)))
        self.index = FileIndex.create(storage, fields.make_schema(), INDEX)
        self.writer = Writer(self.index)
        self.version = documents.version()
        self.keys = set()

    def add(self, objects):
        """Index objects; each once, whatever happens meanwhile."""
        for obj in objects:
            key = documents.key_of(type(obj), obj.pk)
            if key not in self.keys:
                self.keys.add(key)
                found = documents.readable(obj)
                if found is not None:
                    self.add_document(found)

    def add_document(self, document):
        """Index one document."""
        self.writer.add_document(**fields.as_whoosh(document))
        if self.writer.pool.size > MOST_POSTINGS:
            self.writer.commit(merge=False)
            self.writer = Writer(self.index)

    def finish(self):
        """Put the new index in the place of the old one."""
        self.writer.commit(merge=False)
        files.sign(self.folder, self.version)
        files.settle(self.folder)
        files.use(self.folder)
        library.forget()

    def cancel(self):
        """Forget it."""
        self.writer.cancel()
        shutil.rmtree(files.path_of(self.folder), ignore_errors=True)
