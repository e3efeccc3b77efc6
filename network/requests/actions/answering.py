"""Asking a question, answering it, and saying which answer is the answer (N12)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from network.notices.following import followers_of
from network.people.models import Member
from network.people.roles import STAFF
from network.requests.actions import telling
from network.requests.actions.asking import begin
from network.requests.actions.flow import NotAllowed, locked, move
from network.requests.choices import Outcome, RequestKind, RequestStatus
from network.requests.models import Request, Response
from network.requests.settings import exchange_settings


@transaction.atomic
def ask(title, by, *, text="", to=None, topics=(), event=None, visibility=None, wanted_by=None):
    """Ask a question: ``to`` is an organisation, a municipality, a member, or None for the whole network."""
    fields = {"organisation": "to_organisation", "municipality": "to_municipality", "member": "to_member"}
    cleaned = {"title": title, "text": text, "topics": topics, "event": event, "wanted_by": wanted_by}
    if to is not None:
        cleaned[fields[to._meta.model_name]] = to
    if visibility:
        cleaned["visibility"] = visibility
    return move(begin(RequestKind.QUESTION, by, cleaned), RequestStatus.OPEN, by)


@transaction.atomic
def answer(request, by, text):
    """Answer a question; who asked it and who follows it hear of it. The same answer again is the one that is there.

    Raises ``NotAllowed`` when it isn't open.
    """
    request = locked(request)
    same = request.responses.filter(member=by, text=text).first()
    if same is not None:
        return same
    if not request.is_open:
        raise NotAllowed("over")
    response = Response.objects.create(request=request, member=by, text=text)
    telling.tell(_concerned(request), "question_answered", request, by, f"answer:{response.pk}", name=by.name)
    return response


@transaction.atomic
def accept(response, by):
    """Say that this is the answer; the one before it no longer is."""
    request = locked(response.request)
    request.responses.filter(is_accepted=True).update(is_accepted=False)
    request.responses.filter(pk=response.pk).update(is_accepted=True)
    if request.is_open:
        request = move(request, RequestStatus.CLOSED, by, tell=False, outcome=Outcome.ANSWERED)
    concerned = _concerned(request) | {response.member_id}
    telling.tell(concerned, "answer_accepted", request, by, f"answer:{response.pk}:accepted", name=by.name)
    return request


def _concerned(request):
    followers = followers_of("request", [request.pk]).values_list("pk", flat=True)
    return ({request.asked_by_id} | set(followers)) - {None}


def tell_staff_of_unanswered(today=None):
    """For the worker: staff hear once of each question that waits too long; how many there were."""
    today = today or timezone.localdate()
    patience = timedelta(days=exchange_settings().patience_days)
    waiting = Request.objects.open().of_kind(RequestKind.QUESTION).filter(responses=None, reminded_at=None)
    late = [one for one in waiting if (one.wanted_by or timezone.localdate(one.created_at) + patience) < today]
    staff = list(Member.objects.active().filter(groups__name=STAFF))
    for request in late:
        with transaction.atomic():
            telling.tell(staff, "question_waits", request, None, f"question:{request.pk}:waits")
            Request.objects.filter(pk=request.pk).update(reminded_at=timezone.now())
    return len(late)
