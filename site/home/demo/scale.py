"""Thousands of generated practices, to see how the site behaves when it is full.

They go in with bulk inserts, so without signals, revisions, workflow or log entries: nobody wrote them. Wagtail edits
a page without a revision from the page itself. Search is filled here; Wagtail's reference index is not, because only
the admin's "where is this used" reads it: ``manage.py rebuild_references_index`` does so if somebody wants it.
"""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from django.db.models import sql
from wagtail.models import Page
from wagtail.search.backends import get_search_backends

from base import stamps
from home.demo.content import days_ago, page_key
from home.demo.generated import Writer
from network.organisations.models import Municipality, Organisation
from network.people.models import Member
from network.topics.models import Topic
from practices import badges
from practices.models import AdoptionReport, Mechanism, PracticeIndexPage, PracticePage, Review, TaggedPractice

SOURCE = "demo-scale-"
BATCH = 500


def load_scale(number):
    """Have ``number`` generated practices; returns how many were added. What is there already stays."""
    held = set(PracticePage.objects.filter(source_id__startswith=SOURCE).values_list("source_id", flat=True))
    missing = [n for n in range(1, number + 1) if _source(n) not in held]
    writer = Writer(
        topics=list(Topic.objects.accepted().order_by("pk").values_list("pk", flat=True)),
        municipalities=list(Municipality.objects.order_by("pk").values_list("pk", flat=True)),
        people=list(Member.objects.active().exclude(organisation=None).order_by("pk")),
        organisations=list(Organisation.objects.order_by("pk").values_list("pk", flat=True)),
    )
    for start in range(0, len(missing), BATCH):
        _add_batch(missing[start : start + BATCH], writer)
    return len(missing)


def _source(number):
    return f"{SOURCE}{number:06}"


@transaction.atomic
def _add_batch(numbers, writer):
    """Add some practices whole, with the index page locked so that nobody else takes their places in the tree."""
    parent = PracticeIndexPage.objects.select_for_update(of=("self",)).get()
    written = [writer.write(number) for number in numbers]
    pages = [_page(number, text, parent) for number, text in zip(numbers, written, strict=True)]
    place(pages, parent)
    insert(PracticePage, pages)
    _add_parts(pages, written)
    _set_badges(pages)
    _index(pages)
    stamps.bump_on_commit("site", "practices")


def _page(number, text, parent):
    moment = days_ago(1 + number % 900) - timedelta(minutes=number % 480)
    slug = f"{text.slug}-{number}"
    return PracticePage(
        title=text.title,
        draft_title=text.title,
        slug=slug,
        url_path=f"{parent.url_path}{slug}/",
        translation_key=page_key(_source(number)),
        locale_id=parent.locale_id,
        content_type=ContentType.objects.get_for_model(PracticePage),
        live=True,
        first_published_at=moment,
        last_published_at=moment,
        latest_revision_created_at=moment,
        source_id=_source(number),
        **text.fields,
    )


def place(pages, parent):
    """Give new pages the places after the last child, as treebeard counts them; ``parent`` is locked."""
    last = parent.get_last_child()
    step = Page._str2int(last.path[-Page.steplen :]) if last else 0
    for page in pages:
        step += 1
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, step)
        page.numchild = 0
    Page.objects.filter(pk=parent.pk).update(numchild=parent.get_children_count() + len(pages))


def insert(model, pages):
    """Insert pages in both of their tables; Django's ``bulk_create`` does one table only."""
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    rows = Page.objects.bulk_create([Page(**{name: getattr(page, name) for name in names}) for page in pages])
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = page.page_ptr_id = row.pk
    fields = model._meta.local_concrete_fields
    connection = connections["default"]
    size = connection.ops.bulk_batch_size(fields, pages)
    for start in range(0, len(pages), size):
        query = sql.InsertQuery(model)
        query.insert_values(fields, pages[start : start + size], raw=True)
        query.get_compiler(connection=connection).execute_sql()


def _add_parts(pages, written):
    pairs = list(zip(pages, written, strict=True))
    TaggedPractice.objects.bulk_create(
        [TaggedPractice(tag_id=tag, content_object=page) for page, text in pairs for tag in text.topics]
    )
    places = PracticePage.municipalities.through
    places.objects.bulk_create(
        [places(practicepage_id=page.pk, municipality_id=place) for page, text in pairs for place in text.places]
    )
    Mechanism.objects.bulk_create([Mechanism(practice=page, **row) for page, text in pairs for row in text.mechanisms])
    AdoptionReport.objects.bulk_create(
        [AdoptionReport(practice=page, **row) for page, text in pairs for row in text.reports]
    )
    Review.objects.bulk_create([Review(practice=page, **row) for page, text in pairs for row in text.reviews])


def _set_badges(pages):
    """Compute the badges as for every other practice."""
    stored = PracticePage.objects.filter(pk__in=[page.pk for page in pages])
    found = {}
    for page in stored.prefetch_related("reviews", "adoption_reports"):
        badge = badges.badge_for(page, page.reviews.all(), page.adoption_reports.all())
        found.setdefault(badge, []).append(page.pk)
    for badge, keys in found.items():
        PracticePage.objects.filter(pk__in=keys).update(badge=badge)


def _index(pages):
    """Let search find them; in one go, which is what costs time with a signal a page."""
    stored = PracticePage.objects.filter(pk__in=[page.pk for page in pages]).prefetch_related("tagged_topics__tag")
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(PracticePage, list(stored))
