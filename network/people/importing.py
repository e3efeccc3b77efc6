"""What an import of members does: invite who is new, change what staff may change of who is here.

Nobody gets an account by a file. Who is invited makes it by the link in the mail, with a password of their own.
"""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from base import bulk
from base.mail import absolute_url, send_mail_later
from base.mail.sending import EMPTIED
from base.models import Mail
from network.people import audit, keys, rules
from network.people.models import Invitation

# What an administrator may change of an account (``wagtail_users.MemberEditForm``), but for the address.
CHANGEABLE = ("name", "job_title", "organisation")


@transaction.atomic
def invite_many(invitations, by):
    """Store and mail these invitations (not stored yet, to addresses without an account); old ones stop working."""
    if not rules.can_invite(by):
        raise ValidationError(_("You may not invite people."))
    if any(one.role and not rules.can_invite_to_role(by, one.role) for one in invitations):
        raise ValidationError(_("Only an administrator invites somebody to a role."))
    now = timezone.now()
    links = []
    for one in invitations:
        key = keys.new_key()
        one.key_hash, one.invited_by, one.created_at = keys.hash_of(key), by, now
        one.expires_at = now + timedelta(days=settings.INVITATION_DAYS)
        links.append(absolute_url(reverse("account_invitation", args=[key])))
    for piece in bulk.pieces(one.email for one in invitations):
        Invitation.objects.filter(email__in=piece, used_at=None).delete()
    bulk.create(Invitation, [(one, {}) for one in invitations])
    for one, link in zip(invitations, links, strict=True):
        send_mail_later(one.email, "invitation", {"name": one.name, "invitation": one, "link": link}, bulk=True)


@transaction.atomic
def withdraw_many(pks):
    """Take back those of these invitations that nobody accepted; mails that didn't go yet don't go any more."""
    for piece in bulk.pieces(pks):
        found = Invitation.objects.filter(pk__in=piece, used_at=None)
        addresses = list(found.values_list("email", flat=True))
        found.delete()
        waiting = Mail.objects.filter(kind="invitation", receiver__in=addresses, state=Mail.State.WAITING)
        waiting.update(state=Mail.State.DROPPED, **EMPTIED)


@transaction.atomic
def change_member(member, values, by):
    """Give a member these values (column of ``CHANGEABLE`` -> value, an organisation by its primary key)."""
    if not rules.can_edit_member(by, member) or not set(values) <= set(CHANGEABLE):
        raise ValidationError(_("You may not change this account."))
    for name, value in values.items():
        setattr(member, member._meta.get_field(name).attname, value)
    member.save(update_fields=sorted(values))
    audit.record(by, member, audit.Action.CHANGED, ", ".join(sorted(values)))
