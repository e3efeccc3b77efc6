"""The practice itself: a Wagtail page with workflow and revisions, written in the front end."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase
from wagtail.models import Page

from base.choices import Visibility
from network.organisations.models import Municipality, Organisation
from network.topics.merged import FollowsMergedTopics
from network.topics.models import Topic
from practices import panels
from practices.attached import AttachedText
from practices.choices import Badge, RecognitionLevel
from practices.models.searched import SearchedPractice
from practices.models.serving import ServedByView
from practices.models.workflow import PracticeListPermissions, PracticePermissions
from practices.querysets import PracticeManager
from practices.slugs import RESERVED

LONG = 20_000


def long_text(label, help_text=""):
    """A Markdown field of a practice."""
    return models.TextField(label, blank=True, max_length=LONG, help_text=help_text)


class TaggedPractice(ItemBase):
    """A topic of a practice."""

    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="tagged_practices")
    content_object = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="tagged_topics")

    class Meta:
        verbose_name = _("topic of a practice")
        verbose_name_plural = _("topics of a practice")
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="practice_topic_once")]


class PracticeIndexPage(Page):
    """The list of practices at ``/praktijken/``; the list itself is a view of this room."""

    intro = models.TextField(_("introduction"), blank=True, max_length=600)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["practices.PracticePage"]
    max_count = 1

    class Meta:
        verbose_name = _("list of practices")

    def permissions_for_user(self, user):
        return PracticeListPermissions(user, self)


class PracticePage(ServedByView, SearchedPractice, AttachedText, FollowsMergedTopics, Page):
    """A described way of working that others can learn from, with why it works (TIDieR, realist evaluation, CFIR)."""

    summary = models.CharField(_("summary in one sentence"), max_length=250)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contact_for",
        verbose_name=_("who to ask"),
    )
    co_authors = ParentalManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="co_authored_practices",
        verbose_name=_("co-authors"),
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="practices",
        verbose_name=_("organisation"),
    )
    topics = ClusterTaggableManager(
        through=TaggedPractice, blank=True, verbose_name=_("topics"), related_name="practices"
    )
    municipalities = ParentalManyToManyField(
        Municipality, blank=True, related_name="practices", verbose_name=_("municipalities where it runs")
    )
    age_from = models.PositiveSmallIntegerField(
        _("from age"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True, validators=[MaxValueValidator(120)])

    occasion = long_text(_("occasion"))
    target_group = long_text(_("for whom"))
    intermediary = long_text(_("who works with it"))

    approach = long_text(_("what you do"))
    materials = long_text(_("materials"))
    who = long_text(_("who does it"))
    how = long_text(_("how"))
    place = long_text(_("where"))
    intensity = long_text(_("how often and how long"))

    conditions = long_text(_("what you need"))
    competence = long_text(_("what you must be able to do"))
    time_needed = long_text(_("time"))
    cost = long_text(_("cost"))
    helps = long_text(_("what helps"))
    hinders = long_text(_("what hinders"))

    results = long_text(_("results"))
    reach = long_text(_("reach"))
    effect = long_text(_("effect"))
    adoption = long_text(_("adoption"))
    maintenance = long_text(_("what lasts"))
    negative_effects = long_text(_("side effects"))
    not_for = long_text(_("for whom it did not work"))

    first_step = long_text(_("first step"))
    shadow_visit = models.BooleanField(_("you may come and watch for a day"), default=False)
    image = models.ForeignKey(
        "base.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("image"),
    )

    recognition_register = models.CharField(_("register"), max_length=120, blank=True)
    recognition_level = models.CharField(
        _("level in the register"), max_length=14, choices=RecognitionLevel.choices, blank=True
    )
    recognition_date = models.DateField(_("recognised on"), null=True, blank=True)
    recognition_link = models.URLField(_("link to the register"), max_length=400, blank=True)

    review_date = models.DateField(_("read again before"), null=True, blank=True)
    review_reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    visibility = models.CharField(
        _("visible to"), max_length=12, choices=Visibility.choices, default=Visibility.PUBLIC, db_index=True
    )
    badge = models.PositiveSmallIntegerField(
        _("badge"), choices=Badge.choices, default=Badge.DESCRIBED, editable=False, db_index=True
    )
    source_id = models.CharField(_("id in the source"), max_length=300, blank=True, editable=False, db_index=True)

    objects = PracticeManager()

    parent_page_types = ["practices.PracticeIndexPage"]
    subpage_types = []

    search_fields = Page.search_fields + SearchedPractice.own_search_fields

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    content_panels = panels.content
    promote_panels = panels.promote
    settings_panels = panels.settings

    # What happens to a practice after it was written: an older revision must not bring back what it was then.
    not_in_revisions = ("badge", "source_id", "review_reminded_at")

    def get_absolute_url(self):
        return reverse("practices:detail", args=[self.slug])

    def permissions_for_user(self, user):
        return PracticePermissions(user, self)

    def clean(self):
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("The site uses this address itself. Choose another one.")})

    def with_content_json(self, content):
        page = super().with_content_json(content)
        for name in self.not_in_revisions:
            setattr(page, name, getattr(self, name))
        return page

    def author_ids(self):
        """Primary keys of who wrote it: the owner and the co-authors."""
        ids = {member.pk for member in self.co_authors.all()}
        if self.owner_id:
            ids.add(self.owner_id)
        return ids

    def active_authors(self):
        """Owner and co-authors whose account works, the owner first."""
        authors = [self.owner] if self.owner is not None else []
        authors += [member for member in self.co_authors.all() if member.pk != self.owner_id]
        return [member for member in authors if member.is_active]

    @property
    def may_be_outdated(self):
        """Whether the authors promised to read it again before today."""
        return self.review_date is not None and self.review_date < timezone.localdate()
