"""What this room adds to the admin."""

from django.urls import path
from wagtail import hooks

from base.style import style_page


@hooks.register("register_admin_urls")
def style_urls():
    """The living style page; Wagtail lets nobody but staff pass to an admin address."""
    return [path("stijl/", style_page, name="style")]
