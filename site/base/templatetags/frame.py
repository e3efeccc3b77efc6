"""Lists that stand on every page, made in Python because a template loop costs more: ``{% load frame %}``."""

from urllib.parse import quote

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info

from base import stamps

register = template.Library()
HERE = mark_safe(' aria-current="page"')


@register.simple_tag
def main_menu(rows):
    """The main menu as list items; made once for each place in it."""
    key = ("main menu", get_language(), tuple(row["current"] for row in rows))
    return stamps.remember("site", key, lambda: _menu(rows))


def _menu(rows):
    items = [(row["url"], HERE if row["current"] else "", row["label"]) for row in rows]
    return format_html_join("", '<li><a href="{}"{}>{}</a></li>', items)


@register.simple_tag
def language_links(path):
    """The same page in the other languages, as list items."""
    others = stamps.remember("site", ("languages", get_language()), _others)
    items = [(address, quote(path, safe=""), code, label) for address, code, label in others]
    return format_html_join(
        "", '<li><a href="{0}?next={1}" lang="{2}" hreflang="{2}" rel="nofollow">{3}</a></li>', items
    )


def _others():
    codes = [code for code, _name in settings.LANGUAGES if code != get_language()]
    return [
        (reverse("set_language_link", args=[code]), code, capfirst(get_language_info(code)["name_local"]))
        for code in codes
    ]
