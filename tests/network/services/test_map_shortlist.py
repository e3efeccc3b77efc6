"""The short list: in the address without script, mailed to oneself, and with nothing about a client in it."""

import pytest
from django.core import mail
from django.core.cache import cache

from network.services import actions
from tests.factories.people import MemberFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory

pytestmark = pytest.mark.django_db
URL = "/sociale-kaart/lijstje/"


@pytest.fixture
def services():
    found = [ServiceFactory(name=name, contact_phone="053 123 45 67") for name in ("Eerste", "Tweede")]
    WaitingTimeFactory(service=found[0], weeks_to_start=3)
    cache.clear()
    return found


def test_a_member_mails_the_list_to_their_own_address_only(client, services, django_capture_on_commit_callbacks):
    member = MemberFactory(email="toegang@gemeente.example")
    client.force_login(member)
    hidden = ServiceFactory(name="Niet meer", status="defunct")
    slugs = [one.slug for one in (*services, hidden)]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(URL, {"a": slugs, "email": "ander@elders.example"})
    assert answer.status_code == 302
    assert answer["Location"] == f"{URL}?a={slugs[0]}&a={slugs[1]}"
    (sent,) = mail.outbox
    assert sent.to == ["toegang@gemeente.example"]
    assert sent.subject == "Je lijstje: 2 vormen van hulp"
    assert "Eerste" in sent.body and "3 weken" in sent.body and "053 123 45 67" in sent.body
    assert services[1].get_absolute_url() in sent.body
    assert "Niet meer" not in sent.body


def test_visitors_get_a_link_to_their_own_mail_program_and_no_phone_numbers(client, services):
    page = client.get(URL, {"a": services[0].slug}).content.decode()
    assert 'href="mailto:?subject=' in page
    assert "053 123 45 67" not in page
    answer = client.post(URL, {"a": services[0].slug})
    assert answer.status_code == 302 and answer["Location"].startswith("/inloggen/")
    assert mail.outbox == []


def test_nobody_floods_their_own_mailbox(services):
    member = MemberFactory()
    sent = [actions.mail_short_list(member, []) for _number in range(actions.MAILS_AN_HOUR + 1)]
    assert sent == [True] * actions.MAILS_AN_HOUR + [False]
    assert actions.mail_short_list(MemberFactory(), []) is True


def test_without_script_one_comes_off_by_a_link(client, services):
    first, second = (one.slug for one in services)
    page = client.get(f"{URL}?a={first}&a={second}").content.decode()
    assert f'href="{URL}?a={second}" data-keep-drop="{first}"' in page
    assert f'href="{URL}?a={first}" data-keep-drop="{second}"' in page
    assert f'data-shown="{first} {second}"' in page


@pytest.mark.parametrize("slug", ["x\0y", "y" * 100_000, "<script>", ""])
def test_nothing_in_the_address_or_a_form_breaks_it(client, services, slug):
    client.force_login(MemberFactory())
    for answer in (client.get(URL, {"a": slug}), client.post(URL, {"a": slug})):
        assert answer.status_code in (200, 302, 400)
    assert mail.outbox == []
