"""``/api/hsds/``: the offer of the region as Open Referral HSDS 3.1, for anybody and any site."""

import datetime

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from ninja import Field, NinjaAPI, Query, Schema

from network.organisations.models import Organisation
from network.services.hsds import ids, writing
from network.services.hsds.paging import MOST_A_PAGE, Page, page
from network.services.models import Service, WaitingTime
from network.topics.models import Topic

PROFILE = "https://docs.openreferral.org/en/3.1.0/"
NOT_FOUND = {"responses": {404: {"description": "There is nothing public with this id"}}}
UNPROCESSABLE = {"responses": {422: {"description": "A parameter has a value that it can't have"}}}

hsds = NinjaAPI(
    title="Leerkring HSDS",
    version="3.1.0",
    description="Services of a youth-care region as Open Referral HSDS 3.1. Public content only.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="hsds",
)


class About(Schema):
    """What this API is."""

    version: str
    profile: str
    openapi_url: str


class Paged(Schema):
    """Which page."""

    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int = Field(100, ge=1, le=MOST_A_PAGE)


class Searched(Paged):
    """Which page of what holds these words."""

    search: str = Field("", max_length=200)


class ServiceFilters(Searched):
    """What a list of services may be narrowed by; unknown ids give an empty list."""

    taxonomy_term_id: str = Field("", max_length=64)
    taxonomy_id: str = Field("", max_length=64)
    organization_id: str = Field("", max_length=64)
    modified_after: datetime.datetime | None = None
    minimal: bool = False
    full: bool = False


class OrganizationFilters(Searched):
    """What a list of organisations may be narrowed by."""

    full: bool = False


class TermFilters(Searched):
    """What a list of terms may be narrowed by."""

    taxonomy_id: str = Field("", max_length=64)


@hsds.get("/", response=About, summary="What this API is")
def about(request):
    """The version and where the description is."""
    return {
        "version": "3.1",
        "profile": PROFILE,
        "openapi_url": writing.address_of(reverse("hsds:openapi-json")),
    }


@hsds.get("/services", response=Page, summary="Services on offer", openapi_extra=UNPROCESSABLE)
def services(request, filters: Query[ServiceFilters]):
    """A page of services by id: with their own fields only, or ``full`` with all that belongs to them."""
    found = offered(filters)

    def write(rows):
        if filters.minimal:
            return [{"id": ids.make("service", row.pk), "last_modified": row.updated_at.isoformat()} for row in rows]
        waiting = WaitingTime.objects.latest_of([row.pk for row in rows]) if filters.full else {}
        return [writing.service(row, waiting.get(row.pk), full=filters.full) for row in rows]

    return page(_nested(found) if filters.full else found, filters.page, filters.per_page, write)


def offered(filters):
    """The services that a visitor may see and that fit."""
    found = Service.objects.visible_to(None).order_by("pk")
    if filters.search:
        found = found.filter(name__icontains=filters.search.replace("\x00", ""))
    if filters.organization_id:
        found = found.filter(organisation_id=ids.read("organisation", filters.organization_id) or 0)
    if filters.taxonomy_term_id:
        key = ids.read("topic", filters.taxonomy_term_id) or 0
        found = found.filter(pk__in=Service.topics.through.objects.filter(topic_id=key).values("service_id"))
    if filters.taxonomy_id:
        kind = _kind(filters.taxonomy_id)
        tagged = Service.topics.through.objects.filter(topic__kind=kind or "", topic__status=Topic.Status.ACCEPTED)
        found = found.filter(pk__in=tagged.values("service_id"))
    if filters.modified_after:
        moment = filters.modified_after
        if timezone.is_naive(moment):
            moment = moment.replace(tzinfo=datetime.UTC)
        found = found.filter(updated_at__gte=moment)
    return found


@hsds.get("/services/{key}", response=dict, summary="One service", openapi_extra=NOT_FOUND)
def service(request, key: str):
    """A service with all that belongs to it."""
    found = _nested(Service.objects.visible_to(None)).filter(pk=ids.read("service", key) or 0).first()
    if found is None:
        raise Http404
    return writing.service(found, WaitingTime.objects.latest_of([found.pk]).get(found.pk), full=True)


@hsds.get("/organizations", response=Page, summary="Organisations", openapi_extra=UNPROCESSABLE)
def organizations(request, filters: Query[OrganizationFilters]):
    """A page of organisations by id."""
    found = Organisation.objects.visible_to(None).order_by("pk").prefetch_related("topics")
    if filters.search:
        found = found.filter(name__icontains=filters.search.replace("\x00", ""))
    if filters.full:
        found = found.prefetch_related("locations__municipality", "locations__opening_hours")

    def write(rows):
        return [
            writing.organization(row, locations=list(row.locations.all()) if filters.full else None) for row in rows
        ]

    return page(found, filters.page, filters.per_page, write)


@hsds.get("/organizations/{key}", response=dict, summary="One organisation", openapi_extra=NOT_FOUND)
def organization(request, key: str):
    """An organisation with its locations."""
    found = Organisation.objects.visible_to(None).filter(pk=ids.read("organisation", key) or 0).first()
    if found is None:
        raise Http404
    return writing.organization(
        found, locations=list(found.locations.select_related("municipality").prefetch_related("opening_hours"))
    )


@hsds.get("/service_at_locations", response=Page, summary="Services where they can be visited")
def service_at_locations(request, filters: Query[Paged]):
    """A page of services at a location."""
    return page(
        _at_locations(),
        filters.page,
        filters.per_page,
        lambda rows: [writing.service_at_location(row.service, row.location) for row in rows],
    )


@hsds.get("/service_at_locations/{key}", response=dict, summary="One service at a location", openapi_extra=NOT_FOUND)
def service_at_location(request, key: str):
    """A service at a location."""
    keys = ids.read_pair("service-at-location", key)
    row = _at_locations().filter(service_id=keys[0], location_id=keys[1]).first() if keys else None
    if row is None:
        raise Http404
    return writing.service_at_location(row.service, row.location)


@hsds.get("/taxonomies", response=Page, summary="Taxonomies")
def taxonomies(request, filters: Query[Paged]):
    """The kinds of topics, and ours of waiting times."""
    kinds = list(writing.TAXONOMIES)
    return page(kinds, filters.page, filters.per_page, lambda rows: [writing.taxonomy(kind) for kind in rows])


@hsds.get("/taxonomies/{key}", response=dict, summary="One taxonomy", openapi_extra=NOT_FOUND)
def taxonomy(request, key: str):
    """A taxonomy."""
    kind = _kind(key)
    if kind is None:
        raise Http404
    return writing.taxonomy(kind)


@hsds.get("/taxonomy_terms", response=Page, summary="Terms", openapi_extra=UNPROCESSABLE)
def taxonomy_terms(request, filters: Query[TermFilters]):
    """A page of accepted topics, or of the parts of a waiting time."""
    kind = _kind(filters.taxonomy_id) if filters.taxonomy_id else None
    if kind == writing.WAITING:
        keys = list(writing.WAITING_TERMS)
        return page(keys, filters.page, filters.per_page, lambda rows: [writing.waiting_term(key) for key in rows])
    found = Topic.objects.visible_to(None).order_by("pk")
    if filters.taxonomy_id:
        found = found.filter(kind=kind or "")
    if filters.search:
        found = found.filter(name__icontains=filters.search.replace("\x00", ""))
    return page(found, filters.page, filters.per_page, lambda rows: [writing.term(row) for row in rows])


@hsds.get("/taxonomy_terms/{key}", response=dict, summary="One term", openapi_extra=NOT_FOUND)
def taxonomy_term(request, key: str):
    """A topic, or a part of a waiting time."""
    number = ids.read("waiting-term", key)
    for name, (own, _label, _meaning) in writing.WAITING_TERMS.items():
        if own == number:
            return writing.waiting_term(name)
    found = Topic.objects.visible_to(None).filter(pk=ids.read("topic", key) or 0).first()
    if found is None:
        raise Http404
    return writing.term(found)


def _nested(found):
    return found.select_related("organisation").prefetch_related(
        *("topics", "municipalities", "organisation__topics", "opening_hours"),
        *("locations__municipality", "locations__opening_hours"),
    )


def _at_locations():
    through = Service.locations.through
    return (
        through.objects.filter(service_id__in=Service.objects.visible_to(None).values("pk"))
        .select_related("service", "location__municipality")
        .prefetch_related("location__opening_hours")
        .order_by("pk")
    )


def _kind(key):
    """The kind of topic whose taxonomy has this id, or None."""
    number = ids.read("taxonomy", key)
    return next((kind for kind, own in writing.TAXONOMIES.items() if own == number), None)
