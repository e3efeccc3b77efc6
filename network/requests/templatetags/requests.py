"""Small things that templates of requests need."""

from django import template

register = template.Library()


@register.filter
def bound(form, name):
    """The bound field of this name."""
    return form[name]
