"""Writing thousands of rows in few queries. Bulk writes send no signals, so whoever listens to changes is told here.

Only for plain models: nothing of Wagtail's pages, and no model whose ``save`` does more than fill in what is empty.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex

from base import stamps
from base.slots import Slot

PIECE = 500  # rows a query: databases limit the number of parameters

# Who must know of rows that were written without signals: callables (model, list of things, is_new).
bulk_written = Slot("told of rows that were written in bulk")


def pieces(items):
    """The items in lists of a size that a query can take."""
    items = list(items)
    return [items[start : start + PIECE] for start in range(0, len(items), PIECE)]


@transaction.atomic
def create(model, rows):
    """Insert new things. ``rows``: (thing, {name of a many-to-many field: primary keys})."""
    things = model._base_manager.bulk_create([thing for thing, _many in rows], batch_size=PIECE)
    _link(model, rows)
    _keep_references(model, things)
    _tell(model, things, is_new=True)


@transaction.atomic
def change(model, rows, names):
    """Write these fields of things that exist. ``rows`` as in ``create``; a relation that isn't named is left."""
    now = timezone.now()
    stamped = [field.name for field in model._meta.fields if getattr(field, "auto_now", False)]
    for thing, _many in rows:
        for name in stamped:
            setattr(thing, name, now)
    things = [thing for thing, _many in rows]
    plain = [name for name in names if not model._meta.get_field(name).many_to_many]
    if things and (plain or stamped):
        model._base_manager.bulk_update(things, [*plain, *stamped], batch_size=PIECE)
    for name in {name for _thing, many in rows for name in many}:
        own = model._meta.get_field(name).m2m_column_name()
        for piece in pieces(thing.pk for thing, many in rows if name in many):
            _through(model, name).filter(**{f"{own}__in": piece}).delete()
    _link(model, rows)
    if any(model._meta.get_field(name).is_relation for name in plain) and ReferenceIndex.is_indexed(model):
        for thing in things:
            ReferenceIndex.create_or_update_for_object(thing)
    _tell(model, things, is_new=False)


@transaction.atomic
def remove(model, pks):
    """Delete things that nothing else points at, with their own relations. Who calls it has made sure of that."""
    for field in model._meta.many_to_many:
        if field.remote_field.through._meta.auto_created:
            own = field.m2m_column_name()
            for piece in pieces(pks):
                _through(model, field.name).filter(**{f"{own}__in": piece}).delete()
    kind = ContentType.objects.get_for_model(model)
    for piece in pieces(pks):
        texts = [str(pk) for pk in piece]
        for links in (
            ReferenceIndex.objects.filter(base_content_type=kind, object_id__in=texts),
            ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=texts),
        ):
            links.delete()
        gone = model._base_manager.filter(pk__in=piece)
        gone._raw_delete(gone.db)
    _tell(model, [model(pk=pk) for pk in pks], is_new=False)


def _through(model, name):
    return getattr(model, name).through._base_manager


def _link(model, rows):
    for name in {name for _thing, many in rows for name in many}:
        field = model._meta.get_field(name)
        own, other = field.m2m_column_name(), field.m2m_reverse_name()
        through = getattr(model, name).through
        links = [through(**{own: thing.pk, other: pk}) for thing, many in rows for pk in many.get(name, ())]
        through._base_manager.bulk_create(links, batch_size=PIECE)


def _keep_references(model, things):
    """What Wagtail notes of a new thing: what it points at, for "used in" in the admin."""
    if not ReferenceIndex.is_indexed(model):
        return
    kind = ContentType.objects.get_for_model(model)
    fields = [field for field in model._meta.fields if isinstance(field, models.ForeignKey)]
    to = {field: ContentType.objects.get_for_model(field.related_model) for field in fields}
    notes = [
        ReferenceIndex(
            base_content_type=kind,
            content_type=kind,
            object_id=str(thing.pk),
            to_content_type=to[field],
            to_object_id=str(getattr(thing, field.attname)),
            model_path=field.name,
            content_path=field.name,
            content_path_hash=ReferenceIndex._get_content_path_hash(field.name),
        )
        for thing in things
        for field in fields
        if getattr(thing, field.attname) is not None
    ]
    ReferenceIndex.objects.bulk_create(notes, batch_size=PIECE)


def _tell(model, things, is_new):
    if not things:
        return
    stamps.bump_on_commit(stamps.SITE, *stamps.watching(model._meta.app_label))
    for told in bulk_written:
        told(model, things, is_new)
