"""How a region makes the site its own."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from base import colours, stamps

COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")


def validate_colour(value):
    """Accept a colour as #rrggbb only."""
    if not COLOUR.match(value):
        raise ValidationError(_("Write a colour as # and six digits or letters a to f, such as #0a5650."))


@register_setting(icon="site", order=10)
class SiteSettings(BaseSiteSetting):
    """How a region makes the site its own: name, logo, colours and the texts around the pages."""

    site_name = models.CharField(_("name of the site"), max_length=60, default="Leerkring")
    region_name = models.CharField(_("name of the region"), max_length=80, blank=True)
    logo = models.ForeignKey(
        "base.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
    )
    accent = models.CharField(_("main colour"), max_length=7, default="#0a5650", validators=[validate_colour])
    band = models.CharField(_("colour of the band"), max_length=7, default="#063f3b", validators=[validate_colour])
    sun = models.CharField(_("second colour"), max_length=7, default="#f3bf3f", validators=[validate_colour])
    home_question = models.CharField(
        _("question on the home page"), max_length=120, default="Wat wil je weten van een collega?"
    )
    footer_text = models.TextField(_("text in the footer"), blank=True, max_length=500)
    contact_email = models.EmailField(_("e-mail address for questions"), blank=True)
    organisation_name = models.CharField(_("organisation behind the site"), max_length=120, blank=True)

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("site_name"),
                FieldPanel("region_name"),
                FieldPanel("logo"),
                FieldPanel("organisation_name"),
            ],
            heading=_("Name"),
        ),
        MultiFieldPanel([FieldPanel("accent"), FieldPanel("band"), FieldPanel("sun")], heading=_("Colours")),
        MultiFieldPanel(
            [FieldPanel("home_question"), FieldPanel("footer_text"), FieldPanel("contact_email")],
            heading=_("Texts"),
        ),
    ]

    class Meta:
        verbose_name = _("region")

    def __str__(self):
        return self.site_name

    def clean(self):
        """Refuse colours on which text can't be read (WCAG 2.2, 1.4.3 and 1.4.11)."""
        super().clean()
        errors = {}
        for field, problem in colours.problems(self.accent, self.band, self.sun):
            errors.setdefault(field, []).append(problem)
        if errors:
            raise ValidationError(errors)

    @classmethod
    def current(cls):
        """The settings of the default site, remembered until something changes."""
        return stamps.remember("site", "settings", cls._load)

    @classmethod
    def _load(cls):
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            return cls()
        return cls.objects.select_related("logo").filter(site=site).first() or cls(site=site)
