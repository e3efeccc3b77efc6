"""The second reader: somebody else reads intervision and consultation before anybody else sees them."""

from django.db import transaction

from network.requests import rules
from network.requests.actions import joining
from network.requests.actions.flow import NotAllowed, locked, move
from network.requests.choices import RequestStatus


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
