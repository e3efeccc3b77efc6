"""Two texts of the same field, of two writers or of a writer and a moderator: a person chooses."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from practices import moderation, readable, writing
from practices.actions import writing as writing_actions
from practices.forms import GUIDES
from practices.views.write import draft_for, members_only


@members_only
@never_cache
@require_http_methods(["GET", "POST"])
def choose(request, key):
    """``…/kiezen/``: two texts of the same field beside each other, and for each field which one stays."""
    draft = draft_for(request.user, key)
    if moderation.is_waiting(draft.page):
        return redirect("practices:draft", draft.pk)
    # A third writer leaves the choice to who wrote one of the two texts.
    conflicts = draft.conflicts.select_related("author")
    others = [other for other in conflicts if request.user.pk in (other.author_id, draft.author_id)]
    outdated = writing_actions.is_outdated(draft)
    if request.method == "POST":
        return _chosen(request, draft, others)
    choices = [_conflict(draft, other, request.user) for other in others]
    if outdated:
        choices.append(_changed_by_moderator(draft))
    choices = [choice for choice in choices if choice["fields"]]
    if outdated and not choices:
        # Only something that isn't in the form changed: nothing to choose.
        writing_actions.follow_page(draft, request.user, {})
    if not choices:
        return redirect("practices:draft", draft.pk)
    context = {
        "draft": draft,
        "choices": choices,
        "crumbs": [
            (_("Practices"), reverse("practices:list")),
            (str(draft), reverse("practices:draft", args=[draft.pk])),
            (_("Choose"), None),
        ],
    }
    return render(request, "practices/write/choose.html", context)


def _sides(names, mine, theirs):
    return [
        {
            "name": name,
            "label": _label(name),
            "mine": readable.text_of(name, mine.get(name)) or "–",
            "theirs": readable.text_of(name, theirs.get(name)) or "–",
        }
        for name in names
        if not writing.same(name, mine.get(name), theirs.get(name))
    ]


def _label(name):
    if name in GUIDES:
        return GUIDES[name].label
    return _("Image") if name == "image" else _("Documents")


def _conflict(draft, other, member):
    return {
        "key": f"conflict-{other.pk}",
        "mine_label": _("Your text") if other.author_id == member.pk else str(other.author),
        "theirs_label": _("What is saved now, by %(name)s") % {"name": draft.saved_by or draft.author},
        "fields": _sides(list(other.data), other.data, draft.data),
        "moderator": False,
    }


def _changed_by_moderator(draft):
    theirs = writing.from_page(draft.page.get_latest_revision_as_object())
    return {
        "key": "page",
        "mine_label": _("The text of your draft"),
        "theirs_label": _("What a moderator made of it"),
        "fields": _sides(list(theirs), draft.data, theirs),
        "moderator": True,
    }


def _chosen(request, draft, others):
    post = request.POST
    complete = True
    for other in others:
        picked = {name: post.get(f"conflict-{other.pk}-{name}") for name in other.data}
        # What both sides say the same by now needs no choice.
        for name in picked:
            if writing.same(name, other.data[name], draft.data.get(name)):
                picked[name] = "theirs"
        complete = complete and set(picked.values()) <= {"mine", "theirs"}
        writing_actions.settle_conflict(other, request.user, picked)
    if post.get("page") and writing_actions.is_outdated(draft):
        draft.refresh_from_db()
        sides = _changed_by_moderator(draft)["fields"]
        picked = {side["name"]: post.get(f"page-{side['name']}") for side in sides}
        if set(picked.values()) <= {"mine", "theirs"}:
            writing_actions.follow_page(draft, request.user, picked)
        else:
            complete = False
    if not complete:
        messages.error(request, _("Choose one of the two for each part."))
        return redirect("practices:draft_choose", draft.pk)
    messages.success(request, _("Saved. Read it through once more."))
    return redirect(f"{reverse('practices:draft', args=[draft.pk])}?stap=nalezen")
