"""The open format: out, in again, and everything that can be wrong with a file."""

import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from base.spreadsheets import defuse
from practices.models import Mechanism, PracticePage
from practices.openformat.checking import validator
from practices.openformat.fields import join_sections, split_sections
from practices.openformat.files import (
    UnreadableFile,
    arm,
    columns_for,
    from_cells,
    read_documents,
    to_cells,
    write_xlsx,
)
from practices.openformat.importing import import_file
from practices.openformat.writing import to_document
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory, practice_index
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

FULL = {
    "title": "Samen eten",
    "slug": "samen-eten",
    "summary": "Een woongroep begint elk gesprek aan tafel.",
    "occasion": "Gesprekken liepen vast.",
    "target_group": "Jongeren van 12 tot 18 jaar.\n\n### Wie ermee werkt\n\nBegeleiders.",
    "approach": "1. Koken\n2. Eten\n\n### Materialen\n\nEen keuken.",
    "mechanisms": [
        {
            "context": "een groep waar praten stroef gaat",
            "resource": "een maaltijd die de jongere kookt",
            "reasoning": "voelt de jongere zich gastheer",
            "outcome": "een gesprek dat de jongere zelf begint",
            "element": "Eigen regie",
            "element_kind": "general",
            "core": "core",
            "basis": "experience",
            "source": "",
            "source_label": "",
        }
    ],
    "conditions": "Een keuken.\n\n### Tijd\n\nEen uur.",
    "results": "Meer gesprekken.\n\n### Bijwerkingen\n\nVolle afwasmachine.",
    "not_for": "Jongeren met een eetstoornis.",
    "first_step": "Vraag wie wil koken.",
    "topics": ["Wonen"],
    "municipalities": ["Kolmeer"],
    "organisation": "De Veerstoep",
    "status": "published",
    "ages": {"from": 12, "to": 18},
    "shadow_visit": True,
    "recognition": None,
    "review_date": "2027-05-01",
}


@pytest.fixture
def region():
    practice_index()
    TopicFactory(name="Wonen", slug="wonen", synonyms="verblijf")
    MunicipalityFactory(name="Kolmeer", slug="kolmeer", code="GM9001")
    OrganisationFactory(name="De Veerstoep", slug="de-veerstoep")


def write(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def as_json(tmp_path, *documents):
    return write(tmp_path, "praktijken.json", json.dumps(documents))


def test_export_of_an_import_gives_the_same_document(region, tmp_path):
    import_file(as_json(tmp_path, FULL))
    document = to_document(PracticePage.objects.for_document().get(slug="samen-eten"))
    del document["updated"]
    assert document == FULL
    assert list(validator().iter_errors(document)) == []


def test_import_twice_changes_nothing(region, tmp_path):
    path = as_json(tmp_path, FULL)
    assert [row.outcome for row in import_file(path).rows] == ["new"]
    assert [row.outcome for row in import_file(path).rows] == ["unchanged"]
    assert PracticePage.objects.count() == 1


def test_import_changes_what_was_imported_before_and_keeps_its_history(region, tmp_path):
    import_file(as_json(tmp_path, FULL))
    changed = {**FULL, "summary": "Nu anders.", "mechanisms": []}
    assert [row.outcome for row in import_file(as_json(tmp_path, changed)).rows] == ["changed"]
    page = PracticePage.objects.get(slug="samen-eten")
    assert (page.summary, page.mechanisms.count(), page.revisions.count()) == ("Nu anders.", 0, 2)


def test_import_never_overwrites_what_was_written_here(region, tmp_path):
    PracticeFactory(title="Samen eten", slug="samen-eten", summary="Van ons.")
    report = import_file(as_json(tmp_path, FULL))
    assert [row.outcome for row in report.rows] == ["wrong"]
    assert PracticePage.objects.get(slug="samen-eten").summary == "Van ons."


def test_import_of_title_and_summary_only_makes_a_draft(region, tmp_path):
    import_file(as_json(tmp_path, {"title": "Kort", "summary": "Eén zin."}), owner=MemberFactory(email="m@x.example"))
    page = PracticePage.objects.get(slug="kort")
    assert (page.live, page.owner.email) == (False, "m@x.example")


def test_import_leaves_a_file_out_whole_when_one_row_is_wrong(region, tmp_path, capsys):
    path = as_json(tmp_path, FULL, {"title": "Zonder samenvatting"})
    with pytest.raises(CommandError):
        call_command("import_practices", path)
    assert not PracticePage.objects.exists()
    out, err = capsys.readouterr()
    assert "row 2 “Zonder samenvatting”" in err
    assert "'summary' is a required property" in err
    assert "1 new, 0 changed, 0 unchanged, 1 wrong (nothing stored)" in out


def test_import_dry_run_stores_nothing(region, tmp_path, capsys):
    call_command("import_practices", as_json(tmp_path, FULL), "--dry-run")
    assert not PracticePage.objects.exists()
    assert "1 new, 0 changed, 0 unchanged, 0 wrong (dry run, nothing stored)" in capsys.readouterr().out


def test_import_notes_names_that_this_site_does_not_know(region, tmp_path):
    report = import_file(as_json(tmp_path, {**FULL, "topics": ["verblijf", "Onbekend"], "organisation": "Elders"}))
    assert len(report.rows[0].warnings) == 2
    page = PracticePage.objects.get()
    assert ([topic.name for topic in page.topics.all()], page.organisation) == (["Wonen"], None)


def test_import_refuses_personal_data_of_the_kinds_that_are_blocked(region, tmp_path):
    report = import_file(as_json(tmp_path, {**FULL, "occasion": "Het ging om BSN 111222333."}))
    assert [row.outcome for row in report.rows] == ["wrong"]
    assert not PracticePage.objects.exists()


def test_import_refuses_the_same_practice_twice_in_a_file(region, tmp_path):
    assert [row.outcome for row in import_file(as_json(tmp_path, FULL, FULL)).rows] == ["new", "wrong"]
    assert not PracticePage.objects.exists()


@pytest.mark.parametrize(
    "document",
    [
        "geen object",
        7,
        None,
        {"title": "", "summary": "x"},
        {"title": "   ", "summary": "x"},
        {"title": "x", "summary": "y" * 251},
        {"title": "x" * 256, "summary": "y"},
        {"title": ["x"], "summary": "y"},
        {"title": "x", "summary": "y", "slug": "niet goed"},
        {"title": "x", "summary": "y", "mechanisms": [{"core": "misschien"}]},
        {"title": "x", "summary": "y", "mechanisms": [{"source": "javascript:alert(1)"}]},
        {"title": "x", "summary": "y", "recognition": {"link": "geen adres"}},
        {"title": "x", "summary": "y", "review_date": "morgen"},
        {"title": "x", "summary": "y", "ages": {"from": -1}},
        {"title": "x", "summary": "y", "approach": "z" * 100_000},
    ],
)
def test_import_says_what_is_wrong_with_a_document(region, tmp_path, document):
    report = import_file(as_json(tmp_path, document))
    assert [row.outcome for row in report.rows] == ["wrong"]
    assert report.rows[0].errors
    assert not PracticePage.objects.exists()


def test_import_removes_nul_and_direction_overrides(region, tmp_path):
    import_file(as_json(tmp_path, {"title": "Sa\u0000men\u202e", "summary": "Zin\u0000."}))
    page = PracticePage.objects.get()
    assert (page.title, page.summary) == ("Samen", "Zin.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kapot.json", b"{"),
        ("diep.json", b"[" * 100_000),
        ("latin.json", '{"title": "caf\xe9"}'.encode("latin-1")),
        ("getal.json", b"7"),
        ("leeg.json", b"[]"),
        ("leeg.csv", b""),
        ("kolommen.csv", b"titel;samenvatting\na;b\n"),
        ("nul.csv", b"title;summary\na\x00;b\n"),
        ("bytes.csv", b"title;summary\n\x81\x8d;b\n"),
        ("aanhaling.csv", b'title;summary\n"a;b\n'),
        ("kapot.xlsx", b"PK\x03\x04 kapot"),
        ("geen.xlsx", b"title;summary"),
        ("soort.txt", b"title"),
        ("geen.docx", b"PK"),
    ],
)
def test_read_documents_says_why_it_can_not_read_a_file(tmp_path, name, content):
    with pytest.raises(UnreadableFile):
        read_documents(write(tmp_path, name, content))


def test_read_documents_refuses_a_file_of_50_mb_without_reading_it(tmp_path):
    path = tmp_path / "groot.csv"
    with path.open("wb") as file:
        file.seek(50 * 1024 * 1024)
        file.write(b"x")
    with pytest.raises(UnreadableFile, match="10 MB"):
        read_documents(path)


def test_read_documents_refuses_a_spreadsheet_that_unpacks_to_too_much(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (101 * 1024 * 1024))
    with pytest.raises(UnreadableFile):
        read_documents(write(tmp_path, "bom.xlsx", content.getvalue()))


def test_read_documents_refuses_too_many_rows(tmp_path, settings):
    settings.IMPORT_MAX_ROWS = 2
    with pytest.raises(UnreadableFile):
        read_documents(write(tmp_path, "veel.csv", "title,summary\n" + "a,b\n" * 3))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_read_documents_reads_csv_as_spreadsheet_programs_write_it(tmp_path, encoding, delimiter):
    text = f"Title{delimiter}Summary\r\nCafé{delimiter}“Eén” zin\r\n{delimiter}\r\n"
    assert read_documents(write(tmp_path, "x.csv", text.encode(encoding))) == [
        {"title": "Café", "summary": "“Eén” zin"}
    ]


def test_import_reads_what_the_export_writes_as_csv_and_xlsx(region, tmp_path):
    import_file(as_json(tmp_path, FULL))
    for name in ("uit.csv", "uit.xlsx", "uit.json"):
        path = str(tmp_path / name)
        call_command("export_practices", format=name.rpartition(".")[2], output=path, verbosity=0)
        assert [row.outcome for row in import_file(path).rows] == ["unchanged"], name


def test_export_leaves_out_what_is_not_public(region, tmp_path):
    for visibility, live in (("members", True), ("participants", True), ("public", False)):
        PracticeFactory(visibility=visibility, live=live)
    PracticeFactory(title="Openbaar", slug="openbaar")
    path = tmp_path / "uit.json"
    call_command("export_practices", output=str(path), verbosity=0)
    assert [document["slug"] for document in json.loads(path.read_text())] == ["openbaar"]


@pytest.mark.parametrize("text", ["=HYPERLINK('x')", "+31", "-1", "@som", "\tx"])
def test_arm_takes_away_what_defuse_put_before_a_formula(text):
    assert defuse(text) == f"'{text}"
    assert arm(defuse(text)) == text


def test_write_xlsx_writes_formulas_as_text():
    sheet = load_workbook(io.BytesIO(write_xlsx([{**FULL, "title": "=1+1"}]))).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("'=1+1", "s")


def test_cells_and_document_say_the_same():
    cells = {name: arm(text) for name, text in to_cells(FULL, columns_for([FULL])).items()}
    assert from_cells(cells) == {key: value for key, value in FULL.items() if key != "recognition"}


def test_columns_for_holds_as_many_mechanisms_as_the_longest_practice():
    columns = columns_for([{**FULL, "mechanisms": FULL["mechanisms"] * 7}])
    assert "mechanism_7_source_label" in columns
    assert "mechanism_8_context" not in columns


def test_split_sections_keeps_headings_that_it_does_not_know():
    text = "Eerst\n\n### Zelf bedacht\n\nTekst\n\n### Tijd\n\nEen uur\n\n### Tijd\n\nNog een"
    parts = split_sections("conditions", text)
    assert parts["conditions"] == "Eerst\n\n### Zelf bedacht\n\nTekst"
    assert parts["time_needed"] == "Een uur\n\n### Tijd\n\nNog een"


def test_join_sections_leaves_empty_ones_out():
    page = PracticePage(conditions="", cost="Niets", helps="", competence=" ", time_needed="", hinders="")
    assert join_sections("conditions", page) == "### Kosten\n\nNiets"


def test_to_document_costs_the_same_for_one_and_for_twenty(region, django_assert_num_queries):
    topic = TopicFactory()
    PracticeFactory(with_topics=[topic], with_municipalities=[MunicipalityFactory()])
    with django_assert_num_queries(5):
        [to_document(page) for page in PracticePage.objects.for_document()]
    for _ in range(19):
        page = PracticeFactory(with_topics=[topic], mechanisms=3)
        Mechanism.objects.filter(practice=page).update(element="x")
    with django_assert_num_queries(5):
        [to_document(page) for page in PracticePage.objects.for_document()]
