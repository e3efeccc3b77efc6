"""The second reader reads intervision and consultation before anybody else does."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.privacy.checklist import SIGNS
from network.people.models import Member
from network.people.roles import SECOND_READER
from network.people.rules import can_manage_members
from network.requests import rules
from network.requests.actions import asking, reading
from network.requests.actions.flow import NotAllowed
from network.requests.choices import RequestStatus
from network.requests.forms.together import ApproveForm, SendBackForm
from network.requests.marking import found_in, marked
from network.requests.models import Request
from network.requests.views.detail import METHODS, for_member, refused
from network.requests.views.posting import posted


@never_cache
@login_required
@require_safe
def queue(request):
    """``/uitwisseling/lezen/``: what waits for a second reader. Staff see how much waits, and nothing of it."""
    is_reader = rules.is_second_reader(request.user)
    if not is_reader and not rules.may_see_figures(request.user):
        raise Http404
    waiting = Request.objects.filter(status=RequestStatus.READING)
    context = {
        "is_reader": is_reader,
        "rows": _rows(request.user) if is_reader else [],
        "waiting": waiting.count(),
        "readers": Member.objects.in_role(SECOND_READER).count(),
        "users_url": reverse("wagtailusers_users:index") if can_manage_members(request.user) else "",
        "crumb_rows": [(_("Exchange"), reverse("requests:list")), (_("To read first"), "")],
    }
    return render(request, "requests/together/queue.html", context)


def _rows(reader):
    """What waits for a reader, the longest first, each with the moment it was sent."""
    rows = list(Request.objects.to_read(reader).select_related("organisation").prefetch_related("changes"))
    for asked in rows:
        sent = [change.at for change in asked.changes.all() if change.new == RequestStatus.READING]
        asked.sent_at = sent[-1] if sent else asked.created_at
    return sorted(rows, key=lambda asked: (asked.sent_at, asked.pk))


@never_cache
@login_required
@METHODS
def read(request, pk):
    """``/uitwisseling/<id>/lezen/``: the text with what the detector finds, and two answers."""
    if not rules.is_second_reader(request.user):
        raise Http404
    asked = get_object_or_404(Request.objects.to_read(request.user).select_related("organisation"), pk=pk)
    approve, back = ApproveForm(), SendBackForm()
    if request.method == "POST":
        goes_back = request.POST.get("doe") == "terug"
        if goes_back or "remark" in request.POST:
            form = back = SendBackForm(request.POST)
        else:
            form = approve = ApproveForm(request.POST)
        if form.is_valid():
            return _judge(request, asked, form)
    context = {
        "asked": asked,
        "kind": asked.rules,
        "title_parts": marked(asked.title),
        "text_parts": marked(asked.text),
        "found": found_in(asked.title, asked.text, asked.place),
        "signs": SIGNS,
        "topics": asked.topics.accepted(),
        "approve": approve,
        "back": back,
        "remarks": [change for change in asked.changes.all() if change.remark],
        "crumb_rows": [(_("Exchange"), reverse("requests:list")), (_("To read first"), reverse("requests:to_read"))],
    }
    return render(request, "requests/together/read.html", context)


def _judge(request, asked, form):
    try:
        if isinstance(form, SendBackForm):
            reading.send_back(asked, request.user, form.cleaned_data["remark"])
            messages.success(request, _("It goes back with your remark. Who asked can change it and send it again."))
        else:
            reading.approve(asked, request.user)
            messages.success(request, _("Thank you. It is open now."))
    except NotAllowed as error:
        refused(request, error)
    return redirect("requests:to_read")


@never_cache
@posted
@login_required
def take_back(request, pk):
    """``/uitwisseling/<id>/terughalen/``: who asked wants to change something before it is read."""
    asked = for_member(request, pk)
    if not rules.asked(request.user, asked):
        raise Http404
    try:
        asking.take_back(asked, request.user)
    except NotAllowed as error:
        refused(request, error)
        return redirect(asked)
    messages.success(request, _("You can change it now. Nobody has read it. Send it again when it is ready."))
    return redirect("requests:edit", asked.pk)
