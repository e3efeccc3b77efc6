"""Accounts in a real browser: signing in step by step, passkeys under the strict policy, every screen for everybody."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import expect

from network.people import actions, keys
from network.people.models import Member
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import PASSWORD, AdministratorFactory, MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)

SECURITY = "/mijn/account/beveiliging/"


def code_now(secret):
    """What an authenticator app would show (RFC 6238)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def fill_in(page, member, password=PASSWORD):
    page.goto("/inloggen/?next=/mijn/profiel/")
    page.get_by_label("E-mailadres", exact=True).fill(member.email)
    page.get_by_label("Wachtwoord", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Inloggen", exact=True).click()


def confirm(page, address):
    """Open a page about safe sign-in, and say once more who one is."""
    page.goto(address)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Ja, ik ben het").click()


@pytest.fixture
def authenticator(page, settings):
    """A device that makes passkeys without asking; its owner is always there."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_sign_in_first_wrong_then_right(page, axe, fits):
    member = MemberFactory()
    fill_in(page, member, "iets-anders")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Dit adres en dit wachtwoord horen niet bij elkaar.")
    expect(page.get_by_label("E-mailadres", exact=True)).to_have_value(member.email)
    expect(page.get_by_label("Wachtwoord", exact=True)).to_have_value("")
    axe()
    fits(320)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Inloggen", exact=True).click()
    expect(page).to_have_url(re.compile(r"^[^?]+/mijn/profiel/$"))


def test_second_step_is_turned_on_and_then_asked_for(page, axe, fits):
    member = MemberFactory()
    fill_in(page, member)
    confirm(page, SECURITY + "app/")
    expect(page.get_by_role("img", name="Plaatje om te scannen")).to_have_js_property("complete", True)
    assert page.get_by_role("img", name="Plaatje om te scannen").evaluate("image => image.naturalWidth") > 0
    axe()
    fits(320)
    secret = page.get_by_role("main").locator("code").inner_text().replace(" ", "")
    page.get_by_label("Code", exact=True).fill("000000" if code_now(secret) != "000000" else "111111")
    page.get_by_role("button", name="Zet de code aan").click()
    expect(page.get_by_role("alert")).to_contain_text("Deze code klopt niet")
    assert page.get_by_role("main").locator("code").inner_text().replace(" ", "") == secret
    page.get_by_label("Code", exact=True).fill(code_now(secret))
    page.get_by_role("button", name="Zet de code aan").click()
    expect(page.get_by_role("heading", name="Herstelcodes")).to_be_visible()
    recovery = page.get_by_role("main").locator("code").first.inner_text()
    axe()

    page.context.clear_cookies()
    fill_in(page, member)
    expect(page.get_by_role("heading", name="De tweede stap")).to_be_visible()
    axe()
    page.goto("/mijn/profiel/")
    expect(page.get_by_role("heading", name="De tweede stap")).to_be_visible()
    page.get_by_label("Code", exact=True).fill(recovery)
    page.get_by_role("main").get_by_role("button", name="Inloggen", exact=True).click()
    expect(page).to_have_url(re.compile(r"^[^?]+/mijn/profiel/$"))


def test_who_has_a_role_first_sets_up_a_second_step(page, authenticator, axe, fits):
    staff = AdministratorFactory()
    page.goto("/inloggen/?next=/beheer/")
    page.get_by_label("E-mailadres", exact=True).fill(staff.email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("heading", name="Eerst een tweede stap")).to_be_visible()
    axe()
    fits(320)
    page.goto("/mijn/")
    expect(page.get_by_role("heading", name="Eerst een tweede stap")).to_be_visible()
    page.get_by_role("link", name="Voeg een passkey toe").click()
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Ja, ik ben het").click()
    page.get_by_label("Naam van deze sleutel").fill("Mijn laptop")
    axe()
    page.get_by_role("button", name="Voeg een sleutel toe").click()
    expect(page.get_by_text("De sleutel is toegevoegd.")).to_be_visible()
    page.goto("/beheer/")
    expect(page).to_have_url(re.compile(r"/beheer/$"))


def test_passkey_is_added_and_lets_in_without_a_password(page, authenticator):
    member = MemberFactory()
    fill_in(page, member)
    confirm(page, SECURITY + "sleutels/nieuw/")
    page.get_by_label("Naam van deze sleutel").fill("Mijn laptop")
    page.get_by_label("Inloggen met alleen deze sleutel").check()
    page.get_by_role("button", name="Voeg een sleutel toe").click()
    expect(page.get_by_text("De sleutel is toegevoegd.")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/inloggen/?next=/mijn/profiel/")
    page.get_by_role("button", name="Log in met een passkey").click()
    expect(page).to_have_url(re.compile(r"^[^?]+/mijn/profiel/$"))

    page.context.clear_cookies()
    fill_in(page, member)
    expect(page.get_by_role("heading", name="De tweede stap")).to_be_visible()
    page.get_by_role("button", name="Gebruik een passkey of sleutel").click()
    expect(page).to_have_url(re.compile(r"^[^?]+/mijn/profiel/$"))


def test_passkey_that_fails_is_said_on_the_page(page, axe):
    page.goto("/inloggen/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Log in met een passkey").click()
    problem = page.get_by_role("alert").filter(has_text="Dat lukte niet.")
    expect(problem).to_be_focused()
    axe()


def test_from_asking_for_an_account_to_approval(page, axe, person):
    OrganisationFactory(mail_domain="beek.example")
    page.goto("/registreren/")
    page.get_by_label("Je e-mailadres op je werk").fill("fout")
    page.get_by_role("button", name="Mail mij een link").click()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Je e-mailadres op je werk")).to_be_focused()
    axe()
    page.goto(f"/registreren/{keys.request_key('anna@beek.example')}/")
    page.get_by_label("Je naam").fill("Anna Bos")
    page.get_by_label("Kies een wachtwoord").fill("kort")
    page.get_by_role("button", name="Vraag mijn account aan").click()
    expect(page.get_by_role("alert")).to_contain_text("Gebruik minstens 12 tekens.")
    expect(page.get_by_label("Je naam")).to_have_value("Anna Bos")
    axe()
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Vraag mijn account aan").click()
    expect(page.get_by_role("heading", name="De medewerkers van de regio bekijken je aanvraag")).to_be_visible()
    axe()

    office = person(AdministratorFactory())
    office.goto("/beheer/aanvragen/")
    office.get_by_role("link", name="Anna Bos", exact=True).click()
    office.get_by_role("button", name="Keur goed").click()
    expect(office.get_by_text("Anna Bos kan nu inloggen")).to_be_visible()
    fill_in(page, Member.objects.get(email="anna@beek.example"))
    expect(page).to_have_url(re.compile(r"^[^?]+/mijn/profiel/$"))


def test_invitation_is_accepted(page, axe, fits):
    _invitation, key = actions.invite(email="gast@elders.example", name="Gast", invited_by=AdministratorFactory())
    page.goto(f"/uitnodiging/{key}/")
    axe()
    fits(320)
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Maak mijn account").click()
    expect(page.get_by_text("Welkom! Je account is klaar.")).to_be_visible()
    page.goto(f"/uitnodiging/{key}/")
    expect(page.get_by_role("heading", name="Deze uitnodiging werkt niet meer")).to_be_visible()
    axe()


@pytest.mark.parametrize(
    "address",
    [
        "/registreren/",
        "/mijn/account/wachtwoord/vergeten/",
        "/mijn/account/wachtwoord/vergeten/verstuurd/",
        "/mijn/account/wachtwoord/nieuw/1-abc-def/",
        "/inloggen/wacht/",
    ],
)
def test_screen_of_a_visitor_is_for_everybody(page, axe, fits, address):
    page.goto(address)
    axe()
    fits(320)


@pytest.mark.parametrize(
    "address",
    [
        "/mijn/profiel/",
        "/mijn/account/e-mail/",
        "/mijn/account/wachtwoord/",
        "/mijn/account/bevestigen/",
        SECURITY,
        SECURITY + "sleutels/",
        "/mijn/account/sessies/",
        "/uitloggen/",
    ],
)
def test_screen_of_a_member_is_for_everybody(page, sign_in, axe, fits, address):
    MunicipalityFactory()
    TopicFactory()
    sign_in(MemberFactory())
    page.goto(address)
    axe()
    fits(320)


def test_error_in_folded_topics_is_in_sight(page, sign_in):
    TopicFactory(name="Rouw")
    sign_in(MemberFactory())
    page.goto("/mijn/profiel/")
    for number in (0, 1):
        page.locator("details.fold summary").nth(number).click()
        page.get_by_label("Rouw").nth(number).check()
    page.get_by_role("button", name="Bewaar mijn profiel").click()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Rouw").nth(1)).to_be_focused()
    expect(page.get_by_label("Rouw").nth(1)).to_be_checked()
