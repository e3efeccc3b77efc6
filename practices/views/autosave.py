"""What the script of the writing form asks: save this, and show how this will look."""

from django.core.cache import cache
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from base.html import render_markdown
from network.people.rules import is_member
from practices import actions, writing
from practices.forms.screens import Screen
from practices.models.page import LONG
from practices.views.write import current_key, draft_for, members_only, save, steps_of

PREVIEWS_A_MINUTE = 60


@never_cache
@require_http_methods(["GET", "POST"])
def draft_save(request, key):
    """``…/bewaren/``: the autosave. Answers in JSON what was stored, what was not, and what to start from next."""
    if not is_member(request.user):
        return JsonResponse(
            {"error": _("You are signed out. Sign in again in another tab; your text is still here.")}, status=401
        )
    if request.method == "GET":
        # After signing in again in another tab the page needs the new token to go on.
        return JsonResponse({"csrf": get_token(request)})
    post = request.POST
    if post.get("new"):
        try:
            draft = actions.create_draft(request.user, draft_id=key)
        except actions.NotAllowed:
            raise Http404 from None
    else:
        draft = draft_for(request.user, key)
    only = set(post["only"].split(",")) if "only" in post else None
    screen = Screen(draft, steps_of(current_key(request)), post, only=only)
    screen.is_valid()
    saved = save(draft, request.user, screen)
    return JsonResponse(_saved_json(request, saved, screen))


def _saved_json(request, saved, screen):
    draft = saved.draft
    held = [
        {
            "name": name,
            "id": f"id_{name}",
            "message": _("Not saved with this in it: %(kinds)s.")
            % {"kinds": ", ".join(dict.fromkeys(str(finding.label) for _text, finding in found))},
        }
        for name, found in saved.held.items()
    ]
    answer = {
        "version": draft.version,
        "saved": _("Saved at %(time)s") % {"time": date_format(timezone.localtime(), "H.i")},
        "started": writing.fingerprints(draft.data, screen.names),
        "address": reverse("practices:draft", args=[draft.pk]),
        "held": held,
        "findings": _findings(request, screen) if held else "",
    }
    if saved.conflict is not None:
        answer["conflict"] = {
            "address": reverse("practices:draft_choose", args=[draft.pk]),
            "message": _("Somebody else is changing the same text. Yours is kept beside it."),
        }
    return answer


def _findings(request, screen):
    return render_to_string("components/findings.html", {"privacy": screen.privacy, "stored": True}, request)


@members_only
@require_POST
def preview(request):
    """``/praktijken/voorbeeld/``: how a long text will look."""
    counter = f"preview:{request.user.pk}:{timezone.now():%H%M}"
    if cache.get_or_set(counter, 0, 90) >= PREVIEWS_A_MINUTE:
        return HttpResponse(status=429)
    cache.incr(counter)
    text = request.POST.get("text", "")
    if len(text) > LONG:
        return HttpResponse(_("This text is too long to show."), status=413, content_type="text/plain; charset=utf-8")
    return HttpResponse(render_markdown(text))
