"""Ways to sign in."""

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag
def oidc_provider():
    """The identity provider that one can sign in with (name and address), or None."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    if not apps:
        return None
    return {"name": apps[0]["name"], "url": reverse("openid_connect_login", args=[apps[0]["provider_id"]])}
