"""Agreements where other rooms show them: a meeting, my pages, an organisation, a topic."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.tables import rules
from network.tables.models import Agreement
from network.topics.slots import Block

SHOWN = 10


def event_block(event, member):
    """What came of a meeting: all its agreements, the first date first."""
    rows = list(Agreement.objects.visible_to(member).filter(event_id=event.pk).for_list())
    may_add = rules.can_add(member, event)
    if not rows and not (may_add and event.starts_at):
        return ""
    add = f"{reverse('tables:add')}?bijeenkomst={event.slug}" if may_add else ""
    return render_to_string("tables/blocks/event.html", {"rows": rows, "add": add, "event": event})


def my_block(member):
    """What I promised and is still to do."""
    rows = list(Agreement.objects.open().filter(owner=member).for_list()[:SHOWN])
    return {"template": "tables/blocks/mine.html", "rows": rows} if rows else None


def organisation_block(organisation, member):
    """What an organisation still has to do."""
    return _block(Agreement.objects.visible_to(member).open().filter(organisation=organisation), organisation.slug)


def topic_block(topic, topic_ids, member):
    """Agreements about the topic or a narrower one."""
    found = Agreement.objects.visible_to(member).filter(topics__in=topic_ids).values("pk")
    return _block(Agreement.objects.filter(pk__in=found))


def carried(member):
    """Which agreements that ``member`` may see carry which topic."""
    visible = Agreement.objects.visible_to(member).order_by().values("pk")
    through = Agreement.topics.through.objects.filter(agreement__in=visible)
    return through.values_list("topic_id", "agreement_id")


def _block(found, organisation=""):
    count = found.count()
    if not count:
        return None
    more = {}
    if organisation:
        label = ngettext("See this agreement in the list", "All %(count)s agreements", count) % {"count": count}
        more = {"more_url": f"{reverse('tables:agreements')}?organisatie={organisation}", "more_label": label}
    return Block(
        title=_("Agreements"),
        count=count,
        template="tables/_table.html",
        context={"rows": list(found.for_list()[:SHOWN])},
        **more,
    )
