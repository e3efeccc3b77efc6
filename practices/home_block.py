"""The newest practices on the home page."""

from practices.models import PracticePage

SHOWN = 4


def block(request):
    """The newest practices that the visitor may read, and how many there are in all."""
    practices = PracticePage.objects.visible_to(request.user)
    rows = practices.select_related("organisation").order_by("-first_published_at", "-pk")[:SHOWN]
    return {"template": "home/blocks/practices.html", "practices": list(rows), "count": practices.count()}
