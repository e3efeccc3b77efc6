"""Concepts of a SKOS file into the vocabulary: what would happen first, then all of it or nothing."""

from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.urls import NoReverseMatch
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.topics.models import Topic, broader_ids
from network.topics.skos import read
from network.topics.skos.writing import concept_uri

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"
OUTCOMES = {
    NEW: gettext_lazy("New"),
    CHANGED: gettext_lazy("Changed"),
    SAME: gettext_lazy("Unchanged"),
    WRONG: gettext_lazy("Wrong"),
}


@dataclass
class Row:
    """What a concept of the file comes to."""

    concept: object
    topic: Topic | None = None
    outcome: str = SAME
    merged: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def label(self):
        return OUTCOMES[self.outcome]

    def fail(self, note):
        self.outcome = WRONG
        self.notes.append(note)


class Report(list):
    """Rows of an import, in the order of the file's names."""

    def count(self, outcome):
        return sum(row.outcome == outcome for row in self)

    @property
    def counts(self):
        """Label and number of each outcome."""
        return [(label, self.count(outcome)) for outcome, label in OUTCOMES.items()]

    @property
    def by_weight(self):
        """What needs a look first: wrong, new, changed, and then the rest."""
        return sorted(self, key=lambda row: (WRONG, NEW, CHANGED, SAME).index(row.outcome))

    @property
    def is_wrong(self):
        return self.count(WRONG) > 0


def import_topics(data, key, dry_run=False):
    """Take the concepts in ``data`` over and say of each what happened. One wrong row, and nothing is stored.

    A concept is the topic with its address, else the one with its name. What the file says nothing about stays.
    """
    concepts = read(data, key)
    with transaction.atomic():
        report = _Import(concepts).run()
        if dry_run or report.is_wrong:
            transaction.set_rollback(True)
    return report


class _Import:
    """One run: finds the topic of each concept, fills it, links it to its broader one."""

    def __init__(self, concepts):
        self.report = Report(Row(concept) for concept in concepts)
        topics = list(Topic.objects.select_for_update(of=("self",)).select_related("merged_into"))
        self.by_own_uri = {concept_uri(topic.slug): topic for topic in topics}
        self.by_uri = {topic.uri: topic for topic in topics if topic.uri}
        self.by_name = {topic.name.casefold(): topic for topic in topics}
        self.rows_by_uri = {row.concept.uri: row for row in self.report}
        self.taken = {}

    def run(self):
        for row in self.report:
            self._find(row)
        for row in self.report:
            if row.outcome != WRONG and not row.merged:
                self._fill(row)
        self._link_all()
        return self.report

    def _find(self, row):
        concept = row.concept
        if not concept.name:
            row.fail(_("It has no name (skos:prefLabel)."))
            return
        known = (
            self.by_own_uri.get(concept.uri)
            or self.by_uri.get(concept.uri)
            or next((self.by_own_uri[uri] for uri in concept.matches if uri in self.by_own_uri), None)
            or self.by_name.get(concept.name.casefold())
        )
        if known is not None and known.status == Topic.Status.MERGED:
            row.notes.append(_("It was merged into “%(name)s” here.") % {"name": known.merged_into.name})
            row.topic, row.merged = known.merged_into, True
            return
        other = self.taken.setdefault(known.pk if known else concept.name.casefold(), row)
        if other is not row:
            row.fail(_("It is the same topic as “%(name)s” in this file.") % {"name": other.concept.name})
            return
        row.topic = known or Topic(slug=_slug(concept.uri))
        row.outcome = CHANGED if known else NEW

    def _fill(self, row):
        """Put what the file says in the topic."""
        topic, concept = row.topic, row.concept
        before = _state(topic)
        topic.name = concept.name
        topic.definition = topic.definition if concept.definition is None else concept.definition
        topic.synonyms = topic.synonyms if concept.synonyms is None else _keep_order(topic, concept.synonyms)
        topic.kind = concept.kind or topic.kind
        topic.status = Topic.Status.ACCEPTED
        topic.uri = topic.uri or self._foreign_uri(topic, concept)
        if topic.pk and _state(topic) == before:
            row.outcome = SAME
            return
        if not topic.slug:
            topic.slug = _free_slug(topic)
        self._save(row)

    def _save(self, row):
        try:
            row.topic.full_clean(exclude=["broader", "suggested_by", "merged_into"])
        except ValidationError as problem:
            for name, messages in problem.message_dict.items():
                label = "" if name == NON_FIELD_ERRORS else capfirst(Topic._meta.get_field(name).verbose_name) + ": "
                row.fail(label + " ".join(messages))
        else:
            row.topic.save()

    def _link_all(self):
        """Put each topic below its broader one; first loose, so that a file may turn a tree upside down."""
        moves = [(row, *found) for row in self.report if (found := self._above(row)) is not None]
        moves = [(row, above) for row, above in moves if row.topic.broader_id != (above.pk if above else None)]
        for row, _above in moves:
            row.topic.broader = None
            row.topic.save(update_fields=["broader"])
        for row, above in moves:
            if above is not None and row.topic.pk in broader_ids(Topic.objects.get(pk=above.pk)):
                row.fail(_("A topic can't be broader than itself, not by way of others either."))
                continue
            row.topic.broader = above
            row.topic.save(update_fields=["broader"])
            row.outcome = CHANGED if row.outcome == SAME else row.outcome

    def _above(self, row):
        """The topic above a row's as a tuple of one, or None when the file doesn't say or it is wrong."""
        uri = row.concept.broader
        if uri is None or row.outcome == WRONG or row.merged:
            return None
        if uri == "":
            return (None,)
        other = self.rows_by_uri.get(uri)
        if other is not None and other.outcome == WRONG:
            row.fail(_("The topic above it is wrong."))
            return None
        above = other.topic if other else self.by_own_uri.get(uri) or self.by_uri.get(uri)
        if above is not None and above.status == Topic.Status.MERGED:
            above = above.merged_into
        if above is None or above.status != Topic.Status.ACCEPTED:
            row.fail(_("The topic above it is not in the file and not here: %(uri)s") % {"uri": uri})
            return None
        return (above,)

    def _foreign_uri(self, topic, concept):
        """The address of the concept elsewhere, which finds it the next time."""
        own = concept_uri(topic.slug) if topic.slug else None
        candidates = concept.matches if concept.uri == own else [concept.uri]
        return next((uri for uri in candidates if uri != own and _is_url(uri)), "")


def _is_url(uri):
    """Whether the field takes it; an address of another sort (a URN) is left out, and the name finds the topic."""
    try:
        Topic._meta.get_field("uri").clean(uri, None)
    except ValidationError:
        return False
    return True


def _state(topic):
    return (topic.name, topic.definition, topic.synonyms, topic.kind, topic.status, topic.uri)


def _keep_order(topic, synonyms):
    """The synonyms as they are here when the file has the same ones: SKOS has no order."""
    return topic.synonyms if set(topic.synonym_list) == set(synonyms) else "\n".join(synonyms)


def _slug(uri):
    """The address that a concept had on this site, also when its topic is gone; else none yet."""
    try:
        slug = uri.rstrip("/").rpartition("/")[2]
        return slug if concept_uri(slug) == uri else ""
    except NoReverseMatch:
        return ""


def _free_slug(topic):
    number, slug = None, topic.slugify(topic.name)
    while Topic.objects.filter(slug=slug).exists():
        number = (number or 0) + 1
        slug = topic.slugify(topic.name, number)
    return slug
