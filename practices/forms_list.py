"""The filters of the list as a form: every parameter is checked here, and what is unknown is left out.

Somebody who follows an old link to a topic that was merged gets the list without that filter, never an error page.
"""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from base.text import clean_text
from practices.choices import Badge, Result
from practices.facets import AGES, SORTS, WELCOME, topic_facet

MOST_VALUES = 40
MOST_LETTERS = 200
MOST_WORDS = 12
MOST_PAGES = 100_000

SORT_LABELS = {
    "best": _("best match"),
    "newest": _("newest first"),
    "tested": _("furthest tested"),
    "report": _("newest experience"),
    "title": _("title"),
}


class KnownValues(forms.Field):
    """Values of a repeated parameter that are known; the rest is left out."""

    widget = forms.MultipleHiddenInput

    def __init__(self, known=(), **kwargs):
        super().__init__(required=False, **kwargs)
        self.known = known

    def clean(self, value):
        return [one for one in dict.fromkeys((value or [])[:MOST_VALUES]) if one in self.known]


class SearchWords(forms.Field):
    """What to look for: at most twelve words of letters and digits, so that no sign can mean something to an engine."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        words = re.findall(r"\w+", clean_text((value or "")[:MOST_LETTERS]))
        return " ".join(words[:MOST_WORDS])


class SortField(forms.Field):
    """A known order; "best match" only has a meaning with words to match."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        return value if value in SORT_LABELS else ""


class PageNumber(forms.Field):
    """The number of a page, 1 for anything else."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        if isinstance(value, str) and re.fullmatch("[0-9]{1,6}", value):
            return min(max(int(value), 1), MOST_PAGES)
        return 1


class PracticeListForm(forms.Form):
    """``?q=&onderwerp=&gemeente=&leeftijd=&toets=&elders=&meekijken=&sorteer=&pagina=``; always valid."""

    q = SearchWords()
    onderwerp = KnownValues()
    gemeente = KnownValues()
    leeftijd = KnownValues(AGES)
    toets = KnownValues([str(badge) for badge in Badge.values])
    elders = KnownValues(Result.values)
    meekijken = KnownValues([WELCOME])
    sorteer = SortField()
    pagina = PageNumber()

    def __init__(self, data, index):
        super().__init__(data)
        self.index = index
        self.fields["onderwerp"].known = index.topics
        self.fields["gemeente"].known = index.municipalities

    def clean(self):
        cleaned = super().clean()
        orders = ("best", *SORTS) if cleaned["q"] else SORTS
        if cleaned["sorteer"] not in orders:
            cleaned["sorteer"] = orders[0]
        self.orders = orders
        return cleaned

    def chosen(self):
        """The chosen values for each facet of the index."""
        cleaned = self.cleaned_data
        chosen = {name: cleaned[name] for name in ("gemeente", "leeftijd", "elders", "meekijken")}
        chosen["toets"] = [int(value) for value in cleaned["toets"]]
        for slug in cleaned["onderwerp"]:
            chosen.setdefault(topic_facet(self.index.topics[slug].kind), []).append(slug)
        return chosen
