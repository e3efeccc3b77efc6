"""What was agreed, and whether it is done."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TablesConfig(AppConfig):
    name = "network.tables"
    verbose_name = _("Agreements")

    def ready(self):
        from base import stamps
        from network.tables import personal_data

        stamps.watch("tables", "tables", "topics")
        personal_data.fill()
