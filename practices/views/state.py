"""A draft on its way: from its practice, with who writes along, taken back, thrown away."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from base.text import SafeCharField
from network.notices.actions import OwnMail, notify
from network.people.models import Member
from practices import actions, rules
from practices.forms import ALL_STEPS
from practices.forms.fields import is_key
from practices.models import PracticePage
from practices.views.write import draft_for, members_only

FOUND_AT_MOST = 10


class FindMemberForm(forms.Form):
    """Find somebody to write along."""

    who = SafeCharField(label=gettext_lazy("Name or e-mail address"), max_length=120)


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
    address = reverse("practices:draft", args=[draft.pk])
    notify(
        [other],
        "practice_co_author",
        key=f"draft:{draft.pk}:along:{timezone.now().isoformat()}",
        url=address,
        words={"name": member},
        actor=member,
        mail=OwnMail("practice_co_author", {"sender": member, "title": str(draft), "address": address}),
    )


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
