"""Pictures of the demo region, drawn by code: circles round a table, on a path, in a house.

Each says in circles what its practice is about, so each has an alternative text (``pictures.json``). They are drawn at
twice the size and made smaller, which smooths the edges.
"""

import math
from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

from base.models import CustomImage

WIDTH, HEIGHT = 1200, 675
SCALE = 2
PAPER, QUIET, DEEP, PETROL, OCHRE = "#eef3f2", "#c9dfdb", "#063f3b", "#0a5650", "#f3bf3f"


class Canvas:
    """A sheet on which circles are drawn, in the measures of the finished picture."""

    def __init__(self, background=PAPER):
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), background)
        self.pen = ImageDraw.Draw(self.image)

    def _box(self, x, y, radius):
        return [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]

    def dot(self, x, y, radius, colour):
        self.pen.ellipse(self._box(x, y, radius), fill=colour)

    def ring(self, x, y, radius, colour, thick=22):
        self.pen.ellipse(self._box(x, y, radius), outline=colour, width=thick * SCALE)

    def arc(self, x, y, radius, start, stop, colour, thick=22):
        self.pen.arc(self._box(x, y, radius), start, stop, fill=colour, width=thick * SCALE)

    def block(self, left, top, right, bottom, colour):
        self.pen.rectangle([left * SCALE, top * SCALE, right * SCALE, bottom * SCALE], fill=colour)

    def png(self):
        """The finished picture as the bytes of a PNG file."""
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        stream = BytesIO()
        small.quantize(128).save(stream, "PNG", optimize=True)
        return stream.getvalue()


def table(seats, round_table=True):
    """People round a table; the last one is a different colour."""
    sheet = Canvas()
    if round_table:
        sheet.dot(600, 337, 120, QUIET)
    for seat in range(seats):
        angle = math.tau * seat / seats - math.pi / 2
        colour = OCHRE if seat == seats - 1 else PETROL
        sheet.dot(600 + 225 * math.cos(angle), 337 + 225 * math.sin(angle), 62, colour)
    return sheet


def ladder(steps):
    """Circles that go up from the left to the right; the highest is ochre."""
    sheet = Canvas()
    for step in range(steps):
        part = step / (steps - 1)
        x, y = 130 + part * 940, 560 - part * 430
        sheet.block(x - 48, y + 46, x + 48, HEIGHT, QUIET)
        sheet.dot(x, y, 44, OCHRE if step == steps - 1 else PETROL)
    return sheet


def pair(dots):
    """Two rings that overlap, with ``dots`` small circles where they do."""
    sheet = Canvas()
    sheet.ring(470, 337, 235, PETROL, 30)
    sheet.ring(730, 337, 235, DEEP, 30)
    for dot in range(dots):
        sheet.dot(600, 337 + (dot - (dots - 1) / 2) * 110, 42, OCHRE)
    return sheet


def threshold(circles):
    """Circles that go from a light half to a dark half of the sheet."""
    sheet = Canvas()
    sheet.block(600, 0, WIDTH, HEIGHT, DEEP)
    for circle in range(circles):
        x = 150 + circle * 900 / (circles - 1)
        sheet.dot(x, 337, 78, OCHRE if x > 600 else PETROL)
    return sheet


def week(days):
    """A row of circles, the first one filled with ochre and the others still open."""
    sheet = Canvas()
    for day in range(days):
        x = 170 + day * 860 / (days - 1)
        if day == 0:
            sheet.dot(x, 337, 88, OCHRE)
        else:
            sheet.ring(x, 337, 88, PETROL, 20)
    return sheet


def path(dots):
    """A winding row of circles; every fifth one is ochre."""
    sheet = Canvas()
    for dot in range(dots):
        part = dot / (dots - 1)
        x, y = 110 + part * 980, 337 + 150 * math.sin(part * math.tau)
        sheet.dot(x, y, 30, OCHRE if dot % 5 == 4 else PETROL)
    return sheet


def tiles(count):
    """Tiles in a row, each with one circle more filled."""
    sheet = Canvas(QUIET)
    for tile in range(count):
        left = 70 + tile * 270
        sheet.block(left, 190, left + 230, 485, PAPER)
        for dot in range(count):
            x, y = left + 70 + (dot % 2) * 90, 290 + (dot // 2) * 95
            sheet.dot(x, y, 34, OCHRE if dot <= tile else QUIET)
    return sheet


def nested(rings):
    """Rings in each other round one circle."""
    sheet = Canvas(DEEP)
    for ring in range(rings):
        sheet.ring(600, 337, 110 + ring * 62, (PETROL, QUIET)[ring % 2], 24)
    sheet.dot(600, 337, 62, OCHRE)
    return sheet


def pond(walkers):
    """Circles that walk side by side round a large one."""
    sheet = Canvas()
    sheet.dot(600, 337, 190, QUIET)
    sheet.arc(600, 337, 270, 200, 520, PETROL, 14)
    for walker in range(walkers):
        angle = math.radians(195 - walker * 15)
        radius = 270
        sheet.dot(600 + radius * math.cos(angle), 337 + radius * math.sin(angle), 36, (OCHRE, PETROL)[walker % 2])
    return sheet


def classroom(columns):
    """Circles in straight rows, one of them ochre."""
    sheet = Canvas()
    for column in range(columns):
        for row in range(3):
            here = (column, row) == (columns // 2, 1)
            sheet.dot(200 + column * 800 / (columns - 1), 150 + row * 187, 56, OCHRE if here else PETROL)
    return sheet


MOTIFS = {
    motif.__name__: motif for motif in (table, ladder, pair, threshold, week, path, tiles, nested, pond, classroom)
}


def draw(motif, number):
    """The PNG of one motif."""
    return MOTIFS[motif](number).png()


def add_picture(title, motif, number, alt_text):
    """A drawn picture in the library; one with this title is used again."""
    held = CustomImage.objects.filter(title=title).first()
    if held is not None:
        return held
    file = ImageFile(BytesIO(draw(motif, number)), name=f"{motif}-{number}.png")
    return CustomImage.objects.create(title=title, file=file, alt_text=alt_text)
