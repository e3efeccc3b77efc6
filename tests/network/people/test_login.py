"""Nobody comes in by password alone where a second step is on; signing in tells nothing about who has an account."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group
from django.core import mail
from django.test import override_settings

from base import stamps
from network.people import roles
from tests.factories.people import PASSWORD, AdministratorFactory, MemberFactory, StaffFactory
from tests.factories.practices import practice_index

pytestmark = pytest.mark.django_db

LOGIN_ADDRESSES = ["/inloggen/", "/beheer/login/", "/_util/login/", "/django-admin/login/"]


def signed_in(client):
    return SESSION_KEY in client.session


def credentials(member, password=PASSWORD):
    """All names under which login forms ask for address and password."""
    return {"login": member.email, "username": member.email, "email": member.email, "password": password}


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(counters()))))


@pytest.fixture
def protected():
    """A member, with access to the admin, who turned on a second step."""
    member = AdministratorFactory()
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    RecoveryCodes.activate(member)
    member.totp_secret = secret
    return member


def test_member_signs_in_with_address_and_password(client):
    member = MemberFactory()
    response = client.post("/inloggen/", credentials(member))
    assert (response.status_code, response.url) == (302, "/mijn/")
    assert client.session[SESSION_KEY] == str(member.pk)


def test_member_signs_in_whatever_the_case_of_the_address(client):
    MemberFactory(email="anna@voorbeeld.example")
    client.post("/inloggen/", {"login": " Anna@Voorbeeld.example", "password": PASSWORD})
    assert signed_in(client)


@pytest.mark.parametrize("address", LOGIN_ADDRESSES)
def test_password_alone_gives_no_session_where_a_second_step_is_on(client, protected, address):
    response = client.post(address, credentials(protected))
    assert response.status_code == 302
    assert not signed_in(client)
    assert client.get("/mijn/profiel/").status_code == 302
    assert client.get("/beheer/").status_code == 302


@pytest.mark.parametrize("address", LOGIN_ADDRESSES[1:])
def test_other_login_addresses_take_no_password_at_all(client, address):
    response = client.post(address, credentials(AdministratorFactory()))
    assert (response.status_code, response.url) == (302, "/inloggen/")
    assert not signed_in(client)


def test_second_step_lets_in_with_the_right_code(client, protected):
    response = client.post("/inloggen/?next=/beheer/", credentials(protected) | {"next": "/beheer/"})
    assert response.url == "/inloggen/code/"
    assert client.get("/inloggen/code/").status_code == 200
    assert not signed_in(client)
    response = client.post("/inloggen/code/", {"code": code_of(protected.totp_secret)})
    assert (response.status_code, response.url) == (302, "/beheer/")
    assert signed_in(client)


@pytest.mark.parametrize("code", ["000000", "", "\x00", "9" * 100_000, "😀"])
def test_second_step_stays_closed_with_a_wrong_code(client, protected, code):
    client.post("/inloggen/", credentials(protected))
    response = client.post("/inloggen/code/", {"code": code})
    assert response.status_code == 200
    assert response.context["form"].errors["code"]
    assert not signed_in(client)


def test_recovery_code_lets_in_once(client, protected):
    code = RecoveryCodes(protected.authenticator_set.get(type="recovery_codes")).get_unused_codes()[0]
    client.post("/inloggen/", credentials(protected))
    client.post("/inloggen/code/", {"code": code})
    assert signed_in(client)
    client.post("/uitloggen/")
    client.post("/inloggen/", credentials(protected))
    client.post("/inloggen/code/", {"code": code})
    assert not signed_in(client)


def test_new_password_is_no_way_round_the_second_step(client, protected, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/mijn/account/wachtwoord/vergeten/", {"email": protected.email})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "weer-een-lang-wachtwoord"})
    assert not signed_in(client)
    client.post("/inloggen/", credentials(protected, "weer-een-lang-wachtwoord"))
    assert not signed_in(client)


@pytest.mark.parametrize(
    "address",
    ["/beheer/password_reset/", "/beheer/password_reset/confirm/MQ/set-password/", "/beheer/password_reset/done/"],
)
def test_password_reset_of_the_admin_leads_to_ours(client, address):
    for response in (client.get(address), client.post(address, {"email": "a@b.nl", "new_password1": "x"})):
        assert (response.status_code, response.url) == (302, "/mijn/account/wachtwoord/vergeten/")
    assert mail.outbox == []


def test_account_page_of_the_admin_leads_to_the_profile(client):
    client.force_login(StaffFactory())
    assert client.get("/beheer/account/").url == "/mijn/profiel/"


def test_admin_sends_a_visitor_to_our_login(client):
    response = client.get("/beheer/", follow=True)
    assert response.redirect_chain[-1] == ("/inloggen/?next=%2Fbeheer%2F", 302)


def test_member_without_access_to_the_admin_is_told_so(client):
    client.force_login(MemberFactory())
    response = client.get("/beheer/users/", follow=True)
    assert response.status_code == 403
    assert response.redirect_chain == [("/beheer/login/?next=/beheer/users/", 302)]


def test_member_outside_the_group_of_a_page_is_told_so(client):
    page = practice_index().get_parent()
    restriction = page.view_restrictions.create(restriction_type="groups")
    restriction.groups.add(Group.objects.get(name=roles.STAFF))
    visitor = client.get("/", follow=True)
    assert visitor.redirect_chain[-1] == ("/inloggen/?next=%2F", 302)
    client.force_login(MemberFactory())
    response = client.get("/", follow=True)
    assert response.status_code == 403
    client.force_login(StaffFactory())
    assert client.get("/").status_code == 200


def test_login_addresses_lead_on_who_is_signed_in_already(client):
    client.force_login(StaffFactory())
    assert client.get("/inloggen/").url == "/mijn/"
    assert client.get("/beheer/login/").url == "/mijn/"
    assert client.get("/beheer/login/?next=/beheer/pages/").url == "/beheer/pages/"


def test_signing_in_does_not_make_kept_pages_old(client):
    member = MemberFactory()
    stamps.bump("site")
    before = stamps.current("site")
    client.post("/inloggen/", credentials(member))
    assert signed_in(client)
    client.post("/uitloggen/")
    assert stamps.current("site") == before


@pytest.mark.parametrize(
    ("goal", "lands"),
    [
        ("/beheer/pages/", "/inloggen/?next=%2Fbeheer%2Fpages%2F"),
        ("//kwaad.example/", "/inloggen/"),
        ("https://kwaad.example/", "/inloggen/"),
        ("javascript:alert(1)", "/inloggen/"),
        ("/\\kwaad.example", "/inloggen/"),
    ],
)
def test_other_login_addresses_pass_on_only_addresses_of_this_site(client, goal, lands):
    assert client.get("/beheer/login/", {"next": goal}).url == lands


@pytest.mark.parametrize(
    "goal", ["//kwaad.example/", "https://kwaad.example/", "javascript:alert(1)", "/\\kwaad.example"]
)
def test_sign_in_never_leads_to_another_site(client, goal):
    response = client.post("/inloggen/", credentials(MemberFactory()) | {"next": goal})
    assert (response.status_code, response.url) == (302, "/mijn/")


def test_closed_account_can_not_sign_in(client):
    response = client.post("/inloggen/", credentials(MemberFactory(is_active=False)))
    assert response.url == "/inloggen/wacht/"
    assert not signed_in(client)


def test_closing_an_account_ends_its_sessions_at_the_next_request(client):
    member = MemberFactory()
    client.force_login(member)
    assert client.get("/mijn/profiel/").status_code == 200
    member.is_active = False
    member.save()
    assert client.get("/mijn/profiel/").status_code == 302


def test_wrong_password_and_unknown_address_get_the_same_answer(client):
    member = MemberFactory()
    wrong = client.post("/inloggen/", {"login": member.email, "password": "iets-anders"})
    unknown = client.post("/inloggen/", {"login": "niemand@voorbeeld.example", "password": "iets-anders"})
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert wrong.context["form"].errors.as_data()["__all__"][0].code == "email_password_mismatch"
    assert (wrong.status_code, unknown.status_code) == (200, 200)


def test_unknown_address_costs_a_password_check_too(client, monkeypatch):
    checks = []
    monkeypatch.setattr("django.contrib.auth.base_user.make_password", lambda password: checks.append(password) or "!")
    client.post("/inloggen/", {"login": "niemand@voorbeeld.example", "password": "iets-anders"})
    assert checks == ["iets-anders"]


def test_five_wrong_passwords_close_the_account_for_a_while(client):
    member = MemberFactory()
    for _attempt in range(5):
        client.post("/inloggen/", {"login": member.email, "password": "iets-anders"})
    response = client.post("/inloggen/", credentials(member))
    assert response.context["form"].errors.as_data()["__all__"][0].code == "too_many_login_attempts"
    assert not signed_in(client)
    other = MemberFactory()
    client.post("/inloggen/", credentials(other))
    assert signed_in(client)


def test_wrong_passwords_count_for_the_account_wherever_they_come_from(client):
    member = MemberFactory()
    for number in range(5):
        answer = client.post(
            "/inloggen/", {"login": member.email.title(), "password": "fout"}, REMOTE_ADDR=f"10.0.0.{number}"
        )
        assert answer.context["form"].errors.as_data()["__all__"][0].code == "email_password_mismatch"
    answer = client.post("/inloggen/", credentials(member), REMOTE_ADDR="10.0.0.99")
    assert answer.context["form"].errors.as_data()["__all__"][0].code == "too_many_login_attempts"
    assert not signed_in(client)


def test_five_wrong_codes_close_the_second_step_for_a_while(client, protected):
    client.post("/inloggen/", credentials(protected))
    for _attempt in range(5):
        client.post("/inloggen/code/", {"code": "000000"})
    answer = client.post("/inloggen/code/", {"code": code_of(protected.totp_secret)})
    assert answer.status_code == 200
    assert answer.context["form"].errors.as_data()["code"][0].code == "too_many_login_attempts"
    assert not signed_in(client)


def test_thirty_attempts_a_minute_from_one_place_is_the_end(client):
    for number in range(30):
        client.post("/inloggen/", {"login": f"{number}@voorbeeld.example"})
    response = client.post("/inloggen/", credentials(MemberFactory()))
    assert response.status_code == 429
    assert "Een ogenblik" in response.text
    assert not signed_in(client)


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=0)
def test_a_made_up_header_does_not_pass_the_limit(client):
    for number in range(31):
        response = client.post(
            "/inloggen/", {"login": f"{number}@voorbeeld.example"}, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}"
        )
    assert response.status_code == 429


@pytest.mark.parametrize("field", ["login", "password"])
@pytest.mark.parametrize("value", ["\x00", "a" * 100_000, "a\x00@voorbeeld.example", "\u202e@voorbeeld.example"])
def test_strange_input_is_a_form_error(client, field, value):
    data = {"login": "anna@voorbeeld.example", "password": "iets-anders"} | {field: value}
    response = client.post("/inloggen/", data)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not signed_in(client)


def test_sign_out_needs_a_post(client):
    client.force_login(MemberFactory())
    assert client.get("/uitloggen/").status_code == 200
    assert signed_in(client)
    response = client.post("/uitloggen/")
    assert (response.status_code, response.url) == (302, "/")
    assert not signed_in(client)
