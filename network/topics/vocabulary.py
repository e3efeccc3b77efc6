"""The accepted topics as one small tree in memory, and how many things carry each. Read only: writes go to actions."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from base import stamps
from network.topics.models import Topic
from network.topics.slots import topic_counts


@dataclass(frozen=True)
class Term:
    """What lists and menus need of a topic."""

    pk: int
    name: str
    slug: str
    kind: str
    broader_id: int | None

    def get_absolute_url(self):
        return Topic.address(self.slug)


def plain(name):
    """A name without accents and capitals, to sort by."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)).casefold()


def terms():
    """The accepted topics by primary key, in order of name; remembered until a topic changes."""
    return stamps.remember("topics", "terms", _load)


def _load():
    rows = Topic.objects.accepted().order_by().values_list("pk", "name", "slug", "kind", "broader_id")
    # Sorted here: databases disagree on accents and capitals.
    return {row[0]: Term(*row) for row in sorted(rows, key=lambda row: (plain(row[1]), row[0]))}


def children():
    """Primary keys of the topics right below each topic."""
    below = defaultdict(list)
    for term in terms().values():
        below[term.broader_id].append(term.pk)
    return below


def with_narrower(pk, below=None):
    """``pk`` and the primary keys of all accepted topics below it."""
    below = children() if below is None else below
    found, todo = [], [pk]
    while todo:
        current = todo.pop()
        if current not in found:
            found.append(current)
            todo += below.get(current, ())
    return found


def counts_for(member):
    """How many things that ``member`` may see carry each topic or a narrower one; a thing counts once."""
    anonymous = member is None or not member.is_authenticated
    key = ("topic counts", None if anonymous else member.pk)
    return stamps.remember("site", key, lambda: _count(member))


def _count(member):
    carried = defaultdict(set)
    for number, entry in enumerate(topic_counts):
        for topic_id, thing in entry(member):
            carried[topic_id].add((number, thing))
    below = children()
    return {pk: len(set().union(*(carried[under] for under in with_narrower(pk, below)))) for pk in terms()}


def with_broader(pks):
    """The accepted topics among ``pks`` and all above them: who follows a broad topic hears of the narrow ones."""
    found, vocabulary = set(), terms()
    for pk in pks:
        while pk in vocabulary and pk not in found:
            found.add(pk)
            pk = vocabulary[pk].broader_id
    return found
