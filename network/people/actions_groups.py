"""What changes groups of people: joining, inviting, leaving, writing to everybody."""

from django.db import transaction
from django.utils import timezone

from base import slots
from base.mail import absolute_url, send_mail_later
from network.people.choices import Joining
from network.people.models import Membership, PeopleGroup
from network.people.rules import is_member


class NotAllowed(Exception):
    """Somebody may not do this."""


class LastCoordinator(Exception):
    """A group needs somebody who looks after it."""


def coordinates(member, group):
    """Whether ``member`` may change this group: staff, and its coordinators."""
    return PeopleGroup.objects.coordinated_by(member).filter(pk=group.pk).exists()


def takes_part(member, group):
    """Whether ``member`` is one of the group."""
    return is_member(member) and group.memberships.active().filter(member=member).exists()


@transaction.atomic
def ask_to_join(group, member, motivation=""):
    """Ask; whoever was invited is in at once. Asking twice is asking once."""
    if not PeopleGroup.objects.visible_to(member).filter(pk=group.pk).exists() or not is_member(member):
        raise NotAllowed
    membership = group.memberships.select_for_update().filter(member=member).first()
    if membership is not None:
        if membership.status == Membership.Status.INVITED:
            return _let_in(membership)
        return membership
    if group.joining != Joining.ASK:
        raise NotAllowed
    membership, is_new = Membership.objects.get_or_create(
        group=group, member=member, defaults={"status": Membership.Status.ASKED, "motivation": motivation}
    )
    if is_new:
        _tell(coordinators(group), "group_asked", membership, who=member, motivation=motivation)
    return membership


@transaction.atomic
def invite(group, coordinator, member):
    """Invite; whoever had asked is in at once."""
    if not coordinates(coordinator, group):
        raise NotAllowed
    membership, is_new = Membership.objects.select_for_update().get_or_create(
        group=group, member=member, defaults={"status": Membership.Status.INVITED}
    )
    if membership.status == Membership.Status.ASKED:
        return _let_in(membership)
    if is_new:
        _tell([member], "group_invited", membership, who=coordinator)
    return membership


@transaction.atomic
def let_in(membership, coordinator):
    """Let somebody in who asked."""
    if not coordinates(coordinator, membership.group):
        raise NotAllowed
    membership = Membership.objects.select_for_update().select_related("group", "member").get(pk=membership.pk)
    return _let_in(membership) if membership.status == Membership.Status.ASKED else membership


def _let_in(membership):
    asked = membership.status == Membership.Status.ASKED
    membership.status = Membership.Status.ACTIVE
    membership.save()
    if asked:
        _tell([membership.member], "group_let_in", membership)
    return membership


@transaction.atomic
def remove(membership, somebody):
    """Leave, decline an invitation, take back a request, or be removed by a coordinator."""
    group = PeopleGroup.objects.select_for_update().get(pk=membership.group_id)
    own = is_member(somebody) and membership.member_id == somebody.pk
    if not own and not coordinates(somebody, group):
        raise NotAllowed
    if _is_last_coordinator(membership, group):
        raise LastCoordinator
    asked = membership.status == Membership.Status.ASKED
    membership.delete()
    if asked and not own:
        # No notice: what is left of it would name a group that they may not know of.
        context = {"group": group, "name": membership.member.get_short_name()}
        address = absolute_url(group.get_absolute_url())
        send_mail_later(membership.member.email, "group_declined", {**context, "address": address})


@transaction.atomic
def set_coordinator(membership, coordinator, value):
    """Give or take the right to look after the group."""
    group = PeopleGroup.objects.select_for_update().get(pk=membership.group_id)
    if not coordinates(coordinator, group):
        raise NotAllowed
    if not value and _is_last_coordinator(membership, group):
        raise LastCoordinator
    Membership.objects.filter(pk=membership.pk, status=Membership.Status.ACTIVE).update(is_coordinator=value)


def _is_last_coordinator(membership, group):
    if not (membership.is_coordinator and membership.status == Membership.Status.ACTIVE):
        return False
    return not group.memberships.active().filter(is_coordinator=True).exclude(pk=membership.pk).exists()


@transaction.atomic
def write_to_all(group, coordinator, subject, text):
    """Mail everybody in the group. An answer goes to who wrote. Returns how many."""
    if not coordinates(coordinator, group):
        raise NotAllowed
    receivers = [one.member for one in group.memberships.active().select_related("member")]
    address = absolute_url(group.get_absolute_url())
    context = {"group": group, "who": coordinator, "title": subject, "text": text, "address": address}
    headers = {"Reply-To": coordinator.email}
    slots.tell(
        receivers,
        "group_message",
        key=f"group:{group.pk}:message:{timezone.now().isoformat()}",
        url=group.get_absolute_url(),
        words={"name": coordinator.name, "group": group.name},
        target=group,
        actor=coordinator,
        mail=slots.OwnMail("group_message", context, headers),
    )
    if coordinator in receivers:
        # What one wrote oneself is no news, but one wants to see how it came out.
        own = {**context, "name": coordinator.get_short_name()}
        send_mail_later(coordinator.email, "group_message", own, headers=headers)
    return len(receivers)


def coordinators(group):
    """Who looks after the group."""
    found = group.memberships.active().filter(is_coordinator=True).select_related("member")
    return [one.member for one in found]


def _tell(members, kind, membership, who=None, **context):
    """Tell members what happened with a membership."""
    group = membership.group
    address = absolute_url(group.get_absolute_url())
    slots.tell(
        members,
        kind,
        key=f"membership:{membership.pk}:{kind}",
        url=group.get_absolute_url(),
        words={"name": who.name if who else "", "group": group.name},
        target=group,
        actor=who,
        mail=slots.OwnMail(kind, {"group": group, "who": who, "address": address, **context}),
    )
