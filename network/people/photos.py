"""Photos of members: made square and small, written anew from their pixels, and kept as one image at a time."""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from base.choices import Visibility
from base.models import CustomImage
from base.pictures import FACES

SIDE = 512  # pixels of what is kept, at most
LEAST = 96  # of what is sent, at least
# A face is rather above the middle of a photo than below it.
CENTRE = (0.5, 0.4)


def check(file):
    """Raise a ``ValidationError`` for a photo too small for a face. ``check_image`` has looked at the rest."""
    try:
        with Image.open(file) as image:
            small = min(image.size) < LEAST
    finally:
        file.seek(0)
    if small:
        raise ValidationError(
            _("This photo is too small. It must be at least %(least)s by %(least)s pixels."),
            code="too_small",
            params={"least": LEAST},
        )


def square(file):
    """The photo upright, cut to a square, as a small JPEG without anything that was beside its pixels."""
    try:
        file.seek(0)
        with Image.open(file) as image:
            upright = ImageOps.exif_transpose(image).convert("RGBA")
        side = min(SIDE, *upright.size)
        cut = ImageOps.fit(upright, (side, side), Image.Resampling.LANCZOS, centering=CENTRE)
        bare = Image.new("RGB", cut.size, "white")
        bare.paste(cut, mask=cut.getchannel("A"))
        out = io.BytesIO()
        bare.save(out, format="JPEG", quality=88)
    except Exception as error:
        # Decoders raise about anything on a twisted file.
        raise ValidationError(_("We can't read this image. It may be broken, or it is no image.")) from error
    return ContentFile(out.getvalue(), name="foto.jpg")


def keep(member, file):
    """Put a photo in the place of the one that ``member`` had. Call it in a transaction, with the member locked."""
    image = CustomImage(
        # Names stand on the page; in the list of images of the admin they are nobody's business.
        title=gettext("Photo of a member"),
        file=square(file),
        is_decorative=True,
        visibility=Visibility.PARTICIPANTS,
        uploaded_by_user=member,
    )
    image.save()
    image.get_renditions(*FACES.values())
    _put(member, image)


def take_away(member):
    """Remove the photo of ``member`` and its files. Call it in a transaction, with the member locked."""
    if member.photo_id is not None:
        _put(member, None)


def own(member):
    """The photo, for the archive of one's data."""
    if member.photo is not None:
        yield "foto.jpg", member.photo.file


def _put(member, image):
    old = CustomImage.objects.filter(pk=member.photo_id).first() if member.photo_id else None
    member.photo = image
    member.save(update_fields=["photo"])
    if old is not None:
        old.delete()


def forget(instance, **kwargs):
    """When a member is deleted, so is the photo: nothing else would say whose it was."""
    CustomImage.objects.filter(pk=instance.photo_id).delete()
