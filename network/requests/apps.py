"""What members ask of each other."""

from datetime import time

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def _questions():
    return gettext("Questions"), reverse("requests:list")


class RequestsConfig(AppConfig):
    name = "network.requests"
    verbose_name = _("Requests")

    def ready(self):
        from base import slots, stamps, work
        from base.findable import kinds
        from events.meetings.slots import event_blocks
        from network.notices.kinds import Followable, followables, notice_kinds
        from network.organisations.slots import organisation_blocks
        from network.requests import blocks, notices, personal_data
        from network.requests.actions import tell_staff_of_unanswered
        from network.requests.findable import Questions
        from network.requests.models import Request
        from network.topics.slots import topic_blocks, topic_counts

        kinds.register(Questions(), order=50)
        slots.main_nav.register(_questions, order=35)
        slots.my_blocks.register(blocks.my_block, order=7)
        event_blocks.register(blocks.event_block, order=40)
        organisation_blocks.register(blocks.organisation_block, order=60)
        topic_blocks.register(blocks.topic_block, order=40)
        topic_counts.register(blocks.carried)
        for kind in notices.KINDS:
            notice_kinds.register(kind)
        followables.register(Followable("question", Request, Request.objects.visible_to, _("Questions")))
        job = work.Job("requests.waiting", every=work.DAY, at=time(7, 30), run=tell_staff_of_unanswered, alone=True)
        work.jobs.register(job)
        stamps.watch("requests", "requests", "topics")
        personal_data.fill()
