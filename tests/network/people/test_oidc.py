"""Signing in with the account of one's organisation, at a real identity provider: who comes in, as whom, how far."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client

from config.settings.oidc import providers
from network.people import actions, oidc
from network.people.models import Member
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import PASSWORD, AdministratorFactory, MemberFactory, StaffFactory
from tests.identity_provider import running
from tests.network.people.test_login import code_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

START, BACK = "/inloggen/met/oidc/", "/inloggen/met/oidc/terug/"
ANNA = {"email": "anna@beek.example", "email_verified": True, "name": "Anna Bos"}


@pytest.fixture(autouse=True)
def each_request_commits(django_capture_on_commit_callbacks, monkeypatch):
    """Let each request commit, so that its mail goes out: the way back is a GET."""
    generic = Client.generic

    def committed(*args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return generic(*args, **kwargs)

    monkeypatch.setattr(Client, "generic", committed)


@pytest.fixture(scope="module")
def running_provider():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        with running() as provider:
            yield provider


@pytest.fixture
def provider(running_provider, settings):
    """The provider, and a site that is set to it."""
    use(settings, running_provider.url)
    return running_provider


def use(settings, issuer, **others):
    settings.SOCIALACCOUNT_PROVIDERS = providers(
        issuer=issuer, client_id="leerkring", secret="geheim", name="Regio-account", **others
    )


def leave(client, goal=""):
    """Press the button: the address at the provider where one is sent."""
    page = client.post(START, {"next": goal})
    assert page["Refresh"] == f"0;url={page.context['address']}"
    return page.context["address"]


def come_in(client, provider, sub, goal="", **claims):
    """The whole way there and back, as somebody who has these claims at the provider."""
    if claims:
        provider.knows(sub, **claims)
    return client.get(provider.sign_in(leave(client, goal), sub))


def signed_in(client):
    return client.session.get(SESSION_KEY)


def test_who_is_new_asks_for_an_account_and_comes_in_once_staff_approves(client, provider):
    school, staff = OrganisationFactory(mail_domain="beek.example"), StaffFactory()
    answer = come_in(client, provider, "new-1", **ANNA)
    assert (answer.status_code, signed_in(client)) == (200, None)
    assert "De medewerkers van de regio bekijken je aanvraag" in answer.text
    member = Member.objects.get(email="anna@beek.example")
    assert (member.name, member.organisation, member.is_active, member.approved_at) == ("Anna Bos", school, False, None)
    assert not member.has_usable_password()
    assert [message.to for message in mail.outbox] == [[staff.email]]
    # Who it is stays, and nothing else of what the provider said.
    assert list(SocialAccount.objects.values_list("user", "provider", "uid", "extra_data")) == [
        (member.pk, "oidc", "new-1", {})
    ]
    answer = come_in(client, provider, "new-1")
    assert (answer.url, signed_in(client)) == ("/inloggen/wacht/", None)
    actions.approve_member(member, by=staff)
    answer = come_in(client, provider, "new-1", goal="/mijn/profiel/")
    assert (answer.url, signed_in(client)) == ("/mijn/profiel/", str(member.pk))
    assert SocialAccount.objects.get().extra_data == {}
    assert Member.objects.filter(email="anna@beek.example").count() == 1


def test_a_member_with_the_same_confirmed_address_is_linked_and_told_so(client, provider):
    member = MemberFactory(email="anna@beek.example", name="Zoals ze hier heet")
    answer = come_in(client, provider, "known-1", goal="/praktijken/", **ANNA | {"email": "Anna@BEEK.example"})
    assert (answer.url, signed_in(client)) == ("/praktijken/", str(member.pk))
    (message,) = mail.outbox
    assert message.to == [member.email]
    assert "Vanaf nu kun je ook inloggen met je account van Regio-account." in message.body
    # From now on the account at the provider counts, whatever its address is, and the password stays.
    client.post("/uitloggen/")
    MemberFactory(email="bram@beek.example")
    come_in(client, provider, "known-1", **ANNA | {"email": "bram@beek.example"})
    assert signed_in(client) == str(member.pk)
    assert len(mail.outbox) == 1
    other = Client()
    other.post("/inloggen/", {"login": member.email, "password": PASSWORD})
    assert signed_in(other) == str(member.pk)
    assert Member.objects.get(pk=member.pk).name == "Zoals ze hier heet"


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"email_verified": False}, "niet dat het echt van jou is"),
        ({"email_verified": "false"}, "niet dat het echt van jou is"),
        ({"email_verified": 1}, "niet dat het echt van jou is"),
        ({"email_verified": None}, "niet dat het echt van jou is"),
        ({"email": None}, "niet dat het echt van jou is"),
        ({"email": ["anna@beek.example"]}, "niet dat het echt van jou is"),
        ({"email": "anna@bee\u212a.example"}, "niet dat het echt van jou is"),
        ({"email": "anna\x00@beek.example"}, "niet dat het echt van jou is"),
        ({"email": "anna@elders.example"}, "We kennen deze organisatie niet"),
    ],
)
def test_an_address_that_the_provider_does_not_vouch_for_is_nobodys(client, provider, claims, says):
    OrganisationFactory(mail_domain="beek.example")
    MemberFactory(email="anna@beek.example")
    answer = come_in(client, provider, f"vouch-{claims}".encode().hex()[:40], **ANNA | claims)
    assert (answer.status_code, signed_in(client)) == (403, None)
    assert says in answer.text
    assert not SocialAccount.objects.exists()
    assert Member.objects.count() == 1
    assert mail.outbox == []


def test_an_address_that_is_not_confirmed_here_is_not_linked(client, provider):
    OrganisationFactory(mail_domain="beek.example")
    member = MemberFactory(email="anna@beek.example", confirmed=False)
    EmailAddress.objects.create(user=member, email=member.email, verified=False, primary=True)
    EmailAddress.objects.create(user=MemberFactory(), email="bram@beek.example", verified=False)
    assert come_in(client, provider, "here-1", **ANNA).status_code == 403
    assert signed_in(client) is None
    # An address that somebody else only typed keeps nobody out, and gives nobody their account.
    come_in(client, provider, "here-2", **ANNA | {"email": "bram@beek.example"})
    assert signed_in(client) is None
    assert SocialAccount.objects.get().user == Member.objects.get(email="bram@beek.example")


def test_closed_accounts_and_addresses_that_went_to_a_colleague_stay_closed(client, provider):
    closed = MemberFactory(email="anna@beek.example", is_active=False)
    assert come_in(client, provider, "closed-1", **ANNA).url == "/inloggen/wacht/"
    assert not SocialAccount.objects.exists()
    closed.is_active = True
    closed.save()
    come_in(client, provider, "closed-1")
    client.post("/uitloggen/")
    answer = come_in(client, provider, "closed-2", **ANNA)
    assert (answer.status_code, signed_in(client)) == (403, None)
    assert "We weten niet zeker welk account hier van jou is." in answer.text
    assert SocialAccount.objects.get().uid == "closed-1"


@pytest.mark.parametrize("factory", [StaffFactory, AdministratorFactory])
def test_the_second_step_is_asked_after_it_as_well(client, provider, factory):
    person = factory(email="anna@beek.example")
    come_in(client, provider, "step-1", goal="/beheer/", **ANNA)
    assert client.get("/beheer/").url == "/mijn/account/beveiliging/nodig/"
    client.post("/uitloggen/")
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    assert come_in(client, provider, "step-1", goal="/beheer/").url == "/inloggen/code/"
    assert signed_in(client) is None
    assert client.post("/inloggen/code/", {"code": code_of(secret)}).url == "/beheer/"
    assert client.get("/beheer/").status_code == 200


def test_a_way_back_works_once_for_whom_it_was_made_with_the_code_it_was_made_for(client, provider):
    MemberFactory(email="anna@beek.example")
    provider.knows("once-1", **ANNA)
    back = provider.sign_in(leave(client), "once-1")
    stranger = Client()
    assert stranger.get(back).status_code == 401
    # Who caught the code tries it in a way of their own: the provider sees that the verifier isn't the right one.
    own = provider.sign_in(leave(stranger), "once-1")
    code = back.partition("code=")[2].partition("&")[0]
    mixed = own.replace(own.partition("code=")[2].partition("&")[0], code)
    assert stranger.get(mixed).status_code == 401
    assert signed_in(stranger) is None
    victim = leave(client)
    assert "code_challenge_method=S256" in victim
    fresh = provider.sign_in(victim, "once-1")
    client.get(fresh)
    assert signed_in(client)
    client.post("/uitloggen/")
    assert client.get(fresh).status_code == 401
    for query in ("", "?code=x", "?state=x", "?error=x", "?code=%00&state=%00", "?state=" + "a" * 5000):
        assert client.get(BACK + query).status_code == (400 if "%00" in query else 401)
    assert signed_in(client) is None


def test_who_stops_at_the_provider_is_back_at_the_form(client, provider):
    address = leave(client)
    back = provider.sign_in(address, "stop-1", action="deny")
    # The standard wants the state in it, which this provider forgets.
    state = address.partition("&state=")[2].partition("&")[0]
    answer = client.get(f"{back}&state={state}", follow=True)
    assert answer.redirect_chain == [("/inloggen/", 302)]
    assert "Je bent gestopt" in answer.text


def test_a_provider_that_is_down_or_answers_nonsense_is_told_in_words(client, settings, provider):
    for issuer in ("http://localhost:9", f"{provider.url}/users"):
        use(settings, issuer)
        answer = client.post(START)
        assert answer.status_code == 502
        assert "Inloggen lukte niet" in answer.text


def test_the_way_starts_with_a_post_of_this_site_and_links_no_account_on_the_side(client, provider):
    assert client.get(START).url == "/inloggen/"
    assert Client(enforce_csrf_checks=True).post(START).status_code == 403
    client.force_login(MemberFactory())
    assert client.post(START, {"process": "connect"}).url == "/inloggen/"
    assert client.post("/inloggen/met/iets-anders/").status_code == 404
    page = leave(Client(), "https://kwaad.example/")
    assert "kwaad" not in page


def test_the_button_is_there_when_a_provider_is_set(client, provider, settings):
    page = client.get("/inloggen/?next=/mijn/profiel/")
    assert "Inloggen met Regio-account" in page.text
    assert f'action="{START}"' in page.text
    use(settings, "")
    page = client.get("/inloggen/?next=/mijn/")
    assert "Regio-account" not in page.text and START not in page.text
    assert client.post(START).status_code == 404
    assert client.get(BACK).status_code == 404


def test_domains_of_which_the_provider_gives_out_the_addresses_need_no_more_word_of_it(client, provider, settings):
    use(settings, provider.url, verified_domains=["Beek.example"])
    member = MemberFactory(email="anna@beek.example")
    come_in(client, provider, "domain-1", email="anna@beek.example")
    assert signed_in(client) == str(member.pk)
    assert oidc.vouched_address({"email": "anna@beek.example", "email_verified": False}, ["beek.example"]) is None
    assert oidc.vouched_address({"email": "anna@elders.example"}, ["beek.example"]) is None


def test_what_the_provider_says_in_two_places_must_be_of_one_person():
    account = SocialAccount(extra_data={"userinfo": {"sub": "a", **ANNA}, "id_token": {"sub": "b"}})
    with pytest.raises(oidc.Refused):
        oidc.claims_of(account)


@pytest.mark.parametrize("name", [None, "", "\x00", "a" * 100_000])
def test_a_strange_name_becomes_that_of_the_address(client, provider, name):
    OrganisationFactory(mail_domain="beek.example")
    come_in(client, provider, f"name-{len(str(name))}-{str(name)[:1].encode().hex()}", **ANNA | {"name": name})
    assert Member.objects.get().name == "anna"
