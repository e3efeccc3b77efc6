"""Form fields of what an address asks of a list: each gives something known, whatever stands there.

Somebody who follows an old link gets the list without what is unknown, never an error page.
"""

import re

from django import forms

from base.text import clean_text

MOST_VALUES = 40
MOST_LETTERS = 200
MOST_PAGES = 100_000

_LETTER = re.compile(r"[^\W_]")


class KnownValues(forms.Field):
    """Values of a repeated parameter that are known; the rest is left out."""

    widget = forms.MultipleHiddenInput

    def __init__(self, known=(), **kwargs):
        super().__init__(required=False, **kwargs)
        self.known = known

    def clean(self, value):
        return [one for one in dict.fromkeys((value or [])[:MOST_VALUES]) if one in self.known]


class KnownValue(forms.Field):
    """One value that is known, or nothing."""

    def __init__(self, known=(), **kwargs):
        super().__init__(required=False, **kwargs)
        self.known = known

    def clean(self, value):
        return value if value in self.known else ""


class SearchWords(forms.Field):
    """What to look for, on one line. Nothing when there is no letter or digit in it."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        words = " ".join(clean_text((value or "")[:MOST_LETTERS]).split())[:MOST_LETTERS].rstrip()
        return words if _LETTER.search(words) else ""


class PageNumber(forms.Field):
    """The number of a page, 1 for anything else."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        if isinstance(value, str) and re.fullmatch("[0-9]{1,6}", value):
            return min(max(int(value), 1), MOST_PAGES)
        return 1
