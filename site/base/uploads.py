"""Files that people send: what is let in, and how an image is made harmless before it is kept.

``check_image`` and ``check_document`` raise a ``ValidationError`` for whatever is not plainly what it says it is; a
broken or hostile file is a form error, never a crash. ``harmless_image`` writes an image anew from its pixels, so
that nothing else that was in the file (place and time of a photo, a comment, a second file behind it) is kept.
"""

import io
import warnings
import zipfile
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile
from wagtail.utils.file import hash_filelike

IMAGE_FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}
# Colours that a file of the format can hold as they are; others are made RGB(A) first.
_MODES = {
    "JPEG": {"L", "RGB"},
    "PNG": {"1", "L", "LA", "RGB", "RGBA", "I;16"},
    "GIF": {"L", "RGB", "RGBA"},
    "WEBP": {"RGB", "RGBA"},
}
_SAVE = {"JPEG": {"quality": 90, "subsampling": 0}, "PNG": {}, "GIF": {}, "WEBP": {"quality": 90, "method": 4}}
MAX_SIDE = 20_000
MAX_ICC = 1_000_000

# Kinds of documents: by the start of the file, or by what an archive holds.
OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
TEXT = {"csv", "txt"}
DOCUMENT_KINDS = ["pdf", *OFFICE, *OPEN_DOCUMENT, *sorted(TEXT)]
MAX_MEMBERS = 3_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
_PIECE = 1024 * 1024


def _extension(name: str) -> str:
    return PurePath(name or "").suffix.lower().lstrip(".")


def _error(message, code, **params):
    return ValidationError(message, code=code, params=params)


def _check_size(file, most):
    if file.size > most:
        raise _error(
            _("This file is too big (%(size)s). It can be %(most)s at most."),
            "file_too_large",
            size=filesizeformat(file.size),
            most=filesizeformat(most),
        )
    if file.size == 0:
        raise _error(_("This file is empty."), "empty")


# ---------- images ----------


def check_image(file: File) -> None:
    """Raise a ``ValidationError`` unless this is an image of an allowed kind and size that can be read whole."""
    extension = _extension(file.name)
    if extension not in IMAGE_FORMATS:
        raise _error(
            _("We take images of these kinds: %(kinds)s. Save yours as one of them."),
            "invalid_extension",
            kinds=", ".join(IMAGE_FORMATS),
        )
    _check_size(file, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    image = _opened(file)
    if image.format != IMAGE_FORMATS[extension]:
        raise _error(
            _("This file is called .%(extension)s, but it is something else (%(format)s). Save it anew as an image."),
            "wrong_format",
            extension=extension,
            format=image.format,
        )
    try:
        image.load()
    except Exception as error:
        raise _broken() from error
    finally:
        file.seek(0)


def _opened(file: File) -> Image.Image:
    """The image, its header read and its size checked, its pixels not decoded yet."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            # Our own limit below is lower than Pillow's, which only warns.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(file, formats=sorted(set(IMAGE_FORMATS.values())))
            width, height = image.size
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except Exception as error:
        # Decoders raise about anything on a twisted file: OSError, SyntaxError, struct.error, IndexError …
        raise _broken() from error
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS or max(width, height) > MAX_SIDE:
        raise _too_many_pixels()
    if not width or not height:
        raise _broken()
    return image


def _broken():
    return _error(_("We can't read this image. It may be broken, or it is no image."), "invalid_image")


def _too_many_pixels():
    return _error(
        _("This image has too many pixels. Make it smaller: %(most)s million pixels at most."),
        "too_many_pixels",
        most=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000,
    )


def harmless_image(file: File) -> ContentFile:
    """The same picture, upright, in a new file with its colour profile and nothing else. One frame of a moving one."""
    image = _opened(file)
    kind = image.format
    try:
        profile = image.info.get("icc_profile")
        upright = ImageOps.exif_transpose(image)
        picture = _in_mode(upright, kind)
        if picture.mode != image.mode or not profile or len(profile) > MAX_ICC:
            profile = None
        # A copy without info: a writer would take the comment and more from it.
        bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
        out = io.BytesIO()
        bare.save(out, format=kind, **_SAVE[kind], **({"icc_profile": profile} if profile else {}))
    except Exception as error:
        raise _broken() from error
    return ContentFile(out.getvalue(), name=file.name)


def _in_mode(image: Image.Image, kind: str) -> Image.Image:
    see_through = "transparency" in image.info or image.mode in ("LA", "PA", "RGBA", "RGBa", "La")
    if image.mode in _MODES[kind] and not ("transparency" in image.info and image.mode in ("1", "L", "RGB", "I;16")):
        return image.copy()
    return image.convert("RGBA" if see_through and "RGBA" in _MODES[kind] else "RGB")


class HarmlessImageFieldFile(WagtailImageFieldFile):
    """Every way in ends here: forms, the admin's multiple upload, imports and code that saves an image itself."""

    def save(self, name, content, save=True):
        if not content.name:
            content.name = name
        kept = harmless_image(content)
        super().save(name, kept, save=False)
        self.instance.file_size, self.instance.file_hash = kept.size, hash_filelike(kept)
        if save:
            self.instance.save()


class HarmlessImageField(WagtailImageField):
    """The file of an image; what is stored is always written anew by us."""

    attr_class = HarmlessImageFieldFile

    def deconstruct(self):
        # In the database it is the field that it replaces: no migration of its own.
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


# ---------- documents ----------


def check_file(file: File) -> None:
    """Raise a ``ValidationError`` unless this is an image or a document that can be taken."""
    extension = _extension(file.name)
    if extension in IMAGE_FORMATS:
        return check_image(file)
    if extension not in DOCUMENT_KINDS:
        raise _error(
            _("We take files of these kinds: %(kinds)s. Save yours as one of them, a PDF for example."),
            "invalid_extension",
            kinds=", ".join([*DOCUMENT_KINDS, *IMAGE_FORMATS]),
        )
    return check_document(file)


def check_document(file: File) -> None:
    """Raise a ``ValidationError`` unless this is a document of an allowed kind that holds what it says."""
    extension = _extension(file.name)
    if extension not in DOCUMENT_KINDS:
        raise _error(
            _("We take documents of these kinds: %(kinds)s. Save yours as one of them, a PDF for example."),
            "invalid_extension",
            kinds=", ".join(DOCUMENT_KINDS),
        )
    _check_size(file, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    file.seek(0)
    try:
        fits = _document_fits(file, extension)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, KeyError) as error:
        raise _not_that_kind(extension) from error
    finally:
        file.seek(0)
    if not fits:
        raise _not_that_kind(extension)


def _not_that_kind(extension):
    return _error(
        _("This file is called .%(extension)s, but we can't read it as one. Open it and save it anew."),
        "wrong_format",
        extension=extension,
    )


def _document_fits(file: File, extension: str) -> bool:
    if extension == "pdf":
        return file.read(1024).lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-")
    if extension in TEXT:
        return _is_text(file)
    with zipfile.ZipFile(file) as archive:
        _check_archive(archive)
        names = archive.namelist()
        if extension in OPEN_DOCUMENT:
            return archive.read("mimetype").strip() == OPEN_DOCUMENT[extension]
        macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        folder = OFFICE[extension]
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names) and not macros


def _is_text(file: File) -> bool:
    while piece := file.read(_PIECE):
        if b"\x00" in piece:
            return False
    return True


def _check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that unpacks to far more than it is, before anything in it is unpacked."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    bomb = unpacked > MAX_UNPACKED or (unpacked > 20 * _PIECE and unpacked > packed * MAX_RATIO)
    starts = [member.header_offset for member in members]
    if len(members) > MAX_MEMBERS or bomb or len(set(starts)) != len(starts):
        raise _error(_("This document unpacks to far more than it is. We can't take it."), "archive_bomb")
    if any(member.flag_bits & 1 for member in members):
        raise _error(_("This document has a password. Save it without one."), "encrypted")
