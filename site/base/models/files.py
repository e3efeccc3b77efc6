"""The images and documents of the whole site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, get_upload_to
from wagtail.search import index

from base.choices import Visibility
from base.uploads import HarmlessImageField


class CustomImage(AbstractImage):
    """A picture with a text for who can't see it, or a tick that it carries no meaning."""

    file = HarmlessImageField(
        verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What somebody who can't see the picture should know."),
    )
    # not "decorative": Wagtail sets an attribute of that name on every image it makes
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("Tick this if the picture carries no meaning.")
    )
    visibility = models.CharField(_("visible to"), max_length=12, choices=Visibility.choices, default=Visibility.PUBLIC)

    admin_form_fields = Image.admin_form_fields + ("alt_text", "is_decorative", "visibility")
    search_fields = AbstractImage.search_fields + [index.SearchField("alt_text"), index.AutocompleteField("alt_text")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def save(self, *args, **kwargs):
        new_file = bool(self.file) and not self.file._committed
        super().save(*args, **kwargs)
        if new_file:
            # What is kept was written anew while it was saved, so its size and hash were not known before.
            type(self).objects.filter(pk=self.pk).update(file_size=self.file_size, file_hash=self.file_hash)

    @property
    def default_alt_text(self):
        """Empty for a decorative picture, so that a screen reader passes it by."""
        return "" if self.is_decorative else self.alt_text


class CustomRendition(AbstractRendition):
    """A size of a picture."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class CustomDocument(AbstractDocument):
    """A file to download."""

    visibility = models.CharField(_("visible to"), max_length=12, choices=Visibility.choices, default=Visibility.PUBLIC)

    admin_form_fields = Document.admin_form_fields + ("visibility",)
    search_fields = AbstractDocument.search_fields + [
        index.SearchField("words_inside"),
        # Lists of the admin ask for the beginnings of words.
        index.AutocompleteField("words_inside"),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            # By its hash we know whether the text that we have is that of this file.
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().select_related("read_text")

    def words_inside(self):
        """The text of the file for the index; empty as long as it isn't read."""
        known = getattr(self, "read_text", None)
        return known.text if known is not None and known.file_hash == self.file_hash else ""


class DocumentText(models.Model):
    """The text inside a document (``base.document_text``), or why there is none."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("is being read")
        READ = "read", _("read")
        EMPTY = "empty", _("holds no text")
        REFUSED = "refused", _("can't be read")
        FAILED = "failed", _("reading failed")

    document = models.OneToOneField(
        CustomDocument, on_delete=models.CASCADE, related_name="read_text", verbose_name=_("document")
    )
    text = models.TextField(_("text"), blank=True)
    status = models.CharField(_("state"), max_length=8, choices=Status.choices, default=Status.WAITING)
    reason = models.CharField(_("reason"), max_length=20, blank=True)  # a word such as "encrypted", "bomb", "time"
    file_hash = models.CharField(max_length=40, blank=True)  # of the file that was read
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try = models.DateTimeField(null=True, blank=True)  # nobody else reads it before then
    read_at = models.DateTimeField(_("read on"), null=True, blank=True)

    wagtail_reference_index_ignore = True  # it is no use of the document

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")

    def __str__(self):
        return str(self.document)
