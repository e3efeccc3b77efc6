"""Why somebody fits, as codes with words that are stored, and as sentences in the language of who reads.

Why somebody fits is shown to nobody but who asked; who is asked reads what of it is their own. What somebody hides is
in no reason, and what they hide afterwards is no longer said.
"""

from typing import NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.people.profiles import relation, shows
from network.requests.choices import RequestKind

MOST = 3


class Reason(NamedTuple):
    """A code of ``SENTENCES`` and its words: ``{"topics": […]}``, ``{"days": […]}``, ``{"km": …, "place": …}``."""

    code: str
    words: dict

    @property
    def sentence(self):
        return SENTENCES[self.code](self.words)


def stored(reasons):
    """As ``Participation.reasons`` keeps them."""
    return [[reason.code, reason.words] for reason in reasons]


def sentences(rows, member, reader):
    """What is stored in ``rows`` about ``member``, as sentences for ``reader``, who asked them; in order."""
    reader_is = relation(member, reader)
    shown = (one for one in _read(rows) if one.code not in FIELDS or shows(member, FIELDS[one.code], reader_is))
    return [reason.sentence for reason in shown]


def sentences_to_member(rows):
    """What of it who is asked reads: what they know or want to learn themselves, nothing of others."""
    return [TO_MEMBER[reason.code](reason.words) for reason in _read(rows) if reason.code in TO_MEMBER]


def _read(rows):
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, list) and len(row) == 2 and row[0] in SENTENCES and isinstance(row[1], dict):
            yield Reason(*row)


def _listed(words):
    return get_text_list([str(word) for word in words], _("and"))


def _helps(words):
    return _("Can help with %(topics)s.") % {"topics": _listed(words["topics"])}


def _learns(words):
    return _("Wants to learn about %(topics)s.") % {"topics": _listed(words["topics"])}


def _days(words):
    return _("Can on %(days)s, as you can.") % {"days": _listed(WEEKDAYS[day] for day in words["days"])}


def _near(words):
    km = words["km"]
    if words.get("place"):
        return ngettext("Works %(km)s km from %(place)s.", "Works %(km)s km from %(place)s.", km) % words
    return ngettext("Works %(km)s km from you.", "Works %(km)s km from you.", km) % words


OPEN = {
    RequestKind.INTERVISION: lambda: _("Is open to intervision."),
    RequestKind.CONSULTATION: lambda: _("Is open to consultation."),
    RequestKind.VISIT: lambda: _("Is open to a visit."),
}

SENTENCES = {
    "helps": _helps,
    "learns": _learns,
    "days": _days,
    "here": lambda words: _("Works in %(place)s.") % words,
    "near": _near,
    "new": lambda words: _("Is new on this site."),
    "rested": lambda words: _("Had no request yet in the past month."),
    "met": lambda words: _("You have met before."),
    "unmet": lambda words: _("You have not met before."),
    "open": lambda words: OPEN[RequestKind(words["kind"])](),
    # of organisations and groups
    "works_on": lambda words: _("Works on %(topics)s.") % {"topics": _listed(words["topics"])},
    "together": lambda words: (
        ngettext("A group with %(number)s organisation.", "A group with %(number)s organisations.", words["number"])
        % words
    ),
}
TO_MEMBER = {
    "helps": lambda words: _("You can help with %(topics)s.") % {"topics": _listed(words["topics"])},
    "learns": lambda words: _("You want to learn about %(topics)s.") % {"topics": _listed(words["topics"])},
}
# The field of the profile that a reason tells of.
FIELDS = {"helps": "topics", "learns": "topics", "here": "municipalities", "near": "municipalities", "open": "open_to"}
