"""What stands between a session and the site."""

import json

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.conf import settings
from django.http import HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from network.people import second_step

# Say the same to everybody, so it doesn't matter who asks.
SAME_FOR_ALL = ("theme_css", "healthz", "readyz", "robots", "security_txt")
ALWAYS = {"account_logout", "set_language_link"}
# For who has no app or key yet. Confirming an address belongs to it: until then none can be added.
SET_UP = ALWAYS | {
    "second_step",
    "mfa_activate_totp",
    "mfa_totp_qr",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_confirm_email",
}
# For who has one and came in without it: with the password alone nobody adds another.
PROVE = ALWAYS | {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


class SecondStepMiddleware:
    """Opens nothing but the set-up of a second step to who needs one and didn't do it in this session.

    It asks at each request, so a role counts at once, whichever way somebody came in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    @cached_property
    def free(self):
        return {reverse(name) for name in SAME_FOR_ALL}

    def __call__(self, request):
        request.second_step_missing = False
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.path_info not in self.free:
            request.second_step_missing = second_step.is_missing(request)
        if request.second_step_missing:
            has_one = second_step.has_one(request.user)
            allowed = PROVE if has_one else SET_UP
            if _name(request.path_info) not in allowed:
                return _to_second_step(request, has_one)
            _forget_what_waits(request, allowed)
        return self.get_response(request)


def _name(path):
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def _forget_what_waits(request, allowed):
    """Drop what was asked before somebody had to say again who they are, which allauth would then do without us."""
    waiting = request.session.get(STATE_SESSION_KEY) or {}
    if waiting and ("request" not in waiting or _name(json.loads(waiting["request"])["path_info"]) not in allowed):
        del request.session[STATE_SESSION_KEY]


def _to_second_step(request, has_one):
    """A page leads to the second step; what a script or an ``<img>`` asks for is refused."""
    address = reverse("mfa_reauthenticate" if has_one else "second_step")
    if has_one and request.method == "GET" and not request.htmx:
        address = f"{address}?{urlencode({'next': request.get_full_path()})}"
    if request.htmx:
        return HttpResponseClientRedirect(address)
    if request.path_info.startswith("/api/") or "text/html" not in request.headers.get("Accept", "text/html"):
        return HttpResponseForbidden()
    return redirect(address)
