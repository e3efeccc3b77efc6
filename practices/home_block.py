"""The newest practices on the home page."""

from practices.models import AdoptionReport, PracticePage

SHOWN = 4


def block(request):
    """The newest practices that the visitor may read, and how many there are in all."""
    practices = PracticePage.objects.visible_to(request.user)
    rows = practices.select_related("organisation").order_by("-first_published_at", "-pk")[:SHOWN]
    return {"template": "home/blocks/practices.html", "practices": list(rows), "count": practices.count()}


def newest_report(request):
    """What happened when somebody tried a practice, the newest: whether it worked or not (N2)."""
    visible = PracticePage.objects.visible_to(request.user).order_by().values("pk")
    report = (
        AdoptionReport.objects.filter(practice__in=visible)
        .exclude(result="too_early")
        .select_related("practice", "organisation")
        .order_by("-created_at", "-pk")
        .first()
    )
    if report is None:
        return None
    return {"template": "home/blocks/newest_report.html", "place": "band", "report": report}
