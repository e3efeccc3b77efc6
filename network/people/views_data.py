"""``/mijn/gegevens/``: everything that we hold about me, and leaving. Always about who is signed in, never another."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from base.retention import rules as retention_rules
from network.people import archive, audit
from network.people.forms_data import LeaveForm
from network.people.leaving import is_last_administrator, leave

CHOICE = "leaving"  # in the session: what was chosen in the first step, and when
MINUTES = 15


@never_cache
@login_required
@require_safe
def mine(request):
    """What one can do with one's data."""
    context = {"rules": retention_rules, "last": is_last_administrator(request.user)}
    return render(request, "people/data.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def download(request):
    """The archive, made now. Kept nowhere. Who comes back here by a link first has to ask for it."""
    if request.method != "POST":
        return redirect("people:data")
    with transaction.atomic():
        content = archive.build(request.user)
        audit.record(request.user, request.user, audit.Action.EXPORTED)
    name = f"mijn-gegevens-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def leave_choose(request):
    """The first step: what stays, and under which name."""
    form = LeaveForm(request.POST if request.method == "POST" else None, member=request.user)
    if request.method == "POST" and form.is_valid():
        request.session[CHOICE] = {"name": form.cleaned_data["name"], "at": timezone.now().timestamp()}
        return redirect("people:leave_sure")
    return render(request, "people/leave.html", {"form": form, "last": is_last_administrator(request.user)})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def leave_sure(request):
    """The second step: really. Works once, within a quarter of an hour of the first."""
    choice = request.session.get(CHOICE)
    if not choice or timezone.now().timestamp() - choice["at"] > MINUTES * 60:
        request.session.pop(CHOICE, None)
        return redirect("people:leave")
    keep = choice["name"] == LeaveForm.KEEP
    if request.method == "POST":
        del request.session[CHOICE]
        try:
            leave(request.user, keep_name=keep, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("people:data")
        logout(request)
        return redirect("people:left")
    return render(request, "people/leave_sure.html", {"keep": keep})


@never_cache
@require_safe
def left(request):
    """Goodbye; says nothing about anybody."""
    return render(request, "people/left.html", {"heading": _("You have left")})
