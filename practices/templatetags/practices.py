"""Small pieces of the pages of this room."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from base.templatetags.components import data_table
from practices.choices import Result

register = template.Library()

# The same as django.utils.html.json_script: nothing in the data can end the element or start another.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def json_ld(data):
    """Facts for search engines (schema.org). A data block: no browser runs it, so the strict policy allows it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    # the only characters that mean something to HTML inside a script element were replaced just above
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


@register.inclusion_tag("components/data_table.html")
def reports_table(places):
    """Adoption reports counted by organisation and municipality."""
    caption = _("Experiences by organisation and municipality")
    head = [_("Organisation"), _("Municipality"), *(result.label for result in Result)]
    return data_table(caption, head, places, numbers="3 4 5 6")
