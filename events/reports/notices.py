"""What members are told about reports."""

from django.utils.translation import gettext_lazy as _

from events.reports.models import MeetingReport
from network.notices.kinds import NoticeKind


def visible_pks(member, pks):
    """Which reports the member may see now."""
    return set(MeetingReport.objects.visible_to(member).filter(pk__in=pks).values_list("pk", flat=True))


KINDS = [
    NoticeKind(
        "report_published",
        _("Reports of meetings that you follow"),
        _("The report of “%(title)s” is there"),
        default="daily",
        visible_pks=visible_pks,
    )
]
