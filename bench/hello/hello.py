"""The measure of all other figures: a Django view that says hello.

``HELLO=bare`` has no middleware at all; ``HELLO=default`` has what ``django-admin startproject`` puts in.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

DEFAULT_APPS = ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles"]
DEFAULT_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
as_startproject = os.environ.get("HELLO") == "default"

settings.configure(
    SECRET_KEY="only for measuring on this machine, it protects nothing",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[f"django.contrib.{name}" for name in DEFAULT_APPS] if as_startproject else [],
    MIDDLEWARE=DEFAULT_MIDDLEWARE if as_startproject else [],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    USE_TZ=True,
)


def hello(request):
    return HttpResponse("Hello, world")


urlpatterns = [path("", hello)]
application = get_wsgi_application()
