"""Who may fetch a document of a meeting: who sees it on the page."""

from base.visibility import DOCUMENT
from events.meetings.choices import When
from events.meetings.models import EventDocument, EventPage
from events.meetings.rules import organises


def may_fetch(kind, file, member):
    """For ``base.slots.file_owners``: True or False, or None where no meeting has this file."""
    if kind != DOCUMENT:
        return None
    rows = list(EventDocument.objects.filter(document=file).select_related("event"))
    if not rows:
        return None
    visible = set(EventPage.objects.visible_to(member).filter(documents__document=file).values_list("pk", flat=True))
    return any(_shows(row, row.event_id in visible, member) for row in rows)


def _shows(row, visible, member):
    if organises(member, row.event):
        return True
    if not visible or (row.when == When.AFTER and not row.event.is_over):
        return False
    if not row.participants_only:
        return True
    return member is not None and row.event.registrations.taking_part().filter(member_id=member.pk).exists()
