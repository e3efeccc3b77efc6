"""The provider map as a file: what the list shows, with the same filters and in the same order."""

from django.http import Http404
from django.views.decorators.http import require_safe

from base.spreadsheets import TABLES, table_response
from network.services import rules
from network.services.find import find
from network.services.freshness import Freshness
from network.services.importing.mapping import SHEETS
from network.services.importing.models import ImportRun
from network.services.models import Service, WaitingTime

CONTACT = ("contact_name", "contact_phone", "contact_email")
PIECE = 500


@require_safe
def export(request, sort):
    """``/sociale-kaart/lijst.csv`` and ``.xlsx``: services with their waiting time; the import knows the headings.

    Whom to call is in it for who may see that on the page of a service.
    """
    if sort not in TABLES:
        raise Http404
    found = find(request.GET, request.user)
    pks = [found.index.pks[place] for place in found.places()]
    left = () if rules.sees_contact(request.user) else CONTACT
    columns = [column for column in SHEETS[ImportRun.Kind.SERVICES].columns if column.name not in left]
    waiting = [column for column in SHEETS[ImportRun.Kind.WAITING].columns if column.name in _FIGURE]
    headings = [column.label for column in (*columns, *waiting)]
    rows = _rows(pks, request.user, [column.name for column in columns])
    return table_response(sort, "sociale-kaart", headings, rows)


_FIGURE = ("state", "weeks_to_intake", "weeks_to_start", "measured_on", "definition")


def _rows(pks, member, names):
    for start in range(0, len(pks), PIECE):
        piece = pks[start : start + PIECE]
        visible = Service.objects.visible_to(member).filter(pk__in=piece).select_related("organisation")
        by_pk = {one.pk: one for one in visible.prefetch_related("topics", "municipalities")}
        waiting = WaitingTime.objects.latest_of(list(by_pk))
        for pk in piece:
            if pk in by_pk:
                yield [_value(by_pk[pk], name) for name in names] + _figure(waiting.get(pk))


def _value(service, name):
    if name == "organisation":
        return service.organisation.name
    if name == "topics":
        return "; ".join(topic.name for topic in service.topics.all() if topic.status == "accepted")
    if name == "municipalities":
        return "; ".join(place.name for place in service.municipalities.all())
    if name == "status":
        return service.get_status_display()
    return getattr(service, name)


def _figure(waiting):
    """The waiting time as a reader may believe it: an old one is unknown, as on the page."""
    if waiting is None or waiting.freshness == Freshness.UNKNOWN:
        return [None] * len(_FIGURE)
    return [waiting.get_state_display(), *(getattr(waiting, name) for name in _FIGURE[1:])]
