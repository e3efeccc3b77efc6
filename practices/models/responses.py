"""What others say: peers who review, and people who tried it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.organisations.models import Municipality, Organisation
from practices.choices import Result, Score
from practices.querysets import AdoptionReportQuerySet

CRITERIA = ("problem", "target_group", "steps", "mechanism", "conditions", "results", "transferable")


class AdoptionReport(models.Model):
    """What happened when somebody else used the practice, also where it did not work (N2)."""

    practice = models.ForeignKey(
        "practices.PracticePage",
        on_delete=models.CASCADE,
        related_name="adoption_reports",
        verbose_name=_("practice"),
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="adoption_reports",
        verbose_name=_("written by"),
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="adoption_reports",
        verbose_name=_("organisation"),
    )
    municipality = models.ForeignKey(
        Municipality,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="adoption_reports",
        verbose_name=_("municipality"),
    )
    since = models.DateField(_("since when"))
    result = models.CharField(_("result"), max_length=9, choices=Result.choices)
    headline = models.CharField(_("in one sentence"), max_length=200)
    why = models.TextField(_("why"), max_length=5000)
    adapted = models.TextField(_("what you changed"), blank=True, max_length=5000)
    would_repeat = models.BooleanField(_("would you do it again?"), null=True, blank=True)
    answer = models.TextField(_("answer of the authors"), blank=True, max_length=5000)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("written on"), auto_now_add=True)

    objects = AdoptionReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("adoption report")
        verbose_name_plural = _("adoption reports")
        constraints = [
            models.UniqueConstraint(fields=["practice", "member", "since"], name="adoption_report_once"),
        ]

    def __str__(self):
        return self.headline


class Review(models.Model):
    """A peer's judgment whether a practice is well described. It is no judgment of the practice."""

    practice = models.ForeignKey(
        "practices.PracticePage", on_delete=models.CASCADE, related_name="reviews", verbose_name=_("practice")
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="practice_reviews",
        verbose_name=_("read by"),
    )
    problem = models.PositiveSmallIntegerField(_("Is the problem clear?"), choices=Score.choices)
    target_group = models.PositiveSmallIntegerField(_("Is it clear for whom it is?"), choices=Score.choices)
    steps = models.PositiveSmallIntegerField(_("Could you do the steps yourself?"), choices=Score.choices)
    mechanism = models.PositiveSmallIntegerField(_("Do you understand why it works?"), choices=Score.choices)
    conditions = models.PositiveSmallIntegerField(_("Do you know what you need?"), choices=Score.choices)
    results = models.PositiveSmallIntegerField(_("Are the results honest and clear?"), choices=Score.choices)
    transferable = models.PositiveSmallIntegerField(_("Could another organisation use it?"), choices=Score.choices)
    remarks = models.TextField(_("remarks to the authors"), blank=True, max_length=5000)
    created_at = models.DateTimeField(_("written on"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed on"), auto_now=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [models.UniqueConstraint(fields=["practice", "reviewer"], name="review_once")]

    def __str__(self):
        return f"{self.reviewer} · {self.practice_id}"

    @property
    def answers(self):
        """The seven questions with the answers to them, in words."""
        return [(self._meta.get_field(name).verbose_name, getattr(self, f"get_{name}_display")()) for name in CRITERIA]

    @property
    def agrees(self):
        """Whether this peer finds it well described: nothing scored "no", and at most two "partly"."""
        scores = [getattr(self, name) for name in CRITERIA]
        return Score.NO not in scores and scores.count(Score.PARTLY) <= 2
