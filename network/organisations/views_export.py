"""The list of organisations as a file: what the list shows, with the same filter."""

from django.http import Http404
from django.views.decorators.http import require_safe

from base.spreadsheets import TABLES, table_response
from network.organisations.models import Organisation

COLUMNS = ("name", "kind", "size", "municipalities", "topics", "description", "website")


@require_safe
def export(request, sort):
    """``/aanbieders/lijst.csv`` and ``.xlsx``: with headings that the import knows."""
    if sort not in TABLES:
        raise Http404
    found = Organisation.objects.visible_to(request.user).prefetch_related("municipalities", "topics")
    if request.GET.get("soort") in Organisation.Kind.values:
        found = found.filter(kind=request.GET["soort"])
    headings = [Organisation._meta.get_field(name).verbose_name for name in COLUMNS]
    return table_response(sort, "organisaties", headings, map(_row, found.order_by("name", "pk")))


def _row(one):
    return [
        one.name,
        one.get_kind_display(),
        one.get_size_display(),
        "; ".join(place.name for place in one.municipalities.all()),
        "; ".join(topic.name for topic in one.topics.all() if topic.status == "accepted"),
        one.description,
        one.website,
    ]
