"""Challenges: the criteria by which proposals are looked at, the proposals, and what assessors think of them (N11)."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.organisations.models import Organisation
from network.people.models import PeopleGroup
from network.requests.choices import ProposalStatus
from network.requests.models.request import Request
from network.requests.querysets import ProposalQuerySet

MOST_POINTS = 5


class Criterion(models.Model):
    """What a proposal is looked at for; ``weight`` says how much it counts."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="criteria")
    text = models.CharField(_("criterion"), max_length=250)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self):
        return self.text


class Proposal(models.Model):
    """What providers would do about a challenge; of one organisation, or of several together.

    Who may read it when is ``ProposalQuerySet.visible_to``; it is in no index, so search never finds it.
    """

    # Of the form it was first saved with: sent twice it is still one proposal.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="proposals")
    title = models.CharField(_("the proposal in one sentence"), max_length=200)
    text = models.TextField(_("what you would do"), max_length=10_000)
    costs = models.CharField(_("what it costs"), max_length=200, blank=True)
    organisations = models.ManyToManyField(
        Organisation, blank=True, related_name="proposals", verbose_name=_("organisations")
    )
    # Organisations that took their name off: nobody puts it there again.
    taken_off = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("organisations that took their name off")
    )
    # Who made it first, and who writes along.
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
        verbose_name=_("made by"),
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="proposals_written", verbose_name=_("writes along")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.DRAFT, db_index=True
    )
    # Why it was chosen or not: for who wrote it.
    reason = models.TextField(_("why it was chosen or not"), blank=True, max_length=2000)
    version = models.PositiveIntegerField(default=0, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    handed_in_at = models.DateTimeField(_("handed in on"), null=True, blank=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-handed_in_at", "-pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("requests:proposal", args=[self.request_id, self.pk])

    @property
    def is_draft(self):
        return self.status == ProposalStatus.DRAFT

    @property
    def is_handed_in(self):
        return self.status == ProposalStatus.HANDED_IN

    @property
    def is_decided(self):
        return self.status in (ProposalStatus.CHOSEN, ProposalStatus.NOT_CHOSEN)


class PartyInvitation(models.Model):
    """That who put a challenge asked an organisation or a group to make a proposal: each once."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="invited_parties")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    group = models.ForeignKey(
        PeopleGroup, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("group")
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("invitation to a challenge")
        verbose_name_plural = _("invitations to challenges")
        constraints = [
            models.UniqueConstraint(fields=["request", "organisation"], name="organisation_invited_once"),
            models.UniqueConstraint(fields=["request", "group"], name="group_invited_once"),
            models.CheckConstraint(
                condition=models.Q(organisation=None) ^ models.Q(group=None), name="one_party_invited"
            ),
        ]

    def __str__(self):
        return f"{self.request_id}: {self.organisation or self.group}"


class Assessment(models.Model):
    """That an assessor is done: from then on their scores stay, and they see those of others."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="assessments")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assessments")
    # Who put the challenge may leave the scoring to the others.
    scored = models.BooleanField(_("gave scores"), default=True)
    done_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["done_at", "pk"]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [models.UniqueConstraint(fields=["request", "assessor"], name="assessed_once")]

    def __str__(self):
        return f"{self.request_id}: {self.assessor_id}"


class Score(models.Model):
    """What one assessor thinks of a proposal on one criterion: 1 (not) to 5 (fully), and why."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scores")
    points = models.PositiveSmallIntegerField(
        _("points"), validators=[MinValueValidator(1), MaxValueValidator(MOST_POINTS)]
    )
    remark = models.TextField(_("why"), blank=True, max_length=1000)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "criterion", "assessor"], name="scored_once"),
            models.CheckConstraint(condition=models.Q(points__gte=1, points__lte=MOST_POINTS), name="points_in_range"),
        ]

    def __str__(self):
        return f"{self.proposal_id}: {self.points}"
