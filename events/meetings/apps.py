"""When we meet: meetings, who comes, and what they are told."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def _agenda():
    return gettext("Agenda"), reverse("meetings:agenda")


class MeetingsConfig(AppConfig):
    name = "events.meetings"
    verbose_name = _("Meetings")

    def ready(self):
        from base import slots, stamps, work
        from base.findable import kinds
        from events.meetings import blocks, files, notices, personal_data, private, retention, signal_handlers
        from events.meetings.actions.registering import settle_due
        from events.meetings.actions.reminding import write_reminders
        from events.meetings.agenda import STAMP
        from events.meetings.findable import Events
        from events.meetings.slots import event_blocks
        from network.organisations.slots import organisation_blocks
        from network.people.slots import person_blocks
        from network.topics.slots import topic_blocks, topic_counts

        kinds.register(Events(), order=40)
        slots.main_nav.register(_agenda, order=40)
        slots.home_blocks.register(blocks.home_block, order=8)
        slots.my_blocks.register(blocks.my_block, order=3)
        slots.file_owners.register(files.may_fetch)
        event_blocks.register(blocks.evaluation_block, order=60)
        topic_blocks.register(blocks.topic_block, order=20)
        topic_counts.register(blocks.carried)
        person_blocks.register(blocks.person_block, order=30)
        organisation_blocks.register(blocks.organisation_block, order=30)
        work.jobs.register(work.Job("meetings.seats", every=60, run=settle_due))
        work.jobs.register(work.Job("meetings.remind", every=600, run=write_reminders))
        stamps.watch(STAMP, "topics", "organisations", "wagtailcore")
        private.register_policy()
        notices.fill()
        signal_handlers.connect()
        personal_data.fill()
        retention.fill()
