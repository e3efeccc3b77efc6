"""Writes about accounts: who comes in, in which role, and who goes."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from base.mail import absolute_url, send_mail_later
from network.organisations.models import Organisation
from network.people import audit, keys, roles, rules, sessions
from network.people.models import Invitation, Member, MemberTopic

# ---------- members ----------


@transaction.atomic
def create_member(
    *,
    email,
    name,
    password=None,
    role="",
    organisation=None,
    municipalities=(),
    can_help=(),
    wants_to_learn=(),
    **fields,
):
    """A member with a confirmed address and an approved account; without ``password`` one is set by a reset."""
    fields.setdefault("approved_at", timezone.now())
    email = email.strip().lower()
    try:
        member = _new_member(email, password, name=name, organisation=organisation, **fields)
    except IntegrityError as error:
        if _email_taken(email):
            raise ValidationError(_("There is already an account with this e-mail address.")) from error
        # Somebody of the same name came in at the same moment and has the slug: there is a next one.
        member = _new_member(email, password, name=name, organisation=organisation, **fields)
    set_roles(member, [role] if role else [])
    member.municipalities.set(municipalities)
    set_topics(member, can_help=can_help, wants_to_learn=wants_to_learn)
    return member


@transaction.atomic
def _new_member(email, password, **fields):
    member = Member.objects.create_user(email, password, **fields)
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def set_roles(member, names, by=None):
    """Give a member exactly these roles; groups that are no role stay as they are. ``by`` is who decided it."""
    unknown = set(names) - set(roles.ROLES)
    if unknown:
        raise ValueError(f"No such role: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        others = member.groups.exclude(name__in=roles.ROLES)
        chosen = [Group.objects.get_or_create(name=name)[0] for name in names]
        had = set(member.groups.filter(name__in=roles.ROLES).values_list("name", flat=True))
        member.groups.set([*others, *chosen])
        if by is not None and had != set(names):
            detail = f"{', '.join(sorted(had)) or '-'} → {', '.join(sorted(names)) or '-'}"
            audit.record(by, member, audit.Action.ROLE, detail)
    rules.forget_roles(member)


def set_topics(member, *, can_help=(), wants_to_learn=()):
    """Replace the topics of a member; a topic somebody can help with is not also one to learn."""
    levels = {topic.pk: MemberTopic.Level.WANTS_TO_LEARN for topic in wants_to_learn}
    levels.update({topic.pk: MemberTopic.Level.CAN_HELP for topic in can_help})
    with transaction.atomic():
        member.member_topics.exclude(topic_id__in=levels).delete()
        for topic_id, level in levels.items():
            MemberTopic.objects.update_or_create(member=member, topic_id=topic_id, defaults={"level": level})


@transaction.atomic
def change_email(member, email):
    """Give a member another address, confirmed by the administrator who typed it, and by that a new sign-in name."""
    member.email = email
    try:
        with transaction.atomic():
            member.save()
            EmailAddress.objects.filter(user=member).delete()
            EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    except IntegrityError as error:
        raise ValidationError(_("There is already an account with this e-mail address.")) from error
    return member


@transaction.atomic
def deactivate_member(member, by=None):
    """Close an account. What somebody wrote stays; who is signed in is out at the next request."""
    member.is_active = False
    member.save(update_fields=["is_active"])
    # Always, also without somebody who did it: how long a closed account is kept counts from here.
    audit.record(by, member, audit.Action.CLOSED)
    return member


@transaction.atomic
def remove_second_step(member, by=None):
    """Take away the second step of somebody who lost phone and codes; they get a mail about it."""
    if member.authenticator_set.exists():
        member.authenticator_set.all().delete()
        # Whoever found the phone may be signed in with it.
        sessions.end_all(member)
        if by is not None:
            audit.record(by, member, audit.Action.CHANGED, "second_step")
        send_mail_later(member.email, "second_step_removed", {"name": member.name})
    return member


@transaction.atomic
def reactivate_member(member, by=None):
    """Open a closed account again; that of who left is nobody's any more."""
    if member.has_left:
        raise ValidationError(_("This person has left. The account can't be opened again."))
    member.is_active = True
    member.approved_at = member.approved_at or timezone.now()
    member.save(update_fields=["is_active", "approved_at"])
    if by is not None:
        audit.record(by, member, audit.Action.OPENED)
    return member


# ---------- invitations ----------


def _email_taken(email):
    return (
        Member.objects.filter(email=email).exists() or EmailAddress.objects.filter(email=email, verified=True).exists()
    )


@transaction.atomic
def invite(*, email, name="", organisation=None, role="", invited_by):
    """Invite somebody by mail; an open invitation to the same address stops working. Gives invitation and key.

    The key is in the mail and nowhere else. A role is for administrators to give.
    """
    if not rules.can_invite(invited_by):
        raise ValidationError(_("You may not invite people."))
    if role and not rules.can_invite_to_role(invited_by, role):
        raise ValidationError(_("Only an administrator invites somebody to a role."))
    email = email.strip().lower()
    if _email_taken(email):
        raise ValidationError(_("There is already an account with this e-mail address."))
    Invitation.objects.filter(email=email, used_at=None).delete()
    invitation = Invitation(email=email, name=name, organisation=organisation, role=role, invited_by=invited_by)
    return invitation, _send_invitation(invitation)


@transaction.atomic
def resend_invitation(invitation):
    """Send an invitation again: with a new key and a new term, so the link in the earlier mail stops working."""
    if invitation.used_at is not None or _email_taken(invitation.email):
        raise ValidationError(_("This person has an account already."))
    return _send_invitation(invitation)


def _send_invitation(invitation):
    key = keys.new_key()
    invitation.key_hash = keys.hash_of(key)
    invitation.created_at = timezone.now()
    invitation.expires_at = invitation.created_at + timedelta(days=settings.INVITATION_DAYS)
    invitation.save()
    context = {
        "name": invitation.name,
        "invitation": invitation,
        "link": absolute_url(reverse("account_invitation", args=[key])),
    }
    send_mail_later(invitation.email, "invitation", context)
    return key


def withdraw_invitation(invitation):
    """Take back an invitation that nobody accepted yet: its link stops working."""
    Invitation.objects.filter(pk=invitation.pk, used_at=None).delete()


@transaction.atomic
def accept_invitation(key, *, name, password, job_title=""):
    """Make the account that an invitation promises. However often it is asked at once, it is made once."""
    invitation = Invitation.objects.find(key)
    # The update is what only one of two simultaneous requests can do, on every database.
    if invitation is None or not Invitation.objects.open().filter(pk=invitation.pk).update(used_at=timezone.now()):
        raise ValidationError(_("This invitation has been used, was taken back or is too old."))
    return create_member(
        email=invitation.email,
        name=name,
        password=password,
        job_title=job_title,
        organisation=invitation.organisation,
        role=invitation.role,
    )


# ---------- asking for an account ----------


def organisation_of(email):
    """The organisation whose mail domain is exactly that of this address, or None."""
    local, _at, domain = email.strip().lower().rpartition("@")
    if not email.isascii() or not local or not domain or "@" in local or '"' in local:
        return None
    return Organisation.objects.filter(mail_domain=domain).first()


def send_request_link(email):
    """Mail the link to go on asking for an account; who has an account gets a mail that says so."""
    if Member.objects.waiting().filter(email=email).exists():
        send_mail_later(email, "request_still_waiting")
    elif _email_taken(email):
        context = {
            "login": absolute_url(reverse("account_login")),
            "reset": absolute_url(reverse("account_reset_password")),
        }
        send_mail_later(email, "request_known", context)
    else:
        link = absolute_url(reverse("account_finish_request", args=[keys.request_key(email)]))
        send_mail_later(email, "request_link", {"link": link})


def address_of_request(key):
    """The confirmed address in the link of a request, or None."""
    return keys.address_in(key)


@transaction.atomic
def request_account(*, email, name, password, organisation, job_title=""):
    """Somebody whose address is confirmed asks for an account. It works once staff approved it."""
    member = create_member(
        email=email,
        name=name,
        password=password,
        job_title=job_title,
        organisation=organisation,
        is_active=False,
        approved_at=None,
    )
    staff = Member.objects.filter(Q(groups__name__in=rules.APPROVERS) | Q(is_superuser=True), is_active=True)
    context = {"member": member, "link": absolute_url(reverse("people_waiting:index"))}
    send_mail_later(list(staff.distinct().values_list("email", flat=True)), "request_to_staff", context)
    return member


@transaction.atomic
def approve_member(member, by=None):
    """Let somebody in who asked for an account. Approving twice changes nothing."""
    now = timezone.now()
    if Member.objects.waiting().filter(pk=member.pk).update(is_active=True, approved_at=now):
        member.is_active, member.approved_at = True, now
        context = {"name": member.name, "login": absolute_url(reverse("account_login"))}
        send_mail_later(member.email, "request_approved", context)
        if by is not None:
            audit.record(by, member, audit.Action.APPROVED)
    return member


@transaction.atomic
def decline_member(member, reason="", by=None):
    """Say no to somebody who asked for an account, and keep nothing of it."""
    waiting = Member.objects.waiting().filter(pk=member.pk).first()
    if waiting is not None:
        send_mail_later(waiting.email, "request_declined", {"name": waiting.name, "reason": reason})
        if by is not None:
            audit.record(by, None, audit.Action.DECLINED, waiting.pk)
        waiting.delete()
