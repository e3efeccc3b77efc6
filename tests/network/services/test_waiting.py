"""Saying that a waiting time still holds: the monthly mail, its link, and what is kept."""

import datetime
import re

import pytest
from django.core import mail, signing
from django.urls import reverse
from django.utils import timezone

from network.people.roles import PROVIDER_EDITOR
from network.services import actions, links
from network.services.models import WaitingAsk, WaitingTime
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def editor():
    return ProviderEditorFactory(name="Anja de Wit", organisation=OrganisationFactory(name="De Beek"))


@pytest.fixture
def waiting(editor):
    """A figure of a month ago."""
    service = ServiceFactory(name="Hulp thuis", organisation=editor.organisation)
    return WaitingTimeFactory(service=service, measured_on=days_ago(30), weeks_to_start=6, definition="Gemiddeld")


def address(editor, organisation=None):
    return reverse("services:waiting", args=[links.make(editor, organisation or editor.organisation)])


def confirm(client, editor, waiting):
    return client.post(address(editor), {"service": waiting.service_id, "confirm": waiting.pk}, follow=True)


def history(service):
    return list(service.waiting_times.order_by("pk").values_list("weeks_to_start", "measured_on", "source"))


def test_one_button_confirms_without_signing_in(client, editor, waiting):
    response = confirm(client, editor, waiting)
    assert response.status_code == 200
    assert "is weer bij" in response.content.decode()
    assert history(waiting.service) == [(6, days_ago(30), "form"), (6, days_ago(0), "confirmed")]
    new = waiting.service.waiting_times.latest("pk")
    assert (new.reported_by, new.definition) == (editor, "Gemiddeld")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_scanner_that_opens_the_link_changes_nothing(client, editor, waiting, method):
    response = getattr(client, method)(address(editor) + f"?service={waiting.service_id}&confirm={waiting.pk}")
    assert response.status_code == 200
    assert history(waiting.service) == [(6, days_ago(30), "form")]
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]


def test_confirming_twice_is_confirming_once(client, editor, waiting):
    confirm(client, editor, waiting)
    confirm(client, editor, waiting)
    assert len(history(waiting.service)) == 2


def test_a_figure_that_somebody_else_changed_is_not_confirmed_unseen(client, editor, waiting):
    WaitingTimeFactory(service=waiting.service, weeks_to_start=20)
    response = confirm(client, editor, waiting)
    assert "intussen veranderd" in response.content.decode()
    assert [weeks for weeks, _day, _source in history(waiting.service)] == [6, 20]


def test_the_short_form_adds_another_figure(client, editor, waiting):
    key = waiting.service_id
    typed = {"service": key, f"{key}-state": "weeks", f"{key}-weeks_to_start": "9", f"{key}-definition": "Geteld"}
    assert client.post(address(editor), typed).status_code == 302
    assert history(waiting.service)[-1] == (9, days_ago(0), "form")


def test_room_now_forgets_the_weeks(client, editor, waiting):
    key = waiting.service_id
    client.post(address(editor), {"service": key, f"{key}-state": "room_now", f"{key}-weeks_to_start": "9"})
    new = waiting.service.waiting_times.latest("pk")
    assert (new.state, new.weeks_to_start, new.weeks) == ("room_now", None, 0)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"state": "weeks"}, "Geef het aantal weken"),
        ({"state": "weeks", "weeks_to_start": "-1"}, "0"),
        ({"state": "weeks", "weeks_to_start": "999"}, "260"),
        ({"state": "weeks", "weeks_to_start": "veel"}, "heel getal"),
        ({"state": "weeks", "weeks_to_intake": "8", "weeks_to_start": "3"}, "voor het eerste gesprek"),
        ({"state": "vol", "weeks_to_start": "3"}, "vol"),
        ({"state": "weeks", "weeks_to_start": "3", "definition": "x" * 301}, "300"),
    ],
)
def test_a_wrong_figure_comes_back_with_what_was_typed(client, editor, waiting, typed, told):
    key = waiting.service_id
    response = client.post(
        address(editor), {"service": key, **{f"{key}-{name}": value for name, value in typed.items()}}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert told in re.search(r'class="errors".*?</section>|class="errors".*?</div>', page, re.DOTALL)[0]
    if "weeks_to_start" in typed:
        assert f'value="{typed["weeks_to_start"]}"' in page
    assert len(history(waiting.service)) == 1


def test_a_service_of_another_organisation_is_not_found(client, editor, waiting):
    other = WaitingTimeFactory(measured_on=days_ago(30))
    assert confirm(client, editor, other).status_code == 404
    assert len(history(other.service)) == 1
    strange = client.post(address(editor), {"service": waiting.service_id, "confirm": other.pk}, follow=True)
    assert "intussen veranderd" in strange.content.decode()
    assert len(history(waiting.service)) == 1


@pytest.mark.parametrize("shown", ["", "x", "-1", "9" * 40, "²", "0"])
def test_nonsense_confirms_nothing(client, editor, waiting, shown):
    response = client.post(address(editor), {"service": waiting.service_id, "confirm": shown})
    assert response.status_code == 302
    assert len(history(waiting.service)) == 1


@pytest.mark.parametrize("service", ["", "x", "0", "9" * 40, "²"])
def test_a_service_that_is_none_is_not_found(client, editor, waiting, service):
    assert client.post(address(editor), {"service": service, "confirm": waiting.pk}).status_code == 404


def test_a_link_that_was_changed_or_made_for_something_else_does_not_work(client, editor, waiting):
    token = links.make(editor, editor.organisation)
    other = signing.dumps([editor.pk, editor.organisation_id], salt="people.something")
    for text in (token[:-1] + ("a" if token[-1] != "a" else "b"), other, "x", "a:b:c", "0" * 5000):
        assert client.get(reverse("services:waiting", args=[text])).status_code == 404


def test_a_link_expires(client, editor, waiting, monkeypatch):
    old = address(editor)
    later = signing.time.time() + links.DAYS * 24 * 3600 + 60
    monkeypatch.setattr(signing.time, "time", lambda: later)
    response = client.post(old, {"service": waiting.service_id, "confirm": waiting.pk})
    assert response.status_code == 404
    assert "werkt niet meer" in response.content.decode()
    assert len(history(waiting.service)) == 1


def test_a_link_dies_with_the_right_to_speak_for_the_organisation(client, editor, waiting):
    link = address(editor)
    assert client.get(link).status_code == 200
    editor.groups.clear()
    assert client.get(link).status_code == 404
    editor.groups.add(ProviderEditorFactory().groups.get(name=PROVIDER_EDITOR))
    editor.organisation = OrganisationFactory()
    editor.save()
    assert client.get(link).status_code == 404
    editor.organisation = waiting.service.organisation
    editor.is_active = False
    editor.save()
    assert client.get(link).status_code == 404


def test_somebody_elses_link_gives_their_organisation_only(client, editor, waiting):
    colleague = ProviderEditorFactory()
    WaitingTimeFactory(service=ServiceFactory(name="Ander aanbod", organisation=colleague.organisation))
    page = client.get(address(editor)).content.decode()
    assert "Hulp thuis" in page
    assert "Ander aanbod" not in page
    assert client.get(address(editor, colleague.organisation)).status_code == 404


@pytest.mark.parametrize("somebody", [MemberFactory, ProviderEditorFactory])
def test_who_does_not_speak_for_the_organisation_tells_nothing(waiting, somebody):
    member = somebody()
    with pytest.raises(actions.NotAllowed):
        actions.report_waiting(waiting.service, member, state="room_now")
    with pytest.raises(actions.NotAllowed):
        actions.confirm_waiting(waiting.service, member, waiting.pk)


def test_staff_may_tell_a_figure(waiting):
    assert actions.report_waiting(waiting.service, StaffFactory(), state="weeks", weeks_to_start=2).weeks == 2


def test_each_editor_is_asked_once_a_month(editor, waiting, django_capture_on_commit_callbacks):
    ProviderEditorFactory()  # nothing on offer
    ProviderEditorFactory(organisation=editor.organisation, is_active=False)
    MemberFactory(organisation=editor.organisation)
    today = timezone.localdate()
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.ask_editors(today) == 1
        assert actions.ask_editors(today) == 0
        assert actions.ask_editors(today.replace(day=28) + datetime.timedelta(days=5)) == 1
    assert [message.to for message in mail.outbox] == [[editor.email]] * 2
    assert WaitingAsk.objects.count() == 2


def test_the_mail_has_every_service_and_a_link_that_works(client, editor, waiting, django_capture_on_commit_callbacks):
    ServiceFactory(name="Nieuwe groep", organisation=editor.organisation)
    ServiceFactory(name="Gestopt", organisation=editor.organisation, status="defunct")
    WaitingTimeFactory(service=ServiceFactory(name="Oud", organisation=editor.organisation), measured_on=days_ago(71))
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask_editors()
    message = mail.outbox[0]
    assert "De Beek" in message.subject
    assert "Hulp thuis: 6 weken, tot de start" in message.body
    assert "Nieuwe groep: Wachttijd onbekend" in message.body
    assert "Oud: Wachttijd onbekend" in message.body
    assert "Gestopt" not in message.body
    link = re.search(r"http://testserver(/sociale-kaart/wachttijden/\S+)", message.body)[1]
    assert "Hulp thuis" in client.get(link).content.decode()


def test_a_page_takes_as_many_queries_for_twenty_services_as_for_one(
    client, editor, waiting, django_assert_num_queries
):
    client.get(address(editor))
    with django_assert_num_queries(5):
        client.get(address(editor))
    for _number in range(19):
        WaitingTimeFactory(service=ServiceFactory(organisation=editor.organisation))
    client.get(address(editor))
    with django_assert_num_queries(5):
        client.get(address(editor))


def test_the_history_is_never_overwritten(client, editor, waiting):
    before = WaitingTime.objects.values().get()
    confirm(client, editor, waiting)
    assert WaitingTime.objects.filter(pk=waiting.pk).values().get() == before
