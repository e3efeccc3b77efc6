"""What a search gives back, for the page, the API, saved searches and the suggestions alike."""

from dataclasses import dataclass, field


@dataclass
class Filters:
    """What narrows a search: slugs, cleaned by ``search/forms.py``. ``kind`` is empty for all kinds together."""

    kind: str = ""  # name of a Kind
    topics: tuple = ()
    municipalities: tuple = ()
    period: str = ""  # "", "month", "year", "coming"
    page: int = 1


@dataclass
class Value:
    """One value of a facet with how many results it has."""

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass
class Facet:
    """Something to narrow by: ``name`` is that of the parameter in the address (soort, onderwerp, …)."""

    name: str
    label: str
    values: list


@dataclass
class Hit:
    """A result: ``row`` is the ``base.findable.Row`` of its kind, with marks in title and fragment.

    ``title`` and ``fragment`` are lists of (text, is_marked), so that nothing has to be marked safe.
    """

    kind: object
    row: object
    score: float
    title: list
    fragment: list
    fragment_label: str = ""  # where the fragment stands, when that isn't plain: "In the document …"

    @property
    def says(self):
        """The fragment without its marks."""
        return "".join(text for text, _is_marked in self.fragment)


@dataclass
class Group:
    """The results of one kind: its best few and how many there are."""

    kind: object
    count: int
    hits: list


@dataclass
class BestBet:
    """What the whole question is the name of: a topic, a person or an organisation. Or what editors picked."""

    kind: str  # "topic", "person", "organisation", "pick"
    title: str
    url: str
    text: str = ""


@dataclass
class Answer:
    """All that a search found for one person."""

    words: str
    filters: Filters
    count: int = 0
    groups: list = field(default_factory=list)  # no kind chosen: Group of each kind that has results
    hits: list = field(default_factory=list)  # a kind chosen (or all=True): one page of Hit
    pages: int = 1
    facets: list = field(default_factory=list)
    best: list = field(default_factory=list)  # BestBet
    did_you_mean: str = ""  # a question that gives more; it exists in what this person may see
    replaced: bool = False  # nothing was found, so ``did_you_mean`` was looked for already
    also: list = field(default_factory=list)  # words that were looked for as well (synonyms)
    literal: bool = False  # asked for the own words only
    near: bool = False  # nothing holds all words
    broader: list = field(default_factory=list)  # Topic objects to try when nothing was found
    engine: str = "whoosh"  # "database" while the index is away
