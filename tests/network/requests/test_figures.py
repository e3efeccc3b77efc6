"""Figures for staff: how much, never what or by whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.requests.admin import asked_figures, figures
from network.requests.choices import Part, RequestStatus
from tests.factories.people import MemberFactory, OrganiserFactory, StaffFactory
from tests.factories.requests import ParticipationFactory, RequestFactory

pytestmark = pytest.mark.django_db


def test_staff_see_numbers_and_nothing_else(client):
    made = RequestFactory(
        asked_by=MemberFactory(name="Vraagt Alles"),
        status=RequestStatus.CLOSED,
        outcome="helped",
        closed_at=timezone.now(),
    )
    RequestFactory(status=RequestStatus.CLOSED, outcome="not_helped", closed_at=timezone.now(), title="Iets anders")
    RequestFactory(status=RequestStatus.OPEN)
    ParticipationFactory(request=made, state=Part.JOINED)
    ParticipationFactory(request=made, state=Part.DECLINED)
    since = timezone.now() - timedelta(days=1)
    row = figures(since)[0]
    assert (row["good"], row["closed"], row["days"], sum(row["numbers"])) == (1, 2, 0, 3)
    assert asked_figures(since) == {"people": 2, "asked": 2, "joined": 1}
    client.force_login(StaffFactory())
    page = client.get(reverse("requests_figures")).content.decode()
    assert made.title not in page and made.asked_by.name not in page


@pytest.mark.parametrize("factory", [MemberFactory, OrganiserFactory])
def test_others_see_no_figures(client, factory):
    client.force_login(factory())
    assert client.get(reverse("requests_figures")).status_code in (302, 403)
