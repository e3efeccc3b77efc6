"""The list of what is asked."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.findable import search_words
from network.people.rules import is_member
from network.requests.choices import RequestStatus
from network.requests.forms.lists import STATES, ListForm
from network.requests.kinds import BY_SLUG, KINDS
from network.requests.models import Request
from network.requests.similar import similar_questions

PER_PAGE = 20


@require_safe
def listing(request):
    """``/uitwisseling/?soort=&stand=&q=``: what is asked, the newest first."""
    form = ListForm(request.GET)
    cleaned = form.cleaned_data
    kind, state = cleaned["soort"], cleaned["stand"] or "alle"
    found = Request.objects.visible_to(request.user)
    if kind:
        found = found.of_kind(BY_SLUG[kind].kind)
    if cleaned["q"]:
        found = found.filter(pk__in=search_words("request", cleaned["q"], request.user).pks)
    if state == "open":
        found = found.open()
    elif state == "afgerond":
        found = found.filter(status=RequestStatus.CLOSED)
    page = Paginator(found.for_list(), PER_PAGE).get_page(cleaned["pagina"])
    add_numbers(page.object_list)
    total = page.paginator.count
    context = {
        "page_obj": page,
        "tabs": _tabs(cleaned, kind),
        "states": [(label, _address(cleaned, stand=value), value == state) for value, label in STATES.items()],
        "words": cleaned["q"],
        "kind": BY_SLUG.get(kind),
        "title": ngettext("%(count)s request", "%(count)s requests", total) % {"count": total},
        "action": reverse("requests:list"),
        "is_member": is_member(request.user),
        "crumb_rows": [(_("Exchange"), "")],
    }
    response = render(request, "requests/list.html", context)
    if cleaned["q"]:
        response["Cache-Control"] = "private"
    return response


def add_numbers(rows):
    """Write on each request how many answers it has, in one query."""
    pks = [row.pk for row in rows]
    found = Request.objects.filter(pk__in=pks).order_by().annotate(number=Count("responses"))
    numbers = dict(found.values_list("pk", "number"))
    for row in rows:
        row.answers = numbers.get(row.pk, 0)


def _tabs(cleaned, kind):
    rows = [(_("All"), _address(cleaned, soort=""), not kind)]
    return rows + [(one.plural, _address(cleaned, soort=one.slug), one.slug == kind) for one in KINDS.values()]


def _address(cleaned, **changes):
    asked = {name: cleaned[name] for name in ("q", "soort", "stand")} | changes
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("requests:list") + (f"?{query}" if query else "")


@never_cache
@login_required
@require_safe
def similar(request):
    """``/uitwisseling/vergelijkbaar/?title=``: a piece of page for who is typing a question."""
    rows = similar_questions(ListForm({"q": request.GET.get("title", "")}).cleaned_data["q"], request.user)
    return render(request, "requests/_similar.html", {"similar": rows})
