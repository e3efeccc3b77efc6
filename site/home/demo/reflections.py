"""What people of the demo region took home from a session."""

from django.utils import timezone

from events.sessions.actions import lessons, reflecting
from network.requests.models import Request, RequestChange, Response


def take_home(session, row, region):
    """Write the reflections and the lesson of a row of the file."""
    for slug, values in row.get("reflections", {}).items():
        day = timezone.localdate(session.event.starts_at)
        about = next((name for name in ("technical", "normative", "personal") if name in values), "")
        given = {"title": row["title"], "happened_on": day, "about": about, **values}
        reflecting.reflect(session, region.members[slug], given)
    if "lesson" in row:
        _share(session, row["lesson"], region)


def _share(session, told, region):
    """Everybody who was there agrees, and it becomes what its writer chose."""
    by = region.members[told["by"]]
    lesson = lessons.write(session, by, told["title"], told["text"])
    words = lessons.fingerprint(lesson)
    for member in lessons.asked(session).exclude(pk=by.pk):
        lessons.answer(lesson, member, True, words)
    lessons.make(lesson, by, told["to"])
    _date(Request.objects.filter(asked_by=by, title=told["title"]), session.event.ends_at)


def _date(made, moment):
    """What the lesson became was asked and answered when the group was together."""
    of_it = {"request__in": list(made)}
    RequestChange.objects.filter(**of_it).update(at=moment)
    Response.objects.filter(**of_it).update(created_at=moment)
    made.update(created_at=moment, opened_at=moment, closed_at=moment)
