"""What stands in somebody's SKJ folder, whichever room it comes from.

A room to the right registers what it knows in its ``apps.py``:

    from events.training.proofs import proof_sources

    proof_sources.register(visits)

    def visits(member, since, until):
        '''Shadow visits that ``member`` made, between two days (dates, the last one included; None: no end).'''
        return [
            Proof(
                category=Category.VISIT,
                title="Kijkje bij De Wilgenkamp",
                happened_on=visit.day,             # a date, on the calendar of the region
                hours=Decimal("6"),                # None when nobody knows: it counts, but adds no hours
                url=visit.get_absolute_url(),      # where the member finds it, or ""
                source=Source.COLLEAGUE.label,     # who says so, in words
                detail="",                         # one more line, such as what it was about
                papers=(),                         # what goes into the ZIP
            )
            for visit in …
        ]

Rules: at most a few queries however many rows there are; only what *this* member did, and nothing by which anybody else
or a request can be known. The folder is shown to that member only, but they hand it on to the register: so a title says
nothing that was told in confidence. A thing stands in one source only: ``events.meetings`` and ``events.sessions`` are
read here (``events.training.sources``), so a meeting or session that a request led to is not to be given once more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from base.slots import Slot
from events.training.choices import Category
from events.training.hours import in_words, number

# Callables (member, since, until) -> iterable of Proof; see above.
proof_sources = Slot("what counts in the SKJ folder")


@dataclass(frozen=True)
class Paper:
    """Something for the ZIP: ``read`` gives its bytes, and is only called when somebody takes the folder along."""

    folder: str  # a word, such as "bewijzen"
    name: str  # of the file, with its ending
    read: Callable[[], bytes]
    made: bool = False  # it has to be made first, which takes time: a ZIP has so many of these at most


@dataclass(frozen=True)
class Proof:
    """One thing that somebody did."""

    category: str
    title: str
    happened_on: date
    hours: Decimal | None = None
    url: str = ""
    source: str = ""
    detail: str = ""
    proof_url: str = ""  # of a paper that shows it, to open in the browser
    papers: tuple[Paper, ...] = ()
    own: bool = False  # the member wrote it and may change it
    adds: bool = True  # False: its hours count in another row, or are not to count; it says nothing of hours

    @property
    def label(self):
        """Its kind, in words."""
        return Category(self.category).label

    @property
    def said(self):
        """Its hours, in words."""
        return in_words(self.hours)

    @property
    def short(self):
        """Its hours as a number."""
        return number(self.hours)
