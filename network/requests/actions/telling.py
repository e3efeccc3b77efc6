"""What members hear about requests: each step of the way, once.

A notice says the title, never the text; who sees less hears less. Mail follows what each member chose for that kind.
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.notices.actions import notify
from network.notices.following import followers_of
from network.people.models import Member
from network.people.roles import ADMINISTRATOR, STAFF
from network.requests import rules
from network.requests.actions import telling_challenges
from network.requests.choices import RequestKind, RequestStatus

# Reasons of ``NotAllowed``, as people read them.
SENTENCES = {
    "step": _("This has changed meanwhile. Look how it stands now."),
    "edit": _("This can't be changed any more."),
    "over": _("This is over."),
    "kind": _("Challenges are put by the region and by municipalities."),
    "full": _("The group is full."),
    "taken": _("A colleague thinks along already."),
    "again": _("You have answered this already."),
    "rules": _("First agree to the ground rules."),
    "reader": _("You can't read this first: it is yours, or you are asked."),
    "people": _("There are not enough people yet."),
    "past": _("This moment is over."),
    "early": _("It has not begun yet."),
    "begun": _("It has begun already."),
    "moment": _("The end is not after the start."),
    "gone": _("The text was deleted, so it can't be opened again. Ask it anew."),
    "places": _("There is no place left on this day."),
    "promise": _("First read what you promise, and tick that you do."),
    "booked": _("More people booked this day than that."),
    "twice": _("You offer a day at that time already."),
    "days": _("There are thirty days already. Take one away first."),
    "coming": _("Somebody is still to come. Take that day away first, or wait until it was."),
    "visited": _("You can write this when you have been there."),
    "deadline": _("The last day is over."),
    "consent": _("Not everybody agrees yet."),
    "before": _("The last day is not over yet."),
    "earlier": _("The last day can become later, not earlier."),
    "incomplete": _("First write what you would do, and for which organisation."),
    "done": _("You said that you were done, so your points stay as they are."),
    "scores": _("First give points to all proposals."),
    "decide": _("First say of each proposal whether it is chosen."),
}


def tell(members, kind, request, actor, key, url=None, **words):
    """Tell ``members`` of something about a request; ``url`` is its page unless it is said otherwise."""
    notify(
        members,
        kind,
        key=key,
        url=url or request.get_absolute_url(),
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
    if request.kind == RequestKind.CHALLENGE:
        telling_challenges.step(request, old, by, key)
        if new == RequestStatus.OPEN:
            opened(request, by)
    elif new == RequestStatus.READING:
        ask_readers(request, by, key)
    elif new == RequestStatus.OPEN and old in (RequestStatus.DRAFT, RequestStatus.READING):
        if old == RequestStatus.READING:
            _tell_step(request, by, key)
        opened(request, by)
    else:
        _tell_step(request, by, key)


def ask_readers(request, by, key):
    """Ask the second readers to read it. Where nobody can, staff hear that somebody waits: not who, nor for what."""
    readers = list(rules.readers_of(request))
    if readers:
        tell(readers, "request_to_read", request, by, key)
    else:
        tell_staff_of_reading(key)


def tell_staff_of_reading(key):
    """Regional staff and administrators see to it that there are second readers."""
    notify(Member.objects.in_role(STAFF, ADMINISTRATOR), "request_no_reader", key=key, url=reverse("requests:to_read"))


def _tell_step(request, by, key):
    members = {request.asked_by_id} | set(request.participations.joined().values_list("member_id", flat=True))
    back = request.status == RequestStatus.DRAFT
    status = _("the second reader sent it back to you with a remark") if back else request.status_label
    tell(members - {None}, "request_step", request, by, key, status=str(status))


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
