"""Where Wagtail would delete a person, the account is ended: what they published stays, all else goes."""

import pytest
from django.urls import reverse

from network.people.models import AuditEntry, Member
from practices.models import PracticePage
from tests.factories.people import AdministratorFactory, MemberFactory, StaffFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory

pytestmark = pytest.mark.django_db


def one(member):
    return reverse("wagtailusers_users:delete", args=[member.pk])


def several(*members):
    return (
        reverse("wagtail_bulk_action", args=["people", "member", "delete"])
        + "?"
        + "&".join(f"id={member.pk}" for member in members)
    )


def superuser():
    return MemberFactory(is_superuser=True)


@pytest.mark.parametrize("address", [one, several])
@pytest.mark.parametrize("make", [AdministratorFactory, superuser])
def test_ending_an_account_keeps_what_was_published(client, address, make):
    admin, member = make(), MemberFactory(name="Noor de Wit", bio="Over mij")
    practice, report = PracticeFactory(owner=member, contact=member), AdoptionReportFactory(member=member)
    client.force_login(admin)
    page = client.get(address(member))
    assert "Wat ze publiceerden blijft staan" in page.text
    assert Member.objects.get(pk=member.pk).name == "Noor de Wit"
    assert client.post(address(member)).status_code == 302
    left = Member.objects.get(pk=member.pk)
    assert (left.name, left.bio, left.is_active, left.has_left) == ("Oud-lid", "", False, True)
    assert PracticePage.objects.get(pk=practice.pk).owner == left
    assert type(report).objects.get(pk=report.pk).member == left
    assert list(AuditEntry.objects.filter(action="anonymised").values_list("actor", "subject")) == [
        (admin.pk, member.pk)
    ]
    assert client.post(one(member)).status_code == 404
    assert client.post(several(member)).status_code in (302, 403)
    assert AuditEntry.objects.filter(action="anonymised").count() == 1


@pytest.mark.parametrize("address", [one, several])
def test_nobody_ends_their_own_account_here_nor_that_of_somebody_above_them(client, address):
    admin, boss, staff, member = AdministratorFactory(), superuser(), StaffFactory(), MemberFactory()
    for person, others in ((admin, (admin, boss)), (boss, (boss,)), (staff, (member, admin)), (member, (admin,))):
        client.force_login(person)
        for other in others:
            client.get(address(other))
            client.post(address(other))
    assert Member.objects.filter(pk__in=[admin.pk, boss.pk, staff.pk, member.pk], is_active=True).count() == 4
    assert not AuditEntry.objects.filter(action="anonymised").exists()


def test_who_may_end_an_account_finds_the_way_there(client):
    admin, boss, member = AdministratorFactory(), superuser(), MemberFactory()
    client.force_login(admin)
    text = client.get(reverse("wagtailusers_users:index")).text
    assert one(member) in text
    assert one(boss) not in text and one(admin) not in text
    assert one(member) in client.get(reverse("wagtailusers_users:edit", args=[member.pk])).text
    assert client.get(f"/beheer/users/copy/{member.pk}/").status_code == 404
