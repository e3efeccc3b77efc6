"""Groups of people: the list, the page of one, joining, and what its coordinators do."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.people import actions_groups as actions
from network.people.forms_groups import GroupForm, InviteForm, JoinForm, MessageForm
from network.people.models import Member, Membership, PeopleGroup
from network.people.profiles import Profile
from network.people.rules import is_member
from network.people.slots import group_blocks
from network.topics.slots import shown_blocks

PER_PAGE = 30


def _crumbs(*last):
    return [(_("People"), reverse("people:directory")), (_("Groups"), reverse("people:groups")), *last]


def _group(request, slug):
    return get_object_or_404(PeopleGroup.objects.visible_to(request.user), slug=slug)


def _coordinated(request, slug):
    """The group, or 404 for who doesn't look after it."""
    return get_object_or_404(PeopleGroup.objects.coordinated_by(request.user), slug=slug)


@require_safe
def groups(request):
    """``/mensen/groepen/``: expert teams, clusters, learning networks and teams that the reader may know of."""
    found = PeopleGroup.objects.visible_to(request.user).prefetch_related("topics").order_by("name")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"page_obj": page, "is_member": is_member(request.user), "crumb_rows": _crumbs()[:1]}
    return render(request, "people/groups.html", context)


@never_cache
@require_safe
def group(request, slug):
    """``/mensen/groepen/<slug>/``: what the group does, who is in it, and what the reader can do here."""
    found = PeopleGroup.objects.visible_to(request.user).prefetch_related("topics", "organisations")
    one = found.filter(slug=slug).first()
    if one is None:
        if is_member(request.user):
            raise Http404
        return redirect_to_login(request.get_full_path())
    return render(request, "people/group.html", _page(request, one))


def _page(request, one, join=None):
    mine, may_change = None, False
    memberships = []
    if is_member(request.user):
        mine = one.memberships.filter(member=request.user).first()
        may_change = actions.coordinates(request.user, one)
        visible = Member.objects.visible_to(request.user)
        rows = one.memberships.active().filter(member__in=visible)
        people = Member.objects.with_faces().in_bulk([row.member_id for row in rows])
        memberships = [(row, Profile(people[row.member_id], request.user)) for row in rows]
    inside = may_change or (mine is not None and mine.status == Membership.Status.ACTIVE)
    return {
        "group": one,
        "topics": [topic for topic in one.topics.all() if topic.status == "accepted"],
        "organisations": list(one.organisations.all()),
        "memberships": memberships,
        "blocks": shown_blocks(request, group_blocks, one),
        "mine": mine,
        "inside": inside,
        "may_change": may_change,
        "waiting": list(one.memberships.waiting().select_related("member")) if may_change else [],
        "join": join or JoinForm(),
        "crumb_rows": _crumbs((one.name, "")),
    }


@login_required
@require_POST
def join(request, slug):
    """Ask to join, or accept an invitation."""
    one = _group(request, slug)
    form = JoinForm(request.POST)
    if not form.is_valid():
        return render(request, "people/group.html", _page(request, one, form), status=422)
    try:
        membership = actions.ask_to_join(one, request.user, form.cleaned_data["motivation"])
    except actions.NotAllowed:
        raise Http404 from None
    if membership.status == Membership.Status.ACTIVE:
        messages.success(request, _("You take part now."))
    else:
        messages.success(request, _("Your question is with the coordinators. You get a mail when you are in."))
    return redirect(one)


def _membership(request, slug, pk):
    """A membership that the reader may change: their own, or of a group that they coordinate."""
    found = Membership.objects.filter(group__slug=slug, pk=pk).select_related("group", "member").first()
    if found is None or not is_member(request.user):
        raise Http404
    if found.member_id != request.user.pk and not actions.coordinates(request.user, found.group):
        raise Http404
    return found


@login_required
@require_POST
def change_membership(request, slug, pk):
    """Let in, make coordinator or not, remove; or leave, for oneself."""
    membership = _membership(request, slug, pk)
    verb, one = request.POST.get("doe", ""), membership.group
    verbs = {
        "toelaten": lambda: actions.let_in(membership, request.user),
        "coordinator": lambda: actions.set_coordinator(membership, request.user, True),
        "geen-coordinator": lambda: actions.set_coordinator(membership, request.user, False),
        "weg": lambda: actions.remove(membership, request.user),
    }
    if verb not in verbs:
        raise Http404
    try:
        verbs[verb]()
    except actions.NotAllowed:
        raise Http404 from None
    except actions.LastCoordinator:
        messages.warning(request, _("Make somebody else coordinator first: a group needs somebody who looks after it."))
        return redirect(one)
    messages.success(request, _("Done."))
    visible = PeopleGroup.objects.visible_to(request.user).filter(pk=one.pk).exists()
    return redirect(one if visible else "people:groups")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request, slug):
    """``/mensen/groepen/<slug>/bewerken/``: what the group says of itself."""
    one = _coordinated(request, slug)
    form = GroupForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            saved = form.save()
            saved.topics.set(form.cleaned_data["topics"])
        messages.success(request, _("Saved. This is how others see you now."))
        return redirect(one)
    return _form(request, one, form, _("Change the page"), _("Save"))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request, slug):
    """``/mensen/groepen/<slug>/uitnodigen/``."""
    one = _coordinated(request, slug)
    form = InviteForm(request.POST or None, group=one, reader=request.user)
    if request.method == "POST" and form.is_valid():
        actions.invite(one, request.user, form.cleaned_data["member"])
        messages.success(request, _("%(name)s gets a mail.") % {"name": form.cleaned_data["member"].name})
        return redirect(one)
    return _form(request, one, form, _("Invite somebody"), _("Invite"))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def write(request, slug):
    """``/mensen/groepen/<slug>/bericht/``: a mail to everybody in it."""
    one = _coordinated(request, slug)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = actions.write_to_all(one, request.user, form.cleaned_data["subject"], form.cleaned_data["text"])
        said = ngettext("Your message goes to %(count)s person.", "Your message goes to %(count)s people.", number)
        messages.success(request, said % {"count": number})
        return redirect(one)
    return _form(request, one, form, _("Write to everybody"), _("Send the message"))


def _form(request, one, form, title, button):
    context = {
        "group": one,
        "form": form,
        "heading": title,
        "button": button,
        "crumb_rows": _crumbs((one.name, one.get_absolute_url()), (title, "")),
    }
    return render(request, "people/group_form.html", context, status=422 if request.method == "POST" else 200)
