"""Who somebody is that comes from the identity provider of an organisation, and whether they may come in.

The provider says who it is (``sub``) and which address that person has. What it says of the address only counts when
the provider vouches for it, and only for an address that is confirmed here too. Whoever isn't known yet asks for an
account like everybody else: with the address of an organisation that takes part, and staff approves.
"""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import transaction

from base.text import SafeCharField
from network.people import actions
from network.people.fields import AddressField
from network.people.models import Member


class Refused(Exception):
    """Why somebody doesn't come in: one of the reasons that ``views_oidc`` has a page for."""

    NO_ADDRESS, UNKNOWN, OTHER = "no_address", "unknown", "other"

    def __init__(self, reason, email=""):
        super().__init__(reason)
        self.reason, self.email = reason, email


def claims_of(account):
    """What the provider said: of the person's own page there, and of the signed token where that is left out."""
    said = account.extra_data
    person, token = said.get("userinfo") or {}, said.get("id_token") or {}
    if person and token and person.get("sub") != token.get("sub"):
        raise Refused(Refused.OTHER)
    return person or token


def vouched_address(claims, verified_domains=()):
    """The address, when the provider vouches for it, else None.

    ``verified_domains`` are those of which the operator knows that the provider gives out addresses itself, for a
    provider that says nothing about it. A plain "no" of the provider stays a no.
    """
    try:
        email = AddressField().clean(claims.get("email"))
    except ValidationError:
        return None
    vouched = claims.get("email_verified")
    if vouched is None:
        vouched = email.rpartition("@")[2] in {domain.strip().lower() for domain in verified_domains}
    return email if vouched is True or vouched == "true" else None


def owner_of(email):
    """The member for whom this address is confirmed, or None."""
    address = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
    return address and address.user


@transaction.atomic
def recognise(account, claims, verified_domains=()):
    """The member behind an account at the provider that we see for the first time: ``(member, is_new)``.

    ``Refused`` says why there is none. Who is closed gets no link to the provider, nor who has one to another account
    there: an address that went to a colleague would open the account of who had it before.
    """
    email = vouched_address(claims, verified_domains)
    if email is None:
        raise Refused(Refused.NO_ADDRESS)
    member = owner_of(email)
    if member is not None:
        if SocialAccount.objects.filter(user=member, provider=account.provider).exclude(uid=account.uid).exists():
            raise Refused(Refused.OTHER)
        return member, False
    organisation = actions.organisation_of(email)
    if organisation is None:
        raise Refused(Refused.UNKNOWN, email)
    try:
        return _ask(email, claims, organisation), True
    except ValidationError as error:
        # Somebody has an account with this address that isn't confirmed, so it may be anybody's.
        raise Refused(Refused.OTHER) from error


def _ask(email, claims, organisation) -> Member:
    try:
        name = SafeCharField(max_length=120).clean(claims.get("name"))
    except ValidationError:
        name = email.partition("@")[0]
    return actions.request_account(email=email, name=name, password=None, organisation=organisation)
