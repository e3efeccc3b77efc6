"""Exports of lists: the same rows as the list, nothing that the reader may not see, and no formula that runs."""

import csv
import io

import openpyxl
import pytest

from network.people.models import AuditEntry, Member
from network.services.importing.applying import draft
from network.topics.models import Topic
from tests.factories.groups import MembershipFactory, PeopleGroupFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import AdministratorFactory, MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.services import ServiceFactory, WaitingTimeFactory, days_ago
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://evil.example")'


def body(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows(client, address, **query):
    """The rows of a CSV as dicts."""
    text = body(client.get(f"{address}.csv", query)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.fixture
def offer():
    beek = OrganisationFactory(name="De Beek", kind="provider")
    OrganisationFactory(name="De School", kind="school", description=FORMULA)
    topic = TopicFactory(name="Slapen", slug="slapen")
    secret = TopicFactory(name="Geheim onderwerp", status="suggested")
    service = ServiceFactory(
        organisation=beek, name="Hulp thuis", summary=FORMULA, contact_name="An", contact_email="an@beek.example"
    )
    service.topics.add(topic, secret)
    beek.topics.add(topic, secret)
    WaitingTimeFactory(service=service, weeks_to_start=6)
    WaitingTimeFactory(service=ServiceFactory(organisation=beek, name="Oud"), measured_on=days_ago(80))
    ServiceFactory(organisation=beek, name="Verborgen", status="inactive")
    return service


def test_the_map_is_exported_as_it_is_shown(client, offer):
    found = {row["Aanbod"]: row for row in rows(client, "/sociale-kaart/lijst")}
    assert set(found) == {"Hulp thuis", "Oud"}
    assert found["Hulp thuis"]["In één zin"] == f"'{FORMULA}"
    assert (found["Hulp thuis"]["Onderwerpen"], found["Hulp thuis"]["Weken tot de start"]) == ("Slapen", "6")
    assert (found["Oud"]["Weken tot de start"], found["Oud"]["Gemeten op"]) == ("", "")
    assert "an@beek.example" not in str(found)
    assert [row["Aanbod"] for row in rows(client, "/sociale-kaart/lijst", onderwerp="slapen")] == ["Hulp thuis"]
    client.force_login(MemberFactory())
    assert rows(client, "/sociale-kaart/lijst", onderwerp="slapen")[0]["E-mailadres"] == "an@beek.example"
    sheet = openpyxl.load_workbook(io.BytesIO(body(client.get("/sociale-kaart/lijst.xlsx")))).active
    assert [cell.value for column in sheet.iter_cols() for cell in column if cell.data_type == "f"] == []
    assert f"'{FORMULA}" in [cell.value for cell in sheet[2]]
    assert client.get("/sociale-kaart/lijst.ods").status_code == 404


def test_an_export_of_services_can_be_imported_again(client, offer):
    client.force_login(StaffFactory())
    # what isn't part of the vocabulary is in no list
    Topic.objects.filter(status="suggested").delete()
    content = body(client.get("/sociale-kaart/lijst.csv"))
    run = draft("services", "lijst.csv", content, StaffFactory())
    assert [row[1] for row in run.preview] == ["same", "same"]
    run = draft("organisations", "lijst.csv", body(client.get("/aanbieders/lijst.csv")), StaffFactory())
    assert {row[1] for row in run.preview} == {"same"}


def test_organisations_are_exported_with_the_filter_of_the_list(client, offer):
    assert [row["Naam"] for row in rows(client, "/aanbieders/lijst", soort="school")] == ["De School"]
    found = {row["Naam"]: row for row in rows(client, "/aanbieders/lijst", soort="niets")}
    assert found["De Beek"]["Onderwerpen"] == "Slapen"
    assert found["De School"]["Omschrijving"] == f"'{FORMULA}"
    page = client.get("/aanbieders/?soort=school&pagina=1").content.decode()
    assert 'href="/aanbieders/lijst.xlsx?soort=school"' in page


def test_the_directory_is_for_staff_and_holds_what_they_may_see(client):
    MemberFactory(name="An Open", job_title="Psychiater", email="an@x.example")
    MemberFactory(
        name="Bo Dicht", job_title="Geheim beroep", shown_to={"job_title": "nobody", "organisation": "nobody"}
    )
    MemberFactory(name="Weg", is_active=False)
    staff, admin = StaffFactory(), AdministratorFactory()
    somebodies = (None, MemberFactory(), ProviderEditorFactory())
    for somebody in somebodies:
        client.logout()
        if somebody:
            client.force_login(somebody)
        assert client.get("/mensen/lijst.csv").status_code == 404
        assert "/mensen/lijst" not in client.get("/mensen/").content.decode()
    client.force_login(staff)
    assert "/mensen/lijst.csv" in client.get("/mensen/").content.decode()
    found = {row["Naam"]: row for row in rows(client, "/mensen/lijst")}
    assert set(found) == set(Member.objects.listed().values_list("name", flat=True))
    assert (found["An Open"]["Functie"], found["Bo Dicht"]["Functie"], found["Bo Dicht"]["Organisatie"]) == (
        "Psychiater",
        "",
        "",
    )
    assert "Geheim" not in str(found)
    assert "an@x.example" not in str(found)
    line = AuditEntry.objects.get()
    assert (line.actor, line.action, line.detail) == (staff, "exported", f"people.member: {len(found)}")
    client.force_login(admin)
    assert {row["Functie"] for row in rows(client, "/mensen/lijst")} >= {"Geheim beroep"}


def test_lists_of_the_admin_are_exported_without_formulas(client, offer):
    MemberFactory(name=FORMULA, email="f@x.example")
    group = PeopleGroupFactory(name="Expertteam", summary=FORMULA)
    MembershipFactory(group=group, member=MemberFactory(name="An"))
    MembershipFactory(group=group, member=MemberFactory(name="Bo"), status="asked")
    admin = AdministratorFactory()
    client.force_login(admin)
    lists = {
        "users": [f"'{FORMULA}", "f@x.example"],
        "aanbod": [f"'{FORMULA}", "an@beek.example", "Slapen", "weeks"],
        "groepen-van-mensen": [f"'{FORMULA}", "An"],
        "organisaties": [f"'{FORMULA}"],
    }
    for name, texts in lists.items():
        address = f"/beheer/{name}/"
        cells = [
            cell
            for row in csv.reader(io.StringIO(body(client.get(address, {"export": "csv"})).decode()))
            for cell in row
        ]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))], name
        for text in texts:
            assert any(text in cell for cell in cells), (name, text, cells)
        book = openpyxl.load_workbook(io.BytesIO(body(client.get(address, {"export": "xlsx"}))))
        assert not [cell for row in book.active.rows for cell in row if cell.data_type == "f"], name
    assert "Bo" not in cells
    assert set(AuditEntry.objects.values_list("actor", "action")) == {(admin.pk, "exported")}
    client.force_login(StaffFactory())
    assert client.get("/beheer/users/", {"export": "csv"}).status_code in (302, 403, 404)
