"""How much a waiting time still says."""

import datetime

import pytest

from network.services import freshness
from network.services.freshness import Freshness

TODAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Freshness.FRESH),
        (35, Freshness.FRESH),
        (36, Freshness.FADING),
        (70, Freshness.FADING),
        (71, Freshness.UNKNOWN),
        (4000, Freshness.UNKNOWN),
    ],
)
def test_a_figure_fades_after_five_weeks_and_is_unknown_after_ten(days, expected):
    assert freshness.of(TODAY - datetime.timedelta(days=days), TODAY) == expected


def test_nothing_measured_is_unknown():
    assert freshness.of(None, TODAY) == Freshness.UNKNOWN


def test_the_borders_of_filters_are_those_of_a_figure():
    assert freshness.of(freshness.oldest_fresh(TODAY), TODAY) == Freshness.FRESH
    assert freshness.of(freshness.oldest_known(TODAY), TODAY) == Freshness.FADING
    day = datetime.timedelta(days=1)
    assert freshness.of(freshness.oldest_fresh(TODAY) - day, TODAY) == Freshness.FADING
    assert freshness.of(freshness.oldest_known(TODAY) - day, TODAY) == Freshness.UNKNOWN
