"""Pages that a view of their room serves, at an address of its own, with Wagtail's rules kept."""

from functools import cache

from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import PageViewRestriction

from base import stamps
from base.choices import Visibility


def closed_sections():
    """Whether any part of the site is closed by Wagtail: nearly never, so it is remembered and costs no query."""
    return stamps.remember("site", "closed_sections", PageViewRestriction.objects.exists)


@cache
def no_restrictions():
    """An empty answer that was evaluated already: even an empty queryset costs work to find out that it is."""
    nothing = PageViewRestriction.objects.none()
    bool(nothing)
    return nothing


class ServedByView:
    """For pages with a ``visibility``: Wagtail's ``serve()`` only leads the way.

    A room adds ``serve_preview``, which shows the page as it will be.
    """

    def get_url_parts(self, request=None):
        """The address of our own view, also where the tree says otherwise."""
        parts = super().get_url_parts(request)
        if parts is None or not self.slug:
            return parts
        return parts[0], parts[1], self.get_absolute_url()

    def serve(self, request, *args, **kwargs):
        """Only reached where the tree has another address than ours."""
        return redirect(self.get_absolute_url())

    def get_view_restrictions(self):
        """Wagtail asks this for each page it serves; without any closed section there is nothing to look up."""
        return super().get_view_restrictions() if closed_sections() else no_restrictions()

    def get_sitemap_urls(self, request=None):
        """Search engines hear only of what everybody may read."""
        return super().get_sitemap_urls(request) if self.visibility == Visibility.PUBLIC else []


def through_wagtail(request, page, answer):
    """Answer as ``wagtail.views.serve`` would: with every hook, and with the restrictions that the admin set."""

    def serve(page, request, args, kwargs):
        return answer(request, page)

    for hook in reversed(hooks.get_hooks("on_serve_page")):
        serve = hook(serve)
    for hook in hooks.get_hooks("before_serve_page"):
        response = hook(page, request, [], {})
        if isinstance(response, HttpResponse):
            return response
    return serve(page, request, [], {})
