"""Who a session belongs to."""

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, get_user

from network.people.backends import MemberBackend
from network.people.models import Member
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def test_it_gives_the_member_whole_with_one_query(django_assert_num_queries):
    member = Member.objects.get(pk=MemberFactory(open_to_questions=True).pk)
    MemberFactory()
    with django_assert_num_queries(1):
        found = MemberBackend().get_user(member.pk)
        assert found == member
        for field in Member._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(member, field.attname), field.name
    assert found.is_active is True
    assert not found.get_deferred_fields()


def test_it_gives_nobody_who_is_gone_or_not_active():
    assert MemberBackend().get_user(MemberFactory(is_active=False).pk) is None
    assert MemberBackend().get_user(0) is None


def test_a_session_uses_it(client, rf):
    member = MemberFactory()
    client.force_login(member)
    request = rf.get("/")
    request.session = client.session
    assert request.session[BACKEND_SESSION_KEY] == "network.people.backends.MemberBackend"
    assert get_user(request) == member
    Member.objects.filter(pk=member.pk).update(is_active=False)
    assert not get_user(request).is_authenticated
