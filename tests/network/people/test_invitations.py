"""An invitation works once, for one address, until its day; only its hash is stored."""

import hashlib
import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.people import actions, roles
from network.people.models import Invitation, Member
from tests.at_once import at_once
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import PASSWORD, AdministratorFactory, MemberFactory, ProviderEditorFactory, StaffFactory

ANSWERS = {"name": "Anna Bos", "job_title": "Gezinswerker", "password": PASSWORD}


def invite(**fields):
    """An invitation by staff, and its key."""
    fields = {"email": "anna@voorbeeld.example", "invited_by": None, **fields}
    fields["invited_by"] = fields["invited_by"] or StaffFactory()
    return actions.invite(**fields)


@pytest.mark.django_db
def test_invitation_is_mailed_and_only_its_hash_is_stored(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invitation, key = invite(invited_by=StaffFactory(name="Joke Staf"))
    (message,) = mail.outbox
    assert message.to == ["anna@voorbeeld.example"]
    assert message.subject == "Uitnodiging voor Leerkring"
    assert "Joke Staf nodigt je uit voor Leerkring." in message.body
    assert f"http://testserver/uitnodiging/{key}/" in message.body
    stored = Invitation.objects.values().get()
    assert stored["key_hash"] == hashlib.sha256(key.encode()).hexdigest()
    assert key not in str(stored)
    assert re.fullmatch(r"[\w-]{43}", key)
    assert invitation.expires_at - invitation.created_at == timedelta(days=14)


@pytest.mark.django_db
def test_accepting_makes_a_member_who_is_signed_in(client):
    organisation = OrganisationFactory()
    _invitation, key = invite(
        email="Anna@Voorbeeld.example", organisation=organisation, role=roles.STAFF, invited_by=AdministratorFactory()
    )
    assert client.get(f"/uitnodiging/{key}/").status_code == 200
    response = client.post(f"/uitnodiging/{key}/", ANSWERS)
    assert (response.status_code, response.url) == (302, "/mijn/welkom/")
    member = Member.objects.get(email="anna@voorbeeld.example")
    assert client.session[SESSION_KEY] == str(member.pk)
    assert (member.name, member.job_title, member.organisation) == ("Anna Bos", "Gezinswerker", organisation)
    assert member.is_active and member.approved_at is not None
    assert list(member.groups.values_list("name", flat=True)) == [roles.STAFF]
    assert EmailAddress.objects.get(user=member).verified
    assert member.check_password(PASSWORD)


@pytest.mark.django_db
def test_account_is_for_the_invited_address_whatever_is_posted(client):
    _invitation, key = invite()
    client.post(f"/uitnodiging/{key}/", ANSWERS | {"email": "boef@kwaad.example", "role": roles.ADMINISTRATOR})
    member = Member.objects.get(name="Anna Bos")
    assert member.email == "anna@voorbeeld.example"
    assert not member.groups.exists()


@pytest.mark.django_db
def test_used_invitation_is_over(client):
    _invitation, key = invite()
    client.post(f"/uitnodiging/{key}/", ANSWERS)
    client.post("/uitloggen/")
    for response in (client.get(f"/uitnodiging/{key}/"), client.post(f"/uitnodiging/{key}/", ANSWERS)):
        assert response.status_code == 404
        assert "Deze uitnodiging werkt niet meer" in response.text
    assert Member.objects.filter(email="anna@voorbeeld.example").count() == 1


@pytest.mark.django_db
def test_expired_invitation_is_over(client):
    invitation, key = invite()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/uitnodiging/{key}/").status_code == 404
    assert client.post(f"/uitnodiging/{key}/", ANSWERS).status_code == 404
    assert not Member.objects.filter(email=invitation.email).exists()


@pytest.mark.django_db
def test_withdrawn_invitation_is_over(client):
    invitation, key = invite()
    actions.withdraw_invitation(invitation)
    assert client.post(f"/uitnodiging/{key}/", ANSWERS).status_code == 404
    assert not Member.objects.filter(email=invitation.email).exists()


@pytest.mark.django_db
def test_sending_again_stops_the_earlier_link_and_gives_a_new_term(client, django_capture_on_commit_callbacks):
    invitation, first = invite()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        second = actions.resend_invitation(invitation)
    assert f"/uitnodiging/{second}/" in mail.outbox[-1].body
    assert client.get(f"/uitnodiging/{first}/").status_code == 404
    assert client.get(f"/uitnodiging/{second}/").status_code == 200


@pytest.mark.django_db
def test_second_invitation_to_an_address_replaces_the_first(client):
    _invitation, first = invite()
    _invitation, second = invite(email="ANNA@voorbeeld.example")
    assert Invitation.objects.count() == 1
    assert client.get(f"/uitnodiging/{first}/").status_code == 404
    assert client.get(f"/uitnodiging/{second}/").status_code == 200


@pytest.mark.django_db
def test_member_is_not_invited_again():
    MemberFactory(email="anna@voorbeeld.example")
    with pytest.raises(ValidationError):
        invite(email="Anna@voorbeeld.example")
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_used_invitation_is_not_sent_again(client):
    invitation, key = invite()
    client.post(f"/uitnodiging/{key}/", ANSWERS)
    invitation.refresh_from_db()
    with pytest.raises(ValidationError):
        actions.resend_invitation(invitation)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "role", "may"),
    [
        (MemberFactory, "", False),
        (ProviderEditorFactory, "", False),
        (StaffFactory, "", True),
        (StaffFactory, roles.STAFF, False),
        (StaffFactory, roles.ADMINISTRATOR, False),
        (StaffFactory, roles.PROVIDER_EDITOR, False),
        (AdministratorFactory, "", True),
        (AdministratorFactory, roles.ADMINISTRATOR, True),
        (AdministratorFactory, "boss", False),
    ],
)
def test_who_may_invite_and_to_what(factory, role, may):
    if may:
        invitation, _key = invite(invited_by=factory(), role=role)
        assert invitation.role == role
    else:
        with pytest.raises(ValidationError):
            invite(invited_by=factory(), role=role)
        assert not Invitation.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "\x00"),
        ("name", "a" * 100_000),
        ("job_title", "a\x00"),
        ("job_title", "a" * 100_000),
        ("password", ""),
        ("password", "kort"),
        ("password", "a\x00" * 10),
        ("password", "a" * 100_000),
        ("password", "anna bos anna"),
        ("password", "123456789012"),
    ],
)
def test_strange_answers_are_form_errors_and_keep_what_was_typed(client, field, value):
    _invitation, key = invite()
    response = client.post(f"/uitnodiging/{key}/", ANSWERS | {field: value})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert 'id="errors"' in response.text
    if field != "job_title":
        assert "Gezinswerker" in response.text
    assert PASSWORD not in response.text
    assert Invitation.objects.get().used_at is None
    assert client.post(f"/uitnodiging/{key}/", ANSWERS).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["a", "a" * 5000, "é", "..", "%27", "none"])
def test_made_up_key_is_over(client, key):
    assert client.get(f"/uitnodiging/{key}/").status_code == 404


@pytest.mark.django_db
def test_who_is_signed_in_is_asked_to_sign_out_first(client):
    _invitation, key = invite()
    client.force_login(MemberFactory())
    response = client.post(f"/uitnodiging/{key}/", ANSWERS)
    assert "Je bent al ingelogd" in response.text
    assert Invitation.objects.get().used_at is None


@pytest.mark.django_db
def test_page_with_a_key_is_kept_nowhere(client):
    _invitation, key = invite()
    response = client.get(f"/uitnodiging/{key}/")
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.text


@pytest.mark.django_db(transaction=True)
def test_two_posts_at_once_make_one_account():
    _invitation, key = invite()
    raised = at_once(*[lambda: actions.accept_invitation(key, **ANSWERS)] * 2)
    assert [type(error) for error in raised] == [ValidationError]
    assert Member.objects.filter(email="anna@voorbeeld.example").count() == 1


@pytest.mark.django_db
def test_short_password_is_refused_in_dutch(client):
    _invitation, key = invite()
    response = client.post(f"/uitnodiging/{key}/", ANSWERS | {"password": "kort"})
    assert response.context["form"].errors["password"] == ["Dit wachtwoord is te kort. Gebruik minstens 12 tekens."]
