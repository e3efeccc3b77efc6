"""``{% load content_language %}``: what people wrote is in the site's language, whatever language the reader chose."""

from django import template
from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

register = template.Library()
# A code out of the settings, never something that a person sent.
ATTRIBUTE = mark_safe(f' lang="{settings.LANGUAGE_CODE}"')  # noqa: S308


@register.simple_tag
def content_lang():
    """The ``lang`` of what people wrote, where the rest of the page has another (WCAG 3.1.2); otherwise nothing."""
    return "" if get_language() == settings.LANGUAGE_CODE else ATTRIBUTE
