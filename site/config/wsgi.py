"""The WSGI application that a server runs, e.g. ``granian --interface wsgi config.wsgi:application``."""

import os
import sys
from pathlib import Path

_root = Path(__file__).resolve().parents[2]
for folder in (_root, _root / "site"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

from base.page_cache import at_the_door  # noqa: E402  needs the settings

application = at_the_door(application)

from django.conf import settings  # noqa: E402

from base.mail import here  # noqa: E402

if settings.MAIL_IN_BACKGROUND and settings.MAIL_IN_WEB:
    here.begin()
