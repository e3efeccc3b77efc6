"""Forms that take files: fields for our own pages, and what Wagtail's upload and chooser forms are made of."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from base.uploads import DOCUMENT_KINDS, IMAGE_FORMATS, check_document, check_file, check_image


def _accept(extensions):
    return ",".join(f".{extension}" for extension in extensions)


class SafeImageField(forms.FileField):
    """An image of a member. The model writes it anew when it is saved (``base.uploads``)."""

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": _accept(IMAGE_FORMATS)}

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if data:
            check_image(file)
        return file


class SafeDocumentField(forms.FileField):
    """A document of a member."""

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": _accept(DOCUMENT_KINDS)}

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if data:
            check_document(file)
        return file


class SafeFileField(forms.FileField):
    """A document of a member, or a picture of one: what somebody proves with is often a photo of a paper.

    The picture still has to be written anew before it is kept (``uploads.harmless_image``).
    """

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": _accept([*DOCUMENT_KINDS, *IMAGE_FORMATS])}

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if data:
            check_file(file)
        return file


class AdminImageField(WagtailImageField):
    """Wagtail's field after our own check, so that no file reaches its code that ours refused."""

    default_validators = []

    def to_python(self, data):
        # One frame is kept of a moving image, so the number of frames, which costs reading all, is of no interest.
        self.max_image_pixels = None
        file = forms.FileField.to_python(self, data)
        if file is not None:
            check_image(file)
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class AdminDocumentField(WagtailDocumentField):
    """Wagtail's field with our check."""

    def to_python(self, data):
        file = super().to_python(data)
        if file is not None:
            check_document(file)
        return file


def _replace(form, name, field_class):
    """Put our field in the place of Wagtail's, which its form factory names itself."""
    if name in form.fields:
        theirs = form.fields[name]
        ours = field_class(label=theirs.label, required=theirs.required, widget=theirs.widget)
        ours.widget.attrs["accept"] = _accept(IMAGE_FORMATS if field_class is AdminImageField else DOCUMENT_KINDS)
        form.fields[name] = ours


class ImageForm(BaseImageForm):
    """``WAGTAILIMAGES_IMAGE_FORM_BASE``: every form of the admin that takes or changes an image."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _replace(self, "file", AdminImageField)

    def clean(self):
        cleaned = super().clean()
        if "alt_text" in self.fields and "is_decorative" in self.fields:
            if not (cleaned.get("alt_text") or "").strip() and not cleaned.get("is_decorative"):
                message = _("Write what somebody who can't see the picture should know, or tick “decorative”.")
                self.add_error("alt_text", ValidationError(message, code="required"))
        return cleaned


class DocumentForm(BaseDocumentForm):
    """``WAGTAILDOCS_DOCUMENT_FORM_BASE``: every form of the admin that takes or changes a document."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _replace(self, "file", AdminDocumentField)
