"""How a practice is shown before it is published."""

from base import serving


class ServedByView(serving.ServedByView):
    """For ``PracticePage``: its previews are made by the view that serves it."""

    def serve_preview(self, request, mode_name):
        """What the admin and the writing form show before publication."""
        from practices.views.detail import preview

        return preview(request, self)
