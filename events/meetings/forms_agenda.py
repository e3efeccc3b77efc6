"""The filters of the agenda as a form. Always valid: an old link gives the list without what is unknown."""

import re
from urllib.parse import urlencode

from django import forms
from django.utils import timezone

from base.faceted import topic_facet
from base.list_fields import KnownValue, KnownValues, PageNumber, SearchWords
from events.meetings import agenda
from events.meetings.choices import EventKind

FILTERS = ("onderwerp", "soort", "gemeente", "online", "plek")
YEARS = range(2000, 2101)


class Month(forms.Field):
    """A month as ``2026-11``; this month for anything else. Gives a pair (year, month)."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        today = timezone.localdate()
        match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", value) if isinstance(value, str) else None
        if match is None or int(match[1]) not in YEARS:
            return today.year, today.month
        return int(match[1]), int(match[2])


class AgendaForm(forms.Form):
    """``?q=&onderwerp=&soort=&gemeente=&online=&plek=&wanneer=&weergave=&maand=&pagina=``."""

    q = SearchWords()
    onderwerp = KnownValues()
    soort = KnownValues(EventKind.values)
    gemeente = KnownValues()
    online = KnownValues([agenda.YES])
    plek = KnownValues([agenda.YES])
    wanneer = KnownValue([agenda.COMING, agenda.PAST])
    weergave = KnownValue(["lijst", "maand"])
    maand = Month()
    pagina = PageNumber()

    def __init__(self, data):
        super().__init__(data)
        self.index = agenda.index()
        self.fields["onderwerp"].known = self.index.topics
        self.fields["gemeente"].known = self.index.municipalities
        self.full_clean()

    def chosen(self):
        """The chosen values for each facet of the index."""
        chosen = {name: list(self.cleaned_data[name]) for name in FILTERS[1:]}
        for slug in self.cleaned_data["onderwerp"]:
            chosen.setdefault(topic_facet(self.index.topics[slug].kind), []).append(slug)
        return {name: values for name, values in chosen.items() if values}

    def pairs(self, without=None, **changes):
        """The filters as (name, value) pairs in one fixed order, ``changes`` in place of what the form has."""
        cleaned = self.cleaned_data
        found = [("q", cleaned["q"])] if cleaned["q"] and without != ("q", cleaned["q"]) else []
        for name in FILTERS:
            found += [(name, value) for value in cleaned[name] if (name, value) != without]
        for name in ("wanneer", "weergave"):
            value = changes.get(name, cleaned[name])
            if value and value not in (agenda.COMING, "lijst"):
                found.append((name, value))
        if "maand" in changes:
            found.append(("maand", changes["maand"]))
        return found

    def query(self, **changes):
        """The same as the end of an address, empty without any filter."""
        pairs = self.pairs(**changes)
        return f"?{urlencode(pairs)}" if pairs else ""
