"""Which services somebody may see and change, and which waiting time holds."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from network.services.models import Service, WaitingTime
from tests.factories import people
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    """One service in every state, all of one organisation."""
    first = ServiceFactory(name="gewoon")
    own = {"organisation": first.organisation}
    ServiceFactory(name="tot vandaag", ends_on=days_ago(0), starts_on=days_ago(0), **own)
    ServiceFactory(name="komt nog", starts_on=days_ago(-1), **own)
    ServiceFactory(name="voorbij", ends_on=days_ago(1), **own)
    ServiceFactory(name="gestopt", status=Service.Status.DEFUNCT, **own)
    return first.organisation


def names(services):
    return sorted(services.values_list("name", flat=True))


OFFERED = ["gewoon", "tot vandaag"]
ALL = ["gestopt", "gewoon", "komt nog", "tot vandaag", "voorbij"]


def test_what_is_not_offered_is_seen_by_who_keeps_it_up_to_date(offer):
    assert names(Service.objects.visible_to(None)) == OFFERED
    assert names(Service.objects.visible_to(AnonymousUser())) == OFFERED
    assert names(Service.objects.visible_to(people.MemberFactory(organisation=offer))) == OFFERED
    assert names(Service.objects.visible_to(people.ProviderEditorFactory())) == OFFERED
    assert names(Service.objects.visible_to(people.ProviderEditorFactory(organisation=offer))) == ALL
    assert names(Service.objects.visible_to(people.StaffFactory())) == ALL


def test_a_provider_editor_changes_the_own_organisation_only(offer):
    assert names(Service.objects.editable_by(None)) == []
    assert names(Service.objects.editable_by(people.MemberFactory(organisation=offer))) == []
    assert names(Service.objects.editable_by(people.ProviderEditorFactory())) == []
    assert names(Service.objects.editable_by(people.ProviderEditorFactory(organisation=None))) == []
    assert names(Service.objects.editable_by(people.ProviderEditorFactory(organisation=offer))) == ALL
    assert names(Service.objects.editable_by(people.StaffFactory())) == ALL


def test_an_account_that_was_closed_sees_what_a_visitor_sees(offer):
    closed = people.ProviderEditorFactory(organisation=offer, is_active=False)
    assert names(Service.objects.visible_to(closed)) == OFFERED
    assert names(Service.objects.editable_by(closed)) == []


def test_the_waiting_time_of_now_is_what_was_measured_last_not_what_was_typed_last():
    now = WaitingTimeFactory(measured_on=days_ago(3))
    WaitingTimeFactory(service=now.service, measured_on=days_ago(40), weeks_to_start=9)
    other = WaitingTimeFactory(measured_on=days_ago(1))
    second_that_day = WaitingTimeFactory(service=other.service, measured_on=days_ago(1), weeks_to_start=1)
    found = Service.objects.with_waiting().values_list("pk", "waiting_id")
    assert dict(found) == {now.service_id: now.pk, other.service_id: second_that_day.pk}
    latest = WaitingTime.objects.latest_of([now.service_id, other.service_id])
    assert {service: waiting.pk for service, waiting in latest.items()} == dict(found)


def test_stale_services_are_those_on_offer_without_a_recent_figure(offer):
    fresh = WaitingTimeFactory(measured_on=days_ago(35), service__name="vers")
    faded = WaitingTimeFactory(measured_on=days_ago(36), service__name="oud")
    assert names(Service.objects.stale()) == ["gewoon", "oud", "tot vandaag"]
    assert fresh.service not in Service.objects.stale()
    WaitingTimeFactory(service=faded.service)
    assert faded.service not in Service.objects.stale()


def test_the_history_runs_from_old_to_new():
    newest = WaitingTimeFactory()
    middle = WaitingTimeFactory(service=newest.service, measured_on=days_ago(30))
    WaitingTimeFactory(service=newest.service, measured_on=days_ago(400))
    since = days_ago(0) - datetime.timedelta(days=365)
    assert list(newest.service.waiting_times.history(since)) == [middle, newest]
