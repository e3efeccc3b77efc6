"""Reports where meetings show them: on the page of a meeting, for who organises it, and in the agenda."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from events.reports import reading
from events.reports.models import MeetingReport


def event_block(event, member):
    """The report of the meeting; while there is none, that of the time before in the same series."""
    report, sees, writes = reading.of_event(event, member)
    earlier = None if sees else reading.before(event, member)
    if not sees and not writes and earlier is None:
        return ""
    shown = report if sees else earlier
    context = {
        "event": event,
        "report": shown,
        "is_earlier": not sees,
        "write": reverse("reports:write", args=[event.slug]) if writes else "",
        **(reading.glance(shown) if shown else {}),
    }
    return render_to_string("reports/blocks/event.html", context)


def event_tools(event, member):
    """For who organises it: begin, write and publish the report."""
    return render_to_string("reports/blocks/tools.html", {"event": event, "report": reading.report_of(event)})


def event_marks(events, member):
    """In the agenda: where the report is, of the meetings that have one."""
    rows = MeetingReport.objects.visible_to(member).filter(event__in=[event.pk for event in events])
    return {
        event: (_("Read the report"), reverse("reports:report", args=[slug]))
        for event, slug in rows.order_by().values_list("event_id", "event__slug")
    }
