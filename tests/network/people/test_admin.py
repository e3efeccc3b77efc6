"""The admin's pages on members, invitations and requests: who sees them and what they may do there."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.core import mail

from network.people import actions, roles
from network.people.models import Invitation, Member
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import AdministratorFactory, MemberFactory, ProviderEditorFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    member = AdministratorFactory(name="Bea Beheer")
    client.force_login(member)
    return member


@pytest.fixture
def staff(client):
    member = StaffFactory(name="Joke Staf")
    client.force_login(member)
    return member


def answers(member, **changes):
    """What the form of a member posts, with changes; None leaves a field out."""
    data = {
        "name": member.name,
        "email": member.email,
        "job_title": member.job_title,
        "organisation": member.organisation_id or "",
        "is_active": "on",
        "roles": list(member.groups.values_list("name", flat=True)),
    } | changes
    return {key: value for key, value in data.items() if value is not None}


def save(client, member, **changes):
    return client.post(f"/beheer/users/edit/{member.pk}/", answers(member, **changes))


# ---------- members ----------


def test_list_shows_members_with_role_and_organisation_but_not_who_waits(client, administrator):
    member = ProviderEditorFactory(name="Anna Bos", organisation__name="De Brug")
    MemberFactory(name="Wim Wacht", is_active=False, approved_at=None)
    closed = MemberFactory(name="Gea Gesloten", is_active=False)
    text = client.get("/beheer/users/").text
    for shown in (member.name, member.email, "De Brug", "Redacteur van een aanbieder", closed.name):
        assert shown in text
    assert "Wim Wacht" not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=anna", ["Anna Bos"]),
        ("q=anna@beek", ["Anna Bos"]),
        ("is_active=false", ["Gea Gesloten"]),
        ("group={staff}", ["Joke Staf"]),
        ("organisation={organisation}", ["Anna Bos"]),
        ("ordering=-name", ["Joke Staf", "Gea Gesloten", "Bea Beheer", "Anna Bos"]),
    ],
)
def test_list_is_searched_filtered_and_sorted(client, administrator, query, found):
    organisation = OrganisationFactory(name="De Beek")
    MemberFactory(name="Anna Bos", email="anna@beek.example", organisation=organisation)
    MemberFactory(name="Gea Gesloten", is_active=False)
    StaffFactory(name="Joke Staf")
    group = Group.objects.get(name=roles.STAFF)
    response = client.get("/beheer/users/?" + query.format(staff=group.pk, organisation=organisation.pk))
    assert [member.name for member in response.context["users"]] == found


def test_list_costs_the_same_for_many_members(client, administrator, django_assert_max_num_queries):
    ProviderEditorFactory.create_batch(3)
    client.get("/beheer/users/")
    with django_assert_max_num_queries(40) as few:
        client.get("/beheer/users/")
    ProviderEditorFactory.create_batch(12)
    with django_assert_max_num_queries(len(few)):
        client.get("/beheer/users/")


def test_administrator_changes_a_member(client, administrator):
    organisation = OrganisationFactory()
    member = MemberFactory()
    assert client.get(f"/beheer/users/edit/{member.pk}/").status_code == 200
    response = save(
        client,
        member,
        name="Nieuwe Naam",
        email="Nieuw@Beek.example",
        organisation=organisation.pk,
        roles=[roles.STAFF],
        job_title="Coach",
    )
    assert response.status_code == 302
    member = Member.objects.get(pk=member.pk)
    assert (member.name, member.email, member.job_title) == ("Nieuwe Naam", "nieuw@beek.example", "Coach")
    assert member.organisation == organisation
    assert list(member.groups.values_list("name", flat=True)) == [roles.STAFF]
    assert list(EmailAddress.objects.filter(user=member).values_list("email", "verified", "primary")) == [
        ("nieuw@beek.example", True, True)
    ]


def test_administrator_closes_and_opens_an_account(client, administrator):
    member = MemberFactory()
    save(client, member, is_active=None)
    assert Member.objects.get(pk=member.pk).is_active is False
    save(client, member)
    assert Member.objects.get(pk=member.pk).is_active is True


def test_administrator_can_not_lock_themselves_out(client, administrator):
    save(client, administrator, is_active=None)
    response = save(client, administrator, roles=[roles.STAFF])
    assert list(response.context["form"].errors) == ["roles"]
    client.post(f"/beheer/users/delete/{administrator.pk}/")
    client.post(f"/beheer/bulk/people/member/set_active_state/?id={administrator.pk}", {"mark_as_active": "False"})
    administrator = Member.objects.get(pk=administrator.pk)
    assert administrator.is_active
    assert list(administrator.groups.values_list("name", flat=True)) == [roles.ADMINISTRATOR]


def test_administrator_can_not_touch_a_superuser(client, administrator):
    boss = MemberFactory(is_superuser=True)
    assert client.get(f"/beheer/users/edit/{boss.pk}/").status_code == 302
    save(client, boss, email="boef@kwaad.example")
    client.post(f"/beheer/bulk/people/member/set_active_state/?id={boss.pk}", {"mark_as_active": "False"})
    client.post(f"/beheer/bulk/people/member/delete/?id={boss.pk}")
    group = Group.objects.get(name=roles.STAFF)
    client.post(f"/beheer/bulk/people/member/assign_role/?id={boss.pk}", {"role": group.pk})
    boss = Member.objects.get(pk=boss.pk)
    assert boss.is_active
    assert not boss.groups.exists()
    assert boss.email != "boef@kwaad.example"


def test_administrator_closes_accounts_and_gives_roles_to_several_at_once(client, administrator):
    one, two = MemberFactory(), MemberFactory()
    group = Group.objects.get(name=roles.STAFF)
    chosen = f"id={one.pk}&id={two.pk}"
    assert client.get(f"/beheer/bulk/people/member/assign_role/?{chosen}").status_code == 200
    client.post(f"/beheer/bulk/people/member/assign_role/?{chosen}", {"role": group.pk})
    assert set(group.user_set.all()) == {one, two}
    client.post(f"/beheer/bulk/people/member/set_active_state/?{chosen}", {"mark_as_active": "False"})
    assert not Member.objects.filter(pk__in=[one.pk, two.pk], is_active=True).exists()


def test_administrator_takes_away_a_second_step_that_is_lost(client, administrator, commits):
    member, other = MemberFactory(), MemberFactory()
    for person in (member, other):
        TOTP.activate(person, generate_totp_secret())
    save(client, member)
    assert member.authenticator_set.count() == 1
    save(client, member, remove_second_step="on")
    save(client, administrator, remove_second_step="on")
    assert [person.authenticator_set.count() for person in (member, other, administrator)] == [0, 1, 1]
    assert [message.to for message in mail.outbox] == [[member.email]]


def test_nobody_becomes_superuser_by_a_form(client, administrator):
    save(client, administrator, is_superuser="on")
    assert not Member.objects.get(pk=administrator.pk).is_superuser


def test_address_of_another_member_is_refused(client, administrator):
    MemberFactory(email="bezet@beek.example")
    member = MemberFactory()
    response = save(client, member, email="BEZET@beek.example")
    assert list(response.context["form"].errors) == ["email"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "\x00"),
        ("name", "a" * 100_000),
        ("email", "a\x00@beek.example"),
        ("email", "a" * 100_000),
        ("job_title", "a" * 100_000),
        ("organisation", 999_999),
        ("organisation", "1 OR 1=1"),
        ("roles", ["boss"]),
    ],
)
def test_strange_input_is_a_form_error(client, administrator, field, value):
    member = MemberFactory()
    response = save(client, member, **{field: value})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]


def test_adding_a_member_is_inviting(client, administrator):
    assert client.get("/beheer/users/new/").url == "/beheer/uitnodigingen/nieuw/"


def test_staff_can_not_reach_members_nor_make_themselves_administrator(client, staff):
    assert client.get("/beheer/users/").status_code == 302
    save(client, staff, roles=[roles.ADMINISTRATOR])
    group = Group.objects.get(name=roles.ADMINISTRATOR)
    client.post(f"/beheer/bulk/people/member/assign_role/?id={staff.pk}", {"role": group.pk})
    client.post(f"/beheer/groups/edit/{group.pk}/", {"name": "administrator"})
    with pytest.raises(Exception, match="."):
        actions.invite(email="a@beek.example", role=roles.ADMINISTRATOR, invited_by=staff)
    assert list(Member.objects.get(pk=staff.pk).groups.values_list("name", flat=True)) == [roles.STAFF]


# ---------- invitations ----------


def test_staff_invites_from_the_admin(client, staff, commits):
    organisation = OrganisationFactory()
    assert 'name="role"' not in client.get("/beheer/uitnodigingen/nieuw/").text
    data = {"email": "Anna@Beek.example", "name": "Anna Bos", "organisation": organisation.pk, "role": "administrator"}
    response = client.post("/beheer/uitnodigingen/nieuw/", data)
    assert (response.status_code, response.url) == (302, "/beheer/uitnodigingen/")
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.name, invitation.role) == ("anna@beek.example", "Anna Bos", "")
    assert (invitation.organisation, invitation.invited_by) == (organisation, staff)
    assert [message.to for message in mail.outbox] == [["anna@beek.example"]]
    text = client.get("/beheer/uitnodigingen/").text
    assert "anna@beek.example" in text
    assert "Verstuurd" in text


def test_administrator_invites_to_a_role(client, administrator):
    data = {"email": "anna@beek.example", "role": roles.STAFF}
    client.post("/beheer/uitnodigingen/nieuw/", data)
    assert Invitation.objects.get().role == roles.STAFF


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "geen adres"),
        ("email", "a\x00@beek.example"),
        ("email", "bezet@beek.example"),
        ("email", "a" * 100_000),
        ("name", "\x00"),
        ("name", "a" * 100_000),
        ("organisation", 999_999),
        ("organisation", "x"),
        ("role", "boss"),
    ],
)
def test_strange_invitation_is_a_form_error(client, administrator, commits, field, value):
    MemberFactory(email="bezet@beek.example")
    data = {"email": "anna@beek.example", "name": "Anna"} | {field: value}
    response = client.post("/beheer/uitnodigingen/nieuw/", data)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_invitation_is_sent_again_and_taken_back(client, staff, commits):
    invitation, key = actions.invite(email="anna@beek.example", invited_by=staff)
    for verb in ("opnieuw", "intrekken"):
        assert client.get(f"/beheer/uitnodigingen/{invitation.pk}/{verb}/").status_code == 200
    assert Invitation.objects.count() == 1
    client.post(f"/beheer/uitnodigingen/{invitation.pk}/opnieuw/")
    assert len(mail.outbox) == 1
    assert Invitation.objects.find(key) is None
    client.post(f"/beheer/uitnodigingen/{invitation.pk}/intrekken/")
    assert not Invitation.objects.exists()
    assert client.post(f"/beheer/uitnodigingen/{invitation.pk}/opnieuw/").status_code == 404


def test_invitations_can_be_searched(client, staff):
    actions.invite(email="anna@beek.example", name="Anna Bos", invited_by=staff)
    actions.invite(email="piet@beek.example", invited_by=staff)
    response = client.get("/beheer/uitnodigingen/results/?q=bos")
    assert "anna@beek.example" in response.text
    assert "piet@beek.example" not in response.text


@pytest.mark.parametrize(
    "address",
    [
        "/beheer/uitnodigingen/",
        "/beheer/uitnodigingen/nieuw/",
        "/beheer/uitnodigingen/1/opnieuw/",
        "/beheer/uitnodigingen/1/intrekken/",
        "/beheer/aanvragen/",
        "/beheer/aanvragen/1/goedkeuren/",
        "/beheer/aanvragen/1/afwijzen/",
    ],
)
def test_pages_of_who_comes_in_are_for_staff(client, address):
    """Also not for somebody with admin access by another group."""
    editor = MemberFactory()
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    for response in (client.get(address), client.post(address)):
        assert (response.status_code, response.url) == (302, "/beheer/")


# ---------- requests ----------


def test_staff_sees_who_waits(client, staff):
    waiting = MemberFactory(name="Wim Wacht", is_active=False, approved_at=None)
    MemberFactory(name="Anna Bos")
    MemberFactory(name="Gea Gesloten", is_active=False)
    response = client.get("/beheer/aanvragen/")
    assert list(response.context["object_list"]) == [waiting]
    assert client.get(f"/beheer/aanvragen/{waiting.pk}/goedkeuren/").status_code == 200
    assert client.get(f"/beheer/aanvragen/{waiting.pk}/afwijzen/").status_code == 200
    assert Member.objects.get(pk=waiting.pk).approved_at is None


def test_dashboard_says_how_many_wait(client, staff):
    assert "wacht op antwoord" not in client.get("/beheer/").text
    MemberFactory(is_active=False, approved_at=None)
    assert "1 persoon wacht op antwoord" in client.get("/beheer/").text
    MemberFactory(is_active=False, approved_at=None)
    assert "2 mensen wachten op antwoord" in client.get("/beheer/").text
