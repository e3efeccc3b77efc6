"""The vocabulary that practices, members and everything else is tagged with."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase
from wagtail.search import index

from network.topics.querysets import TopicQuerySet


class Topic(index.Indexed, TagBase):
    """A term with a definition and synonyms: the connecting tissue of the site (N18, N19, N20)."""

    free_tagging = False

    class Kind(models.TextChoices):
        THEME = "theme", _("Theme")
        SPECIALISM = "specialism", _("Specialism")
        TARGET_GROUP = "target_group", _("Target group")
        CARE_FORM = "care_form", _("Care form")
        TRANSITION = "transition", _("Transition")
        METHOD = "method", _("Method")
        LAW = "law", _("Law")

    class Status(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.THEME, db_index=True)
    definition = models.TextField(_("definition"), blank=True, max_length=2000)
    synonyms = models.TextField(
        _("synonyms"),
        blank=True,
        max_length=2000,
        help_text=_("Other words and abbreviations, one on each line."),
    )
    broader = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="narrower",
        verbose_name=_("broader topic"),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACCEPTED)
    suggested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("suggested by"),
    )
    suggestion_reason = models.TextField(_("why this topic"), blank=True, max_length=1000)
    uri = models.URLField(_("URI in another vocabulary"), blank=True, max_length=300)

    objects = TopicQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("synonyms", boost=2),
        index.SearchField("definition"),
        index.FilterField("kind"),
        index.FilterField("status"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def get_absolute_url(self):
        return reverse("topics:detail", args=[self.slug])

    @property
    def synonym_list(self):
        """The synonyms as a list of texts, without empty lines."""
        return [line.strip() for line in self.synonyms.splitlines() if line.strip()]
