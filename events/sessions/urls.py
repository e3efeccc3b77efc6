"""Addresses of this room."""

from events.sessions import urls_after

app_name = "sessions"
urlpatterns = [
    *urls_after.urlpatterns,
]
