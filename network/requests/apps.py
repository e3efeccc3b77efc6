"""What members ask of each other."""

from datetime import time

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def _exchange():
    return gettext("Exchange"), reverse("requests:list")


class RequestsConfig(AppConfig):
    name = "network.requests"
    verbose_name = _("Requests")

    def ready(self):
        from base import slots, stamps
        from base.findable import kinds
        from events.meetings.slots import event_blocks
        from events.sessions import signals
        from events.sessions.models import SessionMember
        from events.sessions.slots import lesson_targets, session_blocks
        from events.training.proofs import proof_sources
        from network.notices.kinds import Followable, followables, notice_kinds
        from network.organisations.slots import organisation_blocks
        from network.requests import blocks, blocks_challenges, lessons, notices, personal_data, proofs, visit_links
        from network.requests.actions import meeting, visit_sessions
        from network.requests.findable import Requests
        from network.requests.models import Request
        from network.topics.slots import topic_blocks, topic_counts

        kinds.register(Requests(), order=50)
        slots.main_nav.register(_exchange, order=35)
        slots.my_blocks.register(blocks.my_block, order=7)
        slots.my_blocks.register(blocks_challenges.my_block, order=8)
        slots.page_actions.register(blocks.availability_link, order=40)
        slots.page_actions.register(visit_links.visit_link, order=30)
        slots.page_actions.register(visit_links.consultation_link, order=31)
        event_blocks.register(blocks.event_block, order=40)
        organisation_blocks.register(blocks.organisation_block, order=60)
        topic_blocks.register(blocks.topic_block, order=40)
        topic_counts.register(blocks.carried)
        for kind in notices.KINDS:
            notice_kinds.register(kind)
        followables.register(Followable("request", Request, Request.objects.visible_to, _("Exchange")))
        signals.session_held.connect(meeting.session_was_held, dispatch_uid="requests.held")
        signals.session_closed.connect(meeting.session_was_closed, dispatch_uid="requests.closed")
        signals.session_called_off.connect(meeting.session_was_called_off, dispatch_uid="requests.called_off")
        visit_sessions.connect()
        post_delete.connect(meeting.place_was_given_up, sender=SessionMember, dispatch_uid="requests.place_given_up")
        session_blocks.register(blocks.session_block, order=5)
        lesson_targets.register(lessons.TARGET, order=30)
        proof_sources.register(proofs.visits)
        proof_sources.register(proofs.consultations)
        self._register_jobs()
        stamps.watch("requests", "requests", "topics", "organisations")
        personal_data.fill()

    def _register_jobs(self):
        from base.work import DAY, Job, jobs
        from network.requests.actions import answering, challenges, closing, reading, rounds, visits

        jobs.register(
            Job("requests.waiting", every=DAY, at=time(7, 30), run=answering.tell_staff_of_unanswered, alone=True)
        )
        jobs.register(Job("requests.promises", every=DAY, at=time(7, 35), run=closing.remind, alone=True))
        jobs.register(Job("requests.reading", every=DAY, at=time(7, 40), run=reading.remind, alone=True))
        jobs.register(Job("requests.forgotten", every=DAY, at=time(1, 15), run=closing.close_forgotten, alone=True))
        jobs.register(Job("requests.visits", every=DAY, at=time(1, 5), run=visits.close_quiet, alone=True))
        jobs.register(Job("requests.expire", every=DAY, at=time(1, 10), run=closing.expire, alone=True))
        jobs.register(Job("requests.rounds", every=10 * 60, run=rounds.run, alone=True))
        jobs.register(Job("requests.texts", every=DAY, at=time(1, 20), run=closing.delete_old_texts, alone=True))
        jobs.register(Job("requests.assessing", every=DAY, at=time(0, 20), run=challenges.begin_all, alone=True))
        jobs.register(Job("requests.decisions", every=DAY, at=time(7, 45), run=challenges.remind_late, alone=True))
