"""The writing form at ``/praktijken/nieuw/``, its autosave and the preview of long text."""

import json
import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from network.people.rules import is_member
from practices import actions, moderation, readable, rules, writing
from practices.actions import writing as writing_actions
from practices.forms import EVERYTHING, RICHER, STEPS
from practices.forms.fields import is_key
from practices.forms.screens import Screen, step_for
from practices.forms.steps import ALL_STEPS
from practices.models import Draft

VIEW = "writing_view"
AT_ONCE, IN_STEPS = "alles", "stappen"
READ = "nalezen"


def members_only(view):
    """Signed in with an account that works; the page itself is nobody else's business."""

    @login_required
    def wrapped(request, *args, **kwargs):
        if not is_member(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


def draft_for(member, key):
    """The draft, or 404 for who doesn't write in it: an address says nothing about what somebody else is writing."""
    draft = get_object_or_404(Draft.objects.select_related("page", "author", "conflict_of"), pk=key)
    if draft.conflict_of_id is not None or not rules.may_write(member, draft):
        raise Http404
    return draft


def chosen_view(request):
    """One step a screen or all at once: what the address says, or what the writer took last time."""
    wanted = request.GET.get("weergave")
    if wanted in (AT_ONCE, IN_STEPS) and request.session.get(VIEW) != wanted:
        request.session[VIEW] = wanted
    return request.session.get(VIEW, IN_STEPS)


def current_key(request):
    """The key of the step that this request is about."""
    key = request.POST.get("stap") or request.GET.get("stap") or ""
    if key in (*ALL_STEPS, EVERYTHING.key, READ):
        return key
    return EVERYTHING.key if chosen_view(request) == AT_ONCE else STEPS[0].key


def steps_of(key):
    """The steps on the screen with this key."""
    return list(STEPS) if key == EVERYTHING.key else [step_for(key)]


@members_only
@never_cache
@require_http_methods(["GET", "POST"])
def new(request):
    """``/praktijken/nieuw/``: the first screen of a draft that exists only once something is saved."""
    member = request.user
    if request.method == "POST":
        draft = _begun(request)
        return _answer(request, draft, current_key(request))
    draft = Draft(pk=uuid.uuid4(), author=member, data=writing_actions.first_typed(member))
    context = {"others": Draft.objects.open_to(member).filter(page=None, conflict_of=None)[:5]}
    return _show(request, draft, Screen(draft, steps_of(current_key(request))), context)


def _begun(request):
    """The draft that a posted first screen is about; posted twice it is the same one."""
    try:
        key = uuid.UUID(request.POST.get("draft", ""))
    except ValueError:
        key = uuid.uuid4()
    try:
        return actions.create_draft(request.user, draft_id=key)
    except actions.NotAllowed:
        raise Http404 from None


@members_only
@never_cache
@require_http_methods(["GET", "POST"])
def draft(request, key):
    """``/praktijken/concept/<uuid>/``: write on."""
    draft = draft_for(request.user, key)
    if request.method == "POST":
        return _answer(request, draft, current_key(request))
    if draft.page is not None and moderation.is_waiting(draft.page):
        return _show_waiting(request, draft)
    draft = writing_actions.refresh_untouched(draft)
    step = current_key(request)
    if step == READ:
        return show_reading(request, draft)
    rows = request.GET.get("rijen", "")
    blank = int(rows) if is_key(rows) and len(rows) < 3 else 0
    return _show(request, draft, Screen(draft, steps_of(step), blank_rows=blank))


def save(draft, member, screen):
    """Store what a screen holds; the writer's own answers about names go with it."""
    return actions.save_draft(
        draft, member, screen.typed(), writing.read_started(screen.post.get("started")), screen.confirmed
    )


def _answer(request, draft, key):
    """Store what was posted, then do what the pressed button says."""
    post = request.POST
    saved, screen = None, None
    if key != READ:
        screen = Screen(draft, steps_of(key), post)
        good = screen.is_valid()
        saved = save(draft, request.user, screen)
        draft = saved.draft
        screen.draft = draft
        stays = screen.replaced or saved.held or (not good and not {"previous", "row_add", "row_remove"} & set(post))
        if stays and "row_remove" not in post:
            return _show(request, draft, screen, status=200 if screen.replaced and not saved.held else 422)
        if saved.conflict is not None:
            messages.warning(request, _("Somebody else changed the same text. Both are here: choose."))
            return redirect("practices:draft_choose", draft.pk)
    if "send_in" in post:
        return _send_in(request, draft)
    return redirect(_next_address(request, draft, key, screen))


def _next_address(request, draft, key, screen):
    post = request.POST
    address = reverse("practices:draft", args=[draft.pk])
    if "row_add" in post or "row_remove" in post:
        filled = len(writing.without_empty_rows(draft.data.get("mechanisms") or []))
        count = filled + ("row_add" in post)
        last = max(count - 1, 0)
        return f"{address}?stap={key}&rijen={count}#id_mechanisms-{last}-context"
    wanted = post.get("go") or key
    keys = [READ] if key == EVERYTHING.key else [step.key for step in STEPS] + [READ]
    if key in [step.key for step in RICHER]:
        keys = [step.key for step in RICHER] + [READ]
    if "next" in post:
        wanted = keys[min(keys.index(key) + 1, len(keys) - 1)] if key in keys else keys[0]
    elif "previous" in post:
        wanted = keys[max(keys.index(key) - 1, 0)] if key in keys else keys[0]
    elif "save" in post:
        messages.success(request, _("Saved. You can close this page and go on later."))
    if wanted == AT_ONCE or wanted == IN_STEPS:
        return f"{address}?weergave={wanted}"
    return f"{address}?stap={wanted}"


def _send_in(request, draft):
    try:
        page = actions.send_in(draft, request.user)
    except actions.NeedsChoice:
        messages.warning(request, _("Somebody else changed something. Look at both texts first."))
        return redirect("practices:draft_choose", draft.pk)
    except actions.NotComplete as problem:
        steps = list(STEPS) + [step for step in RICHER if set(step.plain_fields) & set(problem.form.errors)]
        post = writing.to_post(draft.data)
        screen = Screen(draft, steps, post, complete=True)
        screen.is_valid()
        return _show(request, draft, screen, {"not_complete": True}, status=422)
    messages.success(
        request,
        _("“%(title)s” is sent in. Somebody of the regional staff reads it first.") % {"title": page.draft_title},
    )
    return redirect("practices:draft", draft.pk)


def _show(request, draft, screen, extra=None, status=200):
    """The page of the form."""
    saved_before = not draft._state.adding
    step = screen.steps[0] if len(screen.steps) == 1 else EVERYTHING
    core = [entry.key for entry in STEPS]
    context = {
        "draft": draft,
        "screen": screen,
        "sections": screen.sections(),
        "step": step,
        "in_steps": step is not EVERYTHING,
        "number": core.index(step.key) + 1 if step.key in core else None,
        "is_first": step.key == core[0],
        "steps": STEPS,
        "richer": RICHER if draft.page_id else (),
        "progress": readable.progress(draft.data),
        "started": screen.started(),
        "saved_before": saved_before,
        "action": reverse("practices:draft", args=[draft.pk]) if saved_before else reverse("practices:new"),
        "standing": moderation.standing(draft.page, draft, _workflow(draft)) if draft.page_id else None,
        "outdated": saved_before and writing_actions.is_outdated(draft),
        "conflicts": saved_before and draft.conflicts.exists(),
        "words": _words(),
        "crumbs": [(_("Practices"), reverse("practices:list")), (_("Describe a practice"), None)],
        **(extra or {}),
    }
    return render(request, "practices/write/form.html", context, status=status)


def _words():
    """What the script of the form says."""
    words = {
        "unsaved": _("Not saved yet"),
        "saving": _("Saving …"),
        "failed": _("Not saved: no connection. We try again; keep this page open."),
        "gone": _("This draft is no longer there. Copy your text before you close this page."),
        "choose": _("See both texts and choose"),
        "toolbar": _("Layout"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "heading": _("Heading"),
        "list": _("List"),
        "numbers": _("Numbered list"),
        "link": _("Link"),
        "preview": _("Preview"),
        "nothing": _("There is nothing to show yet."),
        "failed_preview": _("The preview could not be made. Try again in a minute."),
    }
    return json.dumps(words, ensure_ascii=False)


def _workflow(draft):
    return moderation.workflows_of([draft.page]).get(draft.page_id)


def show_reading(request, draft, extra=None, status=200):
    """The last step: read all of it as others will, ask others to write along, and send it in."""
    form, rows = actions.complete_forms(draft)
    good = form.is_valid()
    good = rows.is_valid() and good
    context = {
        "draft": draft,
        "title": draft.title,
        "parts": readable.parts(draft.data),
        "files": readable.files(draft.data),
        "form": form,
        "rows": rows,
        "complete": good,
        "steps": STEPS,
        "step": READ,
        "richer": RICHER if draft.page_id else (),
        "progress": readable.progress(draft.data),
        "standing": moderation.standing(draft.page, draft, _workflow(draft)) if draft.page_id else None,
        "outdated": writing_actions.is_outdated(draft),
        "conflicts": draft.conflicts.exists(),
        "co_authors": draft.co_authors.select_related("organisation"),
        "crumbs": [(_("Practices"), reverse("practices:list")), (_("Describe a practice"), None)],
        **(extra or {}),
    }
    return render(request, "practices/write/read.html", context, status=status)


def _show_waiting(request, draft):
    workflow = _workflow(draft)
    context = {
        "draft": draft,
        "page": draft.page,
        "title": draft.page.draft_title,
        "standing": moderation.standing(draft.page, draft, workflow),
        "parts": readable.parts(draft.data),
        "files": readable.files(draft.data),
        "conflicts": draft.conflicts.exists(),
        "crumbs": [(_("Practices"), reverse("practices:list")), (_("Describe a practice"), None)],
    }
    return render(request, "practices/write/waiting.html", context)
