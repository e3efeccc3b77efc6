"""What members hear about requests: each step of the way, once.

A notice says the title, never the text; who sees less hears less. Mail follows what each member chose for that kind.
"""

from django.utils.translation import gettext_lazy as _

from network.notices.actions import notify
from network.notices.following import followers_of
from network.people.models import Member
from network.people.roles import SECOND_READER
from network.requests.choices import RequestKind, RequestStatus

# Reasons of ``NotAllowed``, as people read them.
SENTENCES = {
    "step": _("This has changed meanwhile. Look how it stands now."),
    "edit": _("This can't be changed any more."),
    "over": _("This is over."),
    "kind": _("Challenges are put by the region and by municipalities."),
    "full": _("The group is full."),
    "again": _("You have answered this already."),
    "rules": _("First agree to the ground rules."),
    "reader": _("You can't read this first: it is yours, or you are asked."),
    "manager": _("This group is not the right one for you. You find others in the list."),
    "organisation": _("This is for people of other organisations."),
    "people": _("There are not enough people yet."),
    "past": _("This moment is over."),
    "places": _("There is no place left on this day."),
    "deadline": _("The last day is over."),
    "consent": _("Not everybody agrees yet."),
}


def tell(members, kind, request, actor, key, **words):
    """Tell ``members`` of something about a request."""
    notify(
        members,
        kind,
        key=key,
        url=request.get_absolute_url(),
        words={"title": request.title, **words},
        target=request,
        bundle=f"request:{request.pk}",
        actor=actor,
    )


def step(request, old, by, remark=""):
    """Tell who is concerned that a request went a step further."""
    new = request.status
    number = request.changes.count()
    key = f"request:{request.pk}:{number}"
    if new == RequestStatus.READING:
        readers = Member.objects.in_role(SECOND_READER).exclude(pk__in=[request.asked_by_id, request.to_member_id])
        tell(readers, "request_to_read", request, by, key)
    elif new == RequestStatus.OPEN and old in (RequestStatus.DRAFT, RequestStatus.READING):
        if old == RequestStatus.READING:
            _tell_step(request, by, key)
        opened(request, by)
    else:
        _tell_step(request, by, key)


def _tell_step(request, by, key):
    members = {request.asked_by_id} | set(request.participations.joined().values_list("member_id", flat=True))
    tell(members - {None}, "request_step", request, by, key, status=str(request.status_label))


def opened(request, by):
    """Tell who may want to know that it is open: who is asked by name, or follows its topics."""
    kind = "question_for_you" if request.kind == RequestKind.QUESTION else "request_about_topic"
    if request.to_member_id and request.kind != RequestKind.QUESTION:
        return  # they are asked as a participant (``joining``)
    name = "" if request.rules.hides_people or by is None else by.name
    tell(_addressed(request), kind, request, request.asked_by, f"request:{request.pk}:new", name=name)


def _addressed(request):
    """For an organisation: who works there and is open to questions; of the rest who may see it and follows a topic."""
    if request.to_member is not None:
        return [request.to_member]
    if request.to_organisation is not None:
        return Member.objects.active().filter(organisation=request.to_organisation, open_to_questions=True)
    followers = followers_of("topic", list(request.topics.values_list("pk", flat=True)))
    if request.visibility == "group" and request.group_id:
        followers = followers.filter(memberships__group=request.group_id, memberships__status="active")
    elif request.visibility in ("chosen", "participants"):
        return list(request.chosen.all())
    return followers
