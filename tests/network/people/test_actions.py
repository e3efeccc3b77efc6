"""Accounts come into being whole: address confirmed, role given, topics set; or not at all."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError

from network.people import actions, roles
from network.people.models import Member
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import PASSWORD, MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


def test_create_member_may_sign_in_at_once():
    organisation, municipality, topic, other = (
        OrganisationFactory(),
        MunicipalityFactory(),
        TopicFactory(),
        TopicFactory(),
    )
    member = actions.create_member(
        email=" Anna@Voorbeeld.example ",
        name="Anna Bos",
        password=PASSWORD,
        role=roles.STAFF,
        organisation=organisation,
        municipalities=[municipality],
        can_help=[topic],
        wants_to_learn=[topic, other],
        job_title="Adviseur",
    )
    member = Member.objects.get(pk=member.pk)
    assert (member.email, member.name, member.job_title) == ("anna@voorbeeld.example", "Anna Bos", "Adviseur")
    assert member.check_password(PASSWORD)
    assert member.is_active and member.approved_at is not None
    assert list(member.groups.values_list("name", flat=True)) == [roles.STAFF]
    assert list(member.municipalities.all()) == [municipality]
    assert set(member.member_topics.values_list("topic_id", "level")) == {
        (topic.pk, "can_help"),
        (other.pk, "wants_to_learn"),
    }
    assert list(EmailAddress.objects.values_list("user_id", "email", "verified", "primary")) == [
        (member.pk, "anna@voorbeeld.example", True, True)
    ]


def test_create_member_without_password_has_none_that_works():
    assert not actions.create_member(email="a@voorbeeld.example", name="A").has_usable_password()


def test_create_member_twice_is_refused_and_changes_nothing():
    known = MemberFactory(email="anna@voorbeeld.example", name="Anna Bos")
    with pytest.raises(ValidationError):
        actions.create_member(email="ANNA@voorbeeld.example", name="Een ander", password=PASSWORD)
    assert list(Member.objects.values_list("pk", "name")) == [(known.pk, "Anna Bos")]


def test_create_member_with_unknown_role_makes_nobody():
    with pytest.raises(ValueError, match="No such role: boss"):
        actions.create_member(email="a@voorbeeld.example", name="A", role="boss")
    assert not Member.objects.exists()
