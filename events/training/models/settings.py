"""What the region says about the folder: how many hours of what are asked for. Empty until somebody fills it in."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from events.training.choices import Category
from events.training.models.folder import MOST_HOURS


@register_setting(icon="folder-open-inverse", order=40)
class FolderSettings(ClusterableModel, BaseSiteSetting):
    """The hours that the register asks for. We fill in none: they differ by profession and change."""

    explanation = models.CharField(
        _("where these hours come from"),
        max_length=300,
        blank=True,
        help_text=_("Members read this below the hours, for example: the rules of the SKJ of January 2026."),
    )

    panels = [
        InlinePanel(
            "targets",
            heading=_("Hours in a registration period"),
            label=_("kind"),
            help_text=_("Leave this empty when you are not sure. Members may fill in hours of their own."),
        ),
        FieldPanel("explanation"),
    ]

    class Meta:
        verbose_name = _("SKJ folder")

    def __str__(self):
        return str(self._meta.verbose_name)


class FolderTarget(Orderable):
    """How many hours of one kind are asked for in a period."""

    settings = ParentalKey(FolderSettings, on_delete=models.CASCADE, related_name="targets")
    category = models.CharField(_("kind"), max_length=12, choices=Category.choices)
    hours = models.DecimalField(
        _("hours"),
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_HOURS)],
    )

    panels = [FieldPanel("category"), FieldPanel("hours")]

    class Meta(Orderable.Meta):
        verbose_name = _("hours to reach")
        verbose_name_plural = _("hours to reach")
        constraints = [models.UniqueConstraint(fields=["settings", "category"], name="training_target_once")]

    def __str__(self):
        return f"{self.get_category_display()}: {self.hours}"
