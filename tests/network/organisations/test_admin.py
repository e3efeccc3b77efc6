"""Municipalities and organisations in the Wagtail admin."""

import io

import pytest
from openpyxl import load_workbook

from network.organisations.models import Municipality, Organisation
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory, ProviderEditorFactory, StaffFactory

pytestmark = pytest.mark.django_db

ORGANISATIONS, MUNICIPALITIES = "/beheer/organisaties/", "/beheer/gemeenten/"


@pytest.fixture
def staff(client):
    client.force_login(StaffFactory(organisation=None))


def names(response):
    return [thing.name for thing in response.context["object_list"]]


def test_organisations_are_filtered_by_kind_size_and_municipality(client, staff):
    here = MunicipalityFactory()
    OrganisationFactory(name="Een school", kind="school", size="large").municipalities.add(here)
    OrganisationFactory(name="Een aanbieder")
    assert names(client.get(ORGANISATIONS)) == ["Een aanbieder", "Een school"]
    for wanted in ({"kind": "school"}, {"size": "large"}, {"municipalities": here.pk}):
        assert names(client.get(ORGANISATIONS, wanted)) == ["Een school"]


def test_organisations_are_found_by_name_and_mail_domain(client, staff):
    OrganisationFactory(name="De Veerstoep", mail_domain="veerstoep.example")
    OrganisationFactory(name="De Wilgenkamp")
    assert names(client.get(ORGANISATIONS, {"q": "veerstoep.ex"})) == ["De Veerstoep"]
    assert names(client.get(ORGANISATIONS, {"q": "wilgen"})) == ["De Wilgenkamp"]


def test_municipalities_are_found_by_name_and_code(client, staff):
    MunicipalityFactory(name="Kolmeer", code="GM9001")
    MunicipalityFactory(name="Rietvoort", code="GM9002")
    assert names(client.get(MUNICIPALITIES, {"q": "kol"})) == ["Kolmeer"]
    assert names(client.get(MUNICIPALITIES, {"q": "GM9002"})) == ["Rietvoort"]
    assert names(client.get(MUNICIPALITIES, {"name__icontains": "riet"})) == ["Rietvoort"]


def test_the_export_has_the_municipalities_and_defuses_formulas(client, staff):
    organisation = OrganisationFactory(name="=HYPERLINK(1)", slug="x", description="-1+1")
    organisation.municipalities.add(MunicipalityFactory(name="Aa"), MunicipalityFactory(name="Bee"))
    text = b"".join(client.get(ORGANISATIONS, {"export": "csv"}).streaming_content).decode()
    assert text.splitlines()[1] == "'=HYPERLINK(1),x,provider,small,\"Aa, Bee\",,,'-1+1"
    book = load_workbook(io.BytesIO(b"".join(client.get(ORGANISATIONS, {"export": "xlsx"}).streaming_content)))
    [_head, row] = book.active.iter_rows(values_only=True)
    assert row[0] == "'=HYPERLINK(1)"


def test_staff_add_and_change_what_the_region_has(client, staff):
    assert (
        client.post(f"{MUNICIPALITIES}add/", {"name": "Kolmeer", "code": "GM9001", "slug": "kolmeer"}).status_code
        == 302
    )
    municipality = Municipality.objects.get()
    form = {
        "name": "De Veerstoep",
        "slug": "de-veerstoep",
        "kind": "provider",
        "size": "small",
        "municipalities": [municipality.pk],
        "description": "",
        "website": "",
        "mail_domain": "@Veerstoep.Example",
    }
    assert client.post(f"{ORGANISATIONS}add/", form).status_code == 302
    organisation = Organisation.objects.get()
    assert organisation.mail_domain == "veerstoep.example"
    assert list(organisation.municipalities.all()) == [municipality]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"mail_domain": "VEERSTOEP.example"}, ["mail_domain"]),
        ({"mail_domain": "geen domein"}, ["mail_domain"]),
        ({"mail_domain": "iemand@veerstoep.example"}, ["mail_domain"]),
        ({"name": "x\x00"}, ["name"]),
        ({"name": "x" * 121}, ["name"]),
        ({"municipalities": ["999"]}, ["municipalities"]),
        ({"kind": "bank"}, ["kind"]),
    ],
)
def test_bad_input_is_a_form_error(client, staff, changes, wrong):
    OrganisationFactory(name="Ander", mail_domain="veerstoep.example")
    form = {"name": "Nieuw", "slug": "nieuw", "kind": "provider", "size": "small", **changes}
    response = client.post(f"{ORGANISATIONS}add/", form)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == wrong
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("who", [MemberFactory, ProviderEditorFactory])
@pytest.mark.parametrize("address", [ORGANISATIONS, MUNICIPALITIES])
def test_members_have_no_business_here(client, who, address):
    client.force_login(who())
    assert client.get(address).status_code in (302, 403)


def test_the_list_of_organisations_costs_the_same_for_one_and_twenty(client, staff, django_assert_max_num_queries):
    used = []
    for number in (1, 19):
        for _each in range(number):
            OrganisationFactory().municipalities.add(MunicipalityFactory())
        with django_assert_max_num_queries(60) as queries:
            b"".join(client.get(ORGANISATIONS, {"export": "csv"}).streaming_content)
        used.append(len(queries))
    assert used[0] == used[1]
