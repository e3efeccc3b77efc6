"""Municipalities and organisations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "network.organisations"
    label = "organisations"
    verbose_name = _("Organisations")

    def ready(self):
        from base import findable, stamps
        from network.organisations import personal_data
        from network.organisations.findable import STAMP, Organisations

        findable.kinds.register(Organisations(), order=30)
        stamps.watch(STAMP, "organisations", "topics")
        personal_data.fill()
