"""How long this room keeps what it knows of people."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from base.retention import Rule, rules
from network.people.leaving import leave
from network.people.models import AuditEntry, Contact, Invitation, Member, Membership
from network.people.models.member import FORMER


def over_invitations(before):
    """Invitations that nobody took, counted from their last day."""
    return Invitation.objects.filter(used_at=None, expires_at__lt=before)


def used_invitations(before):
    return Invitation.objects.filter(used_at__lt=before)


def old_contacts(before):
    return Contact.objects.filter(at__lt=before)


def unanswered_requests(before):
    """People who asked for an account, whom nobody answered. Who was declined is gone at once."""
    return Member.objects.waiting().filter(joined_at__lt=before)


def unanswered_memberships(before):
    """Who asked to join a group, or was invited to it, and never got or gave an answer."""
    return Membership.objects.exclude(status=Membership.Status.ACTIVE).filter(since__lt=before)


def old_lines(before):
    return AuditEntry.objects.filter(at__lt=before)


def closed_accounts(before):
    """Accounts that were closed and stayed so. Of who was closed before there was a log, the last sign-in counts."""
    lately = AuditEntry.objects.filter(subject=OuterRef("pk"), action=AuditEntry.Action.CLOSED, at__gte=before)
    closed = Member.objects.filter(is_active=False, approved_at__isnull=False).exclude(email__endswith=FORMER)
    seen = Greatest("joined_at", Coalesce("last_login", "joined_at"))
    return closed.annotate(seen=seen).filter(~Exists(lately), Q(seen__lt=before))


def fill():
    """Register all rules of this room."""
    rules.register(Rule("people.invitations", 90, _("Invitations that nobody used"), over_invitations))
    rules.register(Rule("people.used_invitations", 30, _("Invitations that were used"), used_invitations))
    rules.register(Rule("people.contacts", 30, _("Who wrote to whom"), old_contacts))
    rules.register(Rule("people.requests", 180, _("Requests for an account without an answer"), unanswered_requests))
    rules.register(Rule("people.joining", 365, _("Requests to join a group without an answer"), unanswered_memberships))
    rules.register(Rule("people.closed", 365, _("Accounts that were closed"), closed_accounts, act=leave))
    # Last, so that what the others wrote in it is counted from today.
    rules.register(Rule("people.log", 730, _("The log of personal data"), old_lines), order=90)
