"""The history of a waiting time as a small drawing and a table: points and numbers, no script."""

from dataclasses import dataclass

from django.utils.formats import date_format

from network.services.models import WaitingTime

WIDTH, HEIGHT = 320, 120
LEFT, RIGHT, TOP, BOTTOM = 34, 312, 12, 96


@dataclass
class Chart:
    """``lines`` are points as SVG wants them: several, as the line is broken where nobody was taken.

    ``labels`` are (text, x, y, anchor): the weeks at the left, the first and the last day below.
    """

    rows: list
    lines: list
    dots: list
    labels: list
    most: int
    width: int = WIDTH
    height: int = HEIGHT
    frame: str = f"M{LEFT - 6} {TOP}H{RIGHT + 6}M{LEFT - 6} {BOTTOM}H{RIGHT + 6}"


def history_chart(history):
    """A chart of figures from old to new; None when there are fewer than two numbers to draw."""
    numbers = [one.weeks for one in history if one.weeks is not None]
    if len(numbers) < 2:
        return None
    first, last = history[0].measured_on, history[-1].measured_on
    days = max((last - first).days, 1)
    most = max(max(numbers), 1)
    lines, dots, line = [], [], []
    for one in history:
        if one.weeks is None:
            lines.append(line)
            line = []
            continue
        x = LEFT + (RIGHT - LEFT) * (one.measured_on - first).days / days
        y = BOTTOM - (BOTTOM - TOP) * one.weeks / most
        line.append(f"{x:.1f},{y:.1f}")
        dots.append((f"{x:.1f}", f"{y:.1f}"))
    lines.append(line)
    rows = [(one.measured_on, one, one.state == WaitingTime.State.WEEKS) for one in reversed(history)]
    labels = [
        (most, LEFT - 9, TOP + 4, "end"),
        (0, LEFT - 9, BOTTOM + 4, "end"),
        (date_format(first, "j b Y"), LEFT - 6, HEIGHT - 6, "start"),
        (date_format(last, "j b Y"), RIGHT + 6, HEIGHT - 6, "end"),
    ]
    return Chart(rows, [" ".join(points) for points in lines if len(points) > 1], dots, labels, most)
