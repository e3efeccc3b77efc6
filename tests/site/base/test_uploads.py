"""Files that people send: what is let in, what is kept of an image, and that no file is a server error."""

import io
import json
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from PIL import Image
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form, get_image_multi_form
from wagtail.models import UploadedFile

from base.models import CustomDocument, CustomImage
from base.upload_forms import SafeDocumentField, SafeImageField
from base.uploads import MAX_MEMBERS, check_document, check_image, harmless_image
from tests.factories.files import CONTENT_TYPES, PDF, ImageFactory, archive_bytes, docx_bytes, image_bytes, upload
from tests.factories.people import AdministratorFactory

BROKEN_GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D"  # 26 bytes and no end
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def png_that_says(width, height):
    """A PNG of a few bytes whose header promises a huge picture."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def code_of(check, name, content):
    with pytest.raises(ValidationError) as caught:
        check(upload(name, content))
    return caught.value.code


def photo(orientation=6):
    """A JPEG as a phone makes it: on its side, with a place, a comment and something behind the picture."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Telefoon van Daan"
    exif.get_ifd(0x8825)[1] = "N"
    return (
        image_bytes("JPEG", size=(40, 20), exif=exif, comment=b"bij Daan thuis", icc_profile=b"profiel" * 20)
        + b"staart"
    )


# ---------- images ----------


@pytest.mark.parametrize(
    ("name", "kind", "mode"),
    [
        ("a.png", "PNG", "RGB"),
        ("a.PNG", "PNG", "RGBA"),
        ("a.png", "PNG", "P"),
        ("a.png", "PNG", "I;16"),
        ("a.png", "PNG", "1"),
        ("a.jpg", "JPEG", "RGB"),
        ("a.jpeg", "JPEG", "CMYK"),
        ("a.jpg", "JPEG", "L"),
        ("a.gif", "GIF", "P"),
        ("a.webp", "WEBP", "RGBA"),
    ],
)
def test_a_plain_image_is_let_in_and_written_anew(name, kind, mode):
    colour = {"RGBA": (1, 2, 3, 4), "CMYK": (1, 2, 3, 4)}.get(mode)
    file = upload(name, image_bytes(kind, mode=mode, colour=colour))
    check_image(file)
    kept = Image.open(harmless_image(file))
    kept.load()
    assert (kept.format, kept.size) == (kind, (20, 10))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.gif", BROKEN_GIF, "invalid_image"),
        ("a.gif", b"GIF89a", "invalid_image"),
        ("a.png", image_bytes()[:60], "invalid_image"),
        ("a.jpg", image_bytes("JPEG")[:200], "invalid_image"),
        ("a.png", b"", "empty"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 200, "invalid_image"),
        ("a.png", b"<script>alert(1)</script>", "invalid_image"),
        ("a.svg", SVG, "invalid_extension"),
        ("a.png", SVG, "invalid_image"),
        ("a.html", b"<p>", "invalid_extension"),
        ("a", image_bytes(), "invalid_extension"),
        ("a.png.exe", image_bytes(), "invalid_extension"),
        ("a.jpg", image_bytes("PNG"), "wrong_format"),
        ("a.png", image_bytes("TIFF"), "invalid_image"),
        ("a.png", image_bytes("BMP"), "invalid_image"),
        ("a.jpg", b"8BPS" + b"\x00" * 40, "invalid_image"),
        ("a.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "invalid_image"),
        ("a.png", png_that_says(30_000, 30_000), "too_many_pixels"),
        ("a.png", png_that_says(2**31 - 1, 2**31 - 1), "too_many_pixels"),
        ("a.png", png_that_says(100_000, 10), "too_many_pixels"),
        ("a.png", png_that_says(0, 10), "invalid_image"),
        ("a.png", png_that_says(4000, 4000), "invalid_image"),
    ],
)
def test_whatever_is_no_plain_image_is_refused(name, content, code):
    assert code_of(check_image, name, content) == code


def test_an_image_over_the_limits_is_refused(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 50
    assert code_of(check_image, "a.png", image_bytes()) == "file_too_large"
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5000
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 199
    assert code_of(check_image, "a.png", image_bytes(size=(20, 10))) == "too_many_pixels"


def test_nothing_but_the_picture_and_its_colours_is_kept_and_it_stands_upright():
    sent = photo()
    assert b"Telefoon van Daan" in sent and b"bij Daan thuis" in sent
    kept_bytes = harmless_image(upload("a.jpg", sent)).read()
    kept = Image.open(io.BytesIO(kept_bytes))
    assert kept.size == (20, 40)
    assert dict(kept.getexif()) == {}
    assert kept.info["icc_profile"] == b"profiel" * 20
    assert not any(words in kept_bytes for words in (b"Daan", b"staart", b"Exif"))
    red, _green, _blue = kept.getpixel((10, 5))
    assert red > 150


def test_text_in_a_png_and_frames_of_a_gif_are_not_kept():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Daan Terborgh")
    assert b"Daan" not in harmless_image(upload("a.png", image_bytes(pnginfo=info))).read()
    frames = [Image.new("RGB", (5, 5), colour) for colour in ("red", "blue", "green")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=b"Daan")
    file = upload("a.gif", out.getvalue())
    check_image(file)
    kept_bytes = harmless_image(file).read()
    kept = Image.open(io.BytesIO(kept_bytes))
    assert kept.n_frames == 1
    assert kept.convert("RGB").getpixel((2, 2)) == (255, 0, 0)
    assert b"Daan" not in kept_bytes


def test_what_is_see_through_stays_so():
    kept = Image.open(harmless_image(upload("a.gif", image_bytes("GIF", mode="P", transparency=0))))
    assert kept.convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.django_db
def test_an_image_is_harmless_however_it_was_saved():
    image = CustomImage.objects.create(title="x", alt_text="y", file=upload("a.jpg", photo()))
    assert (image.width, image.height) == (20, 40)
    assert image.file_size == image.file.size
    with image.file.open() as file:
        assert b"Daan" not in file.read()
    image.file.save("b.jpg", upload("b.jpg", photo(3)))
    with image.file.open() as file:
        assert b"Daan" not in file.read()
    assert CustomImage.objects.get().get_rendition("width-10").width == 10


@pytest.mark.django_db
def test_code_that_saves_a_broken_image_keeps_nothing():
    with pytest.raises((ValidationError, OSError)):
        CustomImage.objects.create(title="x", file=upload("a.gif", BROKEN_GIF))
    assert CustomImage.objects.count() == 0


# ---------- documents ----------


def odt_bytes(kind=b"application/vnd.oasis.opendocument.text"):
    return archive_bytes({"mimetype": kind, "content.xml": "<x/>"})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("A.PDF", b"\xef\xbb\xbf" + PDF),
        ("a.docx", docx_bytes()),
        ("a.xlsx", archive_bytes({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": "x"})),
        ("a.pptx", archive_bytes({"[Content_Types].xml": CONTENT_TYPES, "ppt/presentation.xml": "x"})),
        ("a.odt", odt_bytes()),
        ("a.csv", "naam;aantal\nCafé;3\n".encode("cp1252")),
        ("a.txt", b"tekst"),
    ],
)
def test_a_plain_document_is_let_in(name, content):
    file = upload(name, content)
    check_document(file)
    assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"<html>", "wrong_format"),
        ("a.pdf", b"", "empty"),
        ("a.exe", b"MZ", "invalid_extension"),
        ("a.html", b"<script>", "invalid_extension"),
        ("a.svg", SVG, "invalid_extension"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "invalid_extension"),
        ("a.docm", docx_bytes(), "invalid_extension"),
        ("a.zip", docx_bytes(), "invalid_extension"),
        ("a.docx", PDF, "wrong_format"),
        ("a.docx", b"PK\x03\x04" + b"\x00" * 50, "wrong_format"),
        ("a.docx", docx_bytes()[:-10], "wrong_format"),
        ("a.xlsx", docx_bytes(), "wrong_format"),
        ("a.odt", docx_bytes(), "wrong_format"),
        ("a.odt", odt_bytes(b"application/zip"), "wrong_format"),
        (
            "a.docx",
            archive_bytes({"[Content_Types].xml": "x", "word/document.xml": "x", "word/vbaProject.bin": "x"}),
            "wrong_format",
        ),
        ("a.txt", b"MZ\x00\x00", "wrong_format"),
        ("a.docx", archive_bytes({"[Content_Types].xml": "x", "word/x": b"\x00" * 40_000_000}), "archive_bomb"),
        ("a.docx", archive_bytes({f"word/{n}": "" for n in range(MAX_MEMBERS + 1)}), "archive_bomb"),
    ],
)
def test_whatever_is_no_plain_document_is_refused(name, content, code):
    assert code_of(check_document, name, content) == code


def test_an_archive_that_promises_too_much_is_refused_before_it_is_unpacked():
    content = bytearray(docx_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 2**32 - 2)
    assert code_of(check_document, "a.docx", bytes(content)) == "archive_bomb"


def test_a_document_with_a_password_is_refused():
    content = bytearray(docx_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    assert zipfile.ZipFile(io.BytesIO(content)).infolist()[0].flag_bits & 1
    assert code_of(check_document, "a.docx", bytes(content)) == "encrypted"


def test_a_document_over_the_limit_is_refused(settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10
    assert code_of(check_document, "a.pdf", PDF) == "file_too_large"


# ---------- forms ----------


def test_the_fields_for_our_own_pages_check_and_may_be_empty():
    assert SafeImageField(required=False).clean(None) is None
    with pytest.raises(ValidationError):
        SafeImageField().clean(upload("a.gif", BROKEN_GIF))
    with pytest.raises(ValidationError):
        SafeDocumentField().clean(upload("a.pdf", b"x"))
    assert SafeDocumentField().clean(upload("a.pdf", PDF)).name == "a.pdf"
    assert ".svg" not in SafeImageField().widget.attrs["accept"]


@pytest.fixture
def admin_client(client):
    client.force_login(AdministratorFactory(is_superuser=True))
    return client


def image_form(data, file):
    return get_image_form(CustomImage)(data, {"file": file}, user=AdministratorFactory(is_superuser=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"alt_text": "Een kring"}, {}),
        ({"is_decorative": "on"}, {}),
        ({}, {"alt_text": ["required"]}),
        ({"alt_text": "   "}, {"alt_text": ["required"]}),
    ],
)
def test_an_image_has_an_alternative_text_or_is_decorative(typed, errors):
    form = image_form(
        {"title": "x", "visibility": "public", "collection": "1", **typed}, upload("a.png", image_bytes())
    )
    assert {name: [e.code for e in found] for name, found in form.errors.as_data().items()} == errors


@pytest.mark.django_db
def test_the_form_of_the_admin_refuses_what_we_refuse_and_keeps_what_was_sent_harmless():
    data = {"title": "x", "visibility": "public", "collection": "1", "alt_text": "y"}
    for name, content in (("a.gif", BROKEN_GIF), ("a.svg", SVG), ("a.png", png_that_says(30_000, 30_000))):
        assert list(image_form(data, upload(name, content)).errors) == ["file"]
    form = image_form(data, upload("a.jpg", photo()))
    assert form.is_valid()
    image = form.save()
    assert b"Daan" not in image.file.open().read()
    assert (CustomImage.objects.get().file_size, image.height) == (image.file.size, 40)
    documents = get_document_form(CustomDocument)
    typed = {"title": "x", "visibility": "public", "collection": "1"}
    user = AdministratorFactory(is_superuser=True)
    assert list(documents(typed, {"file": upload("a.pdf", b"<html>")}, user=user).errors) == ["file"]
    assert documents(typed, {"file": upload("a.pdf", PDF)}, user=user).is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize("content", [BROKEN_GIF, b"", b"GIF89a", png_that_says(30_000, 30_000)])
def test_the_pages_of_the_admin_answer_a_broken_image_with_a_form(admin_client, content):
    name = "a.png" if content[:4] == b"\x89PNG" else "a.gif"
    data = {"title": "x", "alt_text": "y", "visibility": "public"}
    single = admin_client.post(reverse("wagtailimages:add"), {**data, "file": upload(name, content)})
    assert single.status_code == 200
    assert "file" in single.context["form"].errors
    several = admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x", "files[]": upload(name, content)},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert several.status_code == 200
    assert json.loads(several.content)["success"] is False
    chosen = admin_client.post(
        reverse("wagtailimages_chooser:create"),
        {f"image-chooser-upload-{key}": value for key, value in {**data, "file": upload(name, content)}.items()},
    )
    assert chosen.status_code == 200
    assert json.loads(chosen.content)["step"] == "reshow_creation_form"
    assert CustomImage.objects.count() == 0


@pytest.mark.django_db
def test_several_images_at_once_ask_for_a_text_and_are_kept_harmless(admin_client):
    sent = admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x", "files[]": upload("a.jpg", photo())},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert json.loads(sent.content)["success"] is True
    waiting = UploadedFile.objects.get()
    prefix = f"uploaded-image-{waiting.pk}"
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    typed = {f"{prefix}-title": "x", f"{prefix}-visibility": "public", f"{prefix}-collection": "1"}
    ajax = {"X-Requested-With": "XMLHttpRequest"}
    assert json.loads(admin_client.post(address, typed, headers=ajax).content)["success"] is False
    done = admin_client.post(address, {**typed, f"{prefix}-alt_text": "Een kring"}, headers=ajax)
    assert json.loads(done.content)["success"] is True
    kept = CustomImage.objects.get()
    assert b"Daan" not in kept.file.open().read()
    assert (kept.file_size, len(kept.file_hash)) == (kept.file.size, 40)


@pytest.mark.django_db
def test_changing_the_words_of_an_image_needs_no_new_file():
    image = ImageFactory()
    form = get_image_multi_form(CustomImage)(
        {"title": "x", "visibility": "members", "alt_text": "", "is_decorative": "on", "collection": "1"},
        instance=image,
        user=AdministratorFactory(is_superuser=True),
    )
    assert form.is_valid()
    assert form.save().default_alt_text == ""
