"""What members are told, by mail as they choose, and what they follow."""

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "network.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self):
        from base import slots, work
        from network.notices import (
            actions,
            first_kinds,
            follow_button,
            following,
            my_block,
            personal_data,
            retention,
            sending,
        )
        from network.topics.slots import topic_merged

        first_kinds.fill()
        slots.tellers.register(actions.notify)
        slots.page_actions.register(follow_button.button, order=10)
        slots.my_blocks.register(my_block.block, order=3)
        topic_merged.register(following.topic_merged)
        label = _("Mail notices that are gathered")
        work.jobs.register(work.Job("notices.gathered", every=10 * 60, run=sending.send_gathered, label=label))
        post_delete.connect(following.forget_thing, dispatch_uid="notices.forget_thing")
        personal_data.fill()
        retention.fill()
