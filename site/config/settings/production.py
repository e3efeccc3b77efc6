"""A public installation. Refuses to start half configured, since nobody notices a missing secret until it hurts."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *
from config.settings.base import ALLOWED_HOSTS, BASE_URL, OIDC_ISSUER, SECRET_KEY, env

if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG can't be on in production. Remove DEBUG from the environment.")
if len(SECRET_KEY) < 40 or SECRET_KEY.startswith(("development", "tests", "change-me", "django-insecure")):
    raise ImproperlyConfigured("Set SECRET_KEY to a random text of at least 40 characters.")
if not ALLOWED_HOSTS or any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the exact names of this site, without a wildcard.")
if not BASE_URL:
    raise ImproperlyConfigured("Set BASE_URL to the public address, such as https://leerkring.example.")
if OIDC_ISSUER and not (OIDC_ISSUER.startswith("https://") and env("OIDC_CLIENT_ID", default="")):
    raise ImproperlyConfigured("OIDC_ISSUER must be an https address, and OIDC_CLIENT_ID must be set with it.")

_https = BASE_URL.startswith("https://")
_proxied = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _proxied else None
SECURE_SSL_REDIRECT = _https and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 63072000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
LANGUAGE_COOKIE_SECURE = _https
