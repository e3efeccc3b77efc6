"""Practices that share topics with another one, with the reason why they are shown."""

from dataclasses import dataclass

from base.choices import Visibility
from practices.facets import index
from practices.models import PracticePage

SHOWN = 4


@dataclass
class Related:
    """A practice and the topics that it shares."""

    title: str
    slug: str
    url: str
    topics: list


def related(page, topics, is_member):
    """The practices that share most topics with ``page``, the newest first among equals. One query.

    Only levels that every visitor, or every member, may see: so what is kept of a page fits all who read it.
    """
    facets = index()
    levels = [Visibility.PUBLIC, Visibility.MEMBERS] if is_member else [Visibility.PUBLIC]
    open_to_all = sum(facets.levels[level] for level in levels) & ~facets.mask_of([page.pk])
    shared = [topic for topic in topics if topic.slug in facets.tagged]
    # at_least[n]: practices that carry n or more of these topics
    at_least = [open_to_all] + [0] * len(shared)
    for topic in shared:
        for number in range(len(shared), 0, -1):
            at_least[number] |= at_least[number - 1] & facets.tagged[topic.slug]
    pks, taken = [], 0
    for number in range(len(shared), 0, -1):
        pks += facets.slice(at_least[number] & ~taken, "newest", 0, SHOWN - len(pks))
        taken |= at_least[number]
    rows = PracticePage.objects.published().filter(visibility__in=levels, pk__in=pks)
    found = {row.pk: row for row in rows.only("title", "slug")}
    return [
        Related(page.title, page.slug, page.get_absolute_url(), _shared(facets, shared, page.pk))
        for page in (found[pk] for pk in pks if pk in found)
    ]


def _shared(facets, topics, pk):
    bit = 1 << facets.position[pk]
    return [topic.name for topic in topics if facets.tagged[topic.slug] & bit]
