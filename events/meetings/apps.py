"""When we meet: meetings, who comes, and what they are told."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "events.meetings"
    verbose_name = _("Meetings")

    def ready(self):
        from base import stamps
        from events.meetings import personal_data

        stamps.watch("meetings", "meetings", "topics", "organisations", "wagtailcore")
        personal_data.fill()
