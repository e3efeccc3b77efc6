"""The filters of lists of requests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from base.list_fields import KnownValue, PageNumber, SearchWords
from network.requests.kinds import BY_SLUG

STATES = {"open": _("Open"), "afgerond": _("Done"), "alle": _("All")}


class ListForm(forms.Form):
    """``?q=&soort=&stand=&pagina=``. Always valid."""

    q = SearchWords()
    soort = KnownValue(BY_SLUG)
    stand = KnownValue(STATES)
    pagina = PageNumber()

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()
