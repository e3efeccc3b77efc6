"""Municipalities and organisations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def _municipalities():
    """For the detector of personal data: places that are on no general list too."""
    from network.organisations.models import Municipality

    return {"extra_places": Municipality.objects.values_list("name", flat=True)}


class OrganisationsConfig(AppConfig):
    name = "network.organisations"
    label = "organisations"
    verbose_name = _("Organisations")

    def ready(self):
        from base import findable, slots, stamps
        from network.organisations import personal_data
        from network.organisations.findable import STAMP, Organisations

        findable.kinds.register(Organisations(), order=30)
        stamps.watch(STAMP, "organisations", "topics")
        slots.privacy_words.register(_municipalities)
        personal_data.fill()
