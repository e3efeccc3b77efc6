"""Drawings made once: the ring and the signs. Pure functions of small numbers, so each is made one time a process."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import mark_safe

SEAT = 10  # length of one seat on the circle, of which a part is the gap to the next
TAKEN = 7.8
GAP = SEAT - TAKEN

MARKS = {
    "worked": "M4 13l5 5L20 6",
    "partly": "M3 14c3-6 6-6 9-2s6 4 9-2",
    "not": "M5 5l14 14M19 5L5 19",
    "too_early": "M12 5v7l5 4",
}


def _arc(kind, first, count, total):
    """Seats ``first`` to ``first + count`` of a circle with ``total`` seats."""
    if count == total:
        dashes = f"{TAKEN} {GAP:.1f}"
    else:
        rest = (total - count) * SEAT + GAP
        dashes = f"{TAKEN} {GAP:.1f} " * (count - 1) + f"{TAKEN} {rest:.1f}"
    return format_html(
        '<circle class="ring__{}" cx="12" cy="12" r="9" pathLength="{}" stroke-dasharray="{}" stroke-dashoffset="{}"/>',
        kind,
        total * SEAT,
        dashes,
        f"{-(first * SEAT + GAP / 2):.1f}",
    )


@lru_cache(maxsize=256)
def ring_svg(level, total=4, size="", rest="base"):
    """``level`` of ``total`` seats; ``rest`` says how the others look (base: not yet, open: free)."""
    total = min(max(total, 1), 24)
    level = min(max(level, 0), total)
    if total == 4 and rest == "base":
        return _badge_ring(level, size)
    arcs = [_arc("on", 0, level, total)] if level else []
    if level < total:
        arcs.append(_arc(rest, level, total - level, total))
    size = f" ring--{size}" if size else ""
    return format_html(
        '<svg class="ring{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        size,
        mark_safe("".join(arcs)),  # noqa: S308 - each arc came from format_html
    )


def _badge_ring(level, size):
    """The ring of a practice. It stands in every row, so ``pieces.css`` has its arcs and the page only their names."""
    arcs = ['<circle class="ring__on"/>'] if level else []
    if level < 4:
        arcs.append('<circle class="ring__base"/>')
    return format_html(
        '<svg class="ring ring--of-4 ring--{}{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        level,
        f" ring--{size}" if size else "",
        mark_safe("".join(arcs)),  # noqa: S308 - fixed texts
    )


@lru_cache(maxsize=1)
def brand_svg():
    """The mark of the site: seven seats, the last one open."""
    return format_html(
        '<svg class="brand__mark" viewBox="0 0 24 24" aria-hidden="true">{}{}</svg>',
        _arc("on", 0, 6, 7),
        _arc("open", 6, 1, 7),
    )


@lru_cache(maxsize=8)
def mark_svg(result):
    """The sign of a result; an unknown one has no sign."""
    if result not in MARKS:
        return mark_safe("")
    circle = mark_safe('<circle cx="12" cy="12" r="9.5" stroke-width="2.5"/>') if result == "too_early" else ""
    return format_html(
        '<svg class="mark mark--{}" viewBox="0 0 24 24" aria-hidden="true">{}<path d="{}"/></svg>',
        result,
        circle,
        MARKS[result],
    )
