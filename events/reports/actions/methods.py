"""Using a method for a meeting."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from events.meetings.actions import organising
from events.meetings.models import ProgrammeItem
from events.reports.actions.reports import prepare


@transaction.atomic
def use(method, event, by):
    """Fill the programme of a meeting with the steps of a method, at times from its start, and prepare its report.

    What is in the agenda changes at once, unless somebody has changes waiting in a draft: then it joins these.
    Gives the meeting.
    """
    waiting = event.has_unpublished_changes
    written = event.get_latest_revision_as_object()
    written.programme.set(parts_of(method, written.starts_at))
    series = written.series.name if written.series else ""
    event = organising.keep(written, by, series=series, publish=event.live and not waiting)
    prepare(event, by, method)
    return event


def parts_of(method, starts_at):
    """The parts of a programme, unsaved, on the clocks of the region."""
    moment, parts = starts_at, []
    for order, step in enumerate(method.steps.all()):
        end = moment + timedelta(minutes=step.minutes)
        text = "\n\n".join(part for part in (step.question and f"**{step.question}**", step.instruction) if part)
        parts.append(
            ProgrammeItem(
                sort_order=order,
                starts=timezone.localtime(moment).time(),
                ends=timezone.localtime(end).time(),
                title=step.title,
                description=text,
            )
        )
        moment = end
    return parts
