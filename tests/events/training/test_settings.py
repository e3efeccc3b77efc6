"""How many hours a region asks for: filled in by administrators, nobody else, and nothing until they do."""

from decimal import Decimal

import pytest
from wagtail.models import Site

from events.training.folder import settings_now
from events.training.models import FolderTarget
from tests.factories.people import AdministratorFactory, StaffFactory

pytestmark = pytest.mark.django_db


def posted(*targets):
    """The form of the admin with these (category, hours)."""
    data = {
        "explanation": "De regels van januari 2026",
        "targets-TOTAL_FORMS": len(targets),
        "targets-INITIAL_FORMS": 0,
    }
    for number, (category, hours) in enumerate(targets):
        data |= {
            f"targets-{number}-category": category,
            f"targets-{number}-hours": hours,
            f"targets-{number}-ORDER": "",
        }
    return data


def test_administrators_fill_in_hours_and_each_kind_once(client):
    address = f"/beheer/settings/training/foldersettings/{Site.objects.get(is_default_site=True).pk}/"
    client.force_login(StaffFactory())
    assert client.post(address, posted(("training", "40"))).status_code == 302
    assert settings_now() is None
    client.force_login(AdministratorFactory())
    assert client.get(address).status_code == 200
    assert client.post(address, posted(("training", "40"), ("training", "30"))).status_code == 200
    assert FolderTarget.objects.count() == 0
    assert client.post(address, posted(("training", "40"), ("reflection", "8"))).status_code == 302
    settings = settings_now()
    assert {one.category: one.hours for one in settings.targets.all()} == {
        "training": Decimal("40"),
        "reflection": Decimal("8"),
    }
    assert settings.explanation == "De regels van januari 2026"
