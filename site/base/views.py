"""Pages that belong to no room: the region's colours, the language, health and duties."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from base import colours
from base.mail import languages
from base.models import SiteSettings

YEAR = 365 * 24 * 3600


def theme(region):
    """The region's colours as a stylesheet: the values a region chose, and lighter ones of them for the dark look."""
    light = {
        "accent": region.accent,
        "accent-deep": colours.mix(region.accent, "#000000", 0.3),
        "band": region.band,
        "sun": region.sun,
    }
    dark = {
        "accent": colours.readable_on(region.accent, "#0f1817", 7),
        "accent-deep": colours.readable_on(region.accent, "#0f1817", 10),
        "band": colours.mix(region.band, "#000000", 0.2),
        "sun": region.sun,
    }
    lines = [":root {", *(f"  --lk-region-{name}-color: {value};" for name, value in light.items()), "}"]
    lines += ["@media (prefers-color-scheme: dark) {", "  :root {"]
    lines += [*(f"    --lk-region-{name}-color: {value};" for name, value in dark.items()), "  }", "}"]
    return "\n".join(lines) + "\n"


@require_safe
def theme_css(request):
    """The colours of the region. The address carries a version, so a browser may keep it."""
    response = HttpResponse(theme(SiteSettings.current()), content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=YEAR if request.GET.get("v") else 60)
    return response


@require_safe
def set_language_link(request, code):
    """Remember the language a visitor chose and go back. A plain link, so that pages without a form can be kept."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    goal = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(goal, {request.get_host()}, require_https=request.is_secure()):
        goal = "/"
    response = HttpResponseRedirect(goal)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=getattr(settings, "LANGUAGE_COOKIE_SECURE", False),
    )
    response["Cache-Control"] = "private, no-store"
    if request.user.is_authenticated:
        languages.remember(request.user, code)
    return response


def _no_store(text, status=200):
    return HttpResponse(text, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
def healthz(request):
    """The process answers."""
    return _no_store("ok\n")


@require_safe
def readyz(request):
    """The process answers and reaches its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return _no_store("no database\n", 503)
    return _no_store("ok\n")


@require_safe
def robots(request):
    """What search engines may read."""
    lines = [
        "User-agent: *",
        "Disallow: /beheer/",
        "Disallow: /mijn/",
        "Disallow: /inloggen/",
        "Disallow: /registreren/",
        "Disallow: /agenda/mijn/",
        "Disallow: /afspraken/bevestigen/",
    ]
    lines += [f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def security_txt(request):
    """Where to report a weakness (RFC 9116)."""
    region = SiteSettings.current()
    contact = f"mailto:{region.contact_email}" if region.contact_email else request.build_absolute_uri("/")
    expires = (timezone.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
