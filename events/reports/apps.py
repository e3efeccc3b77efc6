"""What meetings yielded: reports by round and theme, and methods to lead a meeting by."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "events.reports"
    verbose_name = _("Reports of meetings")

    def ready(self):
        from base import stamps
        from base.findable import kinds
        from events.meetings.slots import event_blocks, event_marks, event_tools
        from events.reports import blocks, notices, personal_data
        from events.reports.findable import Reports
        from network.notices.kinds import notice_kinds

        kinds.register(Reports(), order=45)
        event_blocks.register(blocks.event_block, order=10)
        event_tools.register(blocks.event_tools, order=20)
        event_marks.register(blocks.event_marks)
        for kind in notices.KINDS:
            notice_kinds.register(kind)
        stamps.watch("reports", "reports")
        personal_data.fill()
