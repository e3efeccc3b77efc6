"""How posting lists lie in Whoosh's files: each list whole, numbers beside numbers, places apart.

Whoosh's own way, blocks of pickles, takes two thirds more room and several times as long to write and to read. Here a
question reads a list in one go, and the places of words only for a phrase.
"""

import struct
import zlib
from array import array
from itertools import accumulate

from whoosh.codec.whoosh3 import W3Codec
from whoosh.matching import ListMatcher
from whoosh.writing import SegmentWriter

# Weights are kept in steps of a sixteenth.
STEPS = 16
# number of documents; bytes of ids and weights, of places; types of ids, weights, lengths of places; packed: 1, 2
_HEADER = struct.Struct("<IIIcccB")
# Shorter than this, packing makes it longer.
WORTH_PACKING = 48
LEVEL = 4


class Postings:
    """The documents of one term, in order, while they are gathered."""

    __slots__ = ("ids", "lengths", "steps", "values")

    def __init__(self):
        self.ids, self.steps, self.lengths, self.values = array("I"), array("I"), array("I"), bytearray()

    def add(self, number, weight, value):
        self.ids.append(number)
        self.steps.append(round(weight * STEPS))
        self.lengths.append(len(value))
        self.values += value

    def extend(self, numbers, other):
        """Add another list whose documents got new ``numbers``; None for those that are no more."""
        start = 0
        for number, steps, length in zip(numbers, other.steps, other.lengths, strict=True):
            if number is not None:
                self.ids.append(number)
                self.steps.append(steps)
                self.lengths.append(length)
                self.values += other.values[start : start + length]
            start += length

    def to_bytes(self):
        gaps = [self.ids[0], *(after - before for before, after in zip(self.ids, self.ids[1:], strict=False))]
        ids, id_type = _narrow(gaps)
        steps, step_type = _narrow(self.steps)
        lengths, length_type = _narrow(self.lengths) if self.values else (b"", b"-")
        first, first_packed = _pack(ids + steps)
        second, second_packed = _pack(lengths + bytes(self.values)) if self.values else (b"", 0)
        header = _HEADER.pack(
            len(self.ids), len(first), len(second), id_type, step_type, length_type, first_packed + 2 * second_packed
        )
        return header + first + second

    @classmethod
    def from_bytes(cls, data):
        """Everything of a list; for who only wants weights ``weights`` is quicker."""
        made = cls()
        made.ids, made.steps = _ids_and_steps(data)
        made.lengths, made.values = _lengths_and_values(data)
        return made


def read(file, info):
    """The list of a term as it is in the file; ``info`` is what Whoosh's table says of the term."""
    start, length = info.extent()
    # Whoosh reads the length back as a tuple of one
    return file.get(start, length[0] if isinstance(length, tuple) else length)


def weights(data):
    """``{number of a document: weight}`` of a list as it is in the file."""
    ids, steps = _ids_and_steps(data)
    return dict(zip(ids, [step / STEPS for step in steps], strict=True))


def values(data):
    """``{number of a document: bytes}``: what was kept with the documents of a list."""
    ids, _steps = _ids_and_steps(data)
    lengths, joined = _lengths_and_values(data)
    found, start = {}, 0
    for number, length in zip(ids, lengths, strict=True):
        found[number] = joined[start : start + length]
        start += length
    return found


def _ids_and_steps(data):
    count, size, _, id_type, step_type, _, packed = _HEADER.unpack_from(data)
    first = data[_HEADER.size : _HEADER.size + size]
    if packed & 1:
        first = zlib.decompress(first)
    gaps, steps = array(id_type.decode()), array(step_type.decode())
    cut = count * gaps.itemsize
    gaps.frombytes(first[:cut])
    steps.frombytes(first[cut:])
    return list(accumulate(gaps)), steps


def _lengths_and_values(data):
    count, size, more, _, _, length_type, packed = _HEADER.unpack_from(data)
    if length_type == b"-":
        return [0] * count, b""
    second = data[_HEADER.size + size : _HEADER.size + size + more]
    if packed & 2:
        second = zlib.decompress(second)
    lengths = array(length_type.decode())
    cut = count * lengths.itemsize
    lengths.frombytes(second[:cut])
    return lengths, second[cut:]


def _narrow(numbers):
    """Numbers in as few bytes each as the largest asks for, and the type of ``array`` that is."""
    most = max(numbers)
    kind = "B" if most < 1 << 8 else "H" if most < 1 << 16 else "I"
    return array(kind, numbers).tobytes(), kind.encode()


def _pack(data):
    if len(data) >= WORTH_PACKING:
        packed = zlib.compress(data, LEVEL)
        if len(packed) < len(data):
            return packed, 1
    return data, 0


class Codec(W3Codec):
    """Whoosh's own but for the posting lists."""

    # the lengths of texts are in the weights already
    length_stats = False

    def postings_writer(self, dbfile, byteids=False):
        return _Writer(dbfile)

    def postings_reader(self, dbfile, terminfo, format_, term=None, scorer=None):
        found = Postings.from_bytes(read(dbfile, terminfo))
        kept, start = [], 0
        for length in found.lengths:
            kept.append(bytes(found.values[start : start + length]))
            start += length
        steps = [step / STEPS for step in found.steps]
        return ListMatcher(found.ids, steps, kept, format_, scorer=scorer, term=term, terminfo=terminfo)


class _Writer:
    """Writes the lists that the field writer gives it."""

    def __init__(self, dbfile):
        self._dbfile = dbfile

    def start_postings(self, format_, terminfo):
        self._terminfo, self.postings = terminfo, Postings()

    def finish_postings(self):
        info, postings = self._terminfo, self.postings
        start = self._dbfile.tell()
        data = postings.to_bytes()
        self._dbfile.write(data)
        info.set_extent(start, len(data))
        info._df = len(postings.ids)
        info._weight = sum(postings.steps) / STEPS
        info._maxweight = max(postings.steps) / STEPS
        info._minid, info._maxid = postings.ids[0], postings.ids[-1]
        return info


class Pool:
    """The posting lists of a segment that is being written, in memory."""

    def __init__(self):
        self._lists, self.size = {}, 0

    def add(self, item):
        field, term, number, weight, value = item
        self.list_of(field, term).add(number, weight, value)
        self.size += 1

    def list_of(self, field, term):
        lists = self._lists.setdefault(field, {})
        found = lists.get(term)
        if found is None:
            found = lists[term] = Postings()
        return found

    def write(self, schema, writer):
        """Give all lists to Whoosh's field writer, in order."""
        for field in sorted(self._lists):
            writer.start_field(field, schema[field])
            lists = self._lists[field]
            for term in sorted(lists):
                if lists[term].ids:
                    writer.start_term(term)
                    writer._postwriter.postings = lists[term]
                    writer.finish_term()
            writer.finish_field()

    def cleanup(self):
        """Nothing lies on the disk."""


class Writer(SegmentWriter):
    """Whoosh's writer, gathering whole lists instead of single postings."""

    def __init__(self, index):
        super().__init__(index, codec=Codec())
        self.pool = Pool()

    def _flush_segment(self):
        self.perdocwriter.close()
        self.pool.write(self.schema, self.fieldwriter)
        self.fieldwriter.close()

    def add_postings_to_pool(self, reader, startdoc, docmap):
        terms = reader._terms
        for (field, term), info in terms.items():
            if field in self.schema:
                found = Postings.from_bytes(read(terms._postfile, info))
                numbers = [startdoc + number if docmap is None else docmap.get(number) for number in found.ids]
                self.pool.list_of(field, term).extend(numbers, found)
                self.pool.size += len(numbers)
