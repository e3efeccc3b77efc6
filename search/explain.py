"""Why search finds what it finds: what a question was made into, and what each word of it adds to each result.

For staff: ``manage.py explain_search`` and a page in the admin show it. It asks the same functions as the search page.
"""

from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from modelsearch.query import And, Boost, MatchAll, Not, Or
from wagtail.search.backends import get_search_backend

from base.findable import kinds
from search import analysis
from search.find import best_first, look_up
from search.plan import WHYS
from search.query import Coverage, Sequence, Term
from search.question import parse

MOST_HITS = 10
# Of one document so many tokens are shown.
MOST_TOKENS = 400


@dataclass
class Share:
    """What one way to find one word adds to the score of one thing, before the share that is covered is taken."""

    word: str
    why: str
    text: str
    score: float

    @property
    def label(self):
        return WHYS[self.why]


@dataclass
class Scored:
    """A thing with its score; 0 when the question doesn't find it."""

    kind: object
    pk: object
    title: str
    url: str = ""
    score: float = 0.0
    shares: list = field(default_factory=list)  # of Share
    is_visible: bool = True


@dataclass
class Explanation:
    """All of it. ``found`` is what ``search.find.look_up`` gave."""

    question: object
    found: object
    tree: list  # of lines of text
    hits: list  # of Scored, the best first
    document: Scored | None = None  # the one that was asked about
    tokens: list = field(default_factory=list)  # of that document: (label of the text, [analysis.Token])


class NoSuchDocument(LookupError):
    """What was asked about can't be searched, or isn't there."""


def explain(words, member=None, document="", reader=None):
    """The ``Explanation`` of a question as ``member`` asks it (None: a visitor).

    ``document`` is one thing to look at, found or not: "app.model:primary key", "kind:primary key" or a slug. With
    ``reader``, who reads the explanation, it must be something that this member may see.
    """
    asked = parse(words)
    chosen = pick(document) if document else None
    if chosen and reader is not None and chosen[1].pk not in chosen[0].visible_pks(reader):
        raise NoSuchDocument(f"Nothing that can be found has the address {document}.")
    found = look_up(asked, member, list(kinds))
    explanation = Explanation(found.plan.question, found, lines(found.plan.query), _top(found, member))
    if chosen:
        explanation.document = _one(*chosen, found, member)
        explanation.tokens = _tokens(*chosen, member)
    things = explanation.hits + ([explanation.document] if chosen else [])
    _share_out(found.plan, things)
    return explanation


def pick(document):
    """(kind, object) of what ``document`` says. ``NoSuchDocument`` with a sentence for who asked."""
    name, colon, pk = document.strip().rpartition(":")
    if colon:
        kind = next((kind for kind in kinds if name in (kind.name, kind.model._meta.label_lower)), None)
        kind = kind or _kind_of(name)
        if kind is None:
            raise NoSuchDocument(f"Search has no kind of thing that is called {name}.")
        try:
            return kind, kind.model._default_manager.get(pk=pk)
        except (kind.model.DoesNotExist, ValueError, OverflowError):
            raise NoSuchDocument(f"There is no {name} with the number {pk}.") from None
    for kind in kinds:
        try:
            kind.model._meta.get_field("slug")
        except FieldDoesNotExist:
            continue
        thing = kind.model._default_manager.filter(slug=pk.strip("/").rpartition("/")[2]).first()
        if thing is not None:
            return kind, thing
    raise NoSuchDocument(f"Nothing that can be found has the address {document.strip()}.")


def _kind_of(label):
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return next((kind for kind in kinds if issubclass(model, kind.model)), None)


def lines(node, depth=0):
    """A tree of a plan as text, one node on each line."""
    indent = "  " * depth
    if isinstance(node, Term):
        return [indent + _said(node)]
    if isinstance(node, Sequence):
        places = (" or ".join(map(_said, place)) or "any word" for place in node.places)
        return [f"{indent}beside each other: {' · '.join(places)}"]
    if isinstance(node, Boost):
        first, *rest = lines(node.subquery, depth)
        return [f"{indent}{node.boost:g} × {first.strip()}", *rest]
    if isinstance(node, MatchAll):
        return [f"{indent}everything"]
    if isinstance(node, Not):
        return [f"{indent}not", *lines(node.subquery, depth + 1)]
    if isinstance(node, Coverage):
        title = f"at least {node.least:.0%} of the weight of"
    else:
        title = {And: "all of", Or: "any of"}[type(node)]
    return [indent + title, *(line for sub in node.subqueries for line in lines(sub, depth + 1))]


def _said(term):
    said = [f"text {term.text}"] if term.text else []
    said += [f"name {term.name}"] if term.name else []
    return ", ".join(said) + ("…" if term.prefix else "")


def _top(found, member):
    """The best results of all kinds together."""
    scores = {(kind, pk): score for kind in kinds for pk, score in _best(found.scores[kind.name]).items()}
    best = sorted(scores, key=lambda one: -scores[one])[:MOST_HITS]
    rows = {}
    for kind in kinds:
        pks = [pk for other, pk in best if other is kind]
        rows |= {(kind, row.pk): row for row in kind.rows(pks, member)} if pks else {}
    return [Scored(*one, title=rows[one].title, url=rows[one].url, score=scores[one]) for one in best if one in rows]


def _best(scores):
    return {pk: scores[pk] for pk in best_first(scores, MOST_HITS)}


def _one(kind, thing, found, member):
    score = _scores(found.plan.query).get(kind.model, {}).get(thing.pk, 0.0)
    return Scored(kind, thing.pk, str(thing), score=score, is_visible=thing.pk in kind.visible_pks(member))


def _tokens(kind, thing, member):
    """What the texts that a result is shown with are made into; nothing of what ``member`` may not see."""
    texts = []
    for row in kind.rows([thing.pk], member):
        for label, text in [("", row.title), *row.texts]:
            left = MOST_TOKENS - sum(len(tokens) for _, tokens in texts)
            tokens = analysis.tokens(text, names=row.names and text == row.title)[: max(left, 0)]
            if tokens:
                texts.append((label, tokens))
    return texts


def _share_out(plan, things):
    """Fill in what each way to find each word adds to each of ``things``."""
    if not things:
        return
    ways = [(group.word.surface, way) for group in plan.groups for way in group.ways]
    for word, way in ways:
        scores = _scores(Boost(way.node, way.weight))
        for thing in things:
            score = scores.get(thing.kind.model, {}).get(thing.pk, 0.0)
            if score:
                thing.shares.append(Share(word, way.why, way.text, score))


def _scores(query):
    return get_search_backend().scores(query, list(dict.fromkeys(kind.model for kind in kinds)))
