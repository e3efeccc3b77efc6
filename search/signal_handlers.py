"""What else makes the index old, besides saving what is in it (which modelsearch listens to)."""

from django.db.models.signals import m2m_changed, post_save, pre_delete
from modelsearch.index import class_is_indexed

from base.findable import kinds


def connect():
    """Listen to what the documents of the index are made of."""
    post_save.connect(part_changed, dispatch_uid="search.part_saved")
    # before, as afterwards nobody knows what belonged to it
    pre_delete.connect(part_changed, dispatch_uid="search.part_deleted")
    m2m_changed.connect(relation_changed, dispatch_uid="search.relation_changed")


def part_changed(sender, instance, raw=False, **kwargs):
    """Index the things anew whose words come from ``instance`` too: ``Kind.made_of`` says which."""
    if raw:
        return
    for kind in kinds:
        for model, whose in kind.made_of.items():
            if isinstance(instance, model):
                _note(kind.model, whose(instance))


def relation_changed(sender, instance, action, reverse, model, pk_set, **kwargs):
    """Index anew what topics, municipalities and the like were added to or taken from."""
    if action not in ("post_add", "post_remove", "pre_clear", "post_clear"):
        return
    if class_is_indexed(type(instance)) and not reverse:
        _note(type(instance), [instance.pk])
    elif reverse and class_is_indexed(model) and pk_set:
        _note(model, pk_set)


def _note(model, pks):
    from search import indexing

    pks = list(pks)
    if pks:
        indexing.note(model, pks)
