"""How a practice is served: by a view of this room, at an address of its own, with Wagtail's rules kept."""

from functools import cache

from django.core.handlers.wsgi import WSGIRequest
from django.shortcuts import redirect
from wagtail.models import PageViewRestriction

from base.choices import Visibility
from practices.querysets import closed_sections


@cache
def no_restrictions():
    """An empty answer that was evaluated already: even an empty queryset costs work to find out that it is."""
    nothing = PageViewRestriction.objects.none()
    bool(nothing)
    return nothing


class ServedByView:
    """For ``PracticePage``: Wagtail's ``serve()`` only leads the way, its previews show the page as it will be."""

    def get_url_parts(self, request=None):
        """The address of our own view, also where the tree says otherwise."""
        parts = super().get_url_parts(request)
        if parts is None or not self.slug:
            return parts
        return parts[0], parts[1], self.get_absolute_url()

    def serve(self, request, *args, **kwargs):
        """Only reached where the tree has another address than ours."""
        return redirect(self.get_absolute_url())

    def serve_preview(self, request: WSGIRequest, mode_name):
        """What the admin and the writing form show before publication."""
        from practices.views.detail import preview

        return preview(request, self)

    def get_view_restrictions(self):
        """Wagtail asks this for each page it serves; without any closed section there is nothing to look up."""
        return super().get_view_restrictions() if closed_sections() else no_restrictions()

    def get_sitemap_urls(self, request=None):
        """Search engines hear only of what everybody may read."""
        return super().get_sitemap_urls(request) if self.visibility == Visibility.PUBLIC else []
