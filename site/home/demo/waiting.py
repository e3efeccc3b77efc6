"""A year of waiting times for one service: it walks up and down between two numbers, as real ones do.

Everything follows from a name and from today, so that loading on the same day always gives the same year.
"""

import datetime
import hashlib

from django.utils import timezone

from network.services.models import WaitingTime

MONTHS = 12
# Days since the last figure was told, by how fresh it should look. Of "none" nobody ever told one.
LAST_TOLD = {"fresh": (1, 30), "fading": (40, 65), "unknown": (75, 160)}
DEFINITIONS = (
    "Gemiddelde van de laatste tien aanmeldingen.",
    "De langste wachttijd van dit moment.",
    "Wat wij een gezin zeggen dat vandaag belt.",
)
# How far a month moves, in eighths of the distance between the lowest and the highest number of weeks.
STEPS = (-3, -2, -1, 0, 0, 1, 2, 3)
State, Source = WaitingTime.State, WaitingTime.Source


def number(text, low, high):
    """A number between both (included), always the same for a text."""
    return low + int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % (high - low + 1)


def year(name, fresh, state, weeks, definition=None):
    """The figures of a year, the oldest first, as values for ``WaitingTime``; none when ``fresh`` is "none".

    ``state`` is that of the last one, ``weeks`` the (lowest, highest) number of weeks until help starts.
    """
    if fresh == "none":
        return []
    definition = definition or DEFINITIONS[number(name, 0, len(DEFINITIONS) - 1)]
    last = timezone.localdate() - datetime.timedelta(days=number(name, *LAST_TOLD[fresh]))
    figures, before = [], None
    for month, (kind, start) in enumerate(_walk(name, state, *weeks)):
        left = MONTHS - 1 - month
        told = (kind, start)
        figures.append(
            {
                "state": kind,
                "weeks_to_start": start if kind == State.WEEKS else None,
                "weeks_to_intake": start // 3 if kind == State.WEEKS else None,
                "measured_on": last
                - datetime.timedelta(days=30 * left + (number(f"{name} {left}", -4, 4) * bool(left))),
                "source": Source.CONFIRMED if told == before else Source.FORM,
                "definition": definition,
            }
        )
        before = told
    return figures


def _walk(name, state, low, high):
    """(state, weeks) of each month, the oldest first. With no weeks to wait there is room now."""
    now, span = number(f"{name} begin", low, high), max(high - low, 1)
    ending = number(f"{name} ending", 1, 4) if state != State.WEEKS else 0
    closed = number(f"{name} closed", 2, 40)  # of most it lies outside the year: they never closed
    found = []
    for month in range(MONTHS):
        step = STEPS[number(f"{name} {month} step", 0, len(STEPS) - 1)]
        now = min(high, max(low, now + round(step * span / 8)))
        if month >= MONTHS - ending:
            found.append((state, None))
        elif closed <= month < min(closed + 2, MONTHS - 1):
            found.append((State.STOPPED, None))
        elif now == 0 and month < MONTHS - 1:
            found.append((State.ROOM_NOW, None))
        else:
            found.append((State.WEEKS, max(now, 1) if month < MONTHS - 1 else now))
    return found
