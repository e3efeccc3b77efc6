"""From a document of the index (``documents.document``) to the three vectors of a row of Wagtail's ``IndexEntry``.

``body`` has every term with its places, for looking up and for phrases. ``title`` has the terms that count for more
than they do in running text, with a digit for how much: so what a word counts for is known without reading the long
vector of each thing that has it. ``autocomplete`` has what can be completed, and words as people write them.
"""

from search.engine.whoosh import fields

# What a word counts for: less than the first step, from it, from the second, … and which weight stands for that.
STEPS = (0.6, 1.3, 2.4)
WORTH = (0.35, 0.9, 1.8, 3.2)

NAME = "="  # before a word of a name
SURFACE = "~"  # before a word as people write it
FIELD = "@"  # before the number of a field; stands at the place where its words begin

# What a vector can hold.
LAST_PLACE = 16_383
MOST_PLACES = 200
MOST_BYTES = 700_000
GAP = 20


def lexeme(field, term):
    """A term as it stands in ``body``."""
    term = term[: fields.LONGEST_TERM].replace("\x00", "").encode("utf-8", "replace").decode()
    return NAME + term if field == fields.NAMES else term


def quoted(text):
    """A lexeme as PostgreSQL reads it in a vector or a query."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def level(weight):
    """Which of the steps a weight reaches: 0 for running text."""
    return sum(weight >= step for step in STEPS)


def title(document):
    """The terms that count for more than in running text."""
    return _vector(
        {
            f"{level(weight)}{lexeme(field, term)}": ()
            for field in (fields.TEXT, fields.NAMES)
            for term, weight in document.get(field, {}).items()
            if level(weight)
        }
    )


def body(document):
    """All terms with their places."""
    found, starts = {}, _starts(document)
    for field in (fields.TEXT, fields.NAMES):
        placed = document.get(fields.PLACES[field], {})
        for term in document.get(field, {}):
            places = {
                starts[place >> fields.FIELD_SHIFT] + (place & fields.LAST_PLACE)
                for place in list(placed.get(term, ()))[:MOST_PLACES]
            }
            found[lexeme(field, term)] = sorted(place for place in places if place <= LAST_PLACE)
    for number, start in starts.items():
        if start <= LAST_PLACE:
            found[f"{FIELD}{number}"] = [start]
    made = _vector(found)
    return made if len(made) <= MOST_BYTES else _vector(dict.fromkeys(found, ()))


def _starts(document):
    """``{number of a field: where its words begin}``: one field after the other, with some room between."""
    lengths = {}
    for field in (fields.TEXT, fields.NAMES):
        for places in document.get(fields.PLACES[field], {}).values():
            for place in places:
                number, word = place >> fields.FIELD_SHIFT, place & fields.LAST_PLACE
                lengths[number] = max(lengths.get(number, 0), word)
    starts, start = {}, 1
    for number in sorted(lengths):
        starts[number] = start
        start += lengths[number] + GAP
    return starts


def autocomplete(document):
    """What can be completed, and the words as people write them."""
    words = [*document.get(fields.START, ()), *(SURFACE + word for word in document.get(fields.SURFACE, ()))]
    return _vector(dict.fromkeys(words, ()))


def _vector(found):
    return " ".join(
        quoted(text) + (":" + ",".join(map(str, places)) if places else "") for text, places in found.items()
    )
