"""What the demo region asks of each other: every kind in every state, made by the same actions as on the site.

Actions look ahead: what lies in the past is planned for tomorrow, and set back once it is planned.
"""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from events.meetings.models import EventPage
from events.sessions.actions import closing as sessions
from events.sessions.models import Session, SessionMethod
from home.demo import proposals, visits
from home.demo.content import days_ago, read
from network.notices.models import Notification
from network.requests import actions
from network.requests.actions import closing, joining, meeting, reading
from network.requests.actions.flow import locked, move
from network.requests.choices import Can, Part, RequestKind, RequestStatus
from network.requests.models import Availability, MomentOption, Participation, Request, RequestChange

STATES = ["draft", "reading", "open", "matched", "scheduled", "held", "closed"]
UNREAD = timedelta(days=8)  # notices of before are read
SESSION = timedelta(minutes=90)
READER = "henk-druppel"
PLAIN = ("about", "place", "size", "meets", "answer_within", "asks_itself", "visibility", "budget")


def load_exchange(region):
    """Requests that are not there yet, known by what they say, and what members say about being asked."""
    for row in read("exchange")["availability"]:
        _available(row, region)
    held = set(Request.objects.values_list("title", flat=True))
    for row in read("exchange")["requests"]:
        if row["title"] not in held:
            _load(row, region)


def _available(row, region):
    fields = {name: value for name, value in row.items() if name not in ("member", "reports_to")}
    if "reports_to" in row:
        fields["reports_to"] = region.members[row["reports_to"]]
    Availability.objects.get_or_create(member=region.members[row["member"]], defaults=fields)


def _load(row, region):
    by = region.members[row["by"]]
    request = actions.begin(row["kind"], by, _filled_in(row, region), is_offer=row.get("offer", False))
    if row["state"] == "withdrawn":
        request = actions.withdraw(_opened(request, row, region), by)
    elif row["state"] == "expired":
        request = move(_opened(request, row, region), RequestStatus.EXPIRED)
    elif row["kind"] == RequestKind.CHALLENGE:
        proposals.load(request, row, region)
    elif request.is_offer:
        visits.load(request, row, region)
    else:
        _together(request, row, region)
    set_back(locked(request), row)


def _filled_in(row, region):
    """What somebody filled in, as the form gives it."""
    cleaned = {"title": row["title"], "text": row["text"], "topics": region.tags(row["topics"])}
    cleaned |= {name: row[name] for name in PLAIN if name in row}
    if "municipality" in row:
        cleaned["municipality"] = region.municipalities[row["municipality"]]
    if "method" in row:
        cleaned["method"] = SessionMethod.objects.get(slug=row["method"])
    if row["kind"] == RequestKind.INTERVISION:
        cleaned.setdefault("size", 6)
    if "to" in row:
        cleaned["to_member"] = region.members[row["to"]]
    if "moments" in row:
        starts = [workday(days_ago(-days, hour=14)) for days in row["moments"]]
        cleaned["moments"] = [(start, start + SESSION) for start in starts]
    if row["kind"] == RequestKind.CHALLENGE:
        cleaned |= proposals.filled_in(row, region)
    return cleaned


def workday(moment):
    """The moment, or the same time on the Monday or Tuesday after a weekend: moments stay apart."""
    return moment + timedelta(days=2) if moment.weekday() >= 5 else moment


# ---------- people who come together ----------


def _reached(row, state):
    return STATES.index(row["state"]) >= STATES.index(state)


def _opened(request, row, region):
    """Sent, read and asked of people."""
    request = actions.send(request, region.members[row["by"]])
    if request.status == RequestStatus.READING and row["state"] != "reading":
        request = reading.approve(request, region.members[READER])
    names = ("invited", "joined", "declined", "lapsed")
    asked = [region.members[slug] for name in names for slug in row.get(name, [])]
    if asked:
        joining.invite(request, asked, request.asked_by)
    for slug in row.get("declined", []):
        joining.say_no(_part(request, region, slug))
    lapsed = [region.members[slug] for slug in row.get("lapsed", [])]
    request.participations.filter(member__in=lapsed).update(state=Part.LAPSED, answered_at=timezone.now())
    for slug, message in row.get("wants", {}).items():
        joining.come(request, region.members[slug], message, agreed=True)
    return request


def _part(request, region, slug):
    return request.participations.get(member=region.members[slug])


def _together(request, row, region):
    """Intervision, a consultation, or a visit that somebody asks for."""
    if row["state"] == "draft":
        return
    request = _opened(request, row, region)
    if not _reached(row, "open"):
        return
    promised = timezone.localdate() + timedelta(days=row["promised"]) if "promised" in row else None
    for slug in [*row.get("joined", []), *([row["to"]] if "to" in row else [])]:
        joining.say_yes(_part(request, region, slug), agreed=True, promised_by=promised)
    if "host" in row:
        wish = joining.come(request, region.members[row["host"]], agreed=True)
        joining.let_in(wish, request.asked_by)
    request = locked(request)
    if _reached(row, "matched") and request.status == RequestStatus.OPEN:
        request = joining.enough(request, request.asked_by)
    if row.get("answers"):
        _answer_moments(request)
    if _reached(row, "scheduled"):
        _meet(request, row, region)


def _answer_moments(request):
    """Everybody says when they can; nobody all the same."""
    options = list(MomentOption.objects.filter(request=request))
    values = [Can.YES, Can.YES, Can.MAYBE, Can.NO]
    for place, row in enumerate(request.joined()):
        meeting.answer_moments(row, {one.pk: values[(place + number) % 4] for number, one in enumerate(options)})


def _meet(request, row, region):
    by = request.asked_by
    if "on" in row:
        start = workday(days_ago(-max(row["on"], 1), hour=14))
        facilitator = region.members[row["facilitator"]] if "facilitator" in row else None
        link = row.get("online_link", "")
        session = meeting.schedule(request, by, start, start + SESSION, online_link=link, facilitator=facilitator)
        if row["on"] < 0:
            happen(session, days_ago(-row["on"], hour=14), region, row)
    elif _reached(row, "held"):
        closing.held(request, by)
    if row["state"] == "closed" and locked(request).status != RequestStatus.CLOSED:
        closing.close(request, by, row.get("outcome", "done"), row.get("came", ""))
    elif row["state"] == "closed":
        # A visit ends with its day.
        Request.objects.filter(pk=request.pk).update(outcome_text=row.get("came", ""))


def happen(session, start, region, row):
    """Let a session have been: everybody was there, some wrote a reflection, and perhaps there is a lesson."""
    from home.demo.reflections import take_home

    length = session.event.ends_at - session.event.starts_at
    EventPage.objects.filter(pk=session.event_id).update(starts_at=start, ends_at=start + length)
    session = Session.objects.get(pk=session.pk)
    there = set(session.members.values_list("member_id", flat=True))
    leads = session.facilitator or session.members.order_by("pk").first().member
    session = sessions.confirm_attendance(session, leads, there)
    take_home(session, row, region)
    if row["state"] == "closed":
        session = sessions.close(Session.objects.get(pk=session.pk), leads)
    end = start + length
    session.members.update(confirmed_at=end)
    Session.objects.filter(pk=session.pk).update(held_at=end, created_at=start - timedelta(days=9))
    Session.objects.filter(pk=session.pk, closed_at__isnull=False).update(closed_at=end + timedelta(days=2))
    _age(Notification.objects.filter(url__startswith=session.get_absolute_url()), end)


# ---------- when it was ----------


def set_back(request, row):
    """Give what happened the moments when it happened."""
    began, now = days_ago(row["asked"]), timezone.now()
    changes = list(RequestChange.objects.filter(request=request).order_by("pk"))
    last = min(now - began, timedelta(days=max(1, row["asked"] * 0.8)))
    for place, change in enumerate(changes, start=1):
        change.at = began + last * (place / max(1, len(changes)))
    RequestChange.objects.bulk_update(changes, ["at"])
    over = changes[-1].at if changes and request.is_over else None
    opened = next((change.at for change in changes if change.new == RequestStatus.OPEN), None)
    moments = {"created_at": began, "opened_at": opened, "closed_at": over}
    if request.text_deleted_at:
        moments["text_deleted_at"] = over or changes[-1].at
    Request.objects.filter(pk=request.pk).update(**moments)
    if opened is not None:
        hour = timedelta(hours=20)
        Participation.objects.filter(request=request).update(asked_at=opened)
        answered = Participation.objects.filter(request=request, answered_at__isnull=False)
        answered.update(answered_at=min(opened + hour, now))
        Participation.objects.filter(request=request, agreed_at__isnull=False).update(agreed_at=F("answered_at"))
    _age(Notification.objects.filter(bundle=f"request:{request.pk}"), changes[-1].at if changes else began)


def _age(told, moment):
    """Who was told of it, was told then; what is old was read."""
    read_at = moment + timedelta(hours=20) if moment < timezone.now() - UNREAD else None
    told.update(created_at=moment, read_at=read_at)
