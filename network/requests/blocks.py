"""Requests where other rooms show them: a meeting, my pages, an organisation, a topic."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from network.requests import rules
from network.requests.choices import OVER, RequestKind, RequestStatus
from network.requests.models import Appointment, Participation, Request
from network.topics.slots import Block

SHOWN = 5


def event_block(event, member):
    """What was asked at a meeting."""
    rows = list(Request.objects.visible_to(member).filter(event_id=event.pk).for_list())
    return render_to_string("requests/blocks/event.html", {"rows": rows}) if rows else ""


def my_block(member):
    """What somebody is asked for, what waits for them to read, and what they asked themselves."""
    waiting = Participation.objects.waiting_for(member).values("request_id")
    for_me = list(Request.objects.filter(pk__in=waiting).for_list()[:SHOWN])
    to_me = Request.objects.open().of_kind(RequestKind.QUESTION).filter(to_member=member)
    mine = Request.objects.filter(asked_by=member).exclude(status__in=OVER)
    rows = for_me + list(to_me.for_list()[:SHOWN]) + list(mine.for_list()[:SHOWN])
    to_read = Request.objects.to_read(member).count() if rules.is_second_reader(member) else 0
    if not rows and not to_read:
        return None
    return {"template": "requests/blocks/mine.html", "rows": rows, "to_read": to_read}


def availability_link(request, name, thing):
    """From one's own profile to what one says about being asked."""
    return {"template": "requests/blocks/availability_link.html"} if name == "my_profile" else None


def session_block(session, member):
    """What the session came of, for who takes part in that too."""
    appointment = session_request(session)
    if appointment is None or not rules.takes_part(member, appointment.request):
        return ""
    asked = appointment.request
    waits = asked.status == RequestStatus.HELD and rules.asked(member, asked)
    return render_to_string("requests/blocks/session.html", {"asked": asked, "outcome_waits": waits})


def session_request(session):
    """The ``Appointment`` of a session, or None."""
    return Appointment.objects.filter(session=session).select_related("request").first()


def organisation_block(organisation, member):
    """What an organisation was asked."""
    return _block(Request.objects.visible_to(member).filter(to_organisation=organisation))


def topic_block(topic, topic_ids, member):
    """What is asked about the topic or a narrower one, the newest first."""
    found = Request.objects.visible_to(member).filter(topics__in=topic_ids).values("pk")
    return _block(Request.objects.filter(pk__in=found))


def carried(member):
    """Which requests that ``member`` may see carry which topic."""
    visible = Request.objects.visible_to(member).order_by().values("pk")
    return Request.topics.through.objects.filter(request__in=visible).values_list("topic_id", "request_id")


def _block(found):
    count = found.count()
    if not count:
        return None
    rows = list(found.for_list()[:SHOWN])
    return Block(title=_("Exchange"), count=count, template="requests/_rows.html", context={"rows": rows})
