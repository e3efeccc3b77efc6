"""What the list and the feed both do: read the filters, and find the practices that fit and may be seen."""

from dataclasses import dataclass

from base.findable import Ranked, search_words
from practices.facets import Index, index
from practices.forms_list import PracticeListForm


@dataclass
class Found:
    """The practices that fit, as bits of ``index``, with a counter for each facet."""

    form: PracticeListForm
    index: Index
    mask: int
    counts: object
    matches: list  # primary keys, best first; None when nobody looked for words
    near: bool = False  # no practice holds all words; these hold some, or words that look like them
    did_you_mean: str = ""  # what gives more

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
    words, ranked = form.cleaned_data["q"], Ranked(None)
    if words:
        ranked = search_words("practice", words, member)
        base &= facets.mask_of(ranked.pks)
    mask, counts = facets.narrow(base, form.chosen())
    return Found(form, facets, mask, counts, ranked.pks, ranked.near, ranked.did_you_mean)
