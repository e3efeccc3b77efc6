"""Groups of people and organisations: expert teams, clusters, learning networks, interprofessional teams (N10)."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from base.choices import Visibility
from base.slugs import free_slug
from network.organisations.models import Organisation
from network.people.choices import GroupKind, Joining
from network.people.models.member import Member
from network.people.querysets_groups import MembershipQuerySet, PeopleGroupQuerySet
from network.topics.models import Topic


class PeopleGroup(index.Indexed, models.Model):
    """A standing group with expertise that others can call on, or learn with. (Django's own groups are roles here.)"""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    kind = models.CharField(_("kind"), max_length=18, choices=GroupKind.choices, default=GroupKind.EXPERT_TEAM)
    summary = models.CharField(_("summary in one sentence"), max_length=250, blank=True)
    description = models.TextField(_("what the group does"), blank=True, max_length=5000)
    for_members = models.TextField(
        _("for those who take part"), blank=True, max_length=5000, help_text=_("Only the group itself sees this.")
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="people_groups", verbose_name=_("topics"))
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="people_groups", verbose_name=_("organisations")
    )
    members = models.ManyToManyField(Member, through="Membership", related_name="people_groups")
    joining = models.CharField(_("joining"), max_length=8, choices=Joining.choices, default=Joining.ASK)
    visibility = models.CharField(
        _("visible to"), max_length=12, choices=Visibility.choices, default=Visibility.MEMBERS, db_index=True
    )
    created_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)

    objects = PeopleGroupQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("summary", boost=2),
        index.SearchField("description"),
        index.SearchField("topic_names"),
        index.RelatedFields("organisations", [index.SearchField("name", names=True)]),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("group")
        verbose_name_plural = _("groups")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = free_slug(self.name, PeopleGroup.objects, most=120, otherwise="groep")
        super().save(*args, **kwargs)

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().prefetch_related("topics", "organisations")

    def topic_names(self):
        """The names of its topics that are part of the vocabulary, for the index: the others are named nowhere."""
        return "\n".join(topic.name for topic in self.topics.all() if topic.status == Topic.Status.ACCEPTED)

    def get_absolute_url(self):
        return reverse("people:group", args=[self.slug])


class Membership(models.Model):
    """Somebody in a group, who asked to join it, or who was invited."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked to join")
        INVITED = "invited", _("Invited")
        ACTIVE = "active", _("Takes part")

    group = models.ForeignKey(PeopleGroup, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.ACTIVE)
    is_coordinator = models.BooleanField(
        _("coordinator"), default=False, help_text=_("Changes the page, lets people in and writes to everybody.")
    )
    motivation = models.CharField(_("why I want to join"), max_length=500, blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["-is_coordinator", "member__name"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="member_once_in_group")]

    def __str__(self):
        return f"{self.member} · {self.group}"
