"""Importing in the admin: for staff only, from the file to taking it back."""

import io

import openpyxl
import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import translation

from base import bulk
from network.organisations.models import Organisation
from network.services.importing.mapping import SHEETS, guess
from network.services.importing.models import ImportRun
from network.services.importing.reading import read_table
from network.services.importing.template import template
from tests.factories.files import upload
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory, ProviderEditorFactory, StaffFactory

pytestmark = pytest.mark.django_db
HOME = "/beheer/importeren/"


@pytest.fixture
def staff(client):
    client.force_login(StaffFactory(organisation=None))
    return client


def sent(client, text, kind="organisations", name="lijst.csv"):
    return client.post(HOME, {"kind": kind, "file": upload(name, text.encode())})


def test_a_file_goes_from_preview_to_stored_and_back(staff):
    OrganisationFactory(name="Was er al", kind="school")
    address = sent(staff, "Naam;Soort\nWas er al;provider\nNieuw;\n").url
    page = staff.get(address).content.decode()
    assert "Was er al" in page
    assert f'action="{address}opslaan/"' in page
    assert Organisation.objects.count() == 1
    progress = b"".join(staff.post(f"{address}opslaan/").streaming_content).decode()
    assert "<li>2 " in progress
    assert progress.rstrip().endswith("</html>")
    assert Organisation.objects.get(name="Was er al").kind == "provider"
    again = b"".join(staff.post(f"{address}opslaan/").streaming_content).decode()
    assert "<li>2 " not in again
    assert Organisation.objects.count() == 2
    page = staff.get(address).content.decode()
    assert f'action="{address}terugdraaien/"' in page
    assert f'action="{address}opslaan/"' not in page
    staff.post(f"{address}terugdraaien/")
    assert Organisation.objects.get().kind == "school"
    assert ImportRun.objects.get().state == "undone"


def test_columns_can_be_pointed_out(staff):
    address = sent(staff, "A;B<i>\n<b>Een</b>;school\n").url
    page = staff.get(address).content.decode()
    assert "opslaan/" not in page
    assert "A, B&lt;i&gt;." in page
    assert staff.post(address, {"name": "0", "kind": "0"}).status_code == 200
    assert staff.post(address, {"name": "9"}).status_code == 200
    assert staff.post(address, {"name": "0", "kind": "1"}).status_code == 302
    page = staff.get(address).content.decode()
    assert "opslaan/" in page
    assert "&lt;b&gt;Een&lt;/b&gt;" in page


def test_a_wrong_file_gets_the_form_back_and_wrong_rows_no_button(staff):
    for name, kind in (("a.pdf", "organisations"), ("a.csv", "iets"), ("a.csv", "services\x00")):
        assert sent(staff, "Naam\nEen\n", kind, name).status_code == 200
    assert not ImportRun.objects.exists()
    address = sent(staff, "Naam;Soort\nEen;vliegtuig\n").url
    page = staff.get(address, {"what": "wrong", "p": "x"}).content.decode()
    assert "vliegtuig" in page
    assert "opslaan/" not in page
    body = b"".join(staff.post(f"{address}opslaan/").streaming_content)
    assert b"<li>1 " not in body
    assert not Organisation.objects.exists()


def test_a_crash_is_told_on_the_page_and_stores_nothing(staff, monkeypatch):
    address = sent(staff, "Naam\nEen\nTwee\n").url
    create = bulk.create

    def broken(model, rows):
        create(model, rows)
        raise OSError

    monkeypatch.setattr(bulk, "create", broken)
    page = b"".join(staff.post(f"{address}opslaan/").streaming_content).decode()
    assert page.rstrip().endswith("</html>")
    assert (Organisation.objects.count(), ImportRun.objects.get().state) == (0, "draft")


@pytest.mark.parametrize("kind", SHEETS)
def test_the_template_is_read_back_with_all_its_columns(staff, kind):
    content = staff.get(f"{HOME}sjabloon/{kind}.xlsx").content
    header = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0][1]]
    assert set(guess(kind, header)) == {column.name for column in SHEETS[kind].columns}
    filled = openpyxl.load_workbook(io.BytesIO(content))
    filled.worksheets[0].append(["Een"])
    out = io.BytesIO()
    filled.save(out)
    assert read_table("a.xlsx", out.getvalue()).rows[0][1][0] == "Een"
    assert staff.get(f"{HOME}sjabloon/iets.xlsx").status_code == 404


def test_the_examples_of_the_template_are_words_to_choose_from():
    with translation.override("nl"):
        explained = openpyxl.load_workbook(io.BytesIO(template("organisations"))).worksheets[1]
    assert [row[3].value for row in explained.iter_rows(min_row=3, max_row=4)] == ["Aanbieder", "Klein"]


def door_opener(**more):
    """Somebody whom the admin lets in, without being staff."""
    member = MemberFactory(**more)
    group = Group.objects.create(name="Binnen")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    member.groups.add(group)
    return member


@pytest.mark.parametrize("somebody", [door_opener, MemberFactory, ProviderEditorFactory])
def test_others_than_staff_get_nowhere(client, somebody):
    run = ImportRun.objects.create(kind="organisations", file_name="geheim.csv", rows=[[2, ["Een"]]], header=["Naam"])
    client.force_login(somebody(organisation=None))
    for address in (HOME, f"{HOME}{run.pk}/", f"{HOME}sjabloon/services.xlsx"):
        response = client.get(address)
        assert response.status_code in (302, 403)
        assert b"geheim" not in response.content
    for address in (HOME, f"{HOME}{run.pk}/", f"{HOME}{run.pk}/opslaan/", f"{HOME}{run.pk}/terugdraaien/"):
        assert client.post(address, {"name": "0"}).status_code in (302, 403)
    run.refresh_from_db()
    assert (run.state, run.mapping) == ("draft", {})
    assert not Organisation.objects.exists()


def test_open_data_has_no_columns_and_members_are_told_of_the_mail(staff):
    address = sent(staff, '[{"id": "o", "name": "<i>Elders</i>"}]', "hsds", "regio.json").url
    page = staff.get(address).content.decode()
    assert "&lt;i&gt;Elders" in page
    assert "opslaan/" in page
    assert "id_name" not in page
    assert staff.post(address, {"name": "0"}).status_code == 302
    b"".join(staff.post(f"{address}opslaan/").streaming_content)
    assert Organisation.objects.filter(source_id="o").exists()
    assert sent(staff, "geen json", "hsds", "regio.json").status_code == 200
    assert staff.get(f"{HOME}sjabloon/hsds.xlsx").status_code == 404
    members = sent(staff, "E-mail\nan@x.example\n", "members").url
    assert "uitnodiging" in staff.get(members).content.decode()
