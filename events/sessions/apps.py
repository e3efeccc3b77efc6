"""Sessions: a small group that meets by a method, and what each takes home."""

from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    name = "events.sessions"
    # "sessions" is the name of Django's own.
    label = "event_sessions"
    verbose_name = _("Sessions")

    def ready(self):
        from base import slots, work
        from events.meetings.slots import private_homes
        from events.sessions import after, blocks, notices, personal_data, retention, signal_handlers, targets
        from events.sessions.actions import closing
        from events.sessions.slots import session_blocks

        personal_data.fill()
        signal_handlers.connect()
        slots.my_blocks.register(blocks.my_block, order=2)
        private_homes.register(blocks.home_of)
        slots.my_blocks.register(after.my_block, order=2)
        session_blocks.register(after.session_block, order=10)
        work.jobs.register(work.Job("sessions.ask", every=600, run=closing.ask_attendance))
        work.jobs.register(work.Job("sessions.close", every=work.DAY, at=time(5, 40), run=closing.every_day))
        notices.fill()
        targets.fill()
        retention.fill()
