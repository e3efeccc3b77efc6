"""What was agreed, and whether it is done."""

from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TablesConfig(AppConfig):
    name = "network.tables"
    verbose_name = _("Agreements")

    def ready(self):
        from base import slots, stamps, work
        from base.findable import kinds
        from events.meetings.slots import event_blocks
        from network.notices.kinds import Followable, followables, notice_kinds
        from network.organisations.slots import organisation_blocks
        from network.tables import blocks, notices, personal_data
        from network.tables.actions import remind_due
        from network.tables.findable import Agreements
        from network.tables.models import Agreement
        from network.topics.slots import topic_blocks, topic_counts

        kinds.register(Agreements(), order=60)
        event_blocks.register(blocks.event_block, order=30)
        slots.my_blocks.register(blocks.my_block, order=6)
        organisation_blocks.register(blocks.organisation_block, order=50)
        topic_blocks.register(blocks.topic_block, order=50)
        topic_counts.register(blocks.carried)
        for kind in notices.KINDS:
            notice_kinds.register(kind)
        followables.register(Followable("agreement", Agreement, Agreement.objects.visible_to, _("Agreements")))
        work.jobs.register(work.Job("tables.remind", every=work.DAY, at=time(7, 20), run=remind_due, alone=True))
        stamps.watch("tables", "tables", "topics")
        personal_data.fill()
