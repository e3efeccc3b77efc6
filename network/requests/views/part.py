"""Saying yes or no to what one is asked, coming by oneself, and who is let in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from network.requests import rules
from network.requests.actions import joining
from network.requests.actions.flow import NotAllowed
from network.requests.choices import Part, RequestKind
from network.requests.forms.together import ComeForm, YesForm
from network.requests.kinds import rules_of
from network.requests.views.detail import for_member, page, refused
from network.requests.views.posting import posted

AGREED = "akkoord"


def of_together(request, pk):
    """A request to which people come as a group or as one, for a member who may open it; otherwise 404."""
    asked = for_member(request, pk)
    if rules_of(asked).joining not in ("group", "one"):
        raise Http404
    return asked


@never_cache
@posted
@login_required
def say_yes(request, pk):
    """``/uitwisseling/<id>/ja/``: takes part in what they were asked for, by the ground rules that they sent along."""
    asked = of_together(request, pk)
    part = _own(request, asked)
    form = YesForm(request.POST, asked=asked)
    if not form.is_valid():
        return page(request, asked, yes_form=form)
    agreed = AGREED in request.POST
    try:
        joining.say_yes(
            part,
            agreed=agreed,
            promised_by=form.cleaned_data.get("promised_by"),
            message=form.cleaned_data.get("message"),
        )
    except NotAllowed as error:
        refused(request, error)
    else:
        if asked.kind == RequestKind.CONSULTATION:
            messages.success(request, _("Thank you. Who asks hears of it, and when to expect you."))
        else:
            messages.success(request, _("Good that you take part. Say below when you can."))
    return redirect(asked)


@never_cache
@posted
@login_required
def say_no(request, pk):
    """``/uitwisseling/<id>/nee/``: one click, without a reason; nobody hears of it."""
    asked = of_together(request, pk)
    part = _own(request, asked)
    if part.state == Part.JOINED:
        raise Http404
    joining.say_no(part)
    messages.success(request, _("That is fine. Nobody hears that you said no, and you are not asked for this again."))
    return redirect("requests:list")


@never_cache
@posted
@login_required
def come(request, pk):
    """``/uitwisseling/<id>/meedoen/``: wants to take part without having been asked."""
    asked = of_together(request, pk)
    form = ComeForm(request.POST)
    if not form.is_valid():
        return page(request, asked, come_form=form)
    try:
        joining.come(asked, request.user, form.cleaned_data["message"], agreed=AGREED in request.POST)
    except NotAllowed as error:
        refused(request, error)
    else:
        messages.success(request, _("Who asks this hears that you want to take part. You hear of it when you can."))
    return redirect(asked)


@never_cache
@posted
@login_required
def leave(request, pk):
    """``/uitwisseling/<id>/weg/``: takes part no longer."""
    asked = of_together(request, pk)
    part = _own(request, asked)
    try:
        joining.leave(part)
    except NotAllowed as error:
        refused(request, error)
        return redirect(asked)
    messages.success(request, _("You take part no longer. Who asked hears that a place came free."))
    return redirect("requests:list")


@never_cache
@posted
@login_required
def decide(request, pk):
    """``/uitwisseling/<id>/groep/``: who asked lets somebody in or not, begins with who there are, or looks further."""
    asked = of_together(request, pk)
    if not rules.asked(request.user, asked):
        raise Http404
    doing = request.POST.get("doe")
    try:
        if doing in ("binnen", "buiten"):
            part = _theirs(asked, request.POST.get("wie", ""))
            if doing == "binnen":
                joining.let_in(part, request.user)
                messages.success(request, _("%(name)s takes part.") % {"name": part.member.name})
            else:
                joining.keep_out(part, request.user)
                messages.success(request, _("They hear that the group is made up otherwise."))
        elif doing == "genoeg":
            joining.enough(asked, request.user)
            messages.success(request, _("You begin with this group. Now choose a moment."))
        elif doing == "verder":
            joining.look_further(asked, request.user)
            messages.success(request, _("There is room again. Ask colleagues, or wait until somebody comes."))
        else:
            raise Http404
    except NotAllowed as error:
        refused(request, error)
    return redirect(asked)


def _own(request, asked):
    part = rules.part_of(request.user, asked)
    if part is None:
        raise Http404
    return part


def _theirs(asked, number):
    """The row of somebody who came by themselves: only of those does who asked decide."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    return get_object_or_404(asked.participations.shown().select_related("member"), pk=int(number))
