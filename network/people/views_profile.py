"""A member's own profile, and the guide of a first visit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from network.people import actions_profile
from network.people.forms_profile import ProfileForm
from network.people.forms_welcome import STEPS
from network.people.profiles import OPEN_TO, Profile, Relation


@never_cache
@login_required
def profile(request):
    """What others see of me."""
    form = ProfileForm(request.POST or None, request.FILES or None, instance=request.user)
    if request.method == "POST":
        if form.is_valid():
            actions_profile.change_profile(form)
            messages.success(request, _("Your profile is saved."))
            return redirect("people:profile")
        # The form wrote into the member that the page around it shows.
        request.user.refresh_from_db()
    context = {
        "form": form,
        "me": Profile(request.user, Relation.SELF),
        "chosen": {name: len(form[name].value() or []) for name in ("can_help", "wants_to_learn")},
        "open_to": [form[name] for name in OPEN_TO],
    }
    return render(request, "people/profile.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request):
    """``/mijn/welkom/?stap=2``: three small questions, each of which is kept at once. Every one can be skipped."""
    number = _step(request.GET.get("stap", ""))
    if request.method == "POST" and "skip" in request.POST:
        actions_profile.end_welcome(request.user)
        return redirect("/mijn/")
    form = STEPS[number - 1](request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST":
        if form.is_valid():
            actions_profile.save_step(form)
            if number < len(STEPS):
                return redirect(f"{reverse('people:welcome')}?stap={number + 1}")
            actions_profile.end_welcome(request.user)
            messages.success(request, _("Thank you. Colleagues can find you now."))
            return redirect(request.user.page_url or "/mijn/")
        request.user.refresh_from_db()
    context = {"form": form, "number": number, "last": len(STEPS), "is_last": number == len(STEPS)}
    return render(request, "people/welcome.html", context)


def _step(text):
    return int(text) if text in {str(number) for number in range(1, len(STEPS) + 1)} else 1
