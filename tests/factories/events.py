"""Meetings and registrations for tests."""

from datetime import timedelta

import factory
from django.utils import timezone

from events.meetings.choices import Status
from events.meetings.models import EventIndexPage, EventPage, Registration
from home.actions import ensure_site_tree
from tests.factories.people import MemberFactory


def make_event(title="Thuis op school", *, days=14, hours=3, publish=True, topics=(), organisers=(), **fields):
    """A published meeting that starts ``days`` from now (negative: it was), open to everyone."""
    index = EventIndexPage.objects.first()
    if index is None:
        ensure_site_tree()
        index = EventIndexPage.objects.get()
    start = fields.pop("starts_at", None) or timezone.now() + timedelta(days=days)
    event = EventPage(
        title=title,
        summary=fields.pop("summary", "Een middag over kinderen die niet naar school gaan."),
        starts_at=start,
        ends_at=fields.pop("ends_at", None) or start + timedelta(hours=hours),
        live=False,
        **fields,
    )
    index.refresh_from_db()
    index.add_child(instance=event)
    if topics:
        event.topics.add(*topics)
    if organisers:
        event.organisers.add(*organisers)
    if topics or organisers:
        event.save()
    if publish:
        event.save_revision().publish()
        event.refresh_from_db()
    return event


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A row as it is; who needs the rules calls ``actions.registering``."""

    class Meta:
        model = Registration

    member = factory.SubFactory(MemberFactory)
    status = Status.CONFIRMED
