"""Services in the admin: staff find, export and help; the report of old waiting times."""

import io

import openpyxl
import pytest

from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago

pytestmark = pytest.mark.django_db
REPORT = "/beheer/verslagen/wachttijden/"


@pytest.fixture
def staff(client):
    client.force_login(StaffFactory())
    return client


def test_the_report_has_what_is_old_or_was_never_told(staff):
    WaitingTimeFactory(service__name="Vers")
    old = WaitingTimeFactory(service__name="Oud", measured_on=days_ago(90)).service
    ServiceFactory(name="Nooit opgegeven")
    WaitingTimeFactory(service__name="Gestopt", service__status="defunct", measured_on=days_ago(90))
    page = staff.get(REPORT).content.decode()
    assert "Nooit opgegeven" in page
    assert f"/sociale-kaart/{old.slug}/wachttijd/" in page
    assert not [name for name in (">Vers<", "Gestopt") if name in page]
    assert "Oud" in staff.get(REPORT, {"q": "oud"}).content.decode()
    assert "Nooit" not in staff.get(REPORT, {"q": "oud"}).content.decode()


@pytest.mark.parametrize("somebody", [MemberFactory, ProviderEditorFactory])
@pytest.mark.parametrize(
    "address", [REPORT, REPORT + "lijst/", "/beheer/snippets/services/service/", "/beheer/aanbod/"]
)
def test_the_lists_are_for_staff(client, somebody, address):
    client.force_login(somebody())
    assert client.get(address).status_code in (302, 403, 404)


def test_the_list_is_exported_with_formulas_defused(staff):
    ServiceFactory(name="=HYPERLINK(1)", organisation=OrganisationFactory(name="+Plus"))
    response = staff.get("/beheer/aanbod/?export=xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.values)
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert "'+Plus" in rows[1]


def test_staff_add_and_change_a_service(staff):
    organisation = OrganisationFactory()
    data = {"organisation": organisation.pk, "name": "Nieuw", "slug": "nieuw-aanbod", "status": "active"}
    assert staff.post("/beheer/aanbod/add/", data).status_code == 302
    service = organisation.services.get()
    assert staff.get(f"/beheer/aanbod/edit/{service.pk}/").status_code == 200


def test_the_lists_take_as_many_queries_for_twenty_as_for_one(staff, django_assert_max_num_queries):
    for address in (REPORT, "/beheer/aanbod/"):
        counts = []
        for number in (1, 19):
            for _number in range(number):
                ServiceFactory()
            staff.get(address)
            with django_assert_max_num_queries(60) as counted:
                assert staff.get(address).status_code == 200
            counts.append(len(counted))
        assert counts[0] == counts[1], address
