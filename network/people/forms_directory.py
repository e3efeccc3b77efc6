"""The filters of the expertise directory as a form. Always valid."""

from django import forms

from base.faceted import topic_facet
from base.list_fields import KnownValues, PageNumber, SearchWords
from network.organisations.models import Organisation
from network.people.directory import OPEN, YES


class DirectoryForm(forms.Form):
    """``?q=&onderwerp=&gemeente=&soort=&openvoor=&ervaring=&pagina=``."""

    q = SearchWords()
    onderwerp = KnownValues()
    gemeente = KnownValues()
    soort = KnownValues(Organisation.Kind.values)
    openvoor = KnownValues(OPEN)
    ervaring = KnownValues([YES])
    pagina = PageNumber()

    def __init__(self, data, index):
        super().__init__(data)
        self.index = index
        self.fields["onderwerp"].known = index.topics
        self.fields["gemeente"].known = index.municipalities

    def chosen(self):
        """The chosen values for each facet of the index."""
        chosen = {name: list(self.cleaned_data[name]) for name in ("gemeente", "soort", "openvoor", "ervaring")}
        for slug in self.cleaned_data["onderwerp"]:
            chosen.setdefault(topic_facet(self.index.topics[slug].kind), []).append(slug)
        return {name: values for name, values in chosen.items() if values}
