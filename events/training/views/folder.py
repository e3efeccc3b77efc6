"""``/mijn/skj/``: one's own folder. Whoever asks gets their own, and 404 for whatever is somebody else's."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.training.choices import Category
from events.training.folder import EVERYTHING, folder_of
from events.training.forms import FolderForm

ROWS = 25  # on a page


def crumbs(*more):
    """The way to a page of the folder."""
    top = [(_("My pages"), reverse("home:my"))]
    return [*top, (_("SKJ folder"), reverse("training:folder")), *more] if more else [*top, (_("SKJ folder"), "")]


@never_cache
@login_required
@require_safe
def folder(request):
    """What is in it, by period and kind."""
    asked = request.GET.get("periode", "")
    form = FolderForm(request.GET)
    shown, periods = folder_of(request.user, asked)
    category = form.cleaned_data["soort"]
    rows = shown.rows_of(category)
    query = {"periode": shown.period.pk if shown.period else EVERYTHING} if periods else {}
    context = {
        "folder": shown,
        "page_obj": Paginator(rows, ROWS).get_page(form.cleaned_data["pagina"]),
        "category": category,
        "category_label": Category(category).label if category else "",
        "choices": _choices(shown, periods),
        "query": f"?{urlencode(query)}" if query else "",
        "totals": [(total, f"?{urlencode({**query, 'soort': total.category})}") for total in shown.totals],
        "crumb_rows": crumbs(),
    }
    return render(request, "training/folder.html", context)


def _choices(shown, periods):
    """Tabs of the periods, and of all there is; none as long as there is no period."""
    if not periods:
        return []
    rows = [(str(period), f"?periode={period.pk}", period == shown.period) for period in periods]
    return [*rows, (_("Everything"), f"?periode={EVERYTHING}", shown.period is None)]
