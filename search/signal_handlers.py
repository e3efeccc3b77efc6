"""What else makes the index old, besides saving what is in it (which modelsearch listens to)."""

from django.db import DatabaseError
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from modelsearch.backends import get_search_backend
from modelsearch.index import class_is_indexed

from base.findable import kinds
from search.dutch.signs import fold
from search.models import CompoundRule

NOTING = "modelsearch.tasks.insert_or_update_object_task"


def connect():
    """Listen to what the documents of the index are made of."""
    post_save.connect(part_changed, dispatch_uid="search.part_saved")
    # before, as afterwards nobody knows what belonged to it
    pre_delete.connect(part_changed, dispatch_uid="search.part_deleted")
    post_save.connect(rule_changed, sender=CompoundRule, dispatch_uid="search.rule_saved")
    post_delete.connect(rule_changed, sender=CompoundRule, dispatch_uid="search.rule_deleted")
    m2m_changed.connect(relation_changed, dispatch_uid="search.relation_changed")
    task_finished.connect(note_written, dispatch_uid="search.note_written")


def rule_changed(instance, **kwargs):
    """Index anew what holds a word that is split otherwise now."""
    for model, pks in get_search_backend().pks_with_word(fold(instance.word)).items():
        _note(model, pks)


def note_written(sender, task_result, **kwargs):
    """Raise when modelsearch could not note a change in the database.

    It notes a save in a task, and a task that runs at once keeps what it raises to itself: the change would be stored
    and never found, or be rolled back without a word.
    """
    if task_result.status != TaskResultStatus.FAILED or task_result.task.module_path != NOTING:
        return
    why = task_result.errors[-1].exception_class_path
    if why.startswith("django.db.utils."):
        raise DatabaseError(f"A change could not be noted for search: {why}")


def part_changed(sender, instance, raw=False, **kwargs):
    """Index the things anew whose words come from ``instance`` too: ``Kind.made_of`` says which."""
    if raw:
        return
    for kind in kinds:
        for model, whose in kind.made_of.items():
            if isinstance(instance, model):
                _note(kind.model, whose(instance))


def bulk_written(model, things, is_new):
    """The same for rows that were written without signals; of what is new nothing else is made yet."""
    if class_is_indexed(model):
        _note(model, [thing.pk for thing in things])
    if not is_new:
        for thing in things:
            part_changed(model, thing)


def relation_changed(sender, instance, action, reverse, model, pk_set, **kwargs):
    """Index anew what topics, municipalities and the like were added to or taken from."""
    if action not in ("post_add", "post_remove", "pre_clear", "post_clear"):
        return
    if class_is_indexed(type(instance)) and not reverse:
        _note(type(instance), [instance.pk])
    elif reverse and class_is_indexed(model):
        # who clears from the other side says of none of them that it is cleared
        _note(model, pk_set or (_carriers(sender, instance, model) if action == "pre_clear" else ()))


def _carriers(through, instance, model):
    """Primary keys of the ``model`` things that carry ``instance``, of the rows of a many-to-many field."""
    ways = {way.remote_field.model: way for way in through._meta.fields if way.remote_field is not None}
    own, other = ways.get(type(instance)), ways.get(model)
    if own is None or other is None:
        return ()
    return through._base_manager.filter(**{own.name: instance}).values_list(other.attname, flat=True)


def _note(model, pks):
    from search import indexing

    pks = list(pks)
    if pks:
        indexing.note(model, pks)
