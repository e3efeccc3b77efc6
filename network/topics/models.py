"""The vocabulary that practices, members and everything else is tagged with."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase
from wagtail.search import index

from network.topics.querysets import TopicQuerySet

# Addresses of views that stand where a topic's own page would.
RESERVED_SLUGS = {"voorstellen"}


class Topic(index.Indexed, TagBase):
    """A term with a definition and synonyms: the connecting tissue of the site (N18, N19, N20).

    A topic that was merged into another keeps its row, so that its address, and practices' revisions and drafts that
    still name it, lead to the other one.
    """

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
        MERGED = "merged", _("Merged")

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
    suggested_at = models.DateTimeField(_("suggested on"), null=True, blank=True, editable=False)
    remark = models.TextField(
        _("remark to who suggested it"), blank=True, max_length=1000, help_text=_("Goes along in the mail.")
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="merged_topics",
        verbose_name=_("merged into"),
    )
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

    def clean(self):
        """Refuse an address that is taken, and a broader topic that makes a circle or isn't part of the vocabulary."""
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address is in use by the site itself.")})
        if self.slug and not self.slug.isascii():
            raise ValidationError({"slug": _("Use plain letters, digits and hyphens only.")})
        if Topic.objects.filter(name__iexact=self.name).exclude(pk=self.pk).exclude(name=self.name).exists():
            raise ValidationError({"name": _("There is a topic with this name already.")})
        if self.broader_id is None:
            return
        if self.broader.status == self.Status.MERGED:
            raise ValidationError({"broader": _("That topic was merged into another one.")})
        if self.pk is not None and self.pk in broader_ids(self.broader):
            raise ValidationError({"broader": _("A topic can't be broader than itself, not by way of others either.")})

    def slugify(self, tag, i=None):
        """An address in plain letters: taggit's own has signs that a link in a mail may lose."""
        slug = slugify(tag)[:90].strip("-") or "onderwerp"
        if slug in RESERVED_SLUGS:
            slug += "-onderwerp"
        return slug if i is None else f"{slug}-{i + 1}"

    def get_absolute_url(self):
        return self.address(self.slug)

    @staticmethod
    def address(slug):
        """The address of the topic with this slug."""
        return reverse("topics:detail", args=[slug])

    @property
    def synonym_list(self):
        """The synonyms as a list of texts, without empty lines."""
        return [line.strip() for line in self.synonyms.splitlines() if line.strip()]


def broader_ids(topic):
    """Primary keys of ``topic`` and of all above it."""
    seen = []
    while topic is not None and topic.pk not in seen:
        seen.append(topic.pk)
        topic = topic.broader
    return seen
