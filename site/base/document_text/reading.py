"""Which documents are read, by whom, how often; and keeping what came out."""

import logging
import tempfile
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.search import index

from base.background import Background
from base.document_text import outside
from base.models import CustomDocument, DocumentText

logger = logging.getLogger(__name__)

Status = DocumentText.Status
MOST_ATTEMPTS = 3
AGAIN_AFTER = timedelta(minutes=10)
_PIECE = 1024 * 1024


def unread(now=None):
    """Documents whose file is not read, and that nobody is reading now."""
    unfinished = Q(read_text__status__in=[Status.WAITING, Status.FAILED], read_text__attempts__lt=MOST_ATTEMPTS) & (
        Q(read_text__next_try=None) | Q(read_text__next_try__lte=now or timezone.now())
    )
    other_file = ~Q(read_text__file_hash=F("file_hash")) & Q(read_text__isnull=False)
    return CustomDocument.objects.filter(Q(read_text=None) | other_file | unfinished).order_by("pk")


def read_waiting(most=5):
    """Read up to ``most`` documents; how many were read. The job of the worker."""
    done = 0
    for document in unread()[:most]:
        done += bool(read_document(document))
    return done


def read_document(document):
    """Read one document, unless another process took it. Gives its ``DocumentText``, or None."""
    claim = _take(document)
    if claim is None:
        return None
    pk, file_hash, attempt = claim
    result = _read(document)
    if result.status == Status.FAILED:
        # Of the file only its number: its name may say whom it is about.
        logger.warning("Document %s not read: %s (attempt %s)", document.pk, result.reason, attempt)
    with transaction.atomic():
        known = DocumentText.objects.select_for_update().filter(pk=pk, file_hash=file_hash, attempts=attempt).first()
        if known is None:
            # Removed, or another file took its place meanwhile.
            return None
        known.text, known.status, known.reason = result.text, result.status, result.reason
        known.read_at = timezone.now()
        known.next_try = known.read_at + AGAIN_AFTER * attempt
        known.save()
        index.insert_or_update_object(known.document)
    return known


def _take(document):
    """Claim a document: (pk of its text, hash of the file, number of the attempt); None when somebody else has it.

    The attempt is counted before the file is opened, so that a file that takes the reader down counts as well.
    """
    now = timezone.now()
    if not document.file_hash:
        document.file_hash = _hash(document)
        CustomDocument.objects.filter(pk=document.pk).update(file_hash=document.file_hash)
    fresh = DocumentText(document=document, file_hash=document.file_hash)
    DocumentText.objects.bulk_create([fresh], ignore_conflicts=True)
    known = DocumentText.objects.get(document=document)
    same = known.file_hash == document.file_hash
    attempt = known.attempts + 1 if same else 1
    taken = DocumentText.objects.filter(
        Q(next_try=None) | Q(next_try__lte=now) if same else Q(),
        pk=known.pk,
        attempts=known.attempts,
        file_hash=known.file_hash,
    ).update(attempts=attempt, file_hash=document.file_hash, next_try=now + AGAIN_AFTER)
    return (known.pk, document.file_hash, attempt) if taken else None


def _hash(document):
    """The hash of the file; where that can't be had, a word, so that it isn't asked for again and again."""
    try:
        document._set_document_file_metadata()
        return document.file_hash
    except (OSError, ValueError):
        return "unreadable"


def _read(document):
    """A ``Result`` for whatever there is: the file is copied, so that the reader holds nothing of the site."""
    try:
        with tempfile.TemporaryFile() as copy, document.open_file() as file:
            size = 0
            while piece := file.read(_PIECE):
                size += len(piece)
                if size > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
                    return outside.Result("refused", "too_big")
                copy.write(piece)
            copy.flush()
            copy.seek(0)
            return outside.read(copy, document.file_extension.lower())
    except (OSError, ValueError):
        return outside.Result("failed", "missing")


def read_again():
    """Let all documents be read anew, as when the reader has learnt something. What is known stays until then."""
    DocumentText.objects.update(status=Status.WAITING, attempts=0, next_try=None)


def changed(sender, instance, created, raw=False, **kwargs):
    """After a document is saved: the text of another file than it has now goes at once; the new one is read later."""
    if not created:
        DocumentText.objects.filter(document=instance).exclude(file_hash=instance.file_hash).update(
            text="", status=Status.WAITING, reason="", file_hash="", attempts=0, next_try=None, read_at=None
        )
    if not raw:
        background.after_commit()


background = Background("documents", read_waiting)
