"""The way to the identity provider and back."""

import logging

from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.decorators import rate_limit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from requests import RequestException

logger = logging.getLogger(__name__)

# What a provider that is down, or answers nonsense, makes of reading its answers.
NONSENSE = (RequestException, ValueError, KeyError, TypeError, AttributeError)


@never_cache
@rate_limit(action="account_form")
def start(request, provider_id):
    """Off to the provider, by a page that goes on by itself.

    A redirect won't do: our policy lets no form lead to another site, and to browsers a redirect after a form is that.
    """
    try:
        provider = get_adapter().get_provider(request, provider_id)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    if request.method != "POST" or request.user.is_authenticated:
        return redirect("account_login")
    try:
        answer = provider.redirect(request, AuthProcess.LOGIN, next_url=get_next_redirect_url(request))
    except NONSENSE:
        return _broken(request)
    context = {"address": answer.url, "name": provider.name}
    page = render(request, "people/oidc_leave.html", context)
    page["Refresh"] = f"0;url={answer.url}"
    return page


@never_cache
def back(request, provider_id):
    """Back from the provider, with a code that we exchange for who it is."""
    try:
        return openid_connect.callback(request, provider_id)
    except ImmediateHttpResponse as answer:
        return answer.response
    except NONSENSE:
        return _broken(request)


def _broken(request):
    logger.warning("The identity provider gave no answer that can be used", exc_info=True)
    return render(request, "socialaccount/authentication_error.html", status=502)
