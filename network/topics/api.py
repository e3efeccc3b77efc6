"""``/api/v1/topics``: the vocabulary, for anybody."""

from ninja import Router, Schema

from network.topics.models import Topic

router = Router(tags=["topics"])


class TopicOut(Schema):
    """A topic of the vocabulary."""

    name: str
    slug: str
    kind: str
    definition: str
    synonyms: list[str]
    broader: str | None
    url: str


class TopicList(Schema):
    """All topics, by name."""

    count: int
    results: list[TopicOut]


@router.get("", response=TopicList, summary="The vocabulary")
def topics(request):
    """All accepted topics. ``broader`` is the slug of the broader topic."""
    found = Topic.objects.visible_to(None).select_related("broader")
    results = [
        {
            "name": topic.name,
            "slug": topic.slug,
            "kind": topic.kind,
            "definition": topic.definition,
            "synonyms": topic.synonym_list,
            "broader": topic.broader.slug if topic.broader else None,
            "url": request.build_absolute_uri(topic.get_absolute_url()),
        }
        for topic in found
    ]
    return {"count": len(results), "results": results}
