"""The way from a practice or a colleague to asking whether one may come and look there, or to asking advice."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from network.people.rules import is_member


def visit_link(request, name, thing):
    """“Ask for a shadow visit” on the page of who is open to that, or of a practice that one may come and watch."""
    if name == "person":
        host = thing if thing.for_members.is_open_to("open_to_visits") else None
    elif name == "practice" and thing.shadow_visit:
        host = thing.contact or thing.owner
    else:
        return None
    if host is None or not host.is_active or host.pk == request.user.pk or not is_member(request.user):
        return None
    return _link("kijkje", host, _("Ask for a shadow visit"))


def consultation_link(request, name, thing):
    """“Ask for a consultation” on the page of who is open to that."""
    if name != "person" or thing.pk == request.user.pk or not is_member(request.user):
        return None
    if not thing.is_active or not thing.for_members.is_open_to("open_to_consultation"):
        return None
    return _link("consultatie", thing, _("Ask for a consultation"))


def _link(kind, member, words):
    query = urlencode({"soort": kind, "bij": member.slug})
    address = f"{reverse('requests:new')}?{query}"
    return {"template": "requests/visits/_link.html", "address": address, "words": words}
