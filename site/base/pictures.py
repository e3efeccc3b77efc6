"""Pictures in the sizes that screens need."""

from django.utils.html import format_html
from wagtail.images.shortcuts import get_rendition_or_not_found, get_renditions_or_not_found

# Faces, twice as large as they stand on the page for sharp screens.
FACES = {"small": "fill-112x112", "large": "fill-256x256"}
# A list has many faces, most of them out of sight.
LAZY = format_html(' loading="{}"', "lazy")
WIDTHS = ("width-480", "width-800", "width-1200")


def logo_html(image):
    """The logo of a region; its name stands beside it, so the picture itself says nothing."""
    rendition = get_rendition_or_not_found(image, "max-352x96")
    return format_html(
        '<img class="brand__logo" src="{}" width="{}" height="{}" alt="">',
        rendition.url,
        rendition.width,
        rendition.height,
    )


def face_html(photo, initials, size="small"):
    """A photo of somebody (None: two letters). The name stands beside it, so the picture itself says nothing."""
    large = " person__face--large" if size == "large" else ""
    if photo is None:
        return format_html('<span class="person__face{}" aria-hidden="true">{}</span>', large, initials)
    rendition = get_rendition_or_not_found(photo, FACES[size])
    return format_html(
        '<img class="person__face{}" src="{}" width="{}" height="{}" alt=""{}>',
        large,
        rendition.url,
        rendition.width,
        rendition.height,
        "" if large else LAZY,
    )


def picture(image, caption, alt, sizes):
    """The context of ``components/figure.html``. A picture is never made larger than it is."""
    renditions = list(get_renditions_or_not_found(image, WIDTHS).values())
    by_width = {rendition.width: rendition.url for rendition in renditions}
    return {
        "src": renditions[1],
        "srcset": ", ".join(f"{url} {width}w" for width, url in sorted(by_width.items())),
        "sizes": sizes,
        "alt": image.default_alt_text if alt is None else alt,
        "caption": caption,
    }
