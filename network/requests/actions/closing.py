"""How a request ends: with what came of it, or because nothing did; and that its text goes then."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from events.sessions.actions import closing as sessions
from events.sessions.choices import SessionState
from events.sessions.models import Session
from network.requests import kinds, rules
from network.requests.actions import joining, telling
from network.requests.actions.flow import NotAllowed, locked, move
from network.requests.choices import OVER, Outcome, Part, RequestKind, RequestStatus
from network.requests.models import Participation, Request, RequestChange, VisitDay
from network.requests.settings import exchange_settings

PRIVATE = [kind for kind, one in kinds.KINDS.items() if one.text_is_private]
EXPIRES = [kind for kind, one in kinds.KINDS.items() if one.expires]
# So long an expired one can be opened again; then its text goes, however long the region keeps that.
OPEN_AGAIN = timedelta(days=14)
# Who asked is asked what came of it after so many days, and then it is closed without.
ASK_OUTCOME, CLOSE_FORGOTTEN = timedelta(days=7), timedelta(days=30)


@transaction.atomic
def held(request, by):
    """Say that people met: a consultation without an appointment, or one whose moment has come."""
    request = locked(request)
    if not rules.takes_part(by, request):
        raise NotAllowed("edit")
    session = request.session
    if request.status != RequestStatus.SCHEDULED or session is None:
        return move(request, RequestStatus.HELD, by)
    if not session.has_begun():
        raise NotAllowed("early")
    if session.state in (SessionState.PLANNED, SessionState.RUNNING):
        try:
            # By which the session says that it was held, and this follows.
            sessions.confirm_attendance(session, by, set(session.members.values_list("member_id", flat=True)))
        except ValidationError:
            return move(request, RequestStatus.HELD, by)
        return locked(request)
    return move(request, RequestStatus.HELD, by)


@transaction.atomic
def close(request, by, outcome, text=""):
    """Who asked says what came of it. Private text is deleted, at once or when the region says so."""
    request = locked(request)
    if not rules.may_decide(by, request):
        raise NotAllowed("edit")
    if outcome not in request.rules.ends or request.kind == RequestKind.CHALLENGE:
        raise NotAllowed("step")
    request = move(request, RequestStatus.CLOSED, by, outcome=Outcome(outcome), outcome_text=text)
    delete_if_due(request)
    return request


@transaction.atomic
def open_again(request, by, wanted_by=None):
    """Look for people once more after it expired; with a group that is still complete, for a moment."""
    request = locked(request)
    if not rules.asked(by, request):
        raise NotAllowed("edit")
    if request.status != RequestStatus.EXPIRED:
        raise NotAllowed("step")
    if request.text_deleted_at is not None:
        raise NotAllowed("gone")
    request = move(request, RequestStatus.OPEN, by, wanted_by=wanted_by, opened_at=timezone.now(), reminded_at=None)
    if request.rules.meets and not request.is_offer and joining.is_full(request):
        request = move(request, RequestStatus.MATCHED, by, tell=False)
    return request


def expire(now=None):
    """For the worker: end what found no people in time; how many there were."""
    now = now or timezone.now()
    late = Q(wanted_by__lt=timezone.localdate(now))
    late |= Q(wanted_by=None, opened_at__lt=now - timedelta(days=exchange_settings().expire_days))
    number = 0
    waiting = [RequestStatus.OPEN, RequestStatus.MATCHED]
    found = Request.objects.filter(late, kind__in=EXPIRES, status__in=waiting)
    # A visit that is offered stays as long as there are days (``visits.close_quiet``).
    offers = VisitDay.objects.filter(request__is_offer=True).values("request_id")
    for request in found.exclude(pk__in=offers):
        with transaction.atomic():
            try:
                move(request, RequestStatus.EXPIRED)
            except NotAllowed:
                continue  # somebody took it a step further meanwhile
            request.participations.filter(state__in=[Part.ASKED, Part.WANTS]).update(state=Part.LAPSED, until=now)
            number += 1
    return number


def close_forgotten(now=None):
    """For the worker: ask once what came of what was held, and close it when nobody says so; how many were closed."""
    now = now or timezone.now()
    steps = Q(changes__new=RequestStatus.HELD)
    waiting = Request.objects.filter(status=RequestStatus.HELD).annotate(held=Max("changes__at", filter=steps))
    number = 0
    for request in waiting.filter(held__lt=now - ASK_OUTCOME):
        with transaction.atomic():
            if request.held < now - CLOSE_FORGOTTEN:
                number += _close_without(request)
            else:
                telling.tell([request.asked_by_id], "request_ends", request, None, f"request:{request.pk}:ends")
    return number


def _close_without(request):
    ends = request.rules.ends
    try:
        request = move(request, RequestStatus.CLOSED, outcome=Outcome(ends[0]) if len(ends) == 1 else "")
    except NotAllowed:
        return 0  # somebody closed it meanwhile
    delete_if_due(request)
    return 1


# ---------- the text goes ----------


def delete_if_due(request):
    """Delete private text of what is over for good, where the region keeps it no longer than that."""
    if request.rules.text_is_private and exchange_settings().keep_text_days == 0:
        delete_text(request)


@transaction.atomic
def delete_text(request):
    """Delete what is private of a request: its text, what the reader remarked, messages of who came, and the
    preparation of its sessions."""
    now = timezone.now()
    request.text, request.text_deleted_at = "", now
    request.save(update_fields=["text", "text_deleted_at"])
    RequestChange.objects.filter(request=request).exclude(remark="").update(remark="")
    request.participations.exclude(message="").update(message="")
    sessions.forget(Session.objects.filter(appointment__request=request))


def delete_old_texts(now=None):
    """For the worker: delete private texts of what is over since as many days as the region keeps them."""
    now = now or timezone.now()
    kept = timedelta(days=exchange_settings().keep_text_days)
    done = Q(closed_at__lte=now - kept) & ~Q(status=RequestStatus.EXPIRED)
    expired = Q(closed_at__lte=now - max(kept, OPEN_AGAIN), status=RequestStatus.EXPIRED)
    over = Request.objects.filter(done | expired, kind__in=PRIVATE, status__in=OVER, text_deleted_at=None)
    number = 0
    for request in over:
        delete_text(request)
        number += 1
    return number


# ---------- promises ----------


def remind(today=None):
    """For the worker: a promise of a consultation is due tomorrow, or its day is over; each is told once."""
    today = today or timezone.localdate()
    waiting = Participation.objects.joined().filter(
        request__kind=RequestKind.CONSULTATION, request__status=RequestStatus.MATCHED
    )
    waiting = waiting.select_related("request", "member")
    number = 0
    for row in waiting.filter(promised_by__lte=today + timedelta(days=1), reminded_at=None):
        with transaction.atomic():
            telling.tell([row.member_id], "request_promise", row.request, None, f"promise:{row.pk}:{row.promised_by}")
            Participation.objects.filter(pk=row.pk).update(reminded_at=timezone.now())
            number += 1
    for row in waiting.filter(promised_by__lt=today):
        key = f"promise:{row.pk}:{row.promised_by}:over"
        telling.tell([row.request.asked_by_id], "request_overdue", row.request, None, key)
    return number
