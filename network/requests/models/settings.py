"""What a region decides about requests."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="group")
class ExchangeSettings(BaseSiteSetting):
    """Terms and numbers of intervision, consultation, visits, challenges and questions."""

    ground_rules = models.TextField(
        _("ground rules of intervision and consultation"),
        blank=True,
        max_length=2000,
        help_text=_("One on each line. Everybody who takes part agrees to them. Empty: those of the site itself."),
    )
    keep_text_days = models.PositiveSmallIntegerField(
        _("keep the text of a closed intervision or consultation so many days"),
        default=0,
        validators=[MaxValueValidator(365)],
        help_text=_("0: it is deleted when the request is closed."),
    )
    patience_days = models.PositiveSmallIntegerField(
        _("staff hear of a question without an answer after so many days"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    round_size = models.PositiveSmallIntegerField(
        _("ask so many people at a time"), default=4, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    round_days = models.PositiveSmallIntegerField(
        _("and wait so many days"), default=3, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    expire_days = models.PositiveSmallIntegerField(
        _("a request without enough people expires after so many days"),
        default=60,
        validators=[MinValueValidator(7), MaxValueValidator(365)],
    )

    panels = [
        FieldPanel("ground_rules"),
        FieldPanel("round_size"),
        FieldPanel("round_days"),
        FieldPanel("expire_days"),
        FieldPanel("patience_days"),
        FieldPanel("keep_text_days"),
    ]

    class Meta:
        verbose_name = _("Intervision, consultation and questions")
