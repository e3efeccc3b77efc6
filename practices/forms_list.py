"""The filters of the list as a form: every parameter is checked here, and what is unknown is left out.

Somebody who follows an old link to a topic that was merged gets the list without that filter, never an error page.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.list_fields import KnownValues, PageNumber, SearchWords
from practices.choices import Badge, Result
from practices.facets import AGES, SORTS, WELCOME, topic_facet

SORT_LABELS = {
    "best": _("best match"),
    "newest": _("newest first"),
    "tested": _("furthest tested"),
    "report": _("newest experience"),
    "title": _("title"),
}


class SortField(forms.Field):
    """A known order; "best match" only has a meaning with words to match."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        return value if value in SORT_LABELS else ""


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
