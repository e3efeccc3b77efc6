"""Numbers of hours: kept as decimals, written as people write them."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import ngettext


def plain(hours):
    """A number of hours without noughts behind it, as a ``Decimal``."""
    if hours is None:
        return None
    hours = hours.normalize()
    return hours.quantize(Decimal(1)) if hours == hours.to_integral() else hours


def number(hours):
    """``2,5`` in Dutch, ``2.5`` in English; an empty text when nobody knows."""
    return "" if hours is None else number_format(plain(hours), use_l10n=True)


def in_words(hours):
    """``2,5 uur``; an empty text when nobody knows."""
    if hours is None:
        return ""
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == 1 else 2) % {"hours": number(hours)}
