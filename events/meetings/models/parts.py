"""Parts of a meeting: its programme, break-out themes, questions to who registers, documents."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from events.meetings.choices import AnswerKind, When


class ProgrammeItem(Orderable, ClusterableModel):
    """A part of the programme."""

    event = ParentalKey("meetings.EventPage", on_delete=models.CASCADE, related_name="programme")
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("until"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=160)
    description = models.TextField(_("what happens"), blank=True, max_length=2000)
    speakers = ParentalManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="speaks_at", verbose_name=_("speakers")
    )
    other_speakers = models.CharField(_("other speakers"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("part of the programme")
        verbose_name_plural = _("parts of the programme")

    def __str__(self):
        return self.title


class BreakOut(Orderable):
    """A theme that part of the people talk about in a room of their own."""

    event = ParentalKey("meetings.EventPage", on_delete=models.CASCADE, related_name="break_outs")
    title = models.CharField(_("theme"), max_length=160)
    description = models.TextField(_("what it is about"), blank=True, max_length=2000)
    room = models.CharField(_("room"), max_length=120, blank=True)
    capacity = models.PositiveIntegerField(
        _("number of seats"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(20_000)]
    )

    class Meta(Orderable.Meta):
        verbose_name = _("break-out theme")
        verbose_name_plural = _("break-out themes")

    def __str__(self):
        return self.title


class EventQuestion(Orderable):
    """Something the organiser has to know of who comes, such as what they eat."""

    event = ParentalKey("meetings.EventPage", on_delete=models.CASCADE, related_name="questions")
    label = models.CharField(_("question"), max_length=160)
    kind = models.CharField(_("answer"), max_length=6, choices=AnswerKind.choices, default=AnswerKind.TEXT)
    choices = models.CharField(
        _("answers to choose from"), max_length=500, blank=True, help_text=_("Separated by semicolons.")
    )
    required = models.BooleanField(_("must be answered"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("question to who registers")
        verbose_name_plural = _("questions to who registers")

    def __str__(self):
        return self.label

    @property
    def choice_list(self):
        """The answers to choose from, as a list."""
        return [choice.strip() for choice in self.choices.split(";") if choice.strip()]


class EventDocument(Orderable):
    """A document of a meeting; what belongs after it is shown when it is over."""

    event = ParentalKey("meetings.EventPage", on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        "base.CustomDocument", on_delete=models.CASCADE, related_name="event_documents", verbose_name=_("document")
    )
    when = models.CharField(_("when"), max_length=6, choices=When.choices, default=When.BEFORE)
    participants_only = models.BooleanField(_("only for who has a seat"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("document of a meeting")
        verbose_name_plural = _("documents of a meeting")

    def __str__(self):
        return str(self.document)
