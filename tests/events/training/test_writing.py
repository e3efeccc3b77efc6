"""Filling in one's folder: nothing that was typed is lost, no file is chosen twice, limits hold."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from events.training import actions
from events.training.models import Entry, Period, ProofFile
from tests.factories.people import MemberFactory
from tests.factories.training import PDF, EntryFactory, PeriodFactory, with_proof

pytestmark = pytest.mark.django_db

NEW, PERIOD = "/mijn/skj/nieuw/", "/mijn/skj/periode/"
TYPED = {
    "category": "training",
    "title": "Motiverende gespreksvoering",
    "given_by": "Hogeschool",
    "happened_on": "2026-03-01",
    "hours": "2,5",
    "note": "Ik stelde meer open vragen.",
}


@pytest.fixture
def member(client):
    member = MemberFactory()
    client.force_login(member)
    return member


def pdf(name="Mijn bewijs.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def photo_with_a_place():
    image, out = Image.new("RGB", (200, 200), "red"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Kade 1, Kolmeer"
    image.save(out, "JPEG", exif=exif, comment=b"Kade 1, Kolmeer")
    return SimpleUploadedFile("IMG_1.JPG", out.getvalue())


def test_an_entry_is_kept_as_it_was_typed_with_its_proof(client, member):
    assert client.post(NEW, TYPED | {"proof": pdf()}).url == "/mijn/skj/"
    entry = Entry.objects.get()
    assert (entry.member, entry.category, entry.title, entry.given_by, entry.happened_on, entry.hours, entry.note) == (
        member,
        "training",
        "Motiverende gespreksvoering",
        "Hogeschool",
        date(2026, 3, 1),
        Decimal("2.5"),
        "Ik stelde meer open vragen.",
    )
    assert (entry.proof.name, entry.proof.size, entry.proof.member) == ("Mijn bewijs.pdf", len(PDF), member)
    page = client.get(entry.get_absolute_url()).content.decode()
    assert 'value="2,5"' in page
    assert "Mijn bewijs.pdf" in page


def test_a_wrong_form_comes_back_with_all_that_was_typed_and_its_file(client, member):
    wrong = TYPED | {"hours": "veel", "happened_on": "2026-02-31", "title": ""}
    page = client.post(NEW, wrong | {"proof": pdf()}).content.decode()
    for typed in ("Hogeschool", "veel", "2026-02-31", "Ik stelde meer open vragen."):
        assert typed in page, typed
    assert 'href="#id_title"' in page
    loose = ProofFile.objects.get()
    assert (loose.entry, loose.member) == (None, member)
    assert f'name="kept" value="{loose.pk}"' in page
    assert client.post(NEW, TYPED | {"kept": loose.pk}).status_code == 302
    assert ProofFile.objects.get().entry == Entry.objects.get()


def test_a_form_that_is_sent_twice_is_one_entry(client, member):
    for _time in range(2):
        client.post(NEW, TYPED | {"proof": pdf()})
    assert Entry.objects.get().proof.name == "Mijn bewijs.pdf"
    client.post(NEW, TYPED | {"hours": "3"})
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"category": "cake"},
        {"category": ""},
        {"title": "   "},
        {"title": "x" * 201},
        {"title": "a\x00b"},
        {"happened_on": "1066-01-01"},
        {"happened_on": str(timezone.localdate() + timedelta(days=1))},
        {"hours": "0"},
        {"hours": "-1"},
        {"hours": "1e9"},
        {"hours": "NaN"},
        {"hours": "1001"},
        {"hours": "9" * 400},
        {"note": "x" * 3001},
        {"note": "Zijn bsn is 111222333."},
        {"given_by": "jan@voorbeeld.nl"},
    ],
)
def test_what_can_not_be_is_refused(client, member, wrong):
    assert client.post(NEW, TYPED | wrong).status_code == 200
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("kept", ["x", "-1", "9" * 30, "²", "\x00", "1 OR 1=1"])
def test_a_file_that_is_not_there_is_no_file(client, member, kept):
    client.post(NEW, TYPED | {"kept": kept})
    assert ProofFile.objects.count() == 0


@pytest.mark.parametrize(
    "file",
    [
        pdf("virus.exe"),
        pdf("geen.pdf", b"<html>"),
        pdf("leeg.pdf", b""),
        pdf("foto.jpg", PDF),
        pdf("pagina.html", b"<script>"),
        pdf("plaatje.svg", b"<svg/>"),
    ],
)
def test_a_file_of_another_kind_is_refused(client, member, file):
    page = client.post(NEW, TYPED | {"proof": file}).content.decode()
    assert 'href="#id_proof"' in page
    assert (Entry.objects.count(), ProofFile.objects.count()) == (0, 0)


def test_a_photo_keeps_its_pixels_and_nothing_else(client, member):
    client.post(NEW, TYPED | {"proof": photo_with_a_place()})
    with ProofFile.objects.get().file.open("rb") as kept:
        content = kept.read()
    assert b"Kolmeer" not in content
    assert Image.open(io.BytesIO(content)).size == (200, 200)
    answer = client.get(f"{Entry.objects.get().get_absolute_url()}bewijs/")
    assert (answer["Content-Type"], answer["Content-Security-Policy"]) == ("image/jpeg", "default-src 'none'; sandbox")


@pytest.mark.django_db(transaction=True)
def test_a_new_proof_takes_the_place_of_the_old_one_and_its_file(client, member):
    old = with_proof(EntryFactory(member=member))
    address = old.entry.get_absolute_url()
    client.post(address, TYPED | {"proof": pdf("Nieuw.pdf")})
    new = ProofFile.objects.get()
    assert (new.entry, new.name, new.pk == old.pk) == (old.entry, "Nieuw.pdf", False)
    assert not default_storage.exists(old.file.name)
    client.post(address, TYPED | {"take_away": "on"})
    assert ProofFile.objects.count() == 0
    assert not default_storage.exists(new.file.name)
    assert Entry.objects.get().title == TYPED["title"]


@pytest.mark.django_db(transaction=True)
def test_throwing_an_entry_away_asks_first_and_takes_its_file(client, member):
    proof = with_proof(EntryFactory(member=member))
    address = f"{proof.entry.get_absolute_url()}weggooien/"
    assert client.get(address).status_code == 200
    assert Entry.objects.count() == 1
    client.post(address)
    assert (Entry.objects.count(), ProofFile.objects.count()) == (0, 0)
    assert not default_storage.exists(proof.file.name)


def test_a_folder_has_limits(member, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ENTRIES", 1)
    monkeypatch.setattr(actions, "MOST_BYTES", 2 * len(PDF))
    entry = EntryFactory(member=member)
    with pytest.raises(ValidationError):
        actions.keep_entry(EntryFactory.build(member=member))
    entry.title = "Anders"
    actions.keep_entry(entry)  # what is there may be changed
    files = [actions.keep_file(member, ContentFile(PDF, name="een.pdf")) for _number in range(2)]
    with pytest.raises(ValidationError):
        actions.keep_file(member, ContentFile(PDF, name="een.pdf"))
    actions.keep_file(MemberFactory(), ContentFile(PDF, name="van een ander.pdf"))
    assert set(ProofFile.objects.of(member)) == set(files)


def test_no_more_than_three_files_wait_for_a_form(member):
    kept = [actions.keep_file(member, ContentFile(PDF, name=f"{number}.pdf")) for number in range(5)]
    assert set(ProofFile.objects.of(member).loose()) == set(kept[2:])


def test_a_period_is_five_years_unless_somebody_says_otherwise(client, member):
    client.post(PERIOD, {"starts_on": "2024-03-01", "number": "111222333", "doel_training": "40", "doel_other": "2,5"})
    period = Period.objects.get()
    assert (period.member, period.starts_on, period.ends_on) == (member, date(2024, 3, 1), date(2029, 2, 28))
    assert (period.number, period.targets) == ("111222333", {"training": "40", "other": "2.5"})
    page = client.get(f"{PERIOD}{period.pk}/").content.decode()
    assert 'value="2,5"' in page
    client.post(f"{PERIOD}{period.pk}/", {"starts_on": "2024-03-01", "ends_on": "2028-12-31"})
    period.refresh_from_db()
    assert (period.ends_on, period.number, period.targets) == (date(2028, 12, 31), "", {})


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": ""},
        {"starts_on": "0001-01-01"},
        {"starts_on": "9999-12-31"},
        {"starts_on": "2024-02-30"},
        {"ends_on": "2020-01-01"},
        {"ends_on": "2050-01-01"},
        {"starts_on": "2019-01-01", "ends_on": "2022-12-31"},
        {"doel_training": "-1"},
        {"doel_training": "Infinity"},
    ],
)
def test_a_period_that_can_not_be_is_refused(client, member, wrong):
    PeriodFactory(member=member, starts_on=date(2018, 1, 1), ends_on=date(2022, 12, 31))
    page = client.post(PERIOD, {"starts_on": "2024-03-01", "doel_reflection": "7,5"} | wrong).content.decode()
    assert 'value="7,5"' in page
    assert Period.objects.count() == 1
    PeriodFactory(starts_on=date(2019, 1, 1))  # of somebody else: no trouble
