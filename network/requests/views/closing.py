"""The end of intervision and consultation: that people met, what came of it, and trying again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from network.requests import rules
from network.requests.actions import closing
from network.requests.actions.flow import NotAllowed
from network.requests.choices import RequestStatus
from network.requests.forms.together import CloseForm
from network.requests.views.detail import page, refused
from network.requests.views.part import of_together
from network.requests.views.posting import posted


@never_cache
@posted
@login_required
def held(request, pk):
    """``/uitwisseling/<id>/gesproken/``: of a consultation, that people have spoken to each other."""
    asked = of_together(request, pk)
    if not rules.takes_part(request.user, asked):
        raise Http404
    if not rules.may_say_held(request.user, asked):
        refused(request, NotAllowed("early" if asked.status == RequestStatus.SCHEDULED else "step"))
        return redirect(asked)
    try:
        closing.held(asked, request.user)
    except NotAllowed as error:
        refused(request, error)
    else:
        messages.success(request, _("Good. Who asked still says whether it helped."))
    return redirect(asked)


@never_cache
@posted
@login_required
def close(request, pk):
    """``/uitwisseling/<id>/afronden/``: who asked says what came of it."""
    asked = of_together(request, pk)
    if not rules.asked(request.user, asked):
        raise Http404
    form = CloseForm(request.POST, asked=asked)
    if asked.status == RequestStatus.HELD and not form.is_valid():
        return page(request, asked, close_form=form)
    try:
        if not form.is_valid():
            raise NotAllowed("step")
        asked = closing.close(asked, request.user, form.cleaned_data["outcome"], form.cleaned_data["text"])
    except NotAllowed as error:
        refused(request, error)
    else:
        said = _("It is closed. What you wrote to begin with is deleted.") if asked.text_deleted_at else None
        messages.success(request, said or _("It is closed."))
    return redirect(asked)


@never_cache
@posted
@login_required
def open_again(request, pk):
    """``/uitwisseling/<id>/opnieuw/``: look for people once more after it expired."""
    asked = of_together(request, pk)
    if not rules.asked(request.user, asked):
        raise Http404
    try:
        closing.open_again(asked, request.user)
    except NotAllowed as error:
        refused(request, error)
    else:
        messages.success(request, _("It is open again."))
    return redirect(asked)
