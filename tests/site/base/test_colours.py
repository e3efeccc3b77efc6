"""Colours of a region: legible, or refused."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Site

from base import colours
from base.models import SiteSettings


def test_contrast_of_black_and_white_is_21():
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.01)


def test_problems_finds_none_in_the_colours_of_the_house():
    assert colours.problems("#0a5650", "#063f3b", "#f3bf3f") == []


@pytest.mark.parametrize(
    ("accent", "band", "sun", "fields"),
    [
        ("#7fd3c8", "#063f3b", "#f3bf3f", ["accent"]),
        ("#0a5650", "#f3bf3f", "#f3bf3f", ["band", "sun"]),
        ("#0a5650", "#063f3b", "#063f3b", ["sun", "sun"]),
    ],
)
def test_problems_names_the_colour_that_can_not_be_read(accent, band, sun, fields):
    assert [field for field, _ in colours.problems(accent, band, sun)] == fields


@pytest.mark.parametrize("colour", ["#123456", "#ff0000", "#0000ff", "#000000", "#063f3b"])
def test_readable_on_makes_a_colour_light_enough_for_the_dark_look(colour):
    assert colours.contrast(colours.readable_on(colour, "#0f1817", 7), "#0f1817") >= 7


@pytest.mark.django_db
def test_settings_refuse_a_colour_that_can_not_be_read():
    site = Site.objects.get(is_default_site=True)
    with pytest.raises(ValidationError) as problem:
        SiteSettings(site=site, accent="#ffff00").full_clean()
    assert set(problem.value.message_dict) == {"accent"}


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["red", "#12345", "#12345g", "#123456;}body{display:none", "url(x)"])
def test_settings_refuse_what_is_no_colour(value):
    site = Site.objects.get(is_default_site=True)
    with pytest.raises(ValidationError):
        SiteSettings(site=site, accent=value).full_clean()
