"""A practice on its way: writing along, choosing between two texts, taking back, reading before it is published."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from base.mail import send_mail_later
from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField
from network.people.models import Member
from practices import actions, moderation, readable, rules, writing
from practices.actions import writing as writing_actions
from practices.forms import ALL_STEPS, GUIDES, privacy_words
from practices.forms.fields import is_key
from practices.models import PracticePage
from practices.views.write import draft_for, members_only

FOUND_AT_MOST = 10


class FindMemberForm(forms.Form):
    """Find somebody to write along."""

    who = SafeCharField(label=gettext_lazy("Name or e-mail address"), max_length=120)


class RemarkForm(PrivacyCheckedForm, forms.Form):
    """A moderator's remark to the authors; needed when it goes back."""

    remark = SafeTextField(
        label=gettext_lazy("Remark to the authors"),
        help_text=gettext_lazy("Say what is good and what you miss. They get it by mail."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def privacy_words(self):
        return privacy_words()


@members_only
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request, slug):
    """``/praktijken/<slug>/bewerken/``: on to the draft in which its authors change a practice."""
    page = get_object_or_404(PracticePage, slug=slug)
    if not rules.may_edit(request.user, page):
        raise Http404
    draft = actions.start_editing(page, request.user)
    step = request.GET.get("stap")
    return redirect(reverse("practices:draft", args=[draft.pk], query={"stap": step} if step in ALL_STEPS else None))


@members_only
@never_cache
@require_http_methods(["GET", "POST"])
def people(request, key):
    """``…/mensen/``: find somebody by name or address, ask them to write along, or take somebody off."""
    draft = draft_for(request.user, key)
    form = FindMemberForm(request.GET if "who" in request.GET else None)
    found = None
    if request.method == "POST":
        return _change_people(request, draft)
    if form.is_bound and form.is_valid():
        found = _find_members(form.cleaned_data["who"], draft)
    context = {
        "draft": draft,
        "find_form": form,
        "found": found,
        "co_authors": draft.co_authors.select_related("organisation"),
        "is_mine": draft.author_id == request.user.pk,
        "crumbs": [
            (_("Practices"), reverse("practices:list")),
            (str(draft), reverse("practices:draft", args=[draft.pk])),
            (_("Write along"), None),
        ],
    }
    return render(request, "practices/write/people.html", context, status=422 if form.errors else 200)


def _find_members(text, draft):
    taken = {draft.author_id, *draft.co_authors.values_list("pk", flat=True)}
    # An address must be the whole one: this is no way to find out who has an account.
    named = Q(email=text.lower()) if "@" in text else Q(name__icontains=text)
    return Member.objects.active().filter(named).exclude(pk__in=taken).select_related("organisation")[:FOUND_AT_MOST]


def _change_people(request, draft):
    member = request.user
    wanted = request.POST.get("add") or request.POST.get("remove") or ""
    if not is_key(wanted):
        raise Http404
    other = get_object_or_404(Member.objects.active(), pk=wanted)
    if "add" in request.POST:
        if actions.add_co_author(draft, member, other):
            _ask_along(draft, member, other)
            messages.success(request, _("%(name)s can write along and gets a mail about it.") % {"name": other})
    else:
        try:
            actions.remove_co_author(draft, member, other)
        except actions.NotAllowed:
            raise Http404 from None
        if other.pk == member.pk:
            messages.success(request, _("You no longer write along."))
            return redirect("home:my")
        messages.success(request, _("%(name)s no longer writes along.") % {"name": other})
    return redirect("practices:draft_people", draft.pk)


def _ask_along(draft, member, other):
    send_mail_later(
        other.email,
        "practice_co_author",
        {
            "name": other.get_short_name(),
            "sender": member,
            "title": str(draft),
            "address": reverse("practices:draft", args=[draft.pk]),
        },
    )


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


@members_only
@require_POST
def withdraw(request, key):
    """``…/terughalen/``: take back what was sent in."""
    draft = draft_for(request.user, key)
    actions.withdraw(draft, request.user)
    messages.success(request, _("You took it back. You can change it now."))
    return redirect("practices:draft", draft.pk)


@members_only
@never_cache
@require_http_methods(["GET", "POST"])
def discard(request, key):
    """``…/weggooien/``: asks first."""
    draft = draft_for(request.user, key)
    if draft.author_id != request.user.pk:
        raise Http404
    if request.method == "POST":
        actions.discard_draft(draft, request.user)
        messages.success(request, _("Thrown away."))
        return redirect("home:my")
    context = {"draft": draft, "published": draft.page is not None and draft.page.live}
    return render(request, "practices/write/discard.html", context)


@members_only
@never_cache
@require_http_methods(["GET", "POST"])
def moderate(request, slug):
    """``/praktijken/<slug>/nalezen/``: a moderator reads what was sent in, sees what changed, and decides."""
    if not rules.may_moderate(request.user):
        raise Http404
    page = get_object_or_404(PracticePage.objects.select_related("owner"), slug=slug)
    workflow = moderation.workflows_of([page]).get(page.pk)
    standing = moderation.standing(page, None, workflow)
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _decide(request, page, form)
        if answer is not None:
            return answer
    revision = workflow.current_task_state.revision if workflow else page.get_latest_revision()
    latest = writing.from_page(revision.as_object() if revision else page)
    published = writing.from_page(page) if page.live else None
    context = {
        "practice": page,
        "title": latest["title"],
        "standing": standing,
        "revision": revision,
        "form": form,
        "may_judge": rules.may_judge(request.user, page),
        "parts": readable.parts(latest),
        "files": readable.files(latest),
        "differences": readable.differences(published, latest) if published else [],
        "files_changed": published and any(published[name] != latest[name] for name in ("image", "documents")),
        "authors": page.active_authors(),
        "crumbs": [(_("Practices"), reverse("practices:list")), (latest["title"], None)],
    }
    return render(request, "practices/write/moderate.html", context, status=422 if form.errors else 200)


def _decide(request, page, form):
    remark = form.cleaned_data["remark"]
    action = "reject" if "reject" in request.POST else "approve"
    revision = request.POST.get("revision", "")
    if action == "reject" and not remark:
        form.add_error("remark", _("Say what has to change, so that the authors can go on."))
        return None
    try:
        done = actions.moderate(page, request.user, action, remark, int(revision) if is_key(revision) else None)
    except actions.NotAllowed:
        raise Http404 from None
    if not done:
        messages.warning(request, _("Somebody decided about it already, or it changed. Look again."))
        return redirect("practices:moderate", page.slug)
    if action == "reject":
        messages.success(request, _("Sent back. The authors get your remark by mail."))
        return redirect("practices:moderate", page.slug)
    messages.success(request, _("Approved. The authors get a mail."))
    page.refresh_from_db()
    return redirect(page.get_absolute_url() if page.live else reverse("practices:moderate", args=[page.slug]))
