"""What members ask of each other."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RequestsConfig(AppConfig):
    name = "network.requests"
    verbose_name = _("Requests")

    def ready(self):
        from base import stamps
        from network.requests import personal_data

        stamps.watch("requests", "requests", "topics")
        personal_data.fill()
