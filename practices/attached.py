"""The text of documents that belong to practices, for the index and for the fragment under a result.

A document may be for fewer people than its practice is (``base.visibility``): its own level, or a collection that
Wagtail keeps closed. The words of such a document stay out, because who finds a practice by them would learn what it
says.
"""

from django.db.models import F, Q
from wagtail.models import CollectionViewRestriction

from base import stamps
from base.choices import Visibility
from base.models import CustomDocument, DocumentText
from practices.models.parts import PracticeDocument


def attached_texts(pks):
    """``{primary key of a practice: [(title of a document, its text)]}``, in one query; none of narrower documents."""
    rows = (
        PracticeDocument.objects.filter(_for_all_readers(), practice__in=list(pks))
        .filter(document__read_text__file_hash=F("document__file_hash"))
        .exclude(document__read_text__text="")
        .order_by("sort_order", "pk")
        .values_list("practice_id", "document__title", "document__read_text__text")
    )
    texts = {}
    for pk, title, text in rows:
        texts.setdefault(pk, []).append((title, text))
    return texts


def _for_all_readers():
    """Documents that everybody may fetch who may see the practice. Of a practice that isn't public, members may."""
    level = Q(document__visibility=Visibility.PUBLIC) | ~Q(practice__visibility=Visibility.PUBLIC)
    for path in stamps.remember(stamps.SITE, "closed_collections", _closed_collections):
        level &= ~Q(document__collection__path__startswith=path)
    return level


def _closed_collections():
    return list(CollectionViewRestriction.objects.values_list("collection__path", flat=True))


class AttachedText:
    """For the practice page: what its index holds of its documents."""

    def attached_text(self):
        if not self.documents.all():
            return ""
        return "\n".join(text for _title, text in attached_texts([self.pk]).get(self.pk, []))


def _practices_with(**document):
    """Primary keys of practices that have such a document."""
    found = CustomDocument.objects.filter(**document).exclude(practice_documents=None)
    return list(found.values_list("practice_documents__practice", flat=True).distinct())


# When one of these is saved or removed, these practices are indexed anew (``base.findable.Kind.made_of``).
MADE_OF = {
    DocumentText: lambda known: _practices_with(pk=known.document_id),
    CustomDocument: lambda document: _practices_with(pk=document.pk),
    # Also when a document goes: its rows go with it, after which nobody could say whose it was.
    PracticeDocument: lambda row: [row.practice_id],
    CollectionViewRestriction: lambda closed: _practices_with(collection__path__startswith=closed.collection.path),
}
