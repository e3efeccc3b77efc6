"""What people thought of a meeting."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.meetings.models.page import EventPage


class Evaluation(models.Model):
    """Three answers of somebody who was there. Nobody's name is with it; ``Registration.evaluated_at`` says who did."""

    class Use(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="evaluations")
    score = models.PositiveSmallIntegerField(
        _("how useful was it?"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    use = models.CharField(_("will you use it in your work?"), max_length=6, choices=Use.choices)
    better = models.TextField(_("what can be better?"), blank=True, max_length=1000)
    # The day only: a moment would tell who it was.
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")

    def __str__(self):
        return f"{self.event_id}: {self.score}"
