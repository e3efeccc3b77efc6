"""What staff see of requests in the admin: numbers, never what was asked or by whom."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Avg, Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from network.requests import rules
from network.requests.choices import RequestStatus
from network.requests.kinds import KINDS
from network.requests.models import Participation, Request

COLUMNS = [
    RequestStatus.READING,
    RequestStatus.OPEN,
    RequestStatus.MATCHED,
    RequestStatus.SCHEDULED,
    RequestStatus.HELD,
    RequestStatus.CLOSED,
    RequestStatus.EXPIRED,
    RequestStatus.WITHDRAWN,
]


class FiguresView(WagtailAdminTemplateMixin, TemplateView):
    """How much is asked, how far it is and what came of it, in the last year."""

    template_name = "requests/admin/figures.html"
    page_title = _("Exchange in figures")
    header_icon = "group"

    def dispatch(self, request, *args, **kwargs):
        if not rules.may_see_figures(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        since = timezone.now() - timedelta(days=365)
        return super().get_context_data(
            head=[status.label for status in COLUMNS], rows=figures(since), asked=asked_figures(since), **kwargs
        )


def figures(since):
    """Of each kind, what was asked since a moment: ``{"kind", "numbers", "outcomes", "days"}``, in two queries."""
    recent = Request.objects.filter(created_at__gte=since).order_by()
    counted = {}
    for kind, status, number in recent.values_list("kind", "status").annotate(number=Count("pk")):
        counted[kind, status] = number
    found = recent.filter(closed_at__isnull=False, status=RequestStatus.CLOSED)
    helped = Q(outcome__in=["answered", "helped", "partly", "chosen", "done"])
    ends = {
        kind: (good, closed, days)
        for kind, good, closed, days in found.values_list("kind").annotate(
            good=Count("pk", filter=helped), closed=Count("pk"), days=Avg(F("closed_at") - F("created_at"))
        )
    }
    rows = []
    for kind, one in KINDS.items():
        good, closed, days = ends.get(kind, (0, 0, None))
        rows.append(
            {
                "kind": one.plural,
                "numbers": [counted.get((kind, status), 0) for status in COLUMNS],
                "good": good,
                "closed": closed,
                "days": max(0, days.days) if days is not None else None,
            }
        )
    return rows


def asked_figures(since):
    """How many people were asked and how many said yes; who said what is nobody's."""
    asked = Participation.objects.filter(asked_at__gte=since)
    return {
        "people": asked.order_by().values("member").distinct().count(),
        "asked": asked.count(),
        "joined": asked.joined().count(),
    }


class FiguresMenuItem(MenuItem):
    """A row of the reports menu, for who may see the figures."""

    def is_shown(self, request):
        return rules.may_see_figures(request.user)
