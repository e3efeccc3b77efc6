"""A drawing of the region: its municipalities as cells around their middles, so that no borders are needed (N3).

Each cell is what lies nearest to a middle (a Voronoi cell), cut off at some distance. For the small drawing on the page
the middles are first moved apart a little, so that every cell has room for a name and a number: neighbours stay
neighbours, but it is not to scale. On the map that one can walk around in nothing is moved.
"""

import math
from dataclasses import dataclass

WIDTH = 428  # of the drawing, in units of which a phone shows about four fifths of a pixel
MARGIN = 4
CORNERS = 18  # of the circle that a cell starts as
ROUNDS = 8  # how often middles are moved apart
REACH = 0.92  # how far a cell goes, in middle distances between neighbours
LETTER = 10  # width of a letter in the drawing
LINE = 20


@dataclass
class Cell:
    """One municipality in the drawing. ``path`` is what SVG wants; ``lines`` are (text, height) of its name."""

    slug: str
    path: str
    x: float
    y: float
    lines: list
    number_at: float


@dataclass
class Drawing:
    """All cells with the size of the drawing."""

    cells: list
    width: int
    height: int


def draw(places):
    """The drawing of ``places`` (slug, name, latitude, longitude); None when fewer than two have a place."""
    known = placed(places)
    if len(known) < 2:
        return None
    middles = _flat(known)
    for _round in range(ROUNDS):
        middles = [_centre(polygon) for polygon in polygons(middles)]
    shapes = polygons(middles)
    left, right, top, bottom = _box(shapes)
    scale = (WIDTH - 2 * MARGIN) / (right - left)

    def point(x, y):
        return MARGIN + (x - left) * scale, MARGIN + (y - top) * scale

    cells = []
    for place, shape in zip(known, shapes, strict=True):
        corners = [point(*corner) for corner in shape]
        x, y = _centre(corners)
        left_at, right_at = _room(corners, y)
        lines = _lines(place.name, right_at - left_at)
        first = y - LINE * len(lines) / 2 + LINE * 0.3
        cells.append(
            Cell(
                slug=place.slug,
                path="M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in corners) + "Z",
                x=round((left_at + right_at) / 2),
                y=round(y),
                lines=[(text, round(first + LINE * number)) for number, text in enumerate(lines)],
                number_at=round(first + LINE * len(lines)),
            )
        )
    return Drawing(cells, WIDTH, round((bottom - top) * scale + 2 * MARGIN))


def borders(places):
    """``{slug: [(latitude, longitude), …]}`` of the cells where they really are."""
    known = placed(places)
    if len(known) < 2:
        return {}
    narrow = _narrow(known)
    return {
        place.slug: [(round(-y, 4), round(x / narrow, 4)) for x, y in shape]
        for place, shape in zip(known, polygons(_flat(known)), strict=True)
    }


def placed(places):
    """Those of which the middle is known; two on the same spot count as one."""
    seen, known = set(), []
    for place in places:
        spot = place.latitude, place.longitude
        if None not in spot and spot not in seen:
            seen.add(spot)
            known.append(place)
    return known


def polygons(middles):
    """The cell of each of ``middles`` (two or more points of a plane) as a list of corners."""
    nearest = sorted(min(math.dist(one, other) for other in middles if other is not one) for one in middles)
    reach = nearest[len(nearest) // 2] * REACH
    return [_cell(one, [other for other in middles if other is not one], reach) for one in middles]


def _cell(middle, others, reach):
    x, y = middle
    turn = 2 * math.pi / CORNERS
    shape = [(x + reach * math.cos(turn * n), y + reach * math.sin(turn * n)) for n in range(CORNERS)]
    for other in others:
        if math.dist(middle, other) < 2 * reach:
            shape = _nearer(shape, middle, other)
    return shape


def _nearer(shape, middle, other):
    """The part of a convex shape that is nearer to ``middle`` than to ``other``."""
    (x, y), (far_x, far_y) = middle, other
    across, up = far_x - x, far_y - y
    limit = (far_x**2 + far_y**2 - x**2 - y**2) / 2

    def beyond(point):
        return point[0] * across + point[1] * up - limit

    kept = []
    for place, here in enumerate(shape):
        before = shape[place - 1]
        one, two = beyond(before), beyond(here)
        if (one > 0) != (two > 0):
            part = one / (one - two)
            kept.append((before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1])))
        if two <= 0:
            kept.append(here)
    return kept


def _narrow(places):
    """How much shorter a degree of longitude is than one of latitude, here."""
    return math.cos(math.radians(sum(float(place.latitude) for place in places) / len(places)))


def _flat(places):
    narrow = _narrow(places)
    return [(float(place.longitude) * narrow, -float(place.latitude)) for place in places]


def _centre(shape):
    """The centre of gravity of a shape."""
    area = x = y = 0
    for place, here in enumerate(shape):
        before = shape[place - 1]
        cross = before[0] * here[1] - here[0] * before[1]
        area += cross
        x += (before[0] + here[0]) * cross
        y += (before[1] + here[1]) * cross
    return x / (3 * area), y / (3 * area)


def _box(shapes):
    points = [point for shape in shapes for point in shape]
    across, up = [x for x, _y in points], [y for _x, y in points]
    return min(across), max(across), min(up), max(up)


def _room(corners, y):
    """From where to where a line of text at height ``y`` lies inside a shape."""
    spans = [span for height in (y - LINE / 2, y, y + LINE / 2) if (span := _span(corners, height))]
    return max(left for left, _right in spans), min(right for _left, right in spans)


def _span(corners, y):
    """From where to where a shape goes at a height; None above and below it."""
    crossed = []
    for place, (x, here) in enumerate(corners):
        before_x, before = corners[place - 1]
        if (before > y) != (here > y):
            crossed.append(before_x + (y - before) / (here - before) * (x - before_x))
    return (min(crossed), max(crossed)) if crossed else None


def _lines(name, width):
    """A name on at most two lines; what doesn't fit is cut, since its link says the whole name."""
    letters = max(int(width / LETTER), 4)
    words, lines = name.replace("-", "- ").split(), []
    for word in words:
        joined = f"{lines[-1]}{'' if lines and lines[-1].endswith('-') else ' '}{word}" if lines else word
        if lines and len(joined) <= letters:
            lines[-1] = joined
        else:
            lines.append(word)
    return [line if len(line) <= letters else f"{line[: letters - 1]}." for line in lines[:2]]
