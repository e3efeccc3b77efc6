"""Members and invitations."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from base.slugs import free_slug
from network.organisations.models import Municipality, Organisation
from network.people import profiles
from network.people.querysets import InvitationQuerySet, MemberQuerySet
from network.topics.models import Topic

# Addresses of views that stand where a member's own page would.
RESERVED_SLUGS = {"groepen"}
# The end of the address of who left; no mail can ever go there (RFC 2606).
FORMER = "@leerkring.invalid"


class MemberManager(BaseUserManager.from_queryset(MemberQuerySet)):
    """Makes members; addresses are kept in lower case."""

    use_in_migrations = False

    def create_user(self, email, password=None, **fields):
        """A member who may sign in with ``password`` (or can't until one is set)."""
        member = self.model(email=email.strip().lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, email, password=None, **fields):
        """For ``manage.py createsuperuser`` on a new installation."""
        fields.setdefault("name", email.partition("@")[0])
        fields.setdefault("approved_at", timezone.now())
        member = self.create_user(email, password, is_superuser=True, **fields)
        # Whoever may type this command needs no mail to prove the address, and mail may not work yet.
        member.emailaddress_set.create(email=member.email, verified=True, primary=True)
        return member

    def get_by_natural_key(self, email):
        return self.get(email=(email or "").strip().lower())


class Member(index.Indexed, AbstractBaseUser, PermissionsMixin):
    """Somebody of the network. Signs in with e-mail; ``is_active`` is False until an account is approved."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=140, unique=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="members",
        verbose_name=_("organisation"),
    )
    municipalities = models.ManyToManyField(Municipality, blank=True, verbose_name=_("works in"))
    topics = models.ManyToManyField(Topic, through="MemberTopic", blank=True, verbose_name=_("topics"))
    bio = models.TextField(_("about me"), blank=True, max_length=2000)
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    expert_by_experience = models.BooleanField(_("expert by experience"), default=False)
    open_to_questions = models.BooleanField(
        _("open to questions"), default=False, help_text=_("Others may ask you about your practices.")
    )
    open_to_visits = models.BooleanField(_("open to a visit"), default=False)
    open_to_intervision = models.BooleanField(_("open to intervision"), default=False)
    open_to_consultation = models.BooleanField(
        _("open to consultation"), default=False, help_text=_("Others may ask you to think along about their question.")
    )
    open_to_speaking = models.BooleanField(_("open to speaking"), default=False)
    open_to_training = models.BooleanField(_("open to giving a training"), default=False)
    photo = models.ForeignKey(
        "base.CustomImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("photo")
    )
    # {name of a field of the profile: ShownTo}; what isn't named is shown to members
    shown_to = models.JSONField(_("who sees what"), default=dict, blank=True)
    is_public = models.BooleanField(
        _("my card is open to everyone"),
        default=False,
        help_text=_("Visitors see of your profile what all members see."),
    )
    welcomed_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    approved_at = models.DateTimeField(_("approved on"), null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(_("joined on"), default=timezone.now, editable=False)

    objects = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    search_fields = [
        # Never the address: who knows a part of it must not find out here whose it is. Staff search it in the database.
        index.SearchField("name", boost=3, names=True),
        index.AutocompleteField("name"),
        # Of the rest what all members may see: who searches for a word must not find whose hidden field has it.
        index.SearchField("shown_job_title", boost=1.5),
        index.SearchField("can_help_with", boost=2),
        index.SearchField("shown_bio"),
        index.SearchField("shown_languages"),
        index.SearchField("shown_organisation", boost=0.5, names=True),
        index.SearchField("shown_places", boost=0.5, names=True),
        index.FilterField("is_active"),
        index.RelatedFields("groups", [index.FilterField("name")]),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self):
        return self.name or self.email

    def save(self, *args, **kwargs):
        self.email = self.email.strip().lower()
        if not self.slug:
            self.slug = free_slug(self.name, Member.objects, most=120, otherwise="lid", reserved=RESERVED_SLUGS)
        super().save(*args, **kwargs)

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.partition(" ")[0]

    @classmethod
    def get_indexed_objects(cls):
        return (
            super()
            .get_indexed_objects()
            .select_related("organisation")
            .prefetch_related("member_topics__topic", "municipalities")
        )

    def can_help_with(self):
        """The names of the topics that somebody can help with, for the index."""
        if not profiles.shows(self, "topics", profiles.Relation.MEMBER):
            return ""
        rows = [row for row in self.member_topics.all() if row.level == MemberTopic.Level.CAN_HELP]
        return "\n".join(row.topic.name for row in rows if row.topic.status == Topic.Status.ACCEPTED)

    @property
    def for_members(self):
        """This member as every other member sees them."""
        return profiles.Profile(self, profiles.Relation.MEMBER)

    def shown_job_title(self):
        return self.for_members.job_title

    def shown_bio(self):
        return self.for_members.bio

    def shown_languages(self):
        return self.for_members.languages

    def shown_organisation(self):
        return str(self.for_members.organisation or "")

    def shown_places(self):
        return "\n".join(place.name for place in self.for_members.municipalities)

    def get_absolute_url(self):
        return reverse("people:detail", args=[self.slug])

    @property
    def page_url(self):
        """The address of the page of this member, empty for who has none. For members: visitors can't open it."""
        technical = self.is_superuser and not self.job_title and self.organisation_id is None
        return self.get_absolute_url() if self.is_active and self.approved_at and not technical else ""

    @property
    def former_email(self):
        """What stands in the place of the address of who left: unique, and nobody's."""
        return f"oud-lid-{self.pk}{FORMER}"

    @property
    def has_left(self):
        """Whether this is what is left of the account of somebody who left."""
        return self.email.endswith(FORMER)

    @property
    def initials(self):
        """Two letters for the face beside a name."""
        parts = [part for part in self.name.split() if part[:1].isalpha()]
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


class MemberTopic(models.Model):
    """What a member knows of a topic."""

    class Level(models.TextChoices):
        CAN_HELP = "can_help", _("Can help with this")
        WANTS_TO_LEARN = "wants_to_learn", _("Wants to learn this")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="member_topics")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="member_topics")
    level = models.CharField(_("level"), max_length=14, choices=Level.choices, default=Level.CAN_HELP)

    class Meta:
        verbose_name = _("topic of a member")
        verbose_name_plural = _("topics of a member")
        constraints = [models.UniqueConstraint(fields=["member", "topic"], name="member_topic_once")]

    def __str__(self):
        return f"{self.member} · {self.topic}"


class Invitation(models.Model):
    """A single-use invitation, bound to an address. Only a hash of its key is kept."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=20, blank=True)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("invited by"),
    )
    created_at = models.DateTimeField(_("sent on"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used on"), null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self):
        return self.email

    def save(self, *args, **kwargs):
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)
