"""Methods to lead a meeting by. They are content: staff write them in the admin."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable


class Method(ClusterableModel):
    """A way to lead a meeting, step by step."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    summary = models.CharField(_("summary in one sentence"), max_length=250)
    when_to_use = models.TextField(_("when to use it"), blank=True, max_length=2000)
    materials = models.TextField(
        _("what you need"), blank=True, max_length=2000, help_text=_("One thing on each line.")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("method")
        verbose_name_plural = _("methods")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reports:method", args=[self.slug])

    @property
    def material_list(self):
        """What you need, as a list."""
        return [line.strip() for line in self.materials.splitlines() if line.strip()]

    @property
    def minutes(self):
        """How long all steps take together."""
        return sum(step.minutes for step in self.steps.all())


class MethodStep(Orderable):
    """A step of a method; a round is a step of which the results are written down."""

    method = ParentalKey(Method, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(_("title"), max_length=160)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(24 * 60)]
    )
    instruction = models.TextField(_("what you do"), blank=True, max_length=2000)
    question = models.CharField(_("question of the round"), max_length=250, blank=True)
    is_round = models.BooleanField(_("a round: results are written down"), default=False)
    in_break_outs = models.BooleanField(_("in smaller groups, by theme"), default=False)

    @property
    def takes(self):
        """How long it takes, in a few letters: “45 min”, “3 h”."""
        if self.minutes < 120 or self.minutes % 60:
            return gettext("%(number)s min") % {"number": self.minutes}
        return gettext("%(number)s h") % {"number": self.minutes // 60}

    class Meta(Orderable.Meta):
        verbose_name = _("step of a method")
        verbose_name_plural = _("steps of a method")

    def __str__(self):
        return self.title
