"""The drawing of the region: neighbours beside each other, out of nothing but the middles of municipalities."""

import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from network.organisations.models import Municipality
from network.services import outline


def places(*middles):
    return [
        SimpleNamespace(slug=f"g{number}", name=f"Gemeente {number}", latitude=Decimal(str(north)), longitude=east)
        for number, (north, east) in enumerate(middles)
    ]


def corners(cell):
    return [tuple(map(float, pair.split())) for pair in re.findall(r"[\d.-]+ [\d.-]+", cell.path)]


def test_each_municipality_gets_a_cell_within_the_drawing_with_its_name_inside():
    drawing = outline.draw(places((52.2, 6.5), (52.2, 6.9), (52.5, 6.5), (52.5, 6.9), (52.35, 6.7)))
    assert [cell.slug for cell in drawing.cells] == ["g0", "g1", "g2", "g3", "g4"]
    for cell in drawing.cells:
        across, up = zip(*corners(cell), strict=True)
        assert min(across) >= 0 and max(across) <= drawing.width
        assert min(up) >= 0 and max(up) <= drawing.height
        assert min(across) < cell.x < max(across)
        assert all(min(up) < height < max(up) for height in [*(y for _text, y in cell.lines), cell.number_at])
    # north is up, east is right
    assert drawing.cells[2].y < drawing.cells[0].y
    assert drawing.cells[1].x > drawing.cells[0].x


def test_borders_are_where_the_municipalities_are_and_a_point_lies_in_the_cell_of_the_nearest():
    borders = outline.borders(places((52.0, 6.0), (52.0, 7.0)))
    west, east = ([longitude for _latitude, longitude in borders[slug]] for slug in ("g0", "g1"))
    assert max(west) == pytest.approx(6.5) == min(east)
    assert min(west) < 6.0 and max(east) > 7.0


@pytest.mark.parametrize("middles", [[], [(52.1, 6.1)], [(52.1, 6.1), (52.1, 6.1)]])
def test_fewer_than_two_places_make_no_drawing(middles):
    assert outline.draw(places(*middles)) is None
    assert outline.borders(places(*middles)) == {}


def test_a_municipality_without_a_place_is_left_out_of_the_drawing():
    some = places((52.1, 6.1), (52.2, 6.4), (52.3, 6.2))
    some[1].latitude = some[1].longitude = None
    assert [cell.slug for cell in outline.draw(some).cells] == ["g0", "g2"]


@pytest.mark.parametrize(
    ("north", "east", "field"), [(52, None, "longitude"), (None, 6, "longitude"), (91, 6, "latitude")]
)
def test_half_or_impossible_coordinates_are_refused(north, east, field):
    with pytest.raises(ValidationError) as refused:
        Municipality(code="GM1", name="x", slug="x", latitude=north, longitude=east).clean()
    assert list(refused.value.message_dict) == [field]
