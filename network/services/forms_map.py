"""The question of the provider map as a form: for whom, what is going on, where, when. Always valid."""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.faceted import topic_facet
from base.list_fields import KnownValue, KnownValues, PageNumber, SearchWords
from network.organisations.models import Organisation
from network.services.facets import AGES, AT_HOME, ONLINE, WEEKS, YES

SORTS = {"best": _("best match"), "wacht": _("shortest wait"), "naam": _("name")}


class MapForm(forms.Form):
    """``?q=&onderwerp=&gemeente=&leeftijd=&soort=&grootte=&waar=&plek=&onbekend=&consultatie=&sorteer=&pagina=``."""

    q = SearchWords()
    onderwerp = KnownValues()
    gemeente = KnownValues()
    leeftijd = KnownValues(AGES)
    soort = KnownValues(Organisation.Kind.values)
    grootte = KnownValues(Organisation.Size.values)
    waar = KnownValues([ONLINE, AT_HOME])
    plek = KnownValue([str(weeks) for weeks in WEEKS])
    onbekend = KnownValues([YES])
    consultatie = KnownValues([YES])
    sorteer = KnownValue(SORTS)
    pagina = PageNumber()

    def __init__(self, data, index):
        super().__init__(data)
        self.index = index
        self.fields["onderwerp"].known = index.topics
        self.fields["gemeente"].known = index.municipalities

    def chosen(self):
        """The chosen values for each facet of the index."""
        cleaned = self.cleaned_data
        chosen = {name: list(cleaned[name]) for name in ("gemeente", "leeftijd", "soort", "grootte", "waar")}
        chosen["consultatie"] = list(cleaned["consultatie"])
        if cleaned["plek"]:
            # who didn't tell may have room: left out unless one wants to call around
            chosen["plek"] = [cleaned["plek"]] + (["onbekend"] if cleaned["onbekend"] else [])
        for slug in cleaned["onderwerp"]:
            chosen.setdefault(topic_facet(self.index.topics[slug].kind), []).append(slug)
        return {name: values for name, values in chosen.items() if values}
