"""The one shared vocabulary."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def _topics():
    return gettext("Topics"), reverse("topics:list")


def _glossary():
    return gettext("Glossary"), reverse("topics:glossary")


class TopicsConfig(AppConfig):
    name = "network.topics"
    label = "topics"
    verbose_name = _("Topics")

    def ready(self):
        from base import findable, slots, stamps
        from network.topics import home_block, personal_data
        from network.topics.findable import Topics

        slots.main_nav.register(_topics, order=80)
        slots.main_nav.register(_glossary, order=85)
        slots.home_blocks.register(home_block.block, order=60)
        findable.kinds.register(Topics(), order=40)
        stamps.watch("topics", "topics")
        personal_data.fill()
