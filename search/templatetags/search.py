"""Small pieces of the search page: ``{% load search %}``."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def marked(parts):
    """A title or fragment, (text, is_marked) pairs, with ``<mark>`` round what was found."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if is_marked else text,) for text, is_marked in parts)
    )


@register.simple_tag
def all_of(texts):
    """Texts as one list in a sentence, each in bold: a, b and c."""
    bold = [format_html("<b>{}</b>", text) for text in texts]
    if len(bold) < 2:
        return bold[0] if bold else ""
    return format_html(_("{} and {}"), format_html_join(", ", "{}", ((text,) for text in bold[:-1])), bold[-1])


@register.simple_tag
def counted(kind, number):
    """How many of a kind, in words: "14 practices"."""
    return kind.counted(number)
