"""Staff look after reports and reviews, and import practices."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from practices.choices import Badge
from practices.models import AdoptionReport, PracticePage, Review
from tests.factories.people import MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory, ReviewFactory, practice_index

pytestmark = pytest.mark.django_db
IMPORT = "/beheer/ervaringen/praktijken-importeren/"


@pytest.fixture
def staff(client):
    member = StaffFactory()
    client.force_login(member)
    return member


def upload(content, name="praktijken.json", store="yes"):
    return {"file": SimpleUploadedFile(name, content), "store": store}


def test_lists_show_reports_and_reviews(client, staff):
    AdoptionReportFactory(headline="Bij ons werkte het.")
    ReviewFactory(practice=PracticeFactory(title="Samen eten"))
    assert "Bij ons werkte het." in client.get("/beheer/ervaringen/").content.decode()
    assert "Samen eten" in client.get("/beheer/beoordelingen/").content.decode()


@pytest.mark.parametrize("address", ["/beheer/ervaringen/", "/beheer/beoordelingen/", IMPORT])
def test_lists_are_for_staff(client, address):
    for member in (MemberFactory(), ProviderEditorFactory()):
        client.force_login(member)
        assert client.get(address).status_code in (302, 403)


def test_export_defuses_formulas(client, staff):
    AdoptionReportFactory(headline="=HYPERLINK(1)", why="gewoon")
    content = client.get("/beheer/ervaringen/?export=xlsx").getvalue()
    values = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True) for cell in row]
    assert "'=HYPERLINK(1)" in values
    assert "gewoon" in values


def test_removing_a_report_takes_the_badge_back(client, staff):
    practice = PracticeFactory()
    reports = [AdoptionReportFactory(practice=practice) for _ in range(2)]
    PracticePage.objects.filter(pk=practice.pk).update(badge=Badge.APPLIED)
    client.post(f"/beheer/ervaringen/delete/{reports[0].pk}/")
    assert AdoptionReport.objects.count() == 1
    assert PracticePage.objects.get(pk=practice.pk).badge == Badge.DESCRIBED


def test_removing_several_reviews_at_once_takes_the_badge_back(client, staff):
    practice = PracticeFactory()
    reviews = [ReviewFactory(practice=practice) for _ in range(3)]
    PracticePage.objects.filter(pk=practice.pk).update(badge=Badge.REVIEWED)
    chosen = "&".join(f"id={review.pk}" for review in reviews)
    client.post(f"/beheer/bulk/practices/review/delete/?{chosen}&next=/beheer/beoordelingen/")
    assert Review.objects.count() == 0
    assert PracticePage.objects.get(pk=practice.pk).badge == Badge.DESCRIBED


def test_removing_a_review_takes_the_badge_back(client, staff):
    practice = PracticeFactory()
    reviews = [ReviewFactory(practice=practice) for _ in range(3)]
    PracticePage.objects.filter(pk=practice.pk).update(badge=Badge.REVIEWED)
    client.post(f"/beheer/beoordelingen/delete/{reviews[0].pk}/")
    assert Review.objects.count() == 2
    assert PracticePage.objects.get(pk=practice.pk).badge == Badge.DESCRIBED


def test_import_looks_first_and_then_stores(client, staff):
    practice_index()
    content = json.dumps({"title": "Samen eten", "summary": "Eén zin."}).encode()
    answer = client.post(IMPORT, upload(content, store="no"))
    assert "Samen eten" in answer.content.decode()
    assert not PracticePage.objects.exists()
    client.post(IMPORT, upload(content))
    assert PracticePage.objects.get().owner == staff


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.json", b"{"), ("x.exe", b"MZ"), ("x.xlsx", b"PK"), ("x.csv", b"a;b\n1;2\n"), ("x", b"1"), ("x.json", b"")],
)
def test_import_says_beside_the_field_what_is_wrong_with_a_file(client, staff, name, content):
    practice_index()
    answer = client.post(IMPORT, upload(content, name))
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not PracticePage.objects.exists()


def test_import_refuses_a_file_that_is_too_large(client, staff, settings):
    settings.IMPORT_MAX_BYTES = 10
    answer = client.post(IMPORT, upload(b"[" + b" " * 20 + b"]"))
    assert answer.context["form"].errors["file"]


def test_template_spreadsheet_can_be_filled_in_and_imported(client, staff, tmp_path):
    practice_index()
    book = load_workbook(io.BytesIO(client.get("/praktijken/sjabloon.xlsx").content))
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    row = {"title": "Samen eten", "summary": "Eén zin.", "mechanism_1_outcome": "rust"}
    sheet.append([row.get(name, "") for name in header])
    book.save(tmp_path / "in.xlsx")
    client.post(IMPORT, upload((tmp_path / "in.xlsx").read_bytes(), "in.xlsx"))
    draft = PracticePage.objects.get().get_latest_revision_as_object()
    assert [row.outcome for row in draft.mechanisms.all()] == ["rust"]
    assert len(book.worksheets) == 2


def test_the_menu_leads_staff_to_the_import(client):
    client.force_login(StaffFactory())
    assert "/beheer/ervaringen/praktijken-importeren/" in client.get("/beheer/").content.decode()
