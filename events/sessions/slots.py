"""What rooms to the right show on the page of a session, and what a lesson can become there."""

from collections.abc import Callable
from dataclasses import dataclass

from base.slots import Slot

# Callables ``(session, member) -> HTML``; an empty text shows nothing. Only asked for who takes part.
session_blocks = Slot("on the page of a session")


@dataclass(frozen=True)
class LessonTarget:
    """What a lesson can become.

    ``make(lesson, by)`` makes it once everybody agrees, in the transaction that notes that it was made, and gives the
    address of what it made. ``may(member)`` says who may choose it. Of what is ``for_all`` the whole group gets that
    address; otherwise only who made it, as of a draft that nobody else may open.
    """

    name: str  # kept with the lesson
    label: str  # lazy, as “A practice”
    hint: str  # lazy: what happens then
    may: Callable
    make: Callable
    for_all: bool = False


# ``LessonTarget`` objects.
lesson_targets = Slot("what a lesson of a session can become")
