"""A developer's machine, and ``make run``: embedded, forgiving, on localhost."""

from config.settings.base import *
from config.settings.base import BASE_URL, SECRET_KEY, STORAGES, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = SECRET_KEY or "development-only-not-a-secret"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
BASE_URL = BASE_URL or f"http://localhost:{env('PORT', default='8000')}"
WAGTAILADMIN_BASE_URL = BASE_URL
CSRF_TRUSTED_ORIGINS = [BASE_URL]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# A passkey works on http://localhost too.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
