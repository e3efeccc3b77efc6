"""What a member is asked, asks, and says about being asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from network.people.choices import ShownTo
from network.people.profiles import level
from network.requests.actions.availability import set_availability
from network.requests.choices import OVER
from network.requests.forms.people import AvailabilityForm
from network.requests.matching.index import OPEN_TO
from network.requests.models import Availability, Participation, Request
from network.requests.views.detail import METHODS

MOST = 50


@never_cache
@login_required
@METHODS
def availability(request):
    """``/mijn/uitwisseling/``."""
    me = request.user
    own = Availability.objects.filter(member=me).select_related("reports_to").first()
    form = AvailabilityForm(request.POST or None, member=me, availability=own)
    if request.method == "POST" and form.is_valid():
        set_availability(me, form.cleaned_data)
        messages.success(request, _("It is kept."))
        return redirect("requests:availability")
    waiting = Participation.objects.waiting_for(me).values("request_id")
    mine = Request.objects.filter(asked_by=me)
    context = {
        "form": form,
        "open_to": [form[name] for name in OPEN_TO],
        "hides_open_to": level(me, "open_to") == ShownTo.NOBODY,
        "for_me": list(Request.objects.filter(pk__in=waiting).for_list()[:MOST]),
        "mine": list(mine.exclude(status__in=OVER).for_list()[:MOST]),
        "over": list(mine.filter(status__in=OVER).for_list()[:MOST]),
        "crumb_rows": [(_("My pages"), "/mijn/")],
    }
    return render(request, "requests/people/availability.html", context)
