"""One's own reflection: nobody else ever reads it, so nothing here tells, logs or counts anything."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.sessions import rules
from events.sessions.models import Reflection, SessionMember
from network.people.models import Member

# A form that is sent twice within this time with the same text is one reflection.
TWICE = timedelta(minutes=10)


@transaction.atomic
def reflect(session, member, values):
    """Write, or change, one's reflection on a session: there is one.

    Raises ``ValidationError`` for who was not there.
    """
    places = SessionMember.objects.select_for_update(of=("self",)).select_related("session__event")
    place = places.filter(session=session, member=member).first()
    if place is None or not rules.may_reflect(place):
        raise ValidationError(_("Who was there writes about it, once it has begun."))
    reflection = Reflection.objects.filter(session=session, member=member).first()
    return _store(reflection or Reflection(session=session, member=member), values)


@transaction.atomic
def add(member, values, now=None):
    """A reflection on something outside this site. The same form sent twice is one."""
    Member.objects.select_for_update().get(pk=member.pk)
    now = now or timezone.now()
    same = Reflection.objects.filter(member=member, session=None, created_at__gte=now - TWICE, **values).first()
    return same or _store(Reflection(member=member), values)


def change(reflection, values):
    """Write other words in a reflection."""
    return _store(reflection, values)


def delete(reflection):
    """Take a reflection away for good."""
    reflection.delete()


def _store(reflection, values):
    for name, value in values.items():
        setattr(reflection, name, value)
    reflection.save()
    return reflection
