"""Lists of who comes: for a spreadsheet and on paper, and what a PDF has to have."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from base import paper
from events.meetings import sheets
from events.meetings.badges import badge_code, badge_url, registration_of_badge
from events.meetings.choices import Status
from events.meetings.models import Answer, BreakOut, EventQuestion, Registration
from network.people.models import AuditEntry
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def organiser():
    return MemberFactory(name="Olga Organisator")


@pytest.fixture
def event(organiser):
    """A meeting with a member, a guest whose name is a formula, somebody who waits, and one who doesn't come."""
    event = make_event(slug="thuis-op-school", organisers=[organiser])
    theme = BreakOut.objects.create(event=event, title="Taal")
    question = EventQuestion.objects.create(event=event, label="Wat eet je?")
    company = OrganisationFactory(name="De Wilgenkamp")
    noor = RegistrationFactory(event=event, member=MemberFactory(name="Noor Averink", organisation=company))
    noor.break_out = theme
    noor.save()
    Answer.objects.create(registration=noor, question=question, text="@SUM(1+1)*cmd|' /C calc'!A0")
    guest = {"guest_name": '=HYPERLINK("https://kwaad.example")', "guest_email": "gast@elders.example"}
    RegistrationFactory(event=event, member=None, guest_organisation="+31", **guest)
    RegistrationFactory(event=event, member=MemberFactory(name="Wim Wacht", organisation=None), status=Status.WAITING)
    RegistrationFactory(event=event, member=MemberFactory(name="Anna Afgezegd"), status=Status.CANCELLED)
    return event


ROWS = [
    ["Naam", "Organisatie", "Status", "Plaats op de wachtlijst", "Thema", "Was er", "Wat eet je?"],
    ['\'=HYPERLINK("https://kwaad.example")', "'+31", "Heeft een plaats", None, None, "nee", None],
    ["Noor Averink", "De Wilgenkamp", "Heeft een plaats", None, "Taal", "nee", "'@SUM(1+1)*cmd|' /C calc'!A0"],
    ["Wim Wacht", None, "Op de wachtlijst", 1, None, "nee", None],
]


def test_the_list_has_who_comes_and_waits_with_formulas_defused_and_is_written_down(client, organiser, event):
    client.force_login(organiser)
    answer = client.get("/agenda/thuis-op-school/deelnemers.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [list(row) for row in sheet.values] == ROWS
    assert "f" not in {cell.data_type for row in sheet.rows for cell in row}

    answer = client.get("/agenda/thuis-op-school/deelnemers.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert [[cell or None for cell in row] for row in csv.reader(io.StringIO(text), delimiter=";")] == [
        [None if cell is None else str(cell) for cell in row] for row in ROWS
    ]
    written = AuditEntry.objects.filter(actor=organiser, action=AuditEntry.Action.EXPORTED)
    assert list(written.values_list("detail", flat=True)) == ["meetings.registration: 3"] * 2


def test_nobody_else_gets_a_list(client, event):
    paths = ("deelnemers.xlsx", "deelnemers.csv", "presentielijst.pdf", "badges.pdf", "inchecken/", "inchecken/nieuw/")
    addresses = [f"/agenda/thuis-op-school/{path}" for path in paths]
    assert [client.get(address).url.partition("?")[0] for address in addresses] == ["/inloggen/"] * len(paths)
    other = MemberFactory()
    make_event("Iets anders", organisers=[other])
    # who comes, and who organises another meeting
    for member in (event.registrations.get(member__name="Noor Averink").member, other):
        client.force_login(member)
        assert [client.get(address).status_code for address in addresses] == [404] * len(paths)
    assert not AuditEntry.objects.filter(action=AuditEntry.Action.EXPORTED).exists()


def structure(element, found):
    """The kinds of all parts of a PDF as a screen reader meets them, with the text that stands for pictures."""
    element = element.get_object()
    found.append((element.get("/S"), element.get("/Alt")))
    inside = element.get("/K", [])
    for part in inside if isinstance(inside, list) else [inside]:
        part = part.get_object() if hasattr(part, "get_object") else part
        if isinstance(part, dict) and "/S" in part:
            structure(part, found)
    return found


def read(content):
    """A PDF: its text, title, language, whether it says to be PDF/UA, and its structure."""
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    parts = []
    for child in root["/StructTreeRoot"]["/K"]:
        structure(child, parts)
    text = "\n".join(page.extract_text() for page in reader.pages)
    return text, reader.metadata.title, root["/Lang"], parts


def test_the_sheet_and_the_badges_are_pdf_that_a_screen_reader_reads(client, organiser, event):
    client.force_login(organiser)
    answer = client.get("/agenda/thuis-op-school/presentielijst.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text, title, language, parts = read(answer.content)
    assert (title, language) == ("Presentielijst: Thuis op school", "nl")
    assert "Noor Averink" in text and "=HYPERLINK" in text and "Handtekening" in text
    assert "Wim Wacht" not in text and "Anna Afgezegd" not in text
    kinds = [kind for kind, _alternative in parts]
    assert {"/H1", "/Table", "/Caption", "/THead", "/TR", "/TH", "/TD"} <= set(kinds)
    assert kinds.count("/TR") == 1 + 2 + sheets.EMPTY_LINES

    text, title, language, parts = read(client.get("/agenda/thuis-op-school/badges.pdf").content)
    assert (title, language) == ("Badges: Thuis op school", "nl")
    assert "Noor Averink" in text and "De Wilgenkamp" in text and "Taal" in text
    pictures = [alternative for kind, alternative in parts if kind == "/Figure"]
    assert pictures == [
        'QR-code om =HYPERLINK("https://kwaad.example") in te checken',
        "QR-code om Noor Averink in te checken",
    ]


def test_a_badge_has_a_code_of_its_own_and_not_the_key(event):
    noor, wim = (event.registrations.get(member__name=name) for name in ("Noor Averink", "Wim Wacht"))
    assert registration_of_badge(badge_code(noor)) == noor
    assert badge_url(noor).endswith(f"/agenda/inchecken/{badge_code(noor)}/")
    assert str(noor.key) not in badge_url(noor) and noor.key.hex not in badge_url(noor)
    seal = badge_code(noor).partition("-")[2]
    for code in (f"{wim.pk}-{seal}", str(noor.pk), f"{noor.pk}-", str(noor.key), "9" * 40 + "-0", "²-0", ""):
        assert registration_of_badge(code) is None


def test_what_goes_on_paper_asks_for_nothing_from_outside(tmp_path, settings):
    """A picture of elsewhere, or a file of this machine, stops the PDF instead of being fetched."""
    from weasyprint.urls import FatalURLFetchingError

    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    for address in ("https://elders.example/beeld.png", "file:///etc/passwd"):
        (tmp_path / "page.html").write_text(f'<html lang="nl"><title>x</title><img alt="" src="{address}"></html>')
        with pytest.raises(FatalURLFetchingError):
            paper.pdf_of("page.html", {})


def test_a_large_meeting_goes_in_parts(client, organiser, event, monkeypatch):
    monkeypatch.setattr(sheets, "AT_ONCE", 1)
    monkeypatch.setattr(
        "events.meetings.views.sheets.pdf_response", lambda request, template, context, name: _say(context)
    )
    client.force_login(organiser)
    address = "/agenda/thuis-op-school/badges.pdf"
    assert client.get(address).content.startswith(b"=HYPERLINK")
    assert client.get(f"{address}?deel=2").content == b"Noor Averink"
    for wrong in ("0", "3", "-1", "x", "9" * 99, "²"):
        assert client.get(address, {"deel": wrong}).status_code == 404
    page = client.get(reverse("meetings:participants", args=[event.slug])).content.decode()
    assert "Badges met QR-code, deel 2 (PDF)" in page


def _say(context):
    from django.http import HttpResponse

    return HttpResponse(", ".join(person["name"] for person in context["people"]))


def test_a_machine_without_pango_says_so(client, organiser, event, monkeypatch):
    def missing():
        raise paper.NoPango

    monkeypatch.setattr(paper, "_weasyprint", missing)
    client.force_login(organiser)
    answer = client.get("/agenda/thuis-op-school/badges.pdf")
    assert answer.status_code == 503
    assert "Even geen PDF" in answer.content.decode()


def test_a_list_takes_as_many_queries_for_twenty_people_as_for_one(event, django_assert_num_queries):
    def all_of_it():
        return sheets.table(event), sheets.badges(event, 1), sheets.sheet(event, 1)

    question = event.questions.get()
    for _ in range(20):
        one = RegistrationFactory(event=event, member=MemberFactory(organisation=OrganisationFactory()))
        Answer.objects.create(registration=one, question=question, text="Alles")
    with django_assert_num_queries(7):
        (_headings, rows), badges, _sheet = all_of_it()
    assert (len(rows), len(badges["people"])) == (23, 22)
    assert Registration.objects.filter(event=event).count() == 24
