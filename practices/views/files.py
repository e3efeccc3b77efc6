"""Image and documents of a draft: a form of their own, since a file can't be kept as it was typed."""

import re

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.models import CustomDocument, CustomImage
from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField
from base.upload_forms import SafeDocumentField, SafeImageField
from practices import actions, moderation
from practices.forms import RICHER, STEPS, privacy_words
from practices.views.write import draft_for, members_only

MAX_DOCUMENTS = 10
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")


class _FileForm(PrivacyCheckedForm, forms.Form):
    """What every file needs; ``button`` is the name by which its form is told from the other one."""

    def privacy_words(self):
        return privacy_words()

    def named(self, title):
        """The file, called after its title: the name that it had on somebody's PC may tell about a client."""
        file = self.cleaned_data["file"]
        extension = _EXTENSION.search(file.name or "")
        file.name = (slugify(title)[:60] or "bestand") + (extension.group().lower() if extension else "")
        return file


class ImageForm(_FileForm):
    """An image, with words for who can't see it."""

    file = SafeImageField(
        label=gettext_lazy("Image"), help_text=gettext_lazy("JPG, PNG, GIF or WebP. No photo of a client.")
    )
    alt_text = SafeCharField(
        label=gettext_lazy("What can be seen in it?"),
        help_text=gettext_lazy("For colleagues who can't see the image."),
        max_length=250,
        required=False,
    )
    # Needed unless the box below is ticked, so it isn't called optional.
    alt_text.either_or = True
    is_decorative = forms.BooleanField(label=gettext_lazy("The image carries no meaning"), required=False)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("alt_text") and not cleaned.get("is_decorative") and "alt_text" not in self.errors:
            self.add_error("alt_text", _("Say what can be seen, or tick that the image carries no meaning."))
        return cleaned

    def store(self, draft, member):
        """Keep the image and lay it with the draft."""
        words = "" if self.cleaned_data["is_decorative"] else self.cleaned_data["alt_text"]
        image = CustomImage(
            title=draft.title[:120] or _("Practice without a title"),
            file=self.named(draft.title),
            alt_text=words,
            is_decorative=self.cleaned_data["is_decorative"],
            uploaded_by_user=member,
        )
        image.save()
        actions.put_file(draft, member, "image", image)


class DocumentForm(_FileForm):
    """A document, with the title by which others find it."""

    title = SafeCharField(
        label=gettext_lazy("Title of the document"), help_text=gettext_lazy("This is what others read."), max_length=120
    )
    file = SafeDocumentField(
        label=gettext_lazy("Document"),
        help_text=gettext_lazy("PDF, Word, Excel, PowerPoint, OpenDocument or text. No names of clients in it."),
    )

    def store(self, draft, member):
        """Keep the document and lay it with the draft."""
        title = self.cleaned_data["title"]
        document = CustomDocument(title=title, file=self.named(title), uploaded_by_user=member)
        document.save()
        actions.put_file(draft, member, "document", document)


@members_only
@never_cache
@require_http_methods(["GET", "POST"])
def files(request, key):
    """``…/bestanden/``: add and take away an image and documents."""
    draft = draft_for(request.user, key)
    if draft.page is not None and moderation.is_waiting(draft.page):
        return redirect("practices:draft", draft.pk)
    post = request.POST
    image_form = (
        ImageForm(post, request.FILES, prefix="image") if post.get("kind") == "image" else ImageForm(prefix="image")
    )
    bound = post.get("kind") == "document"
    document_form = DocumentForm(post, request.FILES, prefix="document") if bound else DocumentForm(prefix="document")
    if request.method == "POST":
        if "remove_image" in post or "remove_document" in post:
            return _remove(request, draft)
        form = document_form if bound else image_form
        if not form.is_bound:
            raise Http404
        too_many = bound and len(draft.data.get("documents", [])) >= MAX_DOCUMENTS
        if too_many:
            form.add_error(None, _("A practice has at most ten documents. Take one away first."))
        if form.is_valid():
            form.store(draft, request.user)
            messages.success(request, _("Added. It shows once the practice is published."))
            return redirect("practices:draft_files", draft.pk)
    return _show(request, draft, image_form, document_form)


def _remove(request, draft):
    kind = "image" if "remove_image" in request.POST else "document"
    actions.remove_file(draft, request.user, kind, request.POST.get("remove_document", ""))
    messages.success(request, _("Taken away."))
    return redirect("practices:draft_files", draft.pk)


def _show(request, draft, image_form, document_form):
    keys = draft.data.get("documents", [])
    context = {
        "draft": draft,
        "image": CustomImage.objects.filter(pk=draft.data.get("image") or None).first(),
        "documents": CustomDocument.objects.filter(pk__in=keys),
        "image_form": image_form,
        "document_form": document_form,
        "steps": STEPS,
        "richer": RICHER,
        "crumbs": [
            (_("Practices"), reverse("practices:list")),
            (str(draft), reverse("practices:draft", args=[draft.pk])),
            (_("Image and documents"), None),
        ],
    }
    wrong = image_form.errors or document_form.errors
    return render(request, "practices/write/files.html", context, status=422 if wrong else 200)
