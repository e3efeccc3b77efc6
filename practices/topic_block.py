"""Practices on the page of a topic, and in its count."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.topics.slots import Block
from practices.models import PracticePage, TaggedPractice

SHOWN = 5


def block(topic, topic_ids, member):
    """The practices that carry the topic or a narrower one, the furthest tested and newest first."""
    tagged = TaggedPractice.objects.filter(tag__in=topic_ids).values("content_object_id")
    practices = PracticePage.objects.visible_to(member).filter(pk__in=tagged)
    count = practices.count()
    if not count:
        return None
    rows = practices.select_related("organisation").order_by("-badge", "-first_published_at", "-pk")[:SHOWN]
    return Block(
        title=_("Practices"),
        count=count,
        template="topics/blocks/practices.html",
        context={"practices": list(rows)},
        more_url=f"{reverse('practices:list')}?onderwerp={topic.slug}",
        more_label=ngettext("See this practice in the list", "All %(count)s practices", count) % {"count": count},
    )


def carried(member):
    """Which practices that ``member`` may see carry which topic."""
    visible = PracticePage.objects.visible_to(member).order_by().values("pk")
    return TaggedPractice.objects.filter(content_object__in=visible).values_list("tag_id", "content_object_id")
