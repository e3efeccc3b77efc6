"""What a lesson can become without any room to the right: a practice that its writer goes on with."""

import uuid

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.sessions.slots import LessonTarget, lesson_targets
from network.people.rules import is_member
from practices.actions.writing import create_draft

# The same lesson always gets the same draft, so that a replay makes no second one.
DRAFTS = uuid.UUID("5f0a3c1e-9a55-4a57-9d57-2d1a3a7b6c41")


def make_practice(lesson, by):
    """A draft of ``by`` with the lesson in it, and its address. No name in it is a client's: the form asked that."""
    key = uuid.uuid5(DRAFTS, f"{lesson.pk}")
    typed = {"title": lesson.title, "approach": lesson.text}
    draft = create_draft(by, typed, draft_id=key, about_nobody=True)
    return reverse("practices:draft", args=[draft.pk])


def fill():
    """Register it."""
    lesson_targets.register(
        LessonTarget(
            name="practice",
            label=_("A practice"),
            hint=_(
                "You get a draft and finish it: why it works, and for whom. Somebody else reads it before it shows."
            ),
            may=is_member,
            make=make_practice,
        ),
        order=10,
    )
