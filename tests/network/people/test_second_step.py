"""Whoever has a role gets nothing but the set-up of a second step until it is done, whichever way they came in."""

import re

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client

from network.people import actions, roles, rules, second_step
from network.people.models import Member
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import (
    PASSWORD,
    AdministratorFactory,
    MemberFactory,
    ProviderEditorFactory,
    StaffFactory,
)
from tests.factories.practices import PracticeFactory
from tests.factories.services import ServiceFactory
from tests.network.people.test_login import code_of
from tests.signing_in import by_password_alone
from tests.site.config.addresses import fill, templates

pytestmark = pytest.mark.django_db

NEEDED, PROVE = "/mijn/account/beveiliging/nodig/", "/mijn/account/beveiliging/bevestigen/"
# Written out here on purpose: whoever opens one more door to a session by password alone has to say so twice.
SAME_FOR_ALL = {"/thema.css", "/healthz", "/readyz", "/robots.txt", "/.well-known/security.txt", "/taal/<slug:code>/"}
SET_UP = {
    NEEDED,
    "/mijn/account/beveiliging/app/",
    "/mijn/account/beveiliging/app/qr.svg",
    "/mijn/account/beveiliging/sleutels/nieuw/",
    "/mijn/account/bevestigen/",
    "/mijn/account/e-mail/bevestigen/<str:key>/",
}
PROOF = {PROVE, "/mijn/account/beveiliging/sleutels/bevestigen/"}
PEOPLE = {
    "provider editor": ProviderEditorFactory,
    "staff": StaffFactory,
    "administrator": AdministratorFactory,
    "superuser": lambda: MemberFactory(is_superuser=True),
}


def addresses():
    """Every address of the site with what is really there in it: {template: address}."""
    practice, service = PracticeFactory(), ServiceFactory()
    member, organisation = MemberFactory(), OrganisationFactory()
    slugs = {"/mensen/": member.slug, "/aanbieders/": organisation.slug, "/sociale-kaart/": service.slug}
    found = {}
    for template in set(templates()):
        slug = next((slug for start, slug in slugs.items() if template.startswith(start)), practice.slug)
        real = {"int": practice.pk, "slug": slug, "uuid": "0" * 32, "str": "1", "path": "images/x.jpg", "code": "en"}
        found[template] = fill(template, real | {"key": "x", "model_name": "practicepage", "app_label": "practices"})[0]
    return found


def leads_to(response):
    return (response.headers.get("Location") or response.headers.get("HX-Redirect") or "").partition("?")[0]


def opened(client, found, method, goal, **headers):
    """The templates of all addresses that gave ``client`` anything but the way to ``goal``, or a plain refusal."""
    return {
        template
        for template, address in found.items()
        if (answer := client.generic(method, address, **headers)).status_code != 403 and leads_to(answer) != goal
    }


@pytest.mark.parametrize("person", PEOPLE)
def test_no_address_of_the_site_opens_before_the_second_step(person):
    member, client, found = PEOPLE[person](), Client(), addresses()
    client.raise_request_exception = False
    by_password_alone(client, member)
    assert len(found) > 300
    # Signing out is one of them; tried by itself below, as it ends the session.
    del found["/uitloggen/"]
    assert opened(client, found, "GET", NEEDED) == SAME_FOR_ALL | SET_UP - {NEEDED} | {NEEDED}
    if person == "administrator":
        assert opened(client, found, "POST", NEEDED) - SAME_FOR_ALL <= SET_UP
        assert opened(client, found, "GET", NEEDED, HTTP_HX_REQUEST="true") <= SAME_FOR_ALL | SET_UP
        TOTP.activate(member, generate_totp_secret())
        assert opened(client, found, "GET", PROVE) - SAME_FOR_ALL <= PROOF
        assert opened(client, found, "POST", PROVE) - SAME_FOR_ALL <= PROOF
        assert member.authenticator_set.count() == 1
    assert client.session[SESSION_KEY] == str(member.pk)
    assert client.post("/uitloggen/").status_code == 302
    assert SESSION_KEY not in client.session


def test_what_a_script_asks_for_is_refused_and_a_page_leads_on(client):
    by_password_alone(client, StaffFactory())
    for address in ("/api/v1/search?q=x", "/api/hsds/services"):
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (403, b"")
    assert client.get("/zoeken/suggesties/?q=x", HTTP_ACCEPT="*/*").status_code == 403
    answer = client.get("/praktijken/", HTTP_HX_REQUEST="true", HTTP_ACCEPT="*/*")
    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (200, NEEDED, b"")
    page = client.get("/beheer/", follow=True)
    assert page.redirect_chain == [(NEEDED, 302)]
    assert "Eerst een tweede stap" in page.text
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("address", ["/inloggen/", "/beheer/login/", "/_util/login/", "/django-admin/login/"])
def test_a_password_opens_only_the_set_up(client, address):
    staff = StaffFactory()
    client.post(address, {"login": staff.email, "username": staff.email, "password": PASSWORD, "next": "/beheer/"})
    assert (SESSION_KEY in client.session) is (address == "/inloggen/")
    assert leads_to(client.get("/beheer/")) == (NEEDED if address == "/inloggen/" else "/beheer/login/")


def test_a_new_password_opens_only_the_set_up(client, commits):
    staff = StaffFactory()
    client.post("/mijn/account/wachtwoord/vergeten/", {"email": staff.email})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "weer-een-lang-wachtwoord"})
    assert SESSION_KEY not in client.session
    client.post("/inloggen/", {"login": staff.email, "password": "weer-een-lang-wachtwoord"})
    assert leads_to(client.get("/beheer/")) == NEEDED


@pytest.mark.parametrize("role", roles.ROLES)
def test_an_invitation_to_a_role_opens_only_the_set_up(client, role):
    _invitation, key = actions.invite(email="nieuw@elders.example", role=role, invited_by=AdministratorFactory())
    client.post(f"/uitnodiging/{key}/", {"name": "Anna Bos", "password": PASSWORD})
    assert client.session[SESSION_KEY] == str(Member.objects.get(email="nieuw@elders.example").pk)
    for address in ("/mijn/", "/mijn/welkom/", "/beheer/"):
        assert leads_to(client.get(address)) == NEEDED


def test_confirming_an_address_opens_nothing_more(client):
    staff = StaffFactory()
    address = EmailAddress.objects.create(user=staff, email="nieuw@voorbeeld.example")
    page = f"/mijn/account/e-mail/bevestigen/{EmailConfirmationHMAC(address).key}/"
    client.post(page)
    assert SESSION_KEY not in client.session
    by_password_alone(client, staff)
    client.post(page)
    assert EmailAddress.objects.get(pk=address.pk).verified
    assert leads_to(client.get("/beheer/")) == NEEDED


def test_a_role_asks_for_it_at_the_next_request_and_without_one_nobody_is_asked(client):
    member = MemberFactory()
    by_password_alone(client, member)
    assert client.get("/mijn/profiel/").status_code == 200
    for role in roles.ROLES:
        actions.set_roles(Member.objects.get(pk=member.pk), [role])
        assert leads_to(client.get("/mijn/profiel/")) == NEEDED
        actions.set_roles(Member.objects.get(pk=member.pk), [])
        assert client.get("/mijn/profiel/").status_code == 200
    editors = Group.objects.create(name="Redactie")
    member.groups.add(editors)
    assert client.get("/mijn/profiel/").status_code == 200
    editors.permissions.add(Permission.objects.get(codename="access_admin"))
    assert leads_to(client.get("/mijn/profiel/")) == NEEDED
    assert leads_to(client.get(NEEDED)) == ""


def test_what_waited_for_the_password_is_not_done_any_more_once_a_role_asks_for_more(client):
    member, address = MemberFactory(), "/mijn/gegevens/bestand/"
    by_password_alone(client, member)
    assert leads_to(client.post(address)) == "/mijn/account/bevestigen/"
    actions.set_roles(Member.objects.get(pk=member.pk), [roles.STAFF])
    answer = client.post(f"/mijn/account/bevestigen/?next={address}", {"password": PASSWORD, "next": address})
    assert (answer.status_code, answer.url) == (302, address)
    assert leads_to(client.get(address)) == NEEDED


def test_who_needs_none_is_sent_on_from_the_page_that_says_so(client):
    by_password_alone(client, MemberFactory())
    assert client.get(NEEDED).url == "/mijn/account/beveiliging/"


@pytest.mark.django_db(transaction=True)
def test_setting_it_up_opens_the_site_in_this_session_and_in_no_other(client):
    staff, other = StaffFactory(), Client()
    by_password_alone(other, staff)
    client.post("/inloggen/", {"login": staff.email, "password": PASSWORD})
    assert leads_to(client.get("/mijn/account/beveiliging/app/")) == "/mijn/account/bevestigen/"
    client.post("/mijn/account/bevestigen/", {"password": PASSWORD})
    page = client.get("/mijn/account/beveiliging/app/")
    assert '<nav class="tabs"' not in page.text
    secret = client.session[SECRET_SESSION_KEY]
    client.post("/mijn/account/beveiliging/app/", {"code": "000000"})
    assert leads_to(client.get("/beheer/")) == NEEDED
    client.post("/mijn/account/beveiliging/app/", {"code": code_of(secret)})
    assert client.get("/beheer/").status_code == 200
    assert '<nav class="tabs"' in client.get("/mijn/account/beveiliging/").text

    # The other session had only the password, so it may not add a key of its own: first it proves the one there is.
    by_password_alone(other, staff)
    for address in ("/beheer/", "/mijn/account/beveiliging/sleutels/nieuw/", "/mijn/account/bevestigen/"):
        assert leads_to(other.get(address)) == PROVE
    assert other.get(PROVE).status_code == 200
    code = RecoveryCodes(staff.authenticator_set.get(type="recovery_codes")).get_unused_codes()[0]
    assert other.post(f"{PROVE}?next=/beheer/", {"code": code, "next": "/beheer/"}).url == "/beheer/"
    assert other.get("/beheer/").status_code == 200


@pytest.mark.parametrize("kind", ["app", "key"])
def test_the_last_one_stays_with_who_needs_it_and_goes_with_who_does_not(client, kind):
    staff, member = StaffFactory(), MemberFactory()
    for person, left in ((staff, 1), (member, 0)):
        if kind == "app":
            TOTP.activate(person, generate_totp_secret())
            address = "/mijn/account/beveiliging/app/uitzetten/"
        else:
            key = WebAuthn.add(person, "Laptop", {}).instance
            address = f"/mijn/account/beveiliging/sleutels/{key.pk}/verwijderen/"
        client.force_login(person)
        client.post("/mijn/account/bevestigen/", {"password": PASSWORD})
        answer = client.post(address, follow=True)
        assert ("Je hebt een tweede stap nodig" in answer.text) is bool(left)
        assert person.authenticator_set.count() == left
    # One of two may go.
    Authenticator.objects.create(user=staff, type="webauthn" if kind == "app" else "totp", data={})
    client.force_login(staff)
    client.post("/mijn/account/bevestigen/", {"password": PASSWORD})
    first = staff.authenticator_set.order_by("pk").first()
    client.post(address.replace(str(key.pk), str(first.pk)) if kind == "key" else address)
    assert not Authenticator.objects.filter(pk=first.pk).exists()


def test_taking_the_step_away_for_somebody_ends_their_sessions(client):
    staff = StaffFactory()
    client.post("/inloggen/", {"login": staff.email, "password": PASSWORD})
    TOTP.activate(staff, generate_totp_secret())
    actions.remove_second_step(staff, by=AdministratorFactory())
    assert leads_to(client.get("/mijn/")) == "/inloggen/"


@pytest.mark.parametrize(
    ("make", "needs"),
    [
        (MemberFactory, False),
        (lambda: AdministratorFactory(is_active=False), False),
        (ProviderEditorFactory, True),
        (StaffFactory, True),
        (AdministratorFactory, True),
        (lambda: MemberFactory(is_superuser=True), True),
    ],
)
def test_who_needs_one(make, needs):
    assert rules.needs_second_step(make()) is needs


@pytest.mark.parametrize("factory", [MemberFactory, StaffFactory])
def test_asking_costs_a_member_nothing_that_a_page_does_not_ask_anyway(client, factory, django_assert_num_queries):
    client.force_login(factory())
    request = client.get("/healthz").wsgi_request
    # Session, member and roles; for who has a role also whether there still is a second step.
    with django_assert_num_queries(3 if factory is MemberFactory else 4):
        assert second_step.is_missing(request) is False
