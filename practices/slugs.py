"""Addresses of practices: readable, unique, and never one that the site itself uses."""

from django.utils.text import slugify

# Words that have, or may get, an address of their own below /praktijken/ (design.md section 4).
RESERVED = frozenset(
    "nieuw vergelijken concept ervaring beoordelen bewerken nalezen beoordeel feed sjabloon import export zoeken"
    " voorbeeld mijn pagina alles".split()
)
LENGTH = 80


def free_slug(title, siblings):
    """A slug made of ``title`` that none of ``siblings`` (a queryset of pages) has."""
    base = slugify(title)[:LENGTH].strip("-") or "praktijk"
    if base in RESERVED:
        base = f"praktijk-{base}"
    taken = set(siblings.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
