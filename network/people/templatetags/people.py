"""Pieces of the pages about people and about one's own account."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from base.pictures import face_html

register = template.Library()

# In this order, as most browsers say that they are others too.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent):
    """What a browser says of itself, in words: "Firefox, Windows"."""
    found = [next((name for sign, name in signs if sign in user_agent), "") for signs in (BROWSERS, SYSTEMS)]
    return ", ".join(part for part in found if part) or _("Unknown device")


@register.simple_tag
def face(profile, size="small"):
    """The photo of somebody as the reader of this ``Profile`` may see it, or two letters. The name stands beside it."""
    return face_html(profile.photo, profile.initials, size)


@register.filter
def in_fours(text):
    """A long code in groups of four, as people read it out and type it over."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


@register.inclusion_tag("components/tabs.html", takes_context=True)
def account_tabs(context):
    """The pages about one's own account, as tabs."""
    here = context["request"].path
    rows = [
        (_("Profile"), reverse("people:profile")),
        (_("E-mail address"), reverse("account_email")),
        (_("Password"), reverse("account_change_password")),
        (_("Safe sign-in"), reverse("mfa_index")),
        (_("Devices"), reverse("usersessions_list")),
        (_("My data"), reverse("people:data")),
    ]
    items = [{"label": label, "url": url, "current": here.startswith(url), "count": None} for label, url in rows]
    return {"label": _("My account"), "items": items}
