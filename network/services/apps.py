"""What providers deliver: the provider map and its open data."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "network.services"
    label = "services"
    verbose_name = _("Services")

    def ready(self):
        from base import stamps

        stamps.watch("services", "services", "organisations", "topics")
