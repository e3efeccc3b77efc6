"""Tiles of the map are let in from the host that a setting names, and from nowhere without it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings import tiles


@pytest.mark.parametrize(
    ("address", "hosts"),
    [
        ("", []),
        ("https://tiles.example/{z}/{x}/{y}.png", ["https://tiles.example"]),
        ("https://{s}.tiles.example:8443/{z}/{x}/{y}.png?key=1", ["https://*.tiles.example:8443"]),
    ],
)
def test_the_policy_lets_in_exactly_the_host_of_the_tiles(address, hosts):
    assert tiles.hosts(address) == hosts


@pytest.mark.parametrize(
    "address",
    [
        "http://tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/",
        "https:///{z}/{x}/{y}.png",
        "https://a b/{z}/{x}/{y}.png",
        "https://tiles.example; script-src */{z}/{x}/{y}.png",
        "javascript:{z}{x}{y}",
    ],
)
def test_an_address_that_would_open_the_policy_is_refused(address):
    with pytest.raises(ImproperlyConfigured):
        tiles.hosts(address)


def test_without_the_setting_pages_ask_nobody_else(settings):
    assert settings.MAP_TILES_URL == ""
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"] == ["'self'"]
