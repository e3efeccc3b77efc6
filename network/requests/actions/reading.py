"""The second reader: somebody else reads intervision and consultation before anybody else sees them."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from network.requests import rules
from network.requests.actions import joining, telling
from network.requests.actions.flow import NotAllowed, locked, move
from network.requests.choices import RequestStatus
from network.requests.models import Request, RequestChange

# After so many days without being read, second readers hear of it once more, and staff that it takes too long.
REMIND_AFTER = timedelta(days=2)
STAFF_AFTER = timedelta(days=5)


@transaction.atomic
def approve(request, by):
    """It can go to the network: nobody is recognised in it."""
    request = _to_read(request, by)
    request = move(request, RequestStatus.OPEN, by, reader=by)
    joining.ask_who_was_named(request)
    return request


@transaction.atomic
def send_back(request, by, remark):
    """Back to who asked, who reads why and writes it anew."""
    request = _to_read(request, by)
    return move(request, RequestStatus.DRAFT, by, remark, reader=by)


def _to_read(request, by):
    request = locked(request)
    if not rules.may_read_first(by, request):
        raise NotAllowed("step" if request.status != RequestStatus.READING else "reader")
    return request


def remind(now=None):
    """For the worker: what waits too long for a second reader; how many requests that were.

    Readers hear of it once more after two days. Staff hear after five, and as soon as nobody may read it any more.
    """
    now = now or timezone.now()
    number = 0
    for request in Request.objects.filter(status=RequestStatus.READING).select_related("asked_by"):
        sent = RequestChange.objects.filter(request=request, new=RequestStatus.READING).last()
        since = sent.at if sent is not None else request.created_at
        late = now - since
        key = f"request:{request.pk}:reading:{since.timestamp():.0f}"
        if late < REMIND_AFTER and rules.readers_of(request).exists():
            continue
        with transaction.atomic():
            telling.ask_readers(request, None, f"{key}:again")
            if late >= STAFF_AFTER:
                telling.tell_staff_of_reading(f"{key}:late")
            number += 1
    return number
