"""What the list and the feed both do: read the filters, and find the practices that fit and may be seen."""

from collections import Counter
from dataclasses import dataclass

from practices.facets import Index, index
from practices.forms_list import PracticeListForm
from practices.models import PracticePage

# Words of a question that say nothing about its subject: "Wat helpt als een kind niet meer naar school gaat?"
WORDS_OF_A_QUESTION = frozenset(
    """aan al alle als andere bij bijna dan dat de deze die dit doe doen door een eerst en er gaan gaat geen goed had
    hebben hebt heeft heel help helpt het hier hij hoe houd houden hun iemand iets ik in is je jouw kan kun kunnen maar
    meer men met mijn moet na naar niet niets nog nu of om omdat onder ons ook op over regel regelen te tegen toch toen
    tot u uit van vaak veel voor waar waarom wanneer wat welke werkt wel wie wij wil word worden wordt ze zegt zeggen
    zich zij zijn zo zonder zou a about an and are do does for from how i if in is it my no not of on or our that the
    their they this to what when where which who why with you your""".split()
)
# So many hits the database may rank: on SQLite that takes the square of their number (4 s for 5,000).
FEW = 100
# With only some of the words, the best of many weak matches are enough to go on.
MOST_NEAR = 10


@dataclass
class Found:
    """The practices that fit, as bits of ``index``, with a counter for each facet."""

    form: PracticeListForm
    index: Index
    mask: int
    counts: object
    matches: list  # primary keys, best first; None when nobody looked for words
    near: bool = False  # no practice holds all words, these hold some

    @property
    def total(self):
        return self.mask.bit_count()

    def pks(self, start, stop):
        """Primary keys from place ``start`` up to ``stop`` in the chosen order."""
        sort = self.form.cleaned_data["sorteer"]
        if sort != "best":
            return self.index.slice(self.mask, sort, start, stop)
        place = self.index.position
        fitting = [pk for pk in self.matches if pk in place and self.mask >> place[pk] & 1]
        return fitting[start:stop]


def find(data, member, facets=None, base=None):
    """The practices that ``member`` may see and that fit the filters in ``data`` (a QueryDict)."""
    facets = facets or index()
    form = PracticeListForm(data, facets)
    form.full_clean()
    base = facets.base(member) if base is None else base
    words, matches, near = form.cleaned_data["q"], None, False
    if words:
        matches, near = matching(words, member, facets)
        base &= facets.mask_of(matches)
    mask, counts = facets.narrow(base, form.chosen())
    return Found(form, facets, mask, counts, matches, near)


def matching(words, member, facets):
    """Primary keys of the visible practices that hold all ``words``, the best first; and whether they hold only some.

    People ask in their own words, and hardly any practice holds every word of a question. So the small words don't
    count, and when nothing holds all that is left, what comes nearest is better than an empty page.
    """
    visible = PracticePage.objects.visible_to(member)
    telling = [word for word in words.split() if word.casefold() not in WORDS_OF_A_QUESTION] or words.split()
    found = _search(visible, telling)
    if 0 < len(found) <= FEW:
        return _search(visible, telling, ranked=True), False
    if found or len(telling) == 1:
        return _best_first(dict.fromkeys(found, 0), telling, facets), False
    # a word that few practices hold says more than one that many do
    weights = Counter()
    for word in telling:
        holding = _search(visible, [word])
        weights.update(dict.fromkeys(holding, 1 / len(holding)) if holding else {})
    return _best_first(weights, telling, facets)[:MOST_NEAR], bool(weights)


def _search(visible, words, *, ranked=False):
    results = visible.search(" ".join(words), operator="and", order_by_relevance=ranked)
    return list(results.get_queryset().values_list("pk", flat=True))


def _best_first(weights, words, facets):
    """Sort by weight, then by how many words stand in the title, then the newest first."""
    folded, position = [word.casefold() for word in words], facets.position

    def place(pk):
        title = facets.titles[position[pk]]
        return -weights[pk], -sum(word in title for word in folded), position[pk]

    return sorted((pk for pk in weights if pk in position), key=place)
