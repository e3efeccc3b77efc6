"""Taking away the photo of somebody else: staff does that when it shows what it shouldn't."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from network.people import rules
from network.people.actions_profile import remove_photo
from network.people.models import Member
from network.people.profiles import Profile


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request, slug):
    """``/mensen/<slug>/foto-weghalen/``: asks once more. Only for a photo that one sees."""
    if not rules.is_staff_member(request.user):
        raise Http404
    person = get_object_or_404(Member.objects.visible_to(request.user), slug=slug)
    profile = Profile(person, request.user)
    if profile.photo is None:
        raise Http404
    if request.method == "POST":
        remove_photo(person, by=request.user)
        messages.success(request, _("The photo of %(name)s is gone.") % {"name": person.name})
        return redirect(person.get_absolute_url())
    return render(request, "people/photo_take_away.html", {"person": person, "profile": profile})
