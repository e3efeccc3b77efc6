"""Text that people type, made safe to keep: one cleaner, and form fields that use it.

Databases refuse NUL and lone surrogates, direction overrides make a text read otherwise than it is
stored, and two spellings of the same letter make a search miss. All of that goes here, once.
"""

import re
import unicodedata

from django import forms

MAX_LENGTH = 20_000

# Tab and newline stay. Everything else in C0 and C1 goes, and so do the overrides and isolates of text
# direction, lone surrogates, the byte order mark and code points that are no characters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
_NEWLINES = re.compile("\r\n?|\x85|\u2028|\u2029")


def clean_text(value: str) -> str:
    """The same text without what should never be stored; newlines are ``\\n``, letters are NFC."""
    value = _NEWLINES.sub("\n", value)
    value = _UNWANTED.sub("", value)
    return unicodedata.normalize("NFC", value)


class SafeCharField(forms.CharField):
    """One line of text: cleaned, stripped, its line breaks made spaces, never longer than the limit."""

    def __init__(self, *, max_length=MAX_LENGTH, **kwargs):
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            # A NUL is never typed. It is left in for Django's own validator, which makes it a form error.
            if "\x00" in value:
                return value
            value = self.tidy(clean_text(value))
        return super().to_python(value)

    def tidy(self, value: str) -> str:
        return value.replace("\n", " ")


class SafeTextField(SafeCharField):
    """Text of more than one line."""

    widget = forms.Textarea

    def tidy(self, value: str) -> str:
        return value
