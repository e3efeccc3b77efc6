"""``manage.py update_index``: make the index anew beside the one in use, and put it in its place."""

from modelsearch.management.commands import rebuild_modelsearch_index

from search.indexing import CHUNK, chunks

WIDTH = 40


class Command(rebuild_modelsearch_index.Command):
    """Wagtail's command with a bar that moves, and without a transaction that keeps others from writing."""

    def queryset_chunks(self, qs, chunk_size=CHUNK):
        self._label, self._total = qs.model._meta.label.ljust(35), qs.count()
        yield from chunks(qs, min(chunk_size, CHUNK))

    def print_iter_progress(self, iterable):
        done = 0
        for chunk in iterable:
            yield chunk
            done += len(chunk)
            if self.stdout.isatty():
                self._draw(done)
        self._draw(done)

    def _draw(self, done):
        filled = WIDTH * done // max(self._total, done, 1) if self._total else WIDTH
        self.write(f"\r{self._label} [{'#' * filled}{'.' * (WIDTH - filled)}] {done}", ending="")
        self.stdout.flush()
