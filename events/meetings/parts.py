"""What a meeting is made of besides its own fields: its programme, topics, themes and documents.

They change when somebody publishes the meeting, not when somebody registers, so each process keeps them.
"""

from collections import OrderedDict
from dataclasses import dataclass

from base import stamps
from events.meetings.agenda import STAMP
from network.topics.models import Topic

MOST = 400  # meetings


@dataclass(frozen=True)
class Parts:
    """Rows of the models of this room; people are primary keys only, as what is shown of them depends on the reader."""

    programme: list  # pairs (ProgrammeItem, primary keys of its speakers)
    topics: list  # the accepted ones
    themes: list
    documents: list  # EventDocument with its document
    organisers: frozenset  # primary keys


def parts_of(event):
    """The parts of a meeting as it is in memory: of a version that nobody published too."""
    topics = [tagged.tag for tagged in event.tagged_topics.all()]
    return Parts(
        [(part, [one.pk for one in part.speakers.all()]) for part in event.programme.all()],
        [topic for topic in topics if topic.status == Topic.Status.ACCEPTED],
        list(event.break_outs.all()),
        list(event.documents.all()),
        event.organiser_ids,
    )


def kept_parts(event):
    """The parts of a published meeting, kept until a meeting, topic or document changes."""
    shelf = stamps.remember(STAMP, "parts of meetings", OrderedDict)
    key = (event.pk, event.live_revision_id)
    if key not in shelf:
        parts = ("programme__speakers", "tagged_topics__tag", "break_outs", "documents__document", "organisers")
        shelf[key] = parts_of(type(event).objects.prefetch_related(*parts).get(pk=event.pk))
        while len(shelf) > MOST:
            shelf.popitem(last=False)
    return shelf[key]
