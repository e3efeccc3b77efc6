"""Coming in, by invitation or by asking, and the doors that lead here."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.decorators import rate_limit
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from network.people import actions
from network.people.forms import NewAccountForm, RequestForm
from network.people.models import Invitation


@never_cache
@rate_limit(action="account_form")
@sensitive_post_parameters("password")
def accept_invitation(request, key):
    """Become a member with the link from the invitation. The link works once, and only for the invited address."""
    invitation = Invitation.objects.find(key)
    if invitation is None:
        return render(request, "people/invitation_over.html", status=404)
    if request.user.is_authenticated:
        return render(request, "people/invitation_signed_in.html", {"invitation": invitation})
    form = NewAccountForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            member = actions.accept_invitation(key, **form.cleaned_data)
        except ValidationError:
            return render(request, "people/invitation_over.html", status=404)
        messages.success(request, _("Welcome! Your account is ready."))
        login = Login(user=member, email=member.email, redirect_url=reverse("people:welcome"))
        return perform_password_login(request, {"email": member.email}, login)
    return render(request, "people/invitation.html", {"form": form, "invitation": invitation})


@never_cache
@rate_limit(action="account_form")
def request_account(request):
    """The first step to an account for who has no invitation.

    The answer depends on the domain alone: whether an address has an account already, only its owner learns, by mail.
    """
    if request.user.is_authenticated:
        return redirect("/mijn/")
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        organisation = actions.organisation_of(email)
        if organisation is None:
            return render(request, "people/request_unknown.html", {"email": email})
        # Beyond the limit the answer is the same, so that it tells nothing either.
        if ratelimit.consume(request, action="request_account", key=email):
            actions.send_request_link(email)
        return render(request, "people/request_sent.html", {"email": email})
    return render(request, "people/request.html", {"form": form})


@never_cache
@rate_limit(action="account_form")
@sensitive_post_parameters("password")
def finish_request(request, key):
    """The second step: the address is confirmed by the link, now say who you are. Staff approves."""
    email = actions.address_of_request(key)
    organisation = actions.organisation_of(email) if email else None
    if organisation is None:
        return render(request, "people/request_over.html", status=404)
    form = NewAccountForm(request.POST or None, email=email)
    if request.method == "POST" and form.is_valid():
        try:
            actions.request_account(email=email, organisation=organisation, **form.cleaned_data)
        except ValidationError:
            return render(request, "people/request_over.html", status=404)
        return render(request, "people/request_waiting.html", {"email": email})
    context = {"form": form, "email": email, "organisation": organisation}
    return render(request, "people/request_finish.html", context)


@require_safe
@never_cache
@login_required
def totp_qr(request):
    """The picture to scan with an app, from the secret that was just made. An address, as the CSP allows no data:."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_mfa_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(svg, content_type="image/svg+xml")


@never_cache
@login_required
def second_step_needed(request):
    """Where somebody with a role lands who has no second step yet: why, and which two ways there are."""
    if not request.second_step_missing:
        return redirect("mfa_index")
    return render(request, "people/second_step.html")


@login_required
def remove_key(request, pk):
    """allauth's view, which asks nobody whether a key may go."""
    key = request.user.authenticator_set.filter(pk=pk, type=Authenticator.Type.WEBAUTHN).first()
    if key is not None and not get_mfa_adapter().can_delete_authenticator(key):
        messages.error(request, get_mfa_adapter().error_messages["cannot_delete_authenticator"])
        return redirect("mfa_list_webauthn")
    return webauthn.remove_webauthn(request, pk=pk)


@never_cache
def to_login(request):
    """Any other place to sign in leads to ours, where a second step can't be passed by.

    Wagtail also sends somebody here who is signed in but may not see a page. Signing in again would not help, so that
    is where it ends: without this the two would send a member round and round.
    """
    goal = request.GET.get("next") or request.POST.get("next") or ""
    if not url_has_allowed_host_and_scheme(goal, {request.get_host()}, require_https=request.is_secure()):
        goal = ""
    if not request.user.is_authenticated:
        address = reverse("account_login")
        return redirect(f"{address}?{urlencode({'next': goal})}" if goal else address)
    if goal.startswith("/beheer/") and request.user.has_perm("wagtailadmin.access_admin"):
        return redirect(goal)
    if goal:
        raise PermissionDenied
    return redirect("/mijn/")


def to_password_reset(request):
    """The admin's own way to a new password leads to ours."""
    return redirect("account_reset_password")


def to_profile(request):
    """Wagtail's page about oneself knows a first and a last name and its own password: we have other pages for that."""
    return redirect("people:profile")
