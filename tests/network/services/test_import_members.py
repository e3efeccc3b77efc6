"""Importing members: invitations, never accounts; and of who is here only what the importer may change."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from base.models import Mail
from network.people import actions, importing, roles, rules
from network.people.models import AuditEntry, Invitation, Member
from network.services.importing import applying
from network.services.importing.applying import NotPossible, Outdated, draft, store, undo
from network.services.importing.reading import UnreadableFile
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import AdministratorFactory, MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db


def made(text, by):
    return draft("members", "leden.csv", text.encode("cp1252"), by)


def stored(text, by):
    run = made(text, by)
    list(store(run, by))
    run.refresh_from_db()
    assert run.state == "done", run.preview
    return run


def outcomes(run):
    return [row[1] for row in run.preview]


def test_who_is_new_is_invited_and_only_once_it_is_confirmed(django_capture_on_commit_callbacks):
    brug, admin = OrganisationFactory(name="De Brug"), AdministratorFactory()
    text = (
        "E-mailadres;Naam;Aanbieder;Rol;Functie\n"
        "Zoe@Brug.example;Zoë Één;De Brug;;Psychiater\n"
        "ed@brug.example;;De Brug;Aanbiederredacteur;\n"
    )
    text = text.replace("Aanbiederredacteur", str(roles.ROLES[roles.PROVIDER_EDITOR]))
    with django_capture_on_commit_callbacks(execute=True):
        run = made(text, admin)
    assert outcomes(run) == ["new", "new"]
    assert (Invitation.objects.count(), len(mail.outbox)) == (0, 0)
    members = Member.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        list(store(run, admin))
    found = Invitation.objects.order_by("pk").values_list("email", "name", "organisation", "role", "invited_by")
    assert list(found) == [
        ("zoe@brug.example", "Zoë Één", brug.pk, "", admin.pk),
        ("ed@brug.example", "", brug.pk, "provider-editor", admin.pk),
    ]
    assert Member.objects.count() == members
    line = AuditEntry.objects.get(action="imported")
    assert (line.actor, line.detail) == (admin, "people.invitation: 2, people.member: 0")
    assert outcomes(made(text, admin)) == ["same", "same"]


def test_an_invitation_of_a_file_makes_an_account_with_a_password_of_ones_own(monkeypatch):
    monkeypatch.setattr(importing.keys, "new_key", lambda: "sleutel")
    stored("E-mail;Naam\nan@brug.example;An\n", StaffFactory())
    member = actions.accept_invitation("sleutel", name="An", password="een-lang-wachtwoord")
    assert (member.email, rules.role_names(member)) == ("an@brug.example", frozenset())


def test_roles_come_from_an_administrator_only_and_no_higher_than_provider_editor():
    OrganisationFactory(name="De Brug")
    editor = roles.PROVIDER_EDITOR
    assert outcomes(made(f"E-mail;Organisatie;Rol\na@x.example;De Brug;{editor}\n", StaffFactory())) == ["wrong"]
    admin = AdministratorFactory()
    for role in (roles.STAFF, roles.ADMINISTRATOR, "superuser"):
        assert outcomes(made(f"E-mail;Rol\na@x.example;{role}\n", admin)) == ["wrong"]
    run = made(f"E-mail;Organisatie;Rol\na@x.example;De Brug;{editor}\nb@x.example;;{editor}\n", admin)
    assert outcomes(run) == ["new", "wrong"]
    run = made(f"E-mail;Organisatie;Rol\na@x.example;De Brug;{editor}\n", admin)
    with pytest.raises(Outdated):
        list(store(run, StaffFactory()))
    assert not Invitation.objects.exists()
    with pytest.raises(ValidationError):
        importing.invite_many([Invitation(email="a@x.example", role=editor)], StaffFactory())


def test_of_who_has_an_account_only_what_staff_may_set_changes():
    brug = OrganisationFactory(name="De Brug")
    here = MemberFactory(email="hier@x.example", name="Oude Naam", bio="Blijft", is_public=False)
    root = MemberFactory(email="root@x.example", name="Root", is_superuser=True)
    closed = MemberFactory(email="dicht@x.example", is_active=False)
    EmailAddress.objects.create(user=here, email="ander@x.example", verified=True)
    text = (
        "E-mail;Naam;Organisatie;Rol;Wachtwoord;bio\n"
        "hier@x.example;Nieuwe Naam;De Brug;provider-editor;geheim123456;Weg\n"
        "root@x.example;Iemand Anders;;;;\n"
        "dicht@x.example;Iemand Anders;;;;\n"
        "ander@x.example;Iemand Anders;;;;\n"
    )
    staff = StaffFactory()
    assert outcomes(made(text, staff)) == ["same"] * 4
    with pytest.raises(ValidationError):
        importing.change_member(here, {"name": "Anders"}, staff)
    admin = AdministratorFactory()
    with pytest.raises(ValidationError):
        importing.change_member(here, {"email": "anders@x.example"}, admin)
    before, password = here.organisation_id, here.password
    run = stored(text, admin)
    assert outcomes(run) == ["changed", "same", "same", "same"]
    here.refresh_from_db()
    assert (here.name, here.organisation, here.bio, here.password) == ("Nieuwe Naam", brug, "Blijft", password)
    assert rules.role_names(Member.objects.get(pk=here.pk)) == frozenset()
    assert AuditEntry.objects.get(subject=here).detail == "name, organisation"
    for other, name in ((root, "Root"), (closed, closed.name)):
        other.refresh_from_db()
        assert other.name == name
    undo(run, admin)
    here.refresh_from_db()
    assert (here.name, here.organisation_id) == ("Oude Naam", before)
    assert AuditEntry.objects.filter(action="imported").count() == 2


def test_an_import_is_taken_back_as_long_as_nobody_accepted():
    admin = AdministratorFactory()
    run = stored("E-mail\na@x.example\nb@x.example\n", admin)
    assert set(Mail.objects.values_list("receiver", "state")) == {
        ("a@x.example", "waiting"),
        ("b@x.example", "waiting"),
    }
    undo(run, admin)
    assert not Invitation.objects.exists()
    assert set(Mail.objects.values_list("state", "text")) == {("dropped", "")}
    run = stored("E-mail\na@x.example\nb@x.example\n", admin)
    Invitation.objects.filter(email="b@x.example").update(used_at=timezone.now())
    with pytest.raises(NotPossible) as problem:
        undo(run, admin)
    assert problem.value.args == ("b@x.example",)
    assert Invitation.objects.count() == 2


def test_wrong_addresses_and_doubles_are_told_beside_their_rows(monkeypatch):
    rows = ["geen adres", "a@x.example", "A@X.example", "=1+1", "oud-lid-9@leerkring.invalid", "é@x.example", "b@x"]
    run = made("E-mail\n" + "\n".join(rows), StaffFactory())
    assert outcomes(run) == ["wrong", "new", "wrong", "wrong", "wrong", "wrong", "wrong"]
    assert all(row[3] for row in run.preview if row[1] == "wrong")
    assert made("Naam\nAn\n", StaffFactory()).preview == []
    monkeypatch.setattr(applying, "MOST_MEMBERS", 1)
    with pytest.raises(UnreadableFile):
        made("E-mail\na@x.example\nb@x.example\n", StaffFactory())
