"""Images and documents, served to who may see what they belong to (``base.visibility``)."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served

from base.models import CustomDocument, CustomImage, CustomRendition
from base.visibility import DOCUMENT, IMAGE, may_fetch

# A public file may still be made private: not long, and never without asking whether it is the same.
PUBLIC_SECONDS = 300


@require_safe
def serve_image(request, path):
    """An original or a size of it, at the address that its storage gives it. Nothing else under that address."""
    image = _image_of(path)
    if image is None:
        raise Http404
    return _serve(request, IMAGE, image, path, f"{image.get_file_hash()}-{path.rsplit('/', 1)[-1]}", inline=True)


def check_document(document, request):
    """Wagtail's hook before it serves a document: 404 for who may not see it."""
    if not may_fetch(DOCUMENT, document) and not may_fetch(DOCUMENT, document, request.user):
        raise Http404


@require_safe
def serve_document(request, document_id, document_filename):
    """In the place of Wagtail's view at this address, for the headers; its hooks, ours among them, are asked too."""
    document = get_object_or_404(CustomDocument, pk=document_id)
    if document.filename != document_filename:
        raise Http404
    for hook in hooks.get_hooks("before_serve_document"):
        answer = hook(document, request)
        if isinstance(answer, HttpResponseBase):
            return answer
    inline = document.content_type == "application/pdf"
    document_served.send(sender=CustomDocument, instance=document, request=request)
    return _serve(request, DOCUMENT, document, document.file.name, document.get_file_hash(), inline, document.filename)


def _image_of(path):
    if path.startswith("original_images/"):
        return CustomImage.objects.filter(file=path).first()
    if path.startswith("images/"):
        rendition = CustomRendition.objects.filter(file=path).select_related("image").first()
        return rendition and rendition.image
    return None


def _serve(request, kind, thing, path, etag, inline, filename=""):
    """The file with headers that give a browser nothing to run; 404 for who may not know that it is there."""
    public = may_fetch(kind, thing)
    if not public and not may_fetch(kind, thing, request.user):
        raise Http404
    etag = quote_etag(etag)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = _file_response(request, path, inline, filename)
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    # Chrome's own PDF reader does not work in a sandbox.
    pdf = response.get("Content-Type") == "application/pdf"
    response["Content-Security-Policy"] = "default-src 'none'" if pdf else "default-src 'none'; sandbox"
    if public:
        patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    else:
        patch_cache_control(response, private=True, no_cache=True, max_age=0)
    return response


def serve_own(request, file, filename):
    """A file that is only for who asks for it (the caller knows that it is), as ``_serve`` would; kept by no cache."""
    kind = mimetypes.guess_type(file.name)[0] or ""
    pdf = kind == "application/pdf"
    response = _file_response(request, file.name, pdf or kind.startswith("image/"), filename)
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Security-Policy"] = "default-src 'none'" if pdf else "default-src 'none'; sandbox"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _file_response(request, path, inline, filename):
    content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
    if request.method == "HEAD":
        return HttpResponse(content_type=content_type)
    try:
        file = default_storage.open(path)
    except (FileNotFoundError, OSError) as error:
        raise Http404 from error
    return FileResponse(
        file, as_attachment=not inline, filename=filename or path.rsplit("/", 1)[-1], content_type=content_type
    )
