"""What the one search finds: each room declares its own kind and registers it in ``kinds``.

The search room is to the right of nearly all others, so a room can't import it. It says here what it has, who may see
it, what a filter may be about and how a result reads; the search room does the rest. Whether somebody may see something
is asked in the database, through ``visible_to``, for each search: the index of words is never trusted with it.
"""

import datetime
from dataclasses import dataclass, field

from base import stamps
from base.slots import Slot


@dataclass(frozen=True)
class Facts:
    """What filters need to know of one thing; no text."""

    topics: tuple = ()  # primary keys of topics
    municipalities: tuple = ()  # primary keys of municipalities
    date: datetime.date | None = None  # published, or when it takes place


@dataclass
class Row:
    """A found thing as it is shown. ``texts`` are searched for the fragment: (label or "", plain text), best first."""

    pk: object
    title: str
    url: str
    summary: str = ""
    texts: list = field(default_factory=list)
    date: datetime.date | None = None
    topics: list = field(default_factory=list)  # Topic objects
    extra: dict = field(default_factory=dict)  # for the template of the kind
    names: bool = False  # the title is somebody's name: words are marked in it as they are, without stems


class Kind:
    """One kind of thing that can be found: a room subclasses it and registers an instance in ``kinds``."""

    name = ""  # in code and in the API, such as "practice"
    slug = ""  # in addresses (?soort=), such as "praktijken"
    answer = ""  # which of the four answers it belongs to: know, who, where, when; empty: "also found"
    model = None  # with ``search_fields`` for the index
    template = "search/_row.html"  # one result
    label = ""  # plural, lazy: "Practices"
    is_name = False  # its titles are names of people or organisations
    sign_in = ""  # lazy; what leads a visitor, who finds none of it, to signing in; empty: visitors find it too
    date_label = ""  # lazy; what the period filter is about; empty: there is none

    def counted(self, number):
        """The number with its word, such as "14 practices"."""
        raise NotImplementedError

    def visible_to(self, member):
        """The queryset of what ``member`` (None or anonymous: a visitor) may see now."""
        return self.model.objects.visible_to(member)

    def audience(self, member):
        """A key that is equal for all who see the same; by default everybody signed in has a key of their own."""
        return member.pk if member is not None and member.is_authenticated else None

    def visible_pks(self, member):
        """Primary keys of ``visible_to(member)`` as a set, remembered until anything on the site changes."""
        key = ("visible", self.name, self.audience(member))
        return stamps.remember(
            stamps.SITE, key, lambda: frozenset(self.visible_to(member).order_by().values_list("pk", flat=True))
        )

    def facts(self):
        """``{primary key: Facts}`` of everything of this kind, whoever may see it; remembered under a stamp."""
        return {}

    def rows(self, pks, member):
        """``Row`` objects of those of ``pks`` that ``member`` may see, in any order, in a fixed number of queries."""
        raise NotImplementedError

    # What else the index of a thing is made of: {model: function(instance) -> primary keys of this kind}.
    made_of = {}


# The kinds, in the order in which a page shows them.
kinds = Slot("what search finds")

# The search of words for the rooms' own lists: one callable (kind name, words, member) -> Ranked.
word_search = Slot("search for words")

# Links for somebody who found nothing: callables (words, member) -> (text, address) or None.
nothing_found = Slot("what to do when nothing is found")


@dataclass(frozen=True)
class Ranked:
    """Primary keys of what somebody may see that fits words, the best first."""

    pks: list
    near: bool = False  # nothing holds all the words; these hold some, or hold words that look alike
    did_you_mean: str = ""
    # (label, text) pairs -> (label, [(text, is marked), …]) of the piece that fits best; None: nobody searched
    says: object = None


def search_words(kind, words, member):
    """What fits ``words`` of a kind, for a list of a room. ``Ranked`` with nothing in it when nobody registered."""
    for search in word_search:
        return search(kind, words, member)
    return Ranked([])
