"""The page of a request, and the steps that all kinds share."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.meetings.models import EventPage
from network.notices.follow_button import button
from network.people.rules import is_member
from network.requests import actions, rules
from network.requests.actions.flow import NotAllowed
from network.requests.actions.telling import SENTENCES
from network.requests.choices import Audience, RequestStatus
from network.requests.forms.part import AnswerForm
from network.requests.models import Request
from network.requests.screens import context_of
from network.requests.views.posting import posted

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@METHODS
def detail(request, pk):
    """``/uitwisseling/<id>/``; members answer a question here."""
    asked = opened(request, pk)
    if asked is None:
        return redirect_to_login(request.get_full_path())
    if request.method == "POST":
        return _answer(request, asked)
    if rules.may_read_first(request.user, asked):
        return redirect("requests:read", asked.pk)
    return page(request, asked)


def opened(request, pk):
    """The request, when it may be opened; None when signing in would help. Raises ``Http404``."""
    found = Request.objects.readable_by(request.user).for_list().filter(pk=pk).first()
    if found is None and rules.is_second_reader(request.user):
        found = Request.objects.to_read(request.user).for_list().filter(pk=pk).first()
    if found is None:
        if not is_member(request.user) and Request.objects.sent().filter(pk=pk).exclude(visibility=Audience.PUBLIC):
            return None
        raise Http404
    return found


def for_member(request, pk):
    """The request for a member who may open it, or 404; for views that need signing in."""
    asked = opened(request, pk)
    if asked is None:
        raise Http404
    return asked


def page(request, asked, **more):
    """The page; ``more`` are forms that came back with errors."""
    member = request.user
    reads = rules.may_read_text(member, asked)
    context = {
        "asked": asked,
        "kind": asked.rules,
        "kind_template": f"requests/kinds/{asked.kind}.html",
        "text": asked.text if reads else "",
        "text_is_hidden": bool(asked.text) and not reads,
        "shows_people": rules.may_see_people(member, asked),
        "topics": asked.topics.accepted(),
        "event": EventPage.objects.visible_to(member).filter(pk=asked.event_id).first() if asked.event_id else None,
        "is_mine": rules.asked(member, asked),
        "may_edit": rules.may_edit(member, asked),
        "may_decide": rules.may_decide(member, asked),
        "may_withdraw": rules.may_decide(member, asked) and asked.rules.may_go(asked.status, RequestStatus.WITHDRAWN),
        "history": _history(asked, member),
        "is_member": is_member(member),
        "follow": button(request, "request", asked) if is_member(member) and not asked.rules.text_is_private else None,
        "crumb_rows": [
            (_("Exchange"), reverse("requests:list")),
            (asked.rules.label, f"{reverse('requests:list')}?soort={asked.rules.slug}"),
        ],
    }
    context |= context_of(asked, member) | more
    response = render(request, "requests/detail.html", context)
    if asked.rules.text_is_private or rules.takes_part(member, asked):
        response["Cache-Control"] = "private, no-store"
    return response


def _history(asked, member):
    """The steps for who is in it. What a second reader remarked, and what was before it, is for who asked alone."""
    if not rules.takes_part(member, asked):
        return []
    rows, hidden = list(asked.changes.all()), asked.rules.read_first and not rules.asked(member, asked)
    for row in rows:
        row.label = asked.rules.status_label(row.new)
    if not hidden:
        return rows
    shown = [row for row in rows if row.new not in (RequestStatus.DRAFT, RequestStatus.READING)]
    for row in shown:
        row.remark = ""
    return shown


def refused(request, error):
    """Say why something can't be."""
    messages.error(request, str(SENTENCES.get(str(error), SENTENCES["step"])))


def _answer(request, asked):
    if not rules.may_answer(request.user, asked):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return page(request, asked, answer_form=form)
    try:
        actions.answer(asked, request.user, form.cleaned_data["text"])
    except NotAllowed as error:
        refused(request, error)
    else:
        messages.success(request, _("Thank you. Who asked it hears of your answer."))
    return redirect(asked)


@never_cache
@posted
@login_required
def decide(request, pk):
    """``/uitwisseling/<id>/besluit/``: which answer is the answer, or that it is taken back."""
    asked = for_member(request, pk)
    if not rules.may_decide(request.user, asked):
        raise PermissionDenied
    chosen = request.POST.get("antwoord", "")
    if request.POST.get("doe") == "intrekken":
        try:
            actions.withdraw(asked, request.user)
        except NotAllowed as error:
            refused(request, error)
            return redirect(asked)
        messages.success(request, _("It is taken back."))
        return redirect("requests:list")
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 19:
        response = get_object_or_404(asked.responses, pk=int(chosen))
        actions.accept(response, request.user)
        messages.success(request, _("This is the answer now. Everybody finds it."))
    return redirect(asked)
