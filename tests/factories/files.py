"""Images and documents for tests, made by code."""

import io
import zipfile

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from base.models import CustomDocument, CustomImage

CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def image_bytes(kind="PNG", size=(20, 10), mode="RGB", colour=None, **options):
    """A picture whose left half is red."""
    image = Image.new(mode, size, colour if colour is not None else ((0, 90, 80) if mode == "RGB" else 0))
    if mode == "RGB":
        image.paste((200, 20, 20), (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def archive_bytes(members):
    """A zip file of names and contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx_bytes():
    return archive_bytes({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": "<w:document/>"})


def upload(name, content):
    """What a browser sends."""
    return SimpleUploadedFile(name, content)


class ImageFactory(factory.django.DjangoModelFactory):
    """A public image with an alternative text, put in the admin."""

    class Meta:
        model = CustomImage

    title = factory.Sequence(lambda n: f"Beeld {n}")
    alt_text = "Twee vlakken"
    file = factory.LazyAttributeSequence(lambda _obj, n: ContentFile(image_bytes(), name=f"beeld-{n}.png"))


class DocumentFactory(factory.django.DjangoModelFactory):
    """A public document, put in the admin."""

    class Meta:
        model = CustomDocument

    title = factory.Sequence(lambda n: f"Stuk {n}")
    file = factory.LazyAttributeSequence(lambda _obj, n: ContentFile(PDF, name=f"stuk-{n}.pdf"))
