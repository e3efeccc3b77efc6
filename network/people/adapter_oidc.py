"""How django-allauth behaves when somebody comes back from the identity provider."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.people import oidc


class OIDCAdapter(DefaultSocialAccountAdapter):
    """Who comes in is decided in ``oidc.py``. allauth's own ways to an account are all closed."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def can_authenticate_by_email(self, login, email):
        return False

    def pre_social_login(self, request, sociallogin):
        """Link the account at the provider to its member. What we don't need of what it said isn't kept."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(redirect("account_login"))
        account = sociallogin.account
        try:
            claims = oidc.claims_of(account)
            account.extra_data = {}
            if sociallogin.is_existing:
                account.save(update_fields=["extra_data"])
                return
            domains = sociallogin.provider.app.settings.get("verified_domains", ())
            self._link(request, sociallogin, *oidc.recognise(account, claims, domains))
        except oidc.Refused as refused:
            context = {"reason": refused.reason, "email": refused.email}
            template = "people/request_unknown.html" if refused.email else "people/oidc_refused.html"
            raise ImmediateHttpResponse(render(request, template, context, status=403)) from refused

    def _link(self, request, sociallogin, member, is_new):
        if not is_new and not member.is_active:
            raise ImmediateHttpResponse(redirect("account_inactive"))
        with transaction.atomic():
            if is_new:
                sociallogin.user = member
                sociallogin.save(request, connect=True)
            else:
                # Also tells them by mail that it can be used from now on.
                sociallogin.connect(request, member)
        if is_new:
            page = render(request, "people/request_waiting.html", {"email": member.email})
            raise ImmediateHttpResponse(page)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        if error == AuthError.CANCELLED:
            messages.info(request, _("You stopped. You can try again, or sign in another way."))
            raise ImmediateHttpResponse(redirect("account_login"))
