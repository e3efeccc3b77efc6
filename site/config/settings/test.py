"""Settings of the tests: the production shape, with a quick hasher and nothing that leaves the process."""

import tempfile
from pathlib import Path

from config.settings.base import *
from config.settings.base import STORAGES

SECRET_KEY = "tests-only-not-a-secret-and-long-enough-to-sign-with"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = "http://testserver"
WAGTAILADMIN_BASE_URL = BASE_URL
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
MAIL_IN_BACKGROUND = False
MAIL_BULK_A_SECOND = 0
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
_scratch = Path(tempfile.mkdtemp(prefix="leerkring-test-"))
MEDIA_ROOT = _scratch / "media"
STATIC_ROOT = _scratch / "static"
STAMP_DIR = _scratch / "stamps"
SEARCH_INDEX_DIR = _scratch / "search"
# Tests bring the index up to date themselves, at a moment they know (tests/search/conftest.py).
SEARCH_INDEX_IN_WEB = False
SEARCH_COUNT_IN_BACKGROUND = False
