"""Questions where other rooms show them: a meeting, my pages, an organisation, a topic."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from network.requests.models import Request
from network.topics.slots import Block

SHOWN = 5


def event_block(event, member):
    """What was asked at a meeting."""
    rows = list(Request.objects.visible_to(member).filter(event_id=event.pk).for_list())
    return render_to_string("requests/blocks/event.html", {"rows": rows}) if rows else ""


def my_block(member):
    """My questions that wait for an answer, and those that wait for mine."""
    asked = list(Request.objects.open().filter(asked_by=member).for_list()[:SHOWN])
    to_me = list(Request.objects.open().filter(to_member=member).for_list()[:SHOWN])
    return {"template": "requests/blocks/mine.html", "rows": to_me + asked} if asked or to_me else None


def organisation_block(organisation, member):
    """What an organisation was asked."""
    return _block(Request.objects.visible_to(member).filter(to_organisation=organisation))


def topic_block(topic, topic_ids, member):
    """Questions about the topic or a narrower one, answered ones first."""
    found = Request.objects.visible_to(member).filter(topics__in=topic_ids).values("pk")
    return _block(Request.objects.filter(pk__in=found))


def carried(member):
    """Which questions that ``member`` may see carry which topic."""
    visible = Request.objects.visible_to(member).order_by().values("pk")
    return Request.topics.through.objects.filter(request__in=visible).values_list("topic_id", "request_id")


def _block(found):
    count = found.count()
    if not count:
        return None
    # "answered" comes before "open" in the alphabet too
    rows = list(found.for_list().order_by("status", "-created_at", "-pk")[:SHOWN])
    return Block(title=_("Questions"), count=count, template="requests/_rows.html", context={"rows": rows})
