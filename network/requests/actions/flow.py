"""The one way in which the status of a request changes.

``move`` takes the lock of the request, asks its kind whether the step is allowed from where it is *now*, notes it in
the history and tells who is concerned. So a step that is sent twice, or after another one, changes nothing and raises.
"""

from django.db import transaction
from django.utils import timezone

from network.requests.choices import OVER, RequestStatus
from network.requests.models import Request, RequestChange


class NotAllowed(Exception):
    """What somebody asked for can't be: ``str()`` is the name of the reason, of ``SENTENCES`` in ``telling``."""


def locked(request):
    """The request as it is now, locked until the end of the transaction."""
    return Request.objects.select_for_update(of=("self",)).get(pk=request.pk)


@transaction.atomic
def move(request, to, by=None, remark="", tell=True, **fields):
    """Take a request a step further and write ``fields`` with it; gives it as it is then. Raises ``NotAllowed``."""
    from network.requests.actions import telling

    current = locked(request)
    old = current.status
    if not current.rules.may_go(old, to):
        raise NotAllowed("step")
    for name, value in fields.items():
        setattr(current, name, value)
    current.status = RequestStatus(to)
    if to == RequestStatus.OPEN and current.opened_at is None:
        current.opened_at = timezone.now()
    current.closed_at = timezone.now() if to in OVER else None
    current.save(update_fields=["status", "opened_at", "closed_at", *fields])
    RequestChange.objects.create(request=current, old=old, new=to, by=by, remark=remark)
    if tell:
        telling.step(current, old, by, remark)
    request.status, request.closed_at, request.opened_at = current.status, current.closed_at, current.opened_at
    return current
