"""What an address asks of search: ``?q=&soort=&onderwerp=&gemeente=&periode=&pagina=``; always valid."""

from django import forms

from base.findable import kinds
from base.list_fields import KnownValue, KnownValues, PageNumber, SearchWords
from network.topics import vocabulary
from search import facets
from search.answers import Filters


class SearchForm(forms.Form):
    """The question and its filters. What is unknown is left out, so an old link still gives an answer."""

    q = SearchWords()
    soort = KnownValue()
    onderwerp = KnownValues()
    gemeente = KnownValues()
    periode = KnownValue(facets.PERIODS)
    letterlijk = KnownValue(("1",))  # the own words only
    pagina = PageNumber()

    def __init__(self, data):
        super().__init__(data)
        self.kinds = {kind.slug: kind for kind in kinds}
        self.fields["soort"].known = self.kinds
        self.fields["onderwerp"].known = {term.slug for term in vocabulary.terms().values()}
        self.fields["gemeente"].known = facets.municipalities().slugs

    def filters(self):
        """What was chosen, as ``find`` wants it."""
        cleaned = self.cleaned_data
        return Filters(
            kind=self.kinds[cleaned["soort"]].name if cleaned["soort"] else "",
            topics=tuple(cleaned["onderwerp"]),
            municipalities=tuple(cleaned["gemeente"]),
            period=cleaned["periode"],
            page=cleaned["pagina"],
        )
