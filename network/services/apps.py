"""What providers deliver: the provider map and its open data."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

DAY = 24 * 3600


def _map():
    return gettext("Provider map"), reverse("services:map")


class ServicesConfig(AppConfig):
    name = "network.services"
    label = "services"
    verbose_name = _("Services")

    def ready(self):
        from base import slots, stamps
        from base.findable import kinds
        from base.work import Job, jobs
        from network.organisations.slots import organisation_actions, organisation_blocks
        from network.services import actions, findable, my_block, notices, organisation_block, personal_data
        from network.services.importing import applying

        slots.main_nav.register(_map, order=20)
        kinds.register(findable.Services(), order=28)
        slots.my_blocks.register(my_block.block, order=20)
        organisation_blocks.register(organisation_block.block, order=5)
        organisation_actions.register(organisation_block.action)
        label = _("Ask providers whether waiting times still hold")
        jobs.register(Job("services.ask_editors", every=DAY, run=actions.ask_editors, label=label))
        jobs.register(Job("services.tidy_imports", every=DAY, run=applying.tidy, label=_("Tidy old imports")))
        stamps.watch("services", "services", "organisations", "topics")
        notices.fill()
        personal_data.fill()
