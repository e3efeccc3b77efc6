"""What this room adds to the admin."""

from django.urls import path
from wagtail import hooks

from base import admin_service
from base.style import style_page
from base.views_files import check_document

# Registers itself.
__all__ = ["admin_service"]


@hooks.register("register_admin_urls")
def style_urls():
    """The living style page; Wagtail lets nobody but staff pass to an admin address."""
    return [path("stijl/", style_page, name="style")]


# After Wagtail's own check of collections (order 0).
hooks.register("before_serve_document", check_document, order=10)
