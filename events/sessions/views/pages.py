"""My sessions, and the methods that a group can work by."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.sessions.models import Session, SessionMethod
from events.sessions.reading import at_work
from network.people.rules import is_member

SHOWN = 50


@never_cache
@login_required
@require_safe
def sessions(request):
    """``/sessies/``: what I take part in."""
    mine, now = Session.objects.visible_to(request.user).with_meeting(), timezone.now()
    context = {
        "coming": list(mine.coming(now)[:SHOWN]),
        "past": list(mine.past(now)[:SHOWN]),
        "crumb_rows": [(_("My pages"), reverse("home:my")), (_("My sessions"), "")],
    }
    return render(request, "sessions/sessions.html", context)


@require_safe
def methods(request):
    """``/sessies/methoden/``, for everybody."""
    context = {
        "methods": list(SessionMethod.objects.prefetch_related("steps")),
        "crumb_rows": [*_mine(request), (_("Methods for a small group"), "")],
    }
    return render(request, "sessions/methods.html", context)


@require_safe
def method(request, slug):
    """``/sessies/methoden/<slug>/``."""
    found = get_object_or_404(SessionMethod.objects.prefetch_related("steps"), slug=slug)
    nobody = Session()
    context = {
        "method": found,
        "steps": [(step, at_work(step.who, nobody)) for step in found.steps.all()],
        "crumb_rows": [
            *_mine(request),
            (_("Methods for a small group"), reverse("sessions:methods")),
            (found.name, ""),
        ],
    }
    return render(request, "sessions/method.html", context)


def _mine(request):
    return [(_("My sessions"), reverse("sessions:sessions"))] if is_member(request.user) else []
