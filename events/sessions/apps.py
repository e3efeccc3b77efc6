"""Sessions: a small group that meets by a method, and what each takes home."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    name = "events.sessions"
    # "sessions" is the name of Django's own.
    label = "event_sessions"
    verbose_name = _("Sessions")

    def ready(self):
        from events.sessions import personal_data, signal_handlers

        personal_data.fill()
        signal_handlers.connect()
