"""What the list and the feed both do: read the filters, and find the practices that fit and may be seen."""

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
        matches, near = matching(words, member)
        base &= facets.mask_of(matches)
    mask, counts = facets.narrow(base, form.chosen())
    return Found(form, facets, mask, counts, matches, near)


def matching(words, member):
    """Primary keys of the visible practices that hold all ``words``, the best first; and whether they hold only some.

    People ask in their own words, and hardly any practice holds every word of a question. So the small words don't
    count, and when nothing holds all that is left, what comes nearest is better than an empty page.
    """
    visible = PracticePage.objects.visible_to(member)
    telling = [word for word in words.split() if word.casefold() not in WORDS_OF_A_QUESTION] or words.split()
    found = [page.pk for page in visible.search(" ".join(telling), operator="and")]
    if found or len(telling) == 1:
        return found, False
    found = [page.pk for page in visible.search(" ".join(telling), operator="or")[:MOST_NEAR]]
    return found, bool(found)
