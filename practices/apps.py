"""What we know: practices, why they work, reviews and adoption reports."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def _practices():
    return gettext("Practices"), reverse("practices:list")


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("Practices")

    def ready(self):
        from base import slots, stamps

        slots.main_nav.register(_practices, order=10)
        stamps.watch("practices", "practices", "topics", "organisations")
