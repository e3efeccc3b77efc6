"""Asking a question, answering it, and saying which answer is the answer."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from network.notices.actions import notify
from network.notices.following import followers_of
from network.people.models import Member
from network.people.roles import STAFF
from network.requests.choices import RequestStatus
from network.requests.models import Request, Response

# Staff hear of a question that nobody answered after so many days, when it names no day itself.
PATIENCE = 14


@transaction.atomic
def ask(title, by, *, text="", to=None, topics=(), event=None, visibility=None, answer_by=None):
    """Ask a question: ``to`` is an organisation, a municipality, a member, or None for the whole network."""
    fields = {"organisation": "to_organisation", "municipality": "to_municipality", "member": "to_member"}
    addressee = {fields[to._meta.model_name]: to} if to is not None else {}
    request = Request.objects.create(
        title=title,
        text=text,
        asked_by=by,
        event=event,
        answer_by=answer_by,
        **addressee,
        **({"visibility": visibility} if visibility else {}),
    )
    request.topics.set(topics)
    _tell(_asked(request), "question_for_you", request, by, f"question:{request.pk}:new", name=by.name)
    return request


@transaction.atomic
def answer(request, by, text):
    """Answer a question; who asked it and who follows it hear of it."""
    response = Response.objects.create(request=request, member=by, text=text)
    members = {request.asked_by_id} | set(followers_of("question", [request.pk]).values_list("pk", flat=True))
    _tell(members - {None}, "question_answered", request, by, f"answer:{response.pk}", name=by.name)
    return response


@transaction.atomic
def accept(response, by):
    """Say that this is the answer; the one before it no longer is."""
    request = Request.objects.select_for_update(of=("self",)).get(pk=response.request_id)
    request.responses.filter(is_accepted=True).update(is_accepted=False)
    request.responses.filter(pk=response.pk).update(is_accepted=True)
    request.status, request.answered_at = RequestStatus.ANSWERED, timezone.now()
    request.save(update_fields=["status", "answered_at"])
    members = {response.member_id} | set(followers_of("question", [request.pk]).values_list("pk", flat=True))
    _tell(members - {None}, "answer_accepted", request, by, f"answer:{response.pk}:accepted", name=by.name)
    return request


@transaction.atomic
def withdraw(request):
    """Take a question back; nobody sees it any more."""
    request.status = RequestStatus.WITHDRAWN
    request.save(update_fields=["status"])


def tell_staff_of_unanswered(today=None):
    """For the worker: staff hear once of each question that waits too long; how many there were."""
    today = today or timezone.localdate()
    waiting = Request.objects.open().filter(responses=None, reminded_at=None)
    late = [request for request in waiting if _late(request, today)]
    staff = list(Member.objects.active().filter(groups__name=STAFF))
    for request in late:
        with transaction.atomic():
            _tell(staff, "question_waits", request, None, f"question:{request.pk}:waits")
            Request.objects.filter(pk=request.pk).update(reminded_at=timezone.now())
    return len(late)


def _late(request, today):
    until = request.answer_by or timezone.localdate(request.created_at) + timedelta(days=PATIENCE)
    return until < today


def _asked(request):
    """Who is told that there is a question for them; for an organisation, who works there and is open to questions."""
    if request.to_member is not None:
        return [request.to_member]
    if request.to_organisation is not None:
        return Member.objects.active().filter(organisation=request.to_organisation, open_to_questions=True)
    return followers_of("topic", list(request.topics.values_list("pk", flat=True)))


def _tell(members, kind, request, actor, key, **words):
    notify(
        members,
        kind,
        key=key,
        url=request.get_absolute_url(),
        words={"title": request.title, **words},
        target=request,
        bundle=f"question:{request.pk}",
        actor=actor,
    )
