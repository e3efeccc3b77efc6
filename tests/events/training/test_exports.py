"""The folder to take along: a PDF that a screen reader can read, a table that runs nothing, a ZIP with everything."""

import csv
import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pypdf import PdfReader

from base.paper import NoPango
from events.sessions.models import Reflection
from events.training import exports
from events.training.folder import Folder
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.people import MemberFactory
from tests.factories.training import PDF, EntryFactory, PeriodFactory, with_proof

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    member = MemberFactory(name="Noor de Wit")
    client.force_login(member)
    return member


def zipped(client, address="/mijn/skj.zip"):
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as found:
        assert found.testzip() is None
        return {name: found.read(name) for name in found.namelist()}


def words(content):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_the_pdf_has_the_rows_of_the_period_with_totals_and_is_tagged(client, member, monkeypatch):
    period = PeriodFactory(member=member, number="110012345", targets={"training": "40"})
    EntryFactory(member=member, title="Veilig thuis", hours=Decimal("12.5"), given_by="Hogeschool")
    EntryFactory(member=member, title="Te lang geleden", happened_on=date(2001, 1, 1))
    Reflection.objects.create(member=member, title="Loslaten", happened_on=date(2026, 2, 1), personal="Onder ons")
    answer = client.get(f"/mijn/skj.pdf?periode={period.pk}")
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    text = words(answer.content)
    for part in ("Noor de Wit", "110012345", "Veilig thuis", "Hogeschool", "12,5 van 40 uur", "Loslaten", "01-03-2026"):
        assert part in text, part
    # what somebody thought stands in the ZIP only
    for part in ("Te lang geleden", "Onder ons"):
        assert part not in text, part
    catalog = PdfReader(io.BytesIO(answer.content)).trailer["/Root"]
    assert (catalog["/MarkInfo"]["/Marked"], catalog["/Lang"]) == (True, "nl")
    monkeypatch.setattr(exports, "MOST_ROWS", 2)
    everything = words(client.get("/mijn/skj.pdf?periode=alles").content)
    assert "Veilig thuis" in everything
    assert "Loslaten" in everything
    assert "Te lang geleden" not in everything
    assert "15 uur" in everything  # in all


def test_the_zip_has_list_table_proofs_certificates_and_reflections(client, member):
    start = timezone.now() - timedelta(days=9)
    event = make_event("Thuis op school", starts_at=start, hours=2)
    RegistrationFactory(event=event, member=member, attended_at=start)
    with_proof(EntryFactory(member=member, title="Veilig thuis / samen", note="Ik vroeg door."))
    with_proof(EntryFactory(member=member, title="Veilig thuis, samen"), content=PDF + b"2", name="b.pdf")
    Reflection.objects.create(member=member, title="../../etc", happened_on=date(2026, 2, 1), personal="Onder ons")
    files = zipped(client)
    assert set(files) == {
        "skj-map.pdf",
        "skj-map.csv",
        f"bewijzen-van-deelname/{timezone.localtime(start):%Y-%m-%d}-thuis-op-school.pdf",
        "bewijzen/2026-03-01-veilig-thuis-samen.pdf",
        "bewijzen/2026-03-01-veilig-thuis-samen-2.pdf",
        "aantekeningen/2026-03-01-veilig-thuis-samen.txt",
        "reflecties/2026-02-01-etc.txt",
    }
    assert {files[name] for name in files if name.startswith("bewijzen/")} == {PDF, PDF + b"2"}
    assert "Onder ons" in files["reflecties/2026-02-01-etc.txt"].decode()
    assert "Noor de Wit" in words(next(files[name] for name in files if name.startswith("bewijzen-van")))


def test_the_table_runs_nothing_in_a_spreadsheet(client, member):
    EntryFactory(member=member, title="=HYPERLINK(1)", given_by="@kwaad; \r\nregel", hours=Decimal("2.5"))
    text = zipped(client)["skj-map.csv"].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][:3] == ["2026-03-01", "Training", "'=HYPERLINK(1)"]
    assert rows[1][3].startswith("'@kwaad")
    assert rows[1][4] == "2,5"


def test_a_machine_that_makes_no_pdf_gives_the_rest_and_says_what_is_missing(member, monkeypatch):
    def none(*args):
        raise NoPango

    monkeypatch.setattr(exports, "pdf_of", none)
    monkeypatch.setattr(exports, "MOST_MADE", 0)
    was = make_event("Te veel", days=-3)
    RegistrationFactory(event=was, member=member, attended_at=was.starts_at)
    proof = with_proof(EntryFactory(member=member, title="Kwijt"))
    proof.file.storage.delete(proof.file.name)
    EntryFactory(member=member)
    with exports.bundle(Folder(member)) as file, zipfile.ZipFile(file) as found:
        assert set(found.namelist()) == {"skj-map.csv", "ontbreekt.txt"}
        missing = found.read("ontbreekt.txt").decode()
    names = ("skj-map.pdf", f"bewijzen-van-deelname/{was.starts:%Y-%m-%d}-te-veel.pdf", "bewijzen/2026-03-01-kwijt.pdf")
    assert missing.split("\n\n")[1].splitlines() == list(names)
