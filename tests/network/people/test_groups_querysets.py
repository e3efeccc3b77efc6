"""Who knows of which group, and who may change it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from network.people.models import Membership, PeopleGroup
from tests.factories.groups import MembershipFactory, PeopleGroupFactory
from tests.factories.people import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db
EVERYTHING = ["leden", "open", "vast"]


@pytest.fixture
def groups():
    """A group of each level of visibility."""
    return {
        name: PeopleGroupFactory(name=name, visibility=level)
        for name, level in (("open", "public"), ("leden", "members"), ("vast", "participants"))
    }


def names(found):
    return sorted(found.values_list("name", flat=True))


def test_a_group_is_known_to_whom_its_level_says(groups):
    assert names(PeopleGroup.objects.visible_to(None)) == ["open"]
    assert names(PeopleGroup.objects.visible_to(AnonymousUser())) == ["open"]
    assert names(PeopleGroup.objects.visible_to(MemberFactory())) == ["leden", "open"]
    assert names(PeopleGroup.objects.visible_to(StaffFactory())) == EVERYTHING


@pytest.mark.parametrize(
    ("status", "seen"),
    [("active", EVERYTHING), ("invited", EVERYTHING), ("asked", ["leden", "open"])],
)
def test_a_closed_group_is_known_to_who_takes_part_or_was_invited(groups, status, seen):
    somebody = MembershipFactory(group=groups["vast"], status=status).member
    assert names(PeopleGroup.objects.visible_to(somebody)) == seen


def test_somebody_whose_account_was_closed_sees_what_a_visitor_sees(groups):
    gone = MembershipFactory(group=groups["vast"], is_coordinator=True, member__is_active=False).member
    assert names(PeopleGroup.objects.visible_to(gone)) == ["open"]
    assert names(PeopleGroup.objects.coordinated_by(gone)) == []
    assert list(Membership.objects.active()) == []


def test_a_group_is_changed_by_its_coordinators_and_staff(groups):
    coordinator = MembershipFactory(group=groups["leden"], is_coordinator=True).member
    MembershipFactory(group=groups["open"], member=coordinator)
    only_asked = MembershipFactory(group=groups["open"], is_coordinator=True, status="asked").member
    assert names(PeopleGroup.objects.coordinated_by(coordinator)) == ["leden"]
    assert names(PeopleGroup.objects.coordinated_by(only_asked)) == []
    assert names(PeopleGroup.objects.coordinated_by(None)) == []
    assert names(PeopleGroup.objects.coordinated_by(StaffFactory())) == EVERYTHING


def test_the_groups_of_somebody_are_those_they_take_part_in(groups):
    somebody = MembershipFactory(group=groups["leden"]).member
    MembershipFactory(group=groups["open"], member=somebody, status="invited")
    assert names(PeopleGroup.objects.of(somebody)) == ["leden"]


def test_who_asked_to_join_is_listed_from_old_to_new(groups):
    first = MembershipFactory(group=groups["open"], status="asked")
    second = MembershipFactory(group=groups["open"], status="asked")
    MembershipFactory(group=groups["open"])
    assert list(groups["open"].memberships.waiting()) == [first, second]


def test_two_groups_get_two_addresses():
    assert PeopleGroupFactory(name="Team Beek").slug == "team-beek"
    assert PeopleGroupFactory(name="Team-Beek").slug == "team-beek-2"
