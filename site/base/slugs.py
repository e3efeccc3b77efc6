"""Addresses made of names: readable, and never one that is taken."""

from django.utils.text import slugify


def free_slug(text, things, *, most, otherwise, reserved=frozenset()):
    """A slug of at most ``most`` letters made of ``text``, with a number behind it if one of ``things`` has it.

    ``things`` is a queryset of a model with a ``slug``; ``reserved`` are words that the site uses itself, ``otherwise``
    stands in for a text without a letter. Room for the number comes on top of ``most``.
    """
    base = slugify(text)[:most].strip("-") or otherwise
    taken = reserved | set(things.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
