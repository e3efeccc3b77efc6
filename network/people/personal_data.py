"""What accounts, groups and the log hold about people, for the register."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils import timezone

from base.personal_data import Leaving, register
from network.people import photos, sessions
from network.people.models import AuditEntry, Contact, Invitation, Member, Membership, MemberTopic, PeopleGroup


def _member(member):
    return Q(member=member)


def _user(member):
    return Q(user=member)


def fill():
    """Register them all."""
    _fill_member()
    _fill_signing_in()
    _fill_groups()


def _fill_member():
    register(
        Member,
        rows=lambda member: Q(pk=member.pk),
        leaving=Leaving.EMPTY,
        before=photos.take_away,
        # Last: the address and the photo of the others are found by what stands here.
        order=100,
        emptied={
            "email": lambda member: member.former_email,
            "name": lambda member: member.leaves_as,
            "slug": lambda member: f"oud-lid-{member.pk}",
            "password": lambda member: make_password(None),
            "is_active": lambda member: False,
            "approved_at": lambda member: timezone.now(),
            "joined_at": lambda member: timezone.now(),
        },
        nothing="id",
        own="email name slug last_login is_superuser job_title organisation bio languages expert_by_experience "
        "open_to_questions open_to_visits open_to_intervision open_to_consultation open_to_speaking open_to_training "
        "photo shown_to is_public welcomed_at is_active approved_at joined_at groups user_permissions municipalities "
        "topics",
        secret="password",  # noqa: S106
    )
    register(
        MemberTopic,
        rows=_member,
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="topic level",
    )
    register(
        Invitation,
        rows=lambda member: Q(email__iexact=member.email),
        leaving=Leaving.DELETE,
        nothing="id",
        person="invited_by",
        own="email name organisation role created_at expires_at used_at",
        secret="key_hash",  # noqa: S106
    )


def _fill_signing_in():
    register(
        EmailConfirmation,
        rows=lambda member: Q(email_address__user=member),
        leaving=Leaving.DELETE,
        nothing="id email_address",
        own="created sent",
        secret="key",  # noqa: S106
    )
    register(
        EmailAddress,
        rows=_user,
        leaving=Leaving.DELETE,
        nothing="id",
        person="user",
        own="email verified primary",
    )
    register(
        Authenticator,
        rows=_user,
        leaving=Leaving.DELETE,
        nothing="id",
        person="user",
        own="type created_at last_used_at",
        secret="data",  # noqa: S106
    )
    register(
        UserSession,
        rows=_user,
        leaving=Leaving.DELETE,
        before=sessions.end_all,
        nothing="id",
        person="user",
        own="created_at ip last_seen_at user_agent",
        secret="session_key data",  # noqa: S106
    )

    register(
        SocialAccount,
        rows=_user,
        leaving=Leaving.DELETE,
        nothing="id",
        person="user",
        own="provider uid last_login date_joined extra_data",
    )
    # allauth's, empty here: the provider stands in the settings, and what it gives us to ask with isn't kept.
    register(SocialApp, nothing="id provider provider_id name client_id secret key settings")
    register(
        SocialToken,
        rows=lambda member: Q(account__user=member),
        leaving=Leaving.DELETE,
        nothing="id app account",
        own="expires_at",
        secret="token token_secret",  # noqa: S106
    )


def _fill_groups():
    register(
        PeopleGroup,
        nothing="id name slug kind topics organisations joining visibility created_at",
        person="members",
        work="summary description for_members",
    )
    register(
        Membership,
        rows=_member,
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="group status is_coordinator motivation since",
    )
    register(
        Contact,
        rows=lambda member: Q(sender=member) | Q(receiver=member),
        leaving=Leaving.DELETE,
        nothing="id",
        person="sender receiver",
        own="at",
    )
    register(
        AuditEntry,
        rows=lambda member: Q(subject=member),
        nothing="id",
        person="actor subject",
        own="action detail at",
    )
