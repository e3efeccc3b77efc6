"""Who sees which practice."""

import pytest
from django.contrib.auth.models import AnonymousUser

from base.choices import Visibility
from practices.models import PracticePage
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import PracticeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def practices():
    author = MemberFactory()
    made = {level: PracticeFactory(title=level, visibility=level, owner=author) for level in Visibility.values}
    made["draft"] = PracticeFactory(title="draft", live=False, owner=author)
    return made


def seen_by(member):
    return set(PracticePage.objects.visible_to(member).values_list("title", flat=True))


def test_visible_to_gives_a_visitor_only_what_is_public(practices):
    assert seen_by(None) == {"public"}
    assert seen_by(AnonymousUser()) == {"public"}


def test_visible_to_gives_a_member_what_is_for_members(practices):
    assert seen_by(MemberFactory()) == {"public", "members"}


def test_visible_to_gives_a_member_who_is_not_active_only_what_is_public(practices):
    assert seen_by(MemberFactory(is_active=False)) == {"public"}


def test_visible_to_gives_authors_co_authors_and_contacts_what_is_for_participants(practices):
    co_author, contact = MemberFactory(), MemberFactory()
    page = practices["participants"]
    page.co_authors.add(co_author)
    page.contact = contact
    page.save()
    for member in (page.owner, co_author, contact):
        assert seen_by(member) == {"public", "members", "participants"}


def test_visible_to_gives_staff_all_that_is_published(practices):
    assert seen_by(StaffFactory()) == {"public", "members", "participants"}
