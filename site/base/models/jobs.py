"""What the worker did."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    """The last time that a job of ``base.work`` ran: one row a job, for staff and for a worker that starts.

    ``looked_at`` is when it last ran without a failure, ``did_at`` when it last found something to do.
    """

    name = models.CharField(_("job"), max_length=80, primary_key=True)
    looked_at = models.DateTimeField(_("last time"), null=True, blank=True)
    did_at = models.DateTimeField(_("last did something"), null=True, blank=True)
    did = models.PositiveIntegerField(_("did then"), default=0)
    seconds = models.FloatField(_("seconds it took"), default=0)
    total = models.PositiveBigIntegerField(_("did in all"), default=0)
    failures = models.PositiveIntegerField(_("failures since"), default=0)  # in a row
    failed_at = models.DateTimeField(_("last failure"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=80, blank=True)  # its kind, never its text

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self):
        return self.name
