"""Contrast of the region's colours, after WCAG 2.2 (relative luminance, contrast ratio)."""

import colorsys

from django.utils.translation import gettext as _

WHITE = "#ffffff"
INK = "#13211f"


def luminance(colour):
    """Relative luminance (0 to 1) of a colour written as #rrggbb."""
    channels = []
    for start in (1, 3, 5):
        value = int(colour[start : start + 2], 16) / 255
        channels.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    red, green, blue = channels
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def problems(accent, band, sun):
    """Pairs of field and sentence for every colour on which something can't be read; empty when all is well."""
    found = []
    checks = [
        (
            "accent",
            accent,
            WHITE,
            4.5,
            _("White text on this colour is hard to read (contrast %(has)s, needs %(needs)s)."),
        ),
        (
            "band",
            band,
            WHITE,
            4.5,
            _("White text on this colour is hard to read (contrast %(has)s, needs %(needs)s)."),
        ),
        (
            "sun",
            sun,
            INK,
            4.5,
            _("Dark text on this colour is hard to read (contrast %(has)s, needs %(needs)s)."),
        ),
        (
            "sun",
            sun,
            band,
            3,
            _("This colour is hard to see on the band (contrast %(has)s, needs %(needs)s)."),
        ),
    ]
    for field, colour, other, needs, sentence in checks:
        try:
            has = contrast(colour, other)
        except ValueError:
            continue
        if has < needs:
            found.append((field, sentence % {"has": f"{has:.1f}", "needs": needs}))
    return found


def mix(colour, other, share):
    """A colour between two: ``share`` 0 gives the first, 1 the second."""
    parts = []
    for start in (1, 3, 5):
        one, two = int(colour[start : start + 2], 16), int(other[start : start + 2], 16)
        parts.append(round(one + (two - one) * share))
    return "#{:02x}{:02x}{:02x}".format(*parts)


def readable_on(colour, ground, needs):
    """``colour`` made lighter until its contrast with ``ground`` is at least ``needs``.

    Lighter in the same hue, a little less strong: mixed with white a dark colour turns grey, and unchanged it glares.
    """
    hue, lightness, strength = colorsys.rgb_to_hls(*(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)))
    strength *= 0.6
    lighter = colour
    while lightness < 1 and contrast(lighter, ground) < needs:
        lightness = min(lightness + 0.02, 1)
        channels = colorsys.hls_to_rgb(hue, lightness, strength)
        lighter = "#{:02x}{:02x}{:02x}".format(*(round(channel * 255) for channel in channels))
    return lighter
