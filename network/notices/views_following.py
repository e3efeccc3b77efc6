"""Following things, and the list of what somebody follows."""

from collections import defaultdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.notices import actions
from network.notices.kinds import followable_named, followables
from network.notices.models import Follow
from network.notices.views import _crumbs, _tabs

MOST = 500  # of one kind on the page


@require_safe
@login_required
def followed(request):
    """``/mijn/volgen/``: what somebody follows, by kind. What they may not see any more has no name here."""
    pks = defaultdict(list)
    for kind, pk in request.user.follows.order_by("-since", "-pk").values_list("kind", "object_id"):
        pks[kind].append(pk)
    groups = [_group(entry, pks[entry.name][:MOST], request.user) for entry in followables if pks[entry.name]]
    crumb_rows = _crumbs((_("Notices"), reverse("notices:list")), (_("What I follow"), ""))
    return render(
        request, "notices/followed.html", {"groups": groups, "tabs": _tabs("followed"), "crumb_rows": crumb_rows}
    )


def _group(entry, pks, member):
    things = entry.visible_to(member).in_bulk(pks)
    rows = [{"pk": pk, "thing": things.get(pk), "url": entry.address(things[pk]) if pk in things else ""} for pk in pks]
    return {"label": entry.label, "kind": entry.name, "rows": rows}


@require_POST
def change(request, kind, pk):
    """The button: follow a thing, or no longer."""
    entry = followable_named(kind)
    if entry is None:
        raise Http404
    back = _back(request)
    if not request.user.is_authenticated:
        return redirect_to_login(back)
    if request.POST.get("follow") == "off":
        Follow.objects.filter(member=request.user, kind=kind, object_id=pk).delete()
        messages.success(request, _("You don't follow this any more."))
        return redirect(back)
    thing = entry.visible_to(request.user).filter(pk=pk).first()
    if thing is None:
        raise Http404
    actions.follow(request.user, thing)
    messages.success(request, _("You follow “%(name)s”. When there is something new, you hear it.") % {"name": thing})
    return redirect(back)


def _back(request):
    """The page that the button stood on, if it is one of ours."""
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if own and wanted.startswith("/") else reverse("notices:followed")
