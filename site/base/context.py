"""What every template of the public site may use."""

from django.conf import settings
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from base import slots, stamps
from base.models import SiteSettings


def main_nav(path):
    """The main menu as rows of label, url and whether ``path`` lies below it."""
    rows = stamps.remember("site", ("nav", translation.get_language()), _nav_rows)
    return [{"label": label, "url": url, "current": path.startswith(url)} for label, url in rows]


def _nav_rows():
    return [entry() for entry in slots.main_nav]


def may_manage(user):
    """Whether to show the way to the admin. Asking for permissions costs two queries, so the answer is remembered."""
    return user.is_authenticated and stamps.remember(
        "site", ("may manage", user.pk), lambda: user.has_perm("wagtailadmin.access_admin")
    )


def frame(request):
    """Region, menu and language for ``base.html``. Costs no query once the settings are remembered."""
    region = SimpleLazyObject(SiteSettings.current)
    return {
        "region": region,
        "may_manage": SimpleLazyObject(lambda: may_manage(request.user)),
        "main_nav": main_nav(request.path),
        "languages": settings.LANGUAGES,
    }
