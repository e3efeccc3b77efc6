"""What staff and administrators did with people's data is written down, and administrators can read it."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from base.models import CustomImage
from network.people import actions, audit, photos, roles
from network.people.actions_profile import remove_photo
from network.people.models import AuditEntry, Member
from tests.factories.files import image_bytes
from tests.factories.groups import PeopleGroupFactory
from tests.factories.people import AdministratorFactory, MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db


def lines():
    return list(AuditEntry.objects.order_by("pk").values_list("actor", "subject", "action", "detail"))


def test_each_action_on_an_account_writes_one_line():
    admin, member = AdministratorFactory(), MemberFactory()
    waiting = MemberFactory(is_active=False, approved_at=None)
    other = MemberFactory(is_active=False, approved_at=None)
    number = other.pk
    actions.approve_member(waiting, by=admin)
    actions.approve_member(waiting, by=admin)
    actions.decline_member(other, by=admin)
    actions.set_roles(member, [roles.STAFF], by=admin)
    actions.set_roles(member, [roles.STAFF], by=admin)
    actions.deactivate_member(member, by=admin)
    actions.reactivate_member(member, by=admin)
    assert lines() == [
        (admin.pk, waiting.pk, "approved", ""),
        (admin.pk, None, "declined", str(number)),
        (admin.pk, member.pk, "role", "- → staff"),
        (admin.pk, member.pk, "closed", ""),
        (admin.pk, member.pk, "opened", ""),
    ]


def test_changing_a_member_in_the_admin_names_the_fields_and_not_what_is_in_them(client):
    admin, member = AdministratorFactory(), MemberFactory(name="Noor de Wit")
    client.force_login(admin)
    data = {"name": "Noor Zwart", "email": member.email, "organisation": member.organisation_id, "roles": []}
    assert client.post(reverse("wagtailusers_users:edit", args=[member.pk]), data).status_code == 302
    assert lines() == [(admin.pk, member.pk, "closed", ""), (admin.pk, member.pk, "changed", "name")]


def test_closing_and_giving_a_role_to_several_at_once_is_written_too(client):
    admin, first, second = AdministratorFactory(), MemberFactory(), MemberFactory()
    client.force_login(admin)
    ids = f"?id={first.pk}&id={second.pk}"
    address = reverse("wagtail_bulk_action", args=["people", "member", "set_active_state"]) + ids
    assert client.post(address, {"mark_as_active": "False"}).status_code == 302
    address = reverse("wagtail_bulk_action", args=["people", "member", "assign_role"]) + ids
    staff = actions.Group.objects.get(name=roles.STAFF)
    assert client.post(address, {"role": staff.pk}).status_code == 302
    assert sorted(lines()) == sorted(
        [(admin.pk, one.pk, "closed", "") for one in (first, second)]
        + [(admin.pk, one.pk, "role", "- → staff") for one in (first, second)]
    )
    assert Member.objects.filter(is_active=False, groups=staff).count() == 2


def test_who_opens_the_data_of_one_person_in_the_admin_is_written_down(client):
    admin, member = AdministratorFactory(), MemberFactory()
    waiting = MemberFactory(is_active=False, approved_at=None)
    client.force_login(admin)
    for address in (
        reverse("wagtailusers_users:edit", args=[member.pk]),
        reverse("wagtailusers_users:history", args=[member.pk]),
        reverse("people_waiting:approve", args=[waiting.pk]),
        reverse("people_waiting:decline", args=[waiting.pk]),
        reverse("wagtailusers_users:edit", args=[admin.pk]),
    ):
        assert client.get(address).status_code == 200
    assert lines() == [(admin.pk, one.pk, "viewed", "") for one in (member, member, waiting, waiting)]
    client.force_login(StaffFactory())
    assert client.get(reverse("wagtailusers_users:edit", args=[member.pk])).status_code == 302
    assert len(lines()) == 4


def test_taking_away_a_photo_is_written_and_only_staff_may(client):
    staff, member, other = StaffFactory(), MemberFactory(), MemberFactory()
    photos.keep(member, ContentFile(image_bytes(size=(200, 200)), name="ik.png"))
    address = f"/mensen/{member.slug}/foto-weghalen/"
    assert client.post(address).status_code == 302
    for person in (other, member):
        client.force_login(person)
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
        assert address not in client.get(f"/mensen/{member.slug}/").text
    client.force_login(staff)
    assert address in client.get(f"/mensen/{member.slug}/").text
    assert "Haal deze foto weg?" in client.get(address).text
    assert (Member.objects.get(pk=member.pk).photo is None, lines()) == (False, [])
    assert client.post(address).url == f"/mensen/{member.slug}/"
    assert Member.objects.get(pk=member.pk).photo is None
    assert not CustomImage.objects.exists()
    assert lines() == [(staff.pk, member.pk, "changed", "photo")]
    assert client.post(address).status_code == 404
    assert remove_photo(member, by=staff) is False
    # What somebody shows to nobody isn't shown here either.
    photos.keep(Member.objects.get(pk=member.pk), ContentFile(image_bytes(size=(200, 200)), name="ik.png"))
    Member.objects.filter(pk=member.pk).update(shown_to={"photo": "nobody"})
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


def test_an_export_is_written_with_its_kind_and_number(client):
    admin = AdministratorFactory()
    PeopleGroupFactory.create_batch(3)
    client.force_login(admin)
    response = client.get(reverse("people_groups_admin:list"), {"export": "csv"})
    assert response.status_code == 200
    assert lines() == [(admin.pk, None, "exported", "people.peoplegroup: 3")]


def test_administrators_read_the_log_and_nobody_else(client):
    admin, staff, member = AdministratorFactory(), StaffFactory(), MemberFactory(name="Noor de Wit")
    audit.record(admin, member, audit.Action.CLOSED)
    address = reverse("people_audit")
    assert client.get(address).status_code == 302
    for other in (member, staff):
        client.force_login(other)
        assert client.get(address).status_code in (302, 403)
        assert client.get(reverse("people_audit_results")).status_code in (302, 403)
    client.force_login(admin)
    text = client.get(address).content.decode()
    assert "Noor de Wit" in text
    assert address in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("count", [1, 20])
def test_the_log_asks_the_same_however_long_it_is(client, count, django_assert_max_num_queries):
    admin = AdministratorFactory()
    for _number in range(count):
        audit.record(admin, MemberFactory(), audit.Action.CHANGED, "name")
    client.force_login(admin)
    client.get(reverse("people_audit"))
    with django_assert_max_num_queries(20):
        client.get(reverse("people_audit"))


def test_a_member_who_left_is_in_no_list_of_the_admin(client):
    from network.people.leaving import leave

    admin, member = AdministratorFactory(), MemberFactory(approved_at=timezone.now())
    leave(member, by=member)
    client.force_login(admin)
    assert "leerkring.invalid" not in client.get(reverse("wagtailusers_users:index")).content.decode()
    assert client.get(reverse("wagtailusers_users:edit", args=[member.pk])).status_code == 404
