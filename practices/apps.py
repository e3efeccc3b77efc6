"""What we know: practices, why they work, reviews and adoption reports."""

from datetime import time

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
        from base import slots, stamps, work
        from base.findable import kinds
        from network.organisations.slots import organisation_blocks
        from network.people.slots import group_blocks, person_blocks
        from network.topics.slots import topic_blocks, topic_counts, topic_merged
        from practices import (
            files,
            home_block,
            my_block,
            notices,
            person_block,
            personal_data,
            signal_handlers,
            topic_block,
            topic_merge,
        )
        from practices.actions.reminders import remind_authors
        from practices.findable import Practices

        kinds.register(Practices(), order=10)
        label = _("Remind authors of the review date")
        work.jobs.register(
            work.Job("practices.remind", every=work.DAY, at=time(7, 10), run=remind_authors, alone=True, label=label)
        )
        slots.main_nav.register(_practices, order=10)
        slots.home_blocks.register(home_block.block, order=10)
        slots.home_blocks.register(home_block.newest_report, order=5)
        slots.my_blocks.register(my_block.to_read, order=5)
        slots.my_blocks.register(my_block.block, order=10)
        topic_blocks.register(topic_block.block, order=10)
        person_blocks.register(person_block.block, order=10)
        person_blocks.register(person_block.reports_block, order=20)
        group_blocks.register(person_block.group_block, order=10)
        organisation_blocks.register(person_block.organisation_block, order=10)
        slots.file_owners.register(files.may_fetch)
        topic_counts.register(topic_block.carried)
        topic_merged.register(topic_merge.follow)
        stamps.watch("practices", "practices", "topics", "organisations", "wagtailcore")
        signal_handlers.connect()
        notices.fill()
        personal_data.fill()
