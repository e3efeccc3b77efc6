"""The filters of the list of requests as a form. Always valid: an old link gives the list without what is unknown."""

from urllib.parse import urlencode

from django import forms

from base.faceted import topic_facet
from base.list_fields import KnownValue, KnownValues, PageNumber, SearchWords
from network.requests import exchange

FILTERS = ("soort", "onderwerp", "gemeente")
STATES = (exchange.OPEN, exchange.DONE, exchange.ALL)


class ListForm(forms.Form):
    """``?q=&soort=&onderwerp=&gemeente=&stand=&pagina=``."""

    q = SearchWords()
    soort = KnownValues([*exchange.SORTS, exchange.OFFERED])
    onderwerp = KnownValues()
    gemeente = KnownValues()
    stand = KnownValue(STATES)
    pagina = PageNumber()

    def __init__(self, data):
        super().__init__(data)
        self.index = exchange.index()
        self.fields["onderwerp"].known = self.index.topics
        self.fields["gemeente"].known = self.index.municipalities
        self.full_clean()

    @property
    def state(self):
        """What is shown when nothing is said: what is open; who searches looks through all."""
        return self.cleaned_data["stand"] or (exchange.ALL if self.cleaned_data["q"] else exchange.OPEN)

    def chosen(self):
        """The chosen values for each facet of the index."""
        chosen = {name: list(self.cleaned_data[name]) for name in ("soort", "gemeente")}
        for slug in self.cleaned_data["onderwerp"]:
            chosen.setdefault(topic_facet(self.index.topics[slug].kind), []).append(slug)
        return {name: values for name, values in chosen.items() if values}

    def pairs(self, without=None, **changes):
        """The filters as (name, value) pairs in one fixed order, ``changes`` in place of what the form has."""
        cleaned = self.cleaned_data
        found = [("q", cleaned["q"])] if cleaned["q"] and without != ("q", cleaned["q"]) else []
        for name in FILTERS:
            found += [(name, value) for value in cleaned[name] if (name, value) != without]
        state = changes.get("stand", cleaned["stand"])
        return found + ([("stand", state)] if state else [])

    def query(self, **changes):
        """The same as the end of an address, empty without any filter."""
        pairs = self.pairs(**changes)
        return f"?{urlencode(pairs)}" if pairs else ""
