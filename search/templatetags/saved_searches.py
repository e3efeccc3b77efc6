"""``{% load saved_searches %}``: whether the search on the page is kept already."""

from django import template

from search import saved

register = template.Library()


@register.simple_tag
def saved_search(asked, member):
    """The saved search of ``member`` that asks what ``asked`` (the search page's own) asks, or None."""
    filters = {}
    for name, value in asked.pairs:
        if name in saved.FILTERS:
            filters.setdefault(name, []).append(value)
    return saved.kept(member, asked.words, saved.chosen(filters))
