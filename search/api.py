"""``/api/v1/search``: what search finds, for programs. Public content, or what the caller may see who is signed in."""

import datetime

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.html import escape
from ninja import Field, Query, Router, Schema
from pydantic import field_validator

from base.findable import kinds
from search import facets
from search.answers import Filters
from search.find import find

router = Router(tags=["search"])
# What ninja answers by itself belongs in the description too.
UNPROCESSABLE = {"responses": {422: {"description": "A parameter has a value that it can't have"}}}


class ResultOut(Schema):
    """Something that was found. ``highlight`` is HTML in which nothing but ``mark`` stands."""

    kind: str
    title: str
    url: str
    summary: str
    highlight: str
    date: datetime.date | None
    topics: list[str]


class ValueOut(Schema):
    """A value to narrow by, and how many results it has."""

    value: str
    label: str
    count: int


class FacetsOut(Schema):
    """Values by facet; within one facet any value will do, between facets all must fit."""

    kind: list[ValueOut]
    topic: list[ValueOut]
    municipality: list[ValueOut]


class SearchOut(Schema):
    """A page of 20 results, the best first. With no ``q`` all that fits the filters, the newest first."""

    count: int
    page: int
    results: list[ResultOut]
    facets: FacetsOut
    did_you_mean: str | None


class Asked(Schema):
    """The question and its filters; unknown slugs give an empty list."""

    q: str = Field("", description="words, “phrases” and -words")
    kind: str = Field("", description="name of a kind, as in the facet")
    topic: str = Field("", max_length=100, description="slug of a topic")
    municipality: str = Field("", max_length=80, description="slug of a municipality")
    page: int = Field(1, ge=1, le=1_000_000)

    @field_validator("kind")
    @classmethod
    def is_known(cls, value):
        if value and value not in {kind.name for kind in kinds}:
            raise ValueError("There is no such kind")
        return value


@router.get("", response=SearchOut, summary="Search in everything", openapi_extra=UNPROCESSABLE)
def search(request, response: HttpResponse, asked: Query[Asked]):
    """What fits, over all kinds unless one is asked for."""
    filters = Filters(
        kind=asked.kind,
        topics=(asked.topic,) if asked.topic else (),
        municipalities=(asked.municipality,) if asked.municipality else (),
        page=asked.page,
    )
    answer = find(asked.q, filters, request.user, all_kinds_list=True)
    # It depends on who asks, and on the index, of which whoever keeps pages knows nothing.
    patch_cache_control(response, private=True)
    return {
        "count": answer.count,
        "page": asked.page,
        "results": [_result(request, hit) for hit in answer.hits] if asked.page <= answer.pages else [],
        "facets": _facets(answer),
        "did_you_mean": answer.did_you_mean or None,
    }


def _result(request, hit):
    return {
        "kind": hit.kind.name,
        "title": hit.row.title,
        "url": request.build_absolute_uri(hit.row.url),
        "summary": hit.row.summary,
        "highlight": marked(hit.fragment or hit.title),
        "date": hit.row.date,
        "topics": [topic.name for topic in hit.row.topics],
    }


def marked(parts):
    """Parts of (text, is_marked) as HTML: everything escaped, ``mark`` round what is marked. Empty without marks."""
    if not any(is_marked for _text, is_marked in parts):
        return ""
    return "".join(f"<mark>{escape(text)}</mark>" if is_marked else str(escape(text)) for text, is_marked in parts)


def _facets(answer):
    names = {facets.KIND: "kind", facets.TOPIC: "topic", facets.MUNICIPALITY: "municipality"}
    kind_names = {kind.slug: kind.name for kind in kinds}
    found = {name: [] for name in names.values()}
    for facet in answer.facets:
        for value in facet.values if facet.name in names else ():
            key = kind_names[value.value] if facet.name == facets.KIND else value.value
            found[names[facet.name]].append({"value": key, "label": value.label, "count": value.count})
    return found
