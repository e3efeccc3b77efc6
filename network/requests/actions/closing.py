"""How a request ends: with what came of it, or because nothing did; and that its text goes then."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from network.requests import kinds, rules
from network.requests.actions import telling
from network.requests.actions.flow import NotAllowed, locked, move
from network.requests.choices import OVER, Outcome, Part, RequestStatus
from network.requests.models import Request, RequestChange
from network.requests.settings import exchange_settings

PRIVATE = [kind for kind, one in kinds.KINDS.items() if one.text_is_private]
EXPIRES = [kind for kind, one in kinds.KINDS.items() if one.expires]


@transaction.atomic
def held(request, by):
    """Say that a consultation without an appointment took place."""
    request = locked(request)
    if not rules.takes_part(by, request):
        raise NotAllowed("edit")
    return move(request, RequestStatus.HELD, by)


@transaction.atomic
def close(request, by, outcome, text=""):
    """Who asked says what came of it. Private text is deleted, at once or when the region says so."""
    request = locked(request)
    if not rules.may_decide(by, request):
        raise NotAllowed("edit")
    if outcome not in request.rules.ends:
        raise NotAllowed("step")
    request = move(request, RequestStatus.CLOSED, by, outcome=Outcome(outcome), outcome_text=text)
    if exchange_settings().keep_text_days == 0:
        delete_text(request)
    return request


@transaction.atomic
def open_again(request, by, wanted_by=None):
    """Look for people once more after it expired."""
    request = locked(request)
    if not rules.asked(by, request) or request.text_deleted_at is not None:
        raise NotAllowed("edit")
    return move(request, RequestStatus.OPEN, by, wanted_by=wanted_by, opened_at=timezone.now(), reminded_at=None)


def expire(now=None):
    """For the worker: end what found no people in time; how many there were."""
    now = now or timezone.now()
    late = Q(wanted_by__lt=timezone.localdate(now))
    late |= Q(wanted_by=None, opened_at__lt=now - timedelta(days=exchange_settings().expire_days))
    number = 0
    waiting = [RequestStatus.OPEN, RequestStatus.MATCHED]
    for request in Request.objects.filter(late, kind__in=EXPIRES, status__in=waiting):
        with transaction.atomic():
            try:
                move(request, RequestStatus.EXPIRED)
            except NotAllowed:
                continue  # somebody took it a step further meanwhile
            request.participations.filter(state__in=[Part.ASKED, Part.WANTS]).update(state=Part.LAPSED, until=now)
            number += 1
    return number


# ---------- the text goes ----------


@transaction.atomic
def delete_text(request):
    """Delete what is private of a request that is over: its text, what the reader remarked, messages of who came."""
    now = timezone.now()
    request.text, request.text_deleted_at = "", now
    request.save(update_fields=["text", "text_deleted_at"])
    RequestChange.objects.filter(request=request).exclude(remark="").update(remark="")
    request.participations.exclude(message="").update(message="")


def delete_old_texts(now=None):
    """For the worker: delete private texts of what is over since as many days as the region keeps them."""
    before = (now or timezone.now()) - timedelta(days=exchange_settings().keep_text_days)
    over = Request.objects.filter(kind__in=PRIVATE, status__in=OVER, closed_at__lte=before, text_deleted_at=None)
    number = 0
    for request in over:
        delete_text(request)
        number += 1
    return number


def remind(today=None):
    """For the worker: a promise of a consultation is due, or its day is over; each is reminded once."""
    from network.requests.models import Participation

    today = today or timezone.localdate()
    due = Participation.objects.joined().filter(
        request__status=RequestStatus.MATCHED, promised_by__lte=today + timedelta(days=1), reminded_at=None
    )
    number = 0
    for row in due.select_related("request", "member"):
        with transaction.atomic():
            telling.tell([row.member_id], "request_promise", row.request, None, f"promise:{row.pk}:{row.promised_by}")
            Participation.objects.filter(pk=row.pk).update(reminded_at=timezone.now())
            number += 1
    return number
