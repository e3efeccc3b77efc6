"""How long sessions stay open, and how long what was written to prepare them is kept."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

# Whatever the region chooses: so many days after its end a session is closed, and its preparation gone.
LONGEST = 30


@register_setting(icon="group", order=30)
class SessionSettings(BaseSiteSetting):
    """What the region chooses about sessions."""

    preparation_days = models.PositiveSmallIntegerField(
        _("days that preparation is kept after a session"),
        default=0,
        validators=[MaxValueValidator(LONGEST)],
        help_text=_("0: it goes as soon as the session is closed."),
    )
    close_days = models.PositiveSmallIntegerField(
        _("days after which a session closes by itself"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
        help_text=_("Until then who leads it says who was there."),
    )

    panels = [FieldPanel("preparation_days"), FieldPanel("close_days")]

    class Meta:
        verbose_name = _("sessions")

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls):
        """The settings of the default site."""
        site = Site.objects.filter(is_default_site=True).first()
        return cls() if site is None else cls.objects.filter(site=site).first() or cls(site=site)
