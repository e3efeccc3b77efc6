"""Who may fetch an image or a document of a news item or a plain page: whoever may read one that has it."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from base.visibility import IMAGE
from home.models import ContentPage, FormPage, HomePage, NewsPage


def may_fetch(kind, file, member):
    """For ``base.slots.file_owners``. Pages behind one of Wagtail's locks give nothing away here."""
    pages = Page.objects.filter(pk__in=_linking(file)).type((HomePage, ContentPage, FormPage, NewsPage))
    if kind == IMAGE:
        pages = pages | Page.objects.filter(pk__in=NewsPage.objects.filter(image=file).values("pk"))
    if not pages.exists():
        return None
    return pages.live().public().exists()


def _linking(file):
    """Primary keys of the pages whose texts link the file."""
    page_type = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(file).filter(base_content_type=page_type)
    return [int(key) for key in references.values_list("object_id", flat=True)]
