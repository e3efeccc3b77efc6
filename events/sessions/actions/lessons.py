"""A lesson that may leave the group: only when everybody who was there agrees with every word of it.

Who says no is never told to anybody: others only see whether everybody agrees. A word changed takes all consents
back. Who left the site is not asked any more; with fewer than two people left there is no lesson.
"""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.sessions import notices, rules
from events.sessions.actions.planning import locked
from events.sessions.choices import LessonState
from events.sessions.models import Lesson, LessonConsent
from events.sessions.slots import lesson_targets
from network.people.models import Member

FEWEST = 2


def fingerprint(lesson):
    """A short name of the words, which a form sends along: consent is given to these words and no others."""
    return hashlib.blake2s(f"{lesson.title}\0{lesson.text}".encode(), digest_size=8).hexdigest()


def asked(session):
    """Who has to agree: everybody who was there and still has an account."""
    return Member.objects.active().filter(pk__in=session.members.filter(attended=True).values("member_id"))


def everybody_agrees(lesson):
    """Whether all who were there agree, and they are enough."""
    pks = set(asked(lesson.session).values_list("pk", flat=True))
    given = set(lesson.consents.filter(given=True).values_list("member_id", flat=True))
    return len(pks) >= FEWEST and pks <= given


@transaction.atomic
def write(session, by, title, text):
    """Put a lesson to the group, or other words for it: then everybody is asked (again). Raises ``ValidationError``."""
    session = locked(session)
    lesson = Lesson.objects.filter(session=session).first()
    if not rules.may_write_lesson(by, session, lesson):
        raise ValidationError(_("Only who wrote the lesson does that."))
    if lesson is not None and lesson.state == LessonState.MADE:
        raise ValidationError(_("This lesson was shared already."))
    if asked(session).count() < FEWEST:
        raise ValidationError(_("For a lesson at least two people who were there have to agree."))
    lesson = lesson or Lesson(session=session)
    if lesson.pk is not None and (lesson.title, lesson.text) == (title, text):
        return lesson
    lesson.title, lesson.text, lesson.written_by, lesson.state = title, text, by, LessonState.PROPOSED
    lesson.save()
    lesson.consents.all().delete()
    LessonConsent.objects.create(lesson=lesson, member=by, given=True)
    notices.ask_consent(lesson, asked(session), fingerprint(lesson))
    return lesson


@transaction.atomic
def answer(lesson, member, given, words):
    """Say yes or no to a lesson; it may be changed until it is made. ``words`` is the fingerprint of what was read.

    Raises ``ValidationError`` when the words are others by now.
    """
    lesson = _locked(lesson)
    if not asked(lesson.session).filter(pk=member.pk).exists():
        raise ValidationError(_("Only who was there is asked."))
    if lesson.state == LessonState.MADE:
        raise ValidationError(_("This lesson was shared already."))
    if words != fingerprint(lesson):
        raise ValidationError(_("The text was changed while you read. Read it once more."))
    LessonConsent.objects.update_or_create(
        lesson=lesson, member=member, defaults={"given": given, "at": timezone.now()}
    )
    return _settle(lesson)


@transaction.atomic
def withdraw(lesson, by):
    """Take a lesson back, with all answers. Raises ``ValidationError``."""
    lesson = _locked(lesson)
    if not rules.may_write_lesson(by, lesson.session, lesson):
        raise ValidationError(_("Only who wrote the lesson does that."))
    if lesson.state == LessonState.MADE:
        raise ValidationError(_("This lesson was shared already."))
    lesson.delete()


@transaction.atomic
def make(lesson, by, target_name):
    """Make it what the writer chose (``slots.lesson_targets``), once: again gives the same.

    Raises ``ValidationError``.
    """
    lesson = _locked(lesson)
    if not rules.may_write_lesson(by, lesson.session, lesson):
        raise ValidationError(_("Only who wrote the lesson does that."))
    if lesson.state == LessonState.MADE:
        return lesson
    if not everybody_agrees(lesson):
        raise ValidationError(_("Not everybody agrees yet."))
    target = next((one for one in lesson_targets if one.name == target_name and one.may(by)), None)
    if target is None:
        raise ValidationError(_("Choose what it becomes."))
    lesson.became_url = target.make(lesson, by)
    lesson.state, lesson.became, lesson.made_at = LessonState.MADE, target.name, timezone.now()
    lesson.save()
    return lesson


def follow_attendance(session):
    """Ask who turns out to have been there too, and see anew whether everybody agrees."""
    lesson = Lesson.objects.filter(session=session).exclude(state=LessonState.MADE).first()
    if lesson is not None:
        lesson.session = session
        notices.ask_consent(lesson, asked(session), fingerprint(lesson))
        _settle(lesson)


def settle_all():
    """For the worker: who left the site no longer holds up a lesson. Gives how many everybody agrees with now."""
    waiting = Lesson.objects.filter(state=LessonState.PROPOSED).select_related("session__event").order_by("pk")
    return sum(_settle_under_lock(lesson.session) for lesson in waiting if everybody_agrees(lesson))


@transaction.atomic
def _settle_under_lock(session):
    session = locked(session)
    lesson = Lesson.objects.filter(session=session, state=LessonState.PROPOSED).first()
    if lesson is None:
        return False
    lesson.session = session
    return _settle(lesson).state == LessonState.AGREED


def _settle(lesson):
    state = LessonState.AGREED if everybody_agrees(lesson) else LessonState.PROPOSED
    if state != lesson.state:
        lesson.state = state
        lesson.save(update_fields=["state"])
        if state == LessonState.AGREED:
            notices.tell_agreed(lesson, fingerprint(lesson))
    return lesson


def _locked(lesson):
    session = locked(lesson.session)
    fresh = Lesson.objects.filter(pk=lesson.pk).first()
    if fresh is None:
        raise ValidationError(_("This lesson was taken back."))
    fresh.session = session
    return fresh
