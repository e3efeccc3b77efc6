"""Bulk writes: whoever listens to changes hears of them too, and nothing is left behind."""

import pytest
from wagtail.models import ReferenceIndex

from base import bulk, stamps
from network.organisations.models import Organisation
from network.services.models import Service
from search.models import Pending
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.services import ServiceFactory

pytestmark = pytest.mark.django_db


def noted():
    """What search was told, and forgets it."""
    found = set(Pending.objects.values_list("model", "object_id"))
    Pending.objects.all().delete()
    return found


def test_new_rows_are_noted_for_search_and_in_the_admin_and_make_pages_old(django_capture_on_commit_callbacks):
    organisation, place = OrganisationFactory(), MunicipalityFactory()
    noted()
    before = [stamps.current(name) for name in ("site", "services")]
    pair = (Service(name="Nieuw", slug="nieuw", organisation=organisation), {"municipalities": [place.pk]})
    with django_capture_on_commit_callbacks(execute=True):
        bulk.create(Service, [pair])
    service = Service.objects.get()
    assert list(service.municipalities.all()) == [place]
    assert noted() == {("services.service", str(service.pk))}
    assert list(ReferenceIndex.get_references_to(organisation).values_list("object_id", flat=True)) == [str(service.pk)]
    # exactly what Wagtail would have noted
    ReferenceIndex.create_or_update_for_object(service)
    assert ReferenceIndex.get_references_for_object(service).count() == 1
    assert all(old != stamps.current(name) for old, name in zip(before, ("site", "services"), strict=True))


def test_changed_rows_are_noted_with_what_is_made_of_them():
    service = ServiceFactory(organisation=OrganisationFactory(name="Oud", website="https://blijft.example"))
    organisation, old = service.organisation, service.organisation.municipalities
    old.add(MunicipalityFactory())
    new = MunicipalityFactory()
    noted()
    organisation.name = "Nieuw"
    bulk.change(Organisation, [(organisation, {"municipalities": [new.pk]})], ["name", "municipalities"])
    assert noted() == {("organisations.organisation", str(organisation.pk)), ("services.service", str(service.pk))}
    organisation.refresh_from_db()
    assert (organisation.name, organisation.website, list(organisation.municipalities.all())) == (
        "Nieuw",
        "https://blijft.example",
        [new],
    )
    moment = service.updated_at
    service.name = "Anders"
    bulk.change(Service, [(service, {})], ["name"])
    service.refresh_from_db()
    assert service.updated_at > moment


def test_removed_rows_leave_nothing_behind():
    service = ServiceFactory()
    service.municipalities.add(MunicipalityFactory())
    kept = ServiceFactory()
    kept.municipalities.add(MunicipalityFactory())
    noted()
    bulk.remove(Service, [service.pk])
    assert list(Service.objects.all()) == [kept]
    assert Service.municipalities.through.objects.count() == 1
    assert noted() == {("services.service", str(service.pk))}
    assert not ReferenceIndex.get_references_for_object(service).exists()
    bulk.create(Service, [])
    bulk.change(Service, [], ["name"])
    bulk.remove(Service, [])
    assert noted() == set()
