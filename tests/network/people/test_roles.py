"""Who may do what: the predicates, the groups behind them, and that a role counts from the next request on."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import call_command
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from network.people import actions, permissions, roles, rules
from network.people.models import Member
from tests.factories.people import AdministratorFactory, MemberFactory, ProviderEditorFactory, StaffFactory
from tests.signing_in import do_second_step

pytestmark = pytest.mark.django_db

PEOPLE = {
    "visitor": lambda: AnonymousUser(),
    "closed": lambda: AdministratorFactory(is_active=False),
    "member": MemberFactory,
    "provider-editor": ProviderEditorFactory,
    "staff": StaffFactory,
    "administrator": AdministratorFactory,
    "superuser": lambda: MemberFactory(is_superuser=True),
}


@pytest.mark.parametrize(
    ("rule", "who_may"),
    [
        (rules.is_member, {"member", "provider-editor", "staff", "administrator", "superuser"}),
        (rules.is_provider_editor, {"provider-editor"}),
        (rules.is_staff_member, {"staff", "administrator", "superuser"}),
        (rules.is_administrator, {"administrator", "superuser"}),
        (rules.can_invite, {"staff", "administrator", "superuser"}),
        (rules.can_manage_members, {"administrator", "superuser"}),
    ],
)
@pytest.mark.parametrize("person", PEOPLE)
def test_rule(rule, who_may, person):
    assert rule(PEOPLE[person]()) is (person in who_may)


@pytest.mark.parametrize("rule", [rules.is_member, rules.is_staff_member, rules.is_administrator])
def test_rule_says_no_to_nobody(rule):
    assert rule(None) is False


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("role", ["", *roles.ROLES, "boss"])
def test_inviting_to_a_role(person, role):
    may = (person in ("staff", "administrator", "superuser") and not role) or (
        person in ("administrator", "superuser") and role in roles.ROLES
    )
    assert rules.can_invite_to_role(PEOPLE[person](), role) is may


@pytest.mark.parametrize(
    ("person", "other", "edit", "deactivate"),
    [
        ("staff", "member", False, False),
        ("administrator", "member", True, True),
        ("administrator", "administrator", True, True),
        ("administrator", "superuser", False, False),
        ("superuser", "superuser", True, True),
        ("member", "member", False, False),
    ],
)
def test_changing_the_account_of_another(person, other, edit, deactivate):
    person, other = PEOPLE[person](), PEOPLE[other]()
    assert rules.can_edit_member(person, other) is edit
    assert rules.can_deactivate(person, other) is deactivate


def test_nobody_deactivates_themselves():
    administrator = AdministratorFactory()
    assert rules.can_deactivate(administrator, administrator) is False


def names_of(role):
    group = Group.objects.get(name=role)
    return {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.select_related("content_type")}


def test_migrations_made_the_groups_with_their_permissions():
    assert set(roles.ROLES) <= set(Group.objects.values_list("name", flat=True))
    assert names_of(roles.PROVIDER_EDITOR) == set()
    assert names_of(roles.STAFF) == set(permissions.STAFF_PERMISSIONS)
    assert names_of(roles.ADMINISTRATOR) == set(permissions.ADMINISTRATOR_PERMISSIONS)


def test_pages_and_files_of_the_whole_site_are_for_staff_and_administrators():
    for role, pages, files in [
        (roles.PROVIDER_EDITOR, [], []),
        (roles.STAFF, permissions.STAFF_PAGES, permissions.STAFF_COLLECTIONS),
        (roles.ADMINISTRATOR, permissions.ADMINISTRATOR_PAGES, permissions.ADMINISTRATOR_COLLECTIONS),
    ]:
        rows = GroupPagePermission.objects.filter(group__name=role, page=Page.get_first_root_node())
        assert sorted(rows.values_list("permission__codename", flat=True)) == sorted(pages)
        rows = GroupCollectionPermission.objects.filter(
            group__name=role, collection=Collection.get_first_root_node()
        ).values_list("permission__content_type__app_label", "permission__codename")
        assert sorted(".".join(row) for row in rows) == sorted(files)


def test_staff_may_not_touch_accounts_settings_or_workflows():
    forbidden = ("people.change_member", "base.change_sitesettings", "wagtailcore.change_workflow", "auth.change_group")
    assert not names_of(roles.STAFF) & set(forbidden)
    assert "auth.change_group" not in names_of(roles.ADMINISTRATOR)
    assert "people.delete_member" not in names_of(roles.ADMINISTRATOR)


def test_giving_permissions_again_changes_nothing():
    before = (
        {role: names_of(role) for role in roles.ROLES},
        GroupPagePermission.objects.count(),
        GroupCollectionPermission.objects.count(),
    )
    permissions.ensure_roles()
    call_command("migrate", "people", verbosity=0)
    assert before == (
        {role: names_of(role) for role in roles.ROLES},
        GroupPagePermission.objects.count(),
        GroupCollectionPermission.objects.count(),
    )


def test_role_counts_from_the_next_request(client):
    member = MemberFactory()
    client.force_login(member)
    assert client.get("/beheer/").status_code == 302
    actions.set_roles(Member.objects.get(pk=member.pk), [roles.STAFF])
    assert client.get("/beheer/").url == "/mijn/account/beveiliging/nodig/"
    do_second_step(client, member)
    assert client.get("/beheer/").status_code == 200
    actions.set_roles(Member.objects.get(pk=member.pk), [])
    assert client.get("/beheer/").status_code == 302


def test_setting_roles_leaves_other_groups_alone():
    member = StaffFactory()
    group = Group.objects.create(name="Redactie")
    member.groups.add(group)
    assert rules.is_staff_member(member)
    actions.set_roles(member, [roles.PROVIDER_EDITOR])
    assert set(member.groups.values_list("name", flat=True)) == {"Redactie", roles.PROVIDER_EDITOR}
    assert not rules.is_staff_member(member)


@pytest.mark.parametrize("person", ["member", "provider-editor"])
def test_admin_is_closed_for_who_has_no_business_there(client, person):
    client.force_login(PEOPLE[person]())
    assert client.get("/beheer/").status_code == 302
    assert client.get("/beheer/users/").status_code == 302
