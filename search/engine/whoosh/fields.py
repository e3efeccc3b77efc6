"""The fields of the index. All running text of a thing is in one of them, all its names in another.

One posting list a word is what makes a search quick: how much a field counts, and how long it is, is already in the
weight of a word. Where a word stands is kept with it, for phrases and for who asks for one field only.
"""

from array import array

from whoosh import columns, formats
from whoosh.fields import COLUMN, FieldType, Schema

TEXT = "t"  # terms of running text
NAMES = "n"  # words of names, as they are
START = "a"  # words to be completed: field name, UNDER, word
SURFACE = "w"  # words as people write them, for "did you mean"
# Under which a document (``documents.document``) has the places of the terms of a field.
PLACES = {TEXT: "tp", NAMES: "np"}

UNDER = "\x1f"
LONGEST_TERM = 100
# A place is a number: which field, then which word of it.
FIELD_SHIFT = 20
LAST_PLACE = (1 << FIELD_SHIFT) - 1


def to_bytes(term):
    """A term as the index keeps it, whatever signs are in it."""
    return term[:LONGEST_TERM].encode("utf-8", "replace")


class _OwnField(FieldType):
    """A field whose values were analysed already; nothing of the analysis is in the schema, which is a pickle."""

    def __init__(self, format):
        super().__init__(format, analyzer=None)


class WeightsField(_OwnField):
    """Takes ``{term: weight}``."""

    def __init__(self):
        super().__init__(formats.Existence())

    def index(self, value, **kwargs):
        for term, weight in value.items():
            yield to_bytes(term), 1, weight, b""


class PlacesField(_OwnField):
    """Takes ``{term: (weight, array of places)}``."""

    def __init__(self):
        super().__init__(formats.Format())

    def index(self, value, **kwargs):
        for term, (weight, places) in value.items():
            yield to_bytes(term), 1, weight, places.tobytes()


def places_of(value):
    """The places that ``PlacesField`` wrote."""
    places = array("I")
    places.frombytes(value)
    return places


def as_whoosh(document):
    """A document as the schema takes it: the places of a term beside its weight."""
    given = {name: value for name, value in document.items() if name not in PLACES.values()}
    for field, places in PLACES.items():
        if field in given:
            given[field] = {term: (weight, document[places][term]) for term, weight in given[field].items()}
    return given


def make_schema():
    return Schema(
        key=COLUMN(columns.VarBytesColumn()),
        label=COLUMN(columns.RefBytesColumn()),
        **{
            TEXT: PlacesField(),
            NAMES: PlacesField(),
            START: WeightsField(),
            SURFACE: WeightsField(),
        },
    )
