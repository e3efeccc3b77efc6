"""Members of every role for tests."""

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone

from network.people import roles
from network.people.models import Member
from tests.factories.organisations import OrganisationFactory

PASSWORD = "een-lang-wachtwoord"


class MemberFactory(factory.django.DjangoModelFactory):
    """An approved member whose password is ``PASSWORD``."""

    class Meta:
        model = Member
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"lid{n}@voorbeeld.example")
    name = factory.Sequence(lambda n: f"Lid Nummer {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    password = factory.django.Password(PASSWORD)
    approved_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def confirmed(member, create, extracted, **kwargs):
        if create and extracted is not False:
            EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)


def _in_group(name):
    """A declaration that puts a new member in the group of a role."""

    @factory.post_generation
    def role(member, create, extracted, **kwargs):
        member.groups.add(Group.objects.get_or_create(name=name)[0])

    return role


class ProviderEditorFactory(MemberFactory):
    """Speaks for a care provider."""

    role = _in_group(roles.PROVIDER_EDITOR)


class StaffFactory(MemberFactory):
    """Regional staff."""

    role = _in_group(roles.STAFF)


class AdministratorFactory(MemberFactory):
    """Functional manager."""

    role = _in_group(roles.ADMINISTRATOR)


class OrganiserFactory(MemberFactory):
    """Sets up meetings."""

    role = _in_group(roles.ORGANISER)
