"""What every installation shares. What differs comes from the environment: see ``dotenv.example``."""

import sqlite3
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from config.settings import oidc, tiles

ROOT = Path(__file__).resolve().parents[3]
env = environ.Env()
if (ROOT / ".env").exists():
    env.read_env(ROOT / ".env")
VAR = Path(env("LEERKRING_VAR", default=str(ROOT / "var")))

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
BASE_URL = env("BASE_URL", default="")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[BASE_URL] if BASE_URL else [])

INSTALLED_APPS = [
    "base",
    "network.topics",
    "network.organisations",
    "network.people",
    "network.notices",
    "network.services",
    "practices",
    "events.meetings",
    "events.sessions",
    "events.training",
    "network.requests",
    "network.tables",
    "events.reports",
    "search",
    "home",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "network.people.apps.UsersAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_htmx",
    "js_lib_leaflet",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "base.middleware.PageCacheMiddleware",
    "base.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "base.middleware.InterfaceLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "network.people.middleware.SecondStepMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "base.context.frame",
                "network.notices.context.unread",
            ],
        },
    },
]


def sqlite_options():
    """Options that keep every acknowledged write and let writers queue instead of failing.

    WAL has a corruption bug before SQLite 3.51.3, so older libraries keep the rollback journal.
    """
    journal = "WAL" if sqlite3.sqlite_version_info >= (3, 51, 3) else "DELETE"
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={journal};PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;",
    }


DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'leerkring.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = sqlite_options()
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 5000},
        }
    }
    SESSION_ENGINE = "base.sessions"

# Where the processes of one machine tell each other that something changed; with REDIS_URL they use Redis.
STAMP_DIR = VAR / "stamps"
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=600)
PAGE_CACHE_ENTRIES = env.int("PAGE_CACHE_ENTRIES", default=2000)

AUTH_USER_MODEL = "people.Member"
AUTHENTICATION_BACKENDS = ["network.people.backends.MemberBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {
        "NAME": "network.people.validators.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mijn/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_NAME = "leerkring_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "leerkring_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

ACCOUNT_ADAPTER = "network.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BASE_URL.startswith("https") else "http"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
# Beside allauth's own limits (30 sign-ins a minute from an address, 5 wrong passwords in 5 minutes for an account, …).
ACCOUNT_RATE_LIMITS = {"account_form": "20/m/ip", "request_account": "3/h/key", "event_guest": "6/h/key"}
ACCOUNT_FORMS = {
    "login": "network.people.account_forms.LoginForm",
    "add_email": "network.people.account_forms.ChangeEmailForm",
    "change_password": "network.people.account_forms.ChangePasswordForm",
    "set_password": "network.people.account_forms.SetPasswordForm",
    "reset_password": "network.people.account_forms.ResetPasswordForm",
    "reset_password_from_key": "network.people.account_forms.ResetPasswordKeyForm",
    "reauthenticate": "network.people.account_forms.ReauthenticateForm",
}
MFA_ADAPTER = "network.people.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "network.people.account_forms.AuthenticateForm",
    "reauthenticate": "network.people.account_forms.ReauthenticateByCodeForm",
    "activate_totp": "network.people.account_forms.ActivateTOTPForm",
    "add_webauthn": "network.people.account_forms.AddWebAuthnForm",
    "edit_webauthn": "network.people.account_forms.EditWebAuthnForm",
}
OIDC_ISSUER = env("OIDC_ISSUER", default="")
SOCIALACCOUNT_ADAPTER = "network.people.adapter_oidc.OIDCAdapter"
SOCIALACCOUNT_PROVIDERS = oidc.providers(
    issuer=OIDC_ISSUER,
    client_id=env("OIDC_CLIENT_ID", default=""),
    secret=env("OIDC_CLIENT_SECRET", default=""),
    name=env("OIDC_NAME", default="OpenID Connect"),
    verified_domains=env.list("OIDC_VERIFIED_DOMAINS", default=[]),
)
# Rate limits count by the visitor's address, which behind a proxy is in a header (docs/settings.md).
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", default=False) else 0

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_NAME = "leerkring_language"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "base.stylesheet.StylesheetFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# Whatever sends mail puts it in the outbox; from there it leaves by the transport.
MAIL_TRANSPORT = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_BACKEND = "base.mail.backend.OutboxBackend"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Leerkring <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10
# The sender on the envelope: who gets mail that can't be delivered. Without it that is DEFAULT_FROM_EMAIL.
MAIL_BOUNCE_ADDRESS = env("MAIL_BOUNCE_ADDRESS", default="")
# Nobody waits for the mail server: a worker sends, or a thread of a process that serves pages (base/mail/).
MAIL_IN_BACKGROUND = True
MAIL_IN_WEB = env.bool("MAIL_IN_WEB", default=True)
# How many newsletters a worker sends in a second, so that pages and the mail server have no trouble of it; 0: no limit.
MAIL_BULK_A_SECOND = env.int("MAIL_BULK_A_SECOND", default=20)

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

WAGTAIL_SITE_NAME = "Leerkring"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_LOGIN_URL = "admin_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/_util/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_IMAGE_MODEL = "base.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "base.CustomDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# What may be uploaded: base/uploads.py. Both forms are used by all upload pages and choosers of the admin.
WAGTAILIMAGES_IMAGE_FORM_BASE = "base.upload_forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.int("IMAGE_MAX_BYTES", default=10 * 1024 * 1024)
WAGTAILIMAGES_MAX_IMAGE_PIXELS = env.int("IMAGE_MAX_PIXELS", default=40_000_000)
WAGTAILDOCS_DOCUMENT_FORM_BASE = "base.upload_forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = env.int("DOCUMENT_MAX_BYTES", default=20 * 1024 * 1024)
# Which engine looks words up: "whoosh" (an index in files beside the database) or "postgres". See docs/search.md.
SEARCH_ENGINE = env("SEARCH_ENGINE", default="whoosh")
SEARCH_INDEX_DIR = VAR / "search"
# Whether a process that serves pages also brings the index up to date, when no worker does (manage.py work).
SEARCH_INDEX_IN_WEB = env.bool("SEARCH_INDEX_IN_WEB", default=True)
# What people look for is counted in memory and kept by a thread (search/counting.py).
SEARCH_COUNT_IN_BACKGROUND = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": f"search.engine.{SEARCH_ENGINE}"}}
TAGGIT_CASE_INSENSITIVE = True

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The background of the provider map. Without an address (as it comes) nothing is asked of anybody else.
MAP_TILES_URL = env("MAP_TILES_URL", default="")
MAP_TILES_ATTRIBUTION = env("MAP_TILES_ATTRIBUTION", default="")
# The public site: nothing inline, nothing from elsewhere. The admin's own policy is in base.middleware.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", *tiles.hosts(MAP_TILES_URL)],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {"django_tasks": {"level": "WARNING"}},
}

IMPORT_MAX_BYTES = 10 * 1024 * 1024
IMPORT_MAX_ROWS = 5000
INVITATION_DAYS = 14
# Messages that a member may send through the site in 24 hours: in all, and to the same person.
CONTACTS_A_DAY = 10
CONTACTS_A_DAY_TO_ONE = 3
