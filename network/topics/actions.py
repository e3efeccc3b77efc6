"""Writes to the vocabulary: suggest, accept, decline, merge. Each happens whole or not at all."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from taggit.models import ItemBase
from wagtail.search import index

from base.mail import send_mail_later
from network.topics.models import Topic, broader_ids
from network.topics.slots import topic_merged


class MergeRefused(ValueError):
    """The two topics can't become one."""


@transaction.atomic
def suggest_topic(member, name, kind, reason, definition=""):
    """A topic that staff will look at; nobody else sees it yet."""
    topic = Topic(
        name=name,
        kind=kind,
        definition=definition,
        status=Topic.Status.SUGGESTED,
        suggested_by=member,
        suggested_at=timezone.now(),
        suggestion_reason=reason,
    )
    topic.save()
    return topic


@transaction.atomic
def accept_topic(topic, remark=""):
    """Make a suggested (or declined) topic part of the vocabulary and thank who suggested it."""
    topic = _locked(topic)
    if topic.status not in (Topic.Status.SUGGESTED, Topic.Status.DECLINED):
        return topic
    topic.status, topic.remark = Topic.Status.ACCEPTED, remark
    topic.save(update_fields=["status", "remark"])
    _tell(topic, "topic_accepted")
    return topic


@transaction.atomic
def decline_topic(topic, remark):
    """Say no to a suggestion, with the reason in the mail. Its row stays, so that the next one can see it was asked."""
    topic = _locked(topic)
    if topic.status != Topic.Status.SUGGESTED:
        return topic
    topic.status, topic.remark = Topic.Status.DECLINED, remark
    topic.save(update_fields=["status", "remark"])
    _tell(topic, "topic_declined")
    return topic


@transaction.atomic
def merge_topics(source, target):
    """Make ``source`` the same topic as ``target``: everything that carried it now carries ``target``.

    Goes by the model's own relations, so a room that comes later needs no code here; what no relation shows follows by
    way of the slot ``topic_merged``. The name becomes a synonym and
    the row stays as a signpost (see ``Topic``).
    """
    if source.pk == target.pk:
        raise MergeRefused("a topic can't be merged into itself")
    locked = {topic.pk: topic for topic in Topic.objects.select_for_update().filter(pk__in=[source.pk, target.pk])}
    source, target = locked[source.pk], locked[target.pk]
    if source.status == Topic.Status.MERGED:
        raise MergeRefused("it was merged before")
    if target.status != Topic.Status.ACCEPTED:
        raise MergeRefused("what it goes into is not part of the vocabulary")
    suggested = source.status == Topic.Status.SUGGESTED
    if source.pk in broader_ids(target):
        target.broader = source.broader
    target.synonyms = "\n".join(_words(target, source))
    target.definition = target.definition or source.definition
    retagged = _move_rows(source, target)
    source.status, source.merged_into, source.broader = Topic.Status.MERGED, target, None
    source.save(update_fields=["status", "merged_into", "broader"])
    # After the rows moved: who hears that a topic changed looks up what carries it, and that is all of it now.
    target.save()
    for entry in topic_merged:
        entry(source, target)
    for thing in retagged:
        index.insert_or_update_object(thing)
    if suggested:
        _tell(source, "topic_merged", target=target)
    return target


def _locked(topic):
    return Topic.objects.select_for_update().get(pk=topic.pk)


def _words(target, source):
    """The synonyms of both and the name that goes, each once and without the name that stays."""
    words = {}
    for word in [*target.synonym_list, source.name, *source.synonym_list]:
        words.setdefault(word.casefold(), word)
    words.pop(target.name.casefold(), None)
    return words.values()


def _move_rows(source, target):
    """Let every row that points at ``source`` point at ``target``. Gives the things whose tags changed."""
    retagged = {}
    for relation in Topic._meta.get_fields(include_hidden=True):
        # A many-to-many field shows here as the rows of its table, which point at the topic too.
        if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        field = relation.field
        for row in field.model._base_manager.filter(**{field.name: source}):
            if row == target:
                continue
            _move_row(row, field, target)
            if isinstance(row, ItemBase):
                thing = row.content_object
                retagged[(type(thing), thing.pk)] = thing
    return retagged.values()


def _move_row(row, field, target):
    """Point ``row`` at ``target``, or drop it where there is such a row already."""
    if isinstance(row, ItemBase) and type(row)._base_manager.filter(
        **{field.name: target, "content_object": row.content_object}
    ):
        row.delete()
        return
    setattr(row, field.name, target)
    try:
        with transaction.atomic():
            row.save(update_fields=[field.name])
    except IntegrityError:
        row.delete()


def _tell(topic, template, **context):
    """Mail to who suggested it, if they still have an account."""
    member = topic.suggested_by
    if member is not None and member.is_active:
        send_mail_later(member.email, template, {"topic": topic, "name": member.get_short_name(), **context})
