"""``/api/v1/practices``: public practices in the open format, for anybody."""

from django.core.paginator import Paginator
from django.http import Http404
from ninja import Field, Query, Router, Schema

from practices.models import PracticePage
from practices.openformat.writing import to_document

router = Router(tags=["practices"])
PAGE_SIZE = 50
# What ninja answers by itself belongs in the description too.
NOT_FOUND = {"responses": {404: {"description": "There is no such practice, or it is not public"}}}
UNPROCESSABLE = {"responses": {422: {"description": "A parameter has a value that it can't have"}}}


class MechanismOut(Schema):
    """One sentence of why it works."""

    context: str
    resource: str
    reasoning: str
    outcome: str
    element: str
    core: str
    basis: str
    source: str
    element_kind: str
    source_label: str


class AgesOut(Schema):
    """Ages in years, both included."""

    from_: int | None = Field(None, alias="from")
    to: int | None = None


class RecognitionOut(Schema):
    """A level in an official register."""

    register_: str = Field("", alias="register")
    level: str
    date: str | None
    link: str


class PracticeOut(Schema):
    """A practice in the open format ``leerkring-practice``."""

    title: str
    slug: str
    summary: str
    occasion: str
    target_group: str
    approach: str
    mechanisms: list[MechanismOut]
    conditions: str
    results: str
    not_for: str
    first_step: str
    topics: list[str]
    municipalities: list[str]
    organisation: str
    status: str
    updated: str | None
    ages: AgesOut
    shadow_visit: bool
    recognition: RecognitionOut | None
    review_date: str | None


class PracticeList(Schema):
    """A page of practices, the newest first."""

    count: int
    page: int
    pages: int
    results: list[PracticeOut]


class Filters(Schema):
    """What a list may be narrowed by; unknown slugs give an empty list."""

    page: int = Field(1, ge=1, le=1_000_000)
    topic: str = Field("", max_length=100, description="slug of a topic")
    municipality: str = Field("", max_length=80, description="slug of a municipality")


@router.get(
    "", response=PracticeList, by_alias=True, summary="Published, public practices", openapi_extra=UNPROCESSABLE
)
def practices(request, filters: Query[Filters]):
    """A page of 50 practices, the newest first."""
    pages = PracticePage.objects.visible_to(None)
    if filters.topic:
        pages = pages.filter(tagged_topics__tag__slug=filters.topic.replace("\x00", ""))
    if filters.municipality:
        pages = pages.filter(municipalities__slug=filters.municipality.replace("\x00", ""))
    paginator = Paginator(pages.for_document().order_by("-first_published_at", "-pk"), PAGE_SIZE)
    found = paginator.get_page(filters.page) if filters.page <= paginator.num_pages else []
    return {
        "count": paginator.count,
        "page": filters.page,
        "pages": paginator.num_pages,
        "results": [to_document(page) for page in found],
    }


@router.get("/{slug}", response=PracticeOut, by_alias=True, summary="One practice", openapi_extra=NOT_FOUND)
def practice(request, slug: str):
    """One published, public practice; 404 for any other."""
    page = PracticePage.objects.visible_to(None).for_document().filter(slug=slug.replace("\x00", "")).first()
    if page is None:
        raise Http404
    return to_document(page)
