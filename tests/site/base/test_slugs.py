"""Addresses made of names."""

import pytest

from base.slugs import free_slug
from network.organisations.models import Organisation
from network.people.models import Member
from tests.factories.groups import PeopleGroupFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.services import ServiceFactory

pytestmark = pytest.mark.django_db


def made(text, **options):
    return free_slug(text, Organisation.objects, **{"most": 10, "otherwise": "naam", **options})


@pytest.mark.parametrize(
    ("text", "slug"),
    [("De Bleek", "de-bleek"), ("Ävé!", "ave"), ("", "naam"), ("!?", "naam"), ("- - een twee drie -", "een-twee-d")],
)
def test_a_name_becomes_an_address(text, slug):
    assert made(text) == slug


def test_what_is_taken_or_reserved_gets_the_first_free_number():
    for slug in ("beek", "beek-2", "beek-4", "beekman"):
        OrganisationFactory(slug=slug)
    assert made("Beek") == "beek-3"
    assert made("Nieuw", reserved={"nieuw"}) == "nieuw-2"


def test_a_cut_leaves_no_hyphen_at_the_end():
    assert made("negen hoog samen", most=6) == "negen"


def test_members_groups_and_services_have_one_of_their_own():
    assert [MemberFactory(name="Groepen").slug, MemberFactory(name="??").slug] == ["groepen-2", "lid"]
    assert [PeopleGroupFactory(name=name).slug for name in ("Beek", "Beek!")] == ["beek", "beek-2"]
    company = OrganisationFactory(name="De Bleek")
    assert [ServiceFactory(name="Hulp", organisation=company, slug="").slug for _ in range(2)] == [
        "hulp-de-bleek",
        "hulp-de-bleek-2",
    ]
    assert Member.objects.count() == 2
