"""The one way in: what fits a question, for one person.

The index gives (thing, score). Who may see it is asked in the database (``Kind.visible_pks``) before anything is
counted, shown, marked or suggested, and once more for the rows themselves. So what was unpublished a moment ago is gone
from all of it, whatever the index still holds.
"""

import heapq
from dataclasses import dataclass
from functools import partial

from wagtail.search.backends import get_search_backend

from base.findable import Ranked, kinds
from network.topics.models import Topic
from search import best, facets, highlight, question, spelling
from search.answers import Answer, Group, Hit
from search.plan import plan

PER_PAGE = 20
PER_GROUP = 3
# Of kinds whose titles are names so many are looked at for one that is the whole question.
NAMES_LOOKED_AT = 10
# With fewer results than this the question may have been typed wrongly.
FEW = 3
# Of each kind, of what only has some of the words: the best of many weak matches are enough to go on.
MOST_NEAR = 20


@dataclass
class Found:
    """What fits a question and may be seen: ``scores`` is ``{name of a kind: {primary key: score}}``."""

    plan: object
    scores: dict
    engine: str = "whoosh"
    did_you_mean: str = ""
    replaced: bool = False
    near: bool = False

    @property
    def count(self):
        return sum(map(len, self.scores.values()))


def find(words, filters, member, *, literal=False, all_kinds_list=False):
    """The ``Answer`` to a question. ``all_kinds_list`` mixes all kinds in one list with all facets, as the API does."""
    asked = question.parse(words)
    found = look_up(asked, member, list(kinds), literal=literal)
    chosen = facets.chosen_values(filters)
    narrowed = [facets.Narrowed(kind, found.scores[kind.name], chosen) for kind in kinds]
    shown = [one for one in narrowed if filters.kind in ("", one.kind.name)]
    answer = Answer(
        words=asked.text,
        filters=filters,
        count=sum(len(one.scores) for one in shown),
        did_you_mean=found.did_you_mean,
        replaced=found.replaced,
        also=list(found.plan.also),
        literal=literal,
        near=found.near,
        engine=found.engine,
        facets=[facets.kind_facet(narrowed, filters.kind)],
    )
    if filters.kind or all_kinds_list:
        label = shown[0].kind.date_label if len(shown) == 1 else ""
        answer.facets += facets.other_facets(shown, filters, label)
        _add_page(answer, shown, found.plan, member)
    else:
        answer.best = best.topics(found.plan.question) + best.picks(asked.text, member)
        _add_groups(answer, shown, found.plan, member)
    if not answer.count:
        answer.broader = broader(found.plan)
    return answer


# ---------- what fits ----------


def look_up(asked, member, among, *, literal=False):
    """What fits of some kinds: the whole question, else as it was probably meant, else what has some of its words."""

    def look(query):
        return visible_scores(query, member, among)

    def scores(query):
        return look(query)[0]

    made = plan(asked, literal=literal)
    if made.is_empty:
        return Found(made, {kind.name: {} if asked.text else _everything(kind, member) for kind in among})
    found = _found(made, look)
    if literal or found.count >= max(FEW, made.plenty):
        return found
    meant = spelling.meant(asked, scores) if found.count < FEW else ""
    replaced = bool(meant) and not found.count
    if replaced:
        asked = question.parse(meant)
        found = _found(plan(asked), look)
    if found.count < found.plan.plenty:
        found = _widened(asked, found.count, look)
    found.did_you_mean, found.replaced = meant, replaced
    return found


def _widened(asked, exact, look):
    """After what has enough of the question, whatever has its rarest word, or words that look like it."""
    fuzzy = spelling.near_words(asked, lambda query: look(query)[0]) if exact < FEW else None
    for wide in (1, 2):
        # Words that say most by being nowhere would otherwise outweigh those that are everywhere.
        found = _found(plan(asked, fuzzy=fuzzy, wide=wide), look)
        if found.count:
            break
    found.near = bool(found.count) and not exact
    found.scores = {
        name: {pk: scores[pk] for pk in best_first(scores, MOST_NEAR)} for name, scores in found.scores.items()
    }
    return found


def _found(made, look):
    scores, engine = look(made.query)
    return Found(made, scores, engine)


def _everything(kind, member):
    """Without any words all that may be seen fits, the newest first."""
    days = {pk: about.date.toordinal() for pk, about in kind.facts().items() if about.date}
    return {pk: days.get(pk, 0) for pk in kind.visible_pks(member)}


def visible_scores(query, member, among):
    """``{name of a kind: {primary key: score}}`` of what ``member`` may see, and which engine looked."""
    found = get_search_backend().scores(query, list(dict.fromkeys(kind.model for kind in among)))
    scores = {}
    for kind in among:
        hits = found.get(kind.model, {})
        scores[kind.name] = {pk: hits[pk] for pk in hits.keys() & kind.visible_pks(member)} if hits else {}
    return scores, found.engine


def best_first(scores, number=None):
    """Primary keys by score; of equals the newest first."""
    if number is None or number >= len(scores):
        return sorted(scores, key=lambda pk: (scores[pk], pk), reverse=True)
    return heapq.nlargest(number, scores, key=lambda pk: (scores[pk], pk))


def broader(made):
    """Topics to try when there is nothing: those above what the question names."""
    return list(Topic.objects.accepted().filter(narrower__in=made.topics).distinct()) if made.topics else []


# ---------- what is shown of it ----------


def _add_groups(answer, shown, made, member):
    """The best three of each kind, and whoever the whole question is the name of."""
    for one in shown:
        if not one.scores:
            continue
        pks = best_first(one.scores, NAMES_LOOKED_AT if one.kind.is_name else PER_GROUP)
        rows = {row.pk: row for row in one.kind.rows(pks, member)}
        listed = [rows[pk] for pk in pks if pk in rows]
        if one.kind.is_name:
            answer.best += best.names(made.question, one.kind, listed)
        hits = [_hit(one.kind, row, one.scores[row.pk], made) for row in listed[:PER_GROUP]]
        answer.groups.append(Group(one.kind, len(one.scores), hits))


def _add_page(answer, shown, made, member):
    """One page of results, whatever their kind, the best first."""
    answer.pages = max(1, -(-answer.count // PER_PAGE))
    answer.filters.page = min(max(answer.filters.page, 1), answer.pages)
    stop = answer.filters.page * PER_PAGE
    places = [(score, order, pk) for order, one in enumerate(shown) for pk, score in one.scores.items()]
    listed = heapq.nlargest(stop, places, key=lambda place: (place[0], -place[1], place[2]))[stop - PER_PAGE :]
    rows = {}
    for order, one in enumerate(shown):
        pks = [pk for _score, number, pk in listed if number == order]
        if pks:
            rows |= {(order, row.pk): row for row in one.kind.rows(pks, member)}
    answer.hits = [
        _hit(shown[order].kind, rows[order, pk], score, made) for score, order, pk in listed if (order, pk) in rows
    ]


def _hit(kind, row, score, made):
    """A result with its words marked."""
    title = highlight.mark(row.title, made.name_marks if row.names else made.marks, names=row.names)
    label, fragment = highlight.fragment(row.texts, made.marks)
    return Hit(kind, row, score, title, fragment, label)


# ---------- for the lists of other rooms ----------


def ranked(name, words, member):
    """What fits of one kind, for ``base.findable.word_search``. Whether it gives little is about that kind only."""
    found = look_up(question.parse(words), member, [kind for kind in kinds if kind.name == name])
    says = partial(highlight.fragment, terms=found.plan.marks)
    return Ranked(best_first(found.scores[name]), found.near or found.replaced, found.did_you_mean, says)
