"""What a lesson of a session becomes here: a question with its answer, which everybody finds before asking it again."""

from django.utils.translation import gettext_lazy as _

from events.sessions.slots import LessonTarget
from network.people.rules import is_member
from network.requests.actions import answering
from network.requests.choices import Audience
from network.requests.models import Appointment


def make_answered_question(lesson, by):
    """A question of ``by`` to all members, with the lesson as its accepted answer; gives its address."""
    appointment = Appointment.objects.filter(session=lesson.session_id).select_related("request").first()
    topics = appointment.request.topics.accepted() if appointment is not None else ()
    question = answering.ask(lesson.title, by, topics=topics, visibility=Audience.MEMBERS)
    answering.accept(answering.answer(question, by, lesson.text), by)
    return question.get_absolute_url()


TARGET = LessonTarget(
    name="answer",
    label=_("a question with its answer"),
    hint=_("All members can find it. It is the fastest way: there is nothing more to fill in."),
    may=is_member,
    make=make_answered_question,
    for_all=True,
)
