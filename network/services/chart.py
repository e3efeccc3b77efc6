"""The history of a waiting time as a small drawing and a table: points and numbers, no script."""

from dataclasses import dataclass

from network.services.models import WaitingTime

WIDTH, HEIGHT = 320, 96
EDGE = 8


@dataclass
class Chart:
    """``lines`` are points as SVG wants them: several, as the line is broken where nobody was taken."""

    rows: list
    lines: list
    dots: list
    most: int
    width: int = WIDTH
    height: int = HEIGHT


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
        x = EDGE + (WIDTH - 2 * EDGE) * (one.measured_on - first).days / days
        y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * one.weeks / most
        line.append(f"{x:.1f},{y:.1f}")
        dots.append((f"{x:.1f}", f"{y:.1f}"))
    lines.append(line)
    rows = [(one.measured_on, one, one.state == WaitingTime.State.WEEKS) for one in reversed(history)]
    return Chart(rows, [" ".join(points) for points in lines if len(points) > 1], dots, most)
