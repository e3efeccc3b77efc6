"""Accounts come into being whole: address confirmed, role given, topics set; or not at all."""

from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError

from base.mail import send_mail_later
from network.people import actions, roles
from network.people.models import Member
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import PASSWORD, MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


def test_create_member_may_sign_in_at_once():
    organisation, municipality, topic, other = (
        OrganisationFactory(),
        MunicipalityFactory(),
        TopicFactory(),
        TopicFactory(),
    )
    member = actions.create_member(
        email=" Anna@Voorbeeld.example ",
        name="Anna Bos",
        password=PASSWORD,
        role=roles.STAFF,
        organisation=organisation,
        municipalities=[municipality],
        can_help=[topic],
        wants_to_learn=[topic, other],
        job_title="Adviseur",
    )
    member = Member.objects.get(pk=member.pk)
    assert (member.email, member.name, member.job_title) == ("anna@voorbeeld.example", "Anna Bos", "Adviseur")
    assert member.check_password(PASSWORD)
    assert member.is_active and member.approved_at is not None
    assert list(member.groups.values_list("name", flat=True)) == [roles.STAFF]
    assert list(member.municipalities.all()) == [municipality]
    assert set(member.member_topics.values_list("topic_id", "level")) == {
        (topic.pk, "can_help"),
        (other.pk, "wants_to_learn"),
    }
    assert list(EmailAddress.objects.values_list("user_id", "email", "verified", "primary")) == [
        (member.pk, "anna@voorbeeld.example", True, True)
    ]


def test_create_member_without_password_has_none_that_works():
    assert not actions.create_member(email="a@voorbeeld.example", name="A").has_usable_password()


def test_create_member_twice_is_refused_and_changes_nothing():
    known = MemberFactory(email="anna@voorbeeld.example", name="Anna Bos")
    with pytest.raises(ValidationError):
        actions.create_member(email="ANNA@voorbeeld.example", name="Een ander", password=PASSWORD)
    assert list(Member.objects.values_list("pk", "name")) == [(known.pk, "Anna Bos")]


def test_create_member_with_unknown_role_makes_nobody():
    with pytest.raises(ValueError, match="No such role: boss"):
        actions.create_member(email="a@voorbeeld.example", name="A", role="boss")
    assert not Member.objects.exists()


def test_superuser_of_a_new_installation_signs_in_without_mail(client):
    Member.objects.create_superuser("Baas@Voorbeeld.example", PASSWORD)
    response = client.post("/inloggen/", {"login": "baas@voorbeeld.example", "password": PASSWORD})
    assert response.url == "/mijn/"


def test_closing_and_opening_an_account():
    member = MemberFactory(approved_at=None)
    actions.deactivate_member(member)
    assert not Member.objects.get(pk=member.pk).is_active
    actions.reactivate_member(member)
    member = Member.objects.get(pk=member.pk)
    assert member.is_active and member.approved_at is not None


def test_address_of_another_member_can_not_be_taken():
    MemberFactory(email="bezet@voorbeeld.example")
    member = MemberFactory(email="oud@voorbeeld.example")
    with pytest.raises(ValidationError):
        actions.change_email(member, "BEZET@voorbeeld.example")
    assert Member.objects.get(pk=member.pk).email == "oud@voorbeeld.example"
    assert list(EmailAddress.objects.filter(user=member).values_list("email", flat=True)) == ["oud@voorbeeld.example"]


def test_two_of_the_same_name_at_the_same_moment_both_get_in(monkeypatch):
    MemberFactory(name="Anna Bos", slug="anna-bos")
    slugs = iter(["anna-bos", "anna-bos-2"])  # the first was free when it was chosen
    monkeypatch.setattr("network.people.models.member.free_slug", lambda *args, **options: next(slugs))
    assert actions.create_member(email="anna@voorbeeld.example", name="Anna Bos").slug == "anna-bos-2"


@pytest.mark.parametrize(
    "template", sorted(path.stem for path in (Path(settings.ROOT) / "templates/mail/account").glob("*.txt"))
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_mail_of_allauth_has_a_subject_and_a_greeting(template, language, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send_mail_later("a@voorbeeld.example", f"account/{template}", {"name": "Anna"}, language=language)
    (message,) = mail.outbox
    assert 10 < len(message.subject) < 60
    assert message.body.startswith({"nl": "Hallo Anna,", "en": "Hello Anna,"}[language])


def test_every_mail_of_allauth_is_written_in_our_words():
    """A mail of a new version of allauth would break a request: there is no template of ours to render."""
    package = Path(allauth.__file__).parent / "templates"
    unused = {"login_code", "password_reset_code"}  # codes by mail are off
    unused |= {"account_disconnected"}  # nobody takes such a link away
    theirs = {
        path.name.removesuffix("_message.txt")
        for room in ("account", "mfa", "socialaccount")
        for path in (package / room / "email").glob("*_message.txt")
    }
    ours = {path.stem for path in (Path(settings.ROOT) / "templates/mail/account").glob("*.txt")}
    assert theirs - unused - {"base"} == ours - {"notice"}
