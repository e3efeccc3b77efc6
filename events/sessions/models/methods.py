"""Methods that a small group meets by. They are content: staff write them in the admin."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from events.sessions.choices import Who

FEWEST_PEOPLE, MOST_PEOPLE = 2, 12
MOST_MINUTES = 180


class SessionMethod(ClusterableModel):
    """A way to work with a small group on one question, step by step."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    summary = models.CharField(_("summary in one sentence"), max_length=250)
    when_to_use = models.TextField(_("when to use it"), blank=True, max_length=2000)
    roles = models.TextField(
        _("roles"), blank=True, max_length=2000, help_text=_("One on each line: the role, a colon, and what they do.")
    )
    least = models.PositiveSmallIntegerField(
        _("people, at least"),
        default=4,
        validators=[MinValueValidator(FEWEST_PEOPLE), MaxValueValidator(MOST_PEOPLE)],
    )
    most = models.PositiveSmallIntegerField(
        _("people, at most"),
        default=8,
        validators=[MinValueValidator(FEWEST_PEOPLE), MaxValueValidator(MOST_PEOPLE)],
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("method of a session")
        verbose_name_plural = _("methods of a session")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("sessions:method", args=[self.slug])

    def clean(self):
        super().clean()
        if self.least and self.most and self.most < self.least:
            raise ValidationError({"most": _("This is less than the smallest number.")})

    @property
    def role_rows(self):
        """Pairs (role, what they do) of the lines under roles."""
        pairs = [line.partition(":") for line in self.roles.splitlines() if line.strip()]
        return [(role.strip(), what.strip()) for role, _colon, what in pairs]

    @property
    def minutes(self):
        """How long all steps take together."""
        return sum(step.minutes for step in self.steps.all())

    def step_rows(self):
        """The steps as a session keeps them: ``[{"title", "minutes", "instruction", "who"}]``."""
        return [
            {"title": step.title, "minutes": step.minutes, "instruction": step.instruction, "who": step.who}
            for step in self.steps.all()
        ]


class SessionStep(Orderable):
    """A step of a method: what happens, how long, and who is at work."""

    method = ParentalKey(SessionMethod, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(_("title"), max_length=120)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)]
    )
    instruction = models.TextField(_("what you do"), blank=True, max_length=2000)
    who = models.CharField(_("who is at work"), max_length=12, choices=Who.choices, default=Who.EVERYONE)

    class Meta(Orderable.Meta):
        verbose_name = _("step of a session's method")
        verbose_name_plural = _("steps of a session's method")

    def __str__(self):
        return self.title
