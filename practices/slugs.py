"""Addresses of practices: readable, unique, and never one that the site itself uses."""

from django.utils.text import slugify

from base import slugs

# Words that have, or may get, an address of their own below /praktijken/ (design.md section 4).
RESERVED = frozenset(
    "nieuw vergelijken concept ervaring beoordelen bewerken nalezen beoordeel feed sjabloon import export zoeken"
    " voorbeeld mijn pagina alles".split()
)
LENGTH = 80


def free_slug(title, siblings):
    """A slug made of ``title`` that none of ``siblings`` (a queryset of pages) has."""
    if slugify(title)[:LENGTH].strip("-") in RESERVED:
        title = f"praktijk {title}"
    return slugs.free_slug(title, siblings, most=LENGTH, otherwise="praktijk")
