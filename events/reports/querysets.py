"""Questions about reports and their notes."""

from django.db import models

from events.meetings.models import EventPage
from events.reports.choices import Consent, NoteKind, ReportState


class ReportQuerySet(models.QuerySet):
    """Reports, asked by name."""

    def published(self):
        return self.filter(state=ReportState.PUBLISHED)

    def visible_to(self, member):
        """Published reports of meetings that ``member`` (None or anonymous: a visitor) may see now."""
        events = EventPage.objects.visible_to(member).order_by().values("pk")
        return self.published().filter(event__in=events)


class NoteQuerySet(models.QuerySet):
    """Notes, asked by name."""

    def kept(self):
        """Without what was taken out."""
        return self.filter(removed=False)

    def shareable(self):
        """What a report may show: a quote only when who said it agreed."""
        return self.kept().exclude(kind=NoteKind.QUOTE, consent=Consent.NONE)

    def in_own_words(self):
        """What a report shows in the words of the note: what lives on elsewhere is shown, and found, as it is there."""
        return self.shareable().filter(handed_on_at=None)

    def to_hand_on(self):
        """Agreements and questions that are no objects of their own yet."""
        return self.kept().filter(kind__in=[NoteKind.AGREEMENT, NoteKind.QUESTION], handed_on_at=None)

    def for_writers(self):
        """With what the screen of the writers shows."""
        return self.select_related("break_out", "author", "changed_by", "agreement", "request")
