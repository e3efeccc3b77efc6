"""What one reader sees of somebody: each field has its own level, and this is the one place that asks it.

A page, a list, a result of a search and a mail take what they show from a ``Profile``; a filter takes it from
``directory.py``, and the index of words (``Member.search_fields``) holds only what every member may see.
"""

from enum import Enum

from django.utils.translation import gettext_lazy as _

from network.people.choices import ShownTo
from network.people.rules import is_member

# What somebody can be open to: field -> what others read.
OPEN_TO = {
    "open_to_questions": _("Questions"),
    "open_to_consultation": _("Consultation"),
    "open_to_intervision": _("Intervision"),
    "open_to_visits": _("A visit: you may come and see how we work"),
    "open_to_speaking": _("Speaking"),
    "open_to_training": _("Giving a training"),
}
# The fields with a level of their own. The name has none: members always see it.
FIELDS = {
    "job_title": _("Job"),
    "organisation": _("Organisation"),
    "municipalities": _("Where you work"),
    "topics": _("Topics"),
    "bio": _("About you"),
    "languages": _("Languages"),
    "expert_by_experience": _("Expert by experience"),
    "open_to": _("What you are open to"),
    "photo": _("Photo"),
}
# Once: asking the enumeration makes the list anew, and the directory asks for each field of everybody.
_LEVELS = tuple(ShownTo.values)


class Relation(Enum):
    """Who reads, as far as it matters."""

    SELF = "self"
    COLLEAGUE = "colleague"  # of the same organisation
    MEMBER = "member"
    VISITOR = "visitor"


def relation(person, reader):
    """What ``reader`` (None or anonymous: a visitor) is to ``person``."""
    if not is_member(reader):
        return Relation.VISITOR
    if reader.pk == person.pk:
        return Relation.SELF
    if person.organisation_id is not None and reader.organisation_id == person.organisation_id:
        return Relation.COLLEAGUE
    return Relation.MEMBER


def level(person, field):
    """The level that ``person`` chose for a field; one that nobody knows hides it."""
    chosen = person.shown_to.get(field, ShownTo.MEMBERS) if isinstance(person.shown_to, dict) else ShownTo.NOBODY
    return chosen if chosen in _LEVELS else ShownTo.NOBODY


def shows(person, field, reader_is):
    """Whether a reader in this relation sees a field."""
    if reader_is == Relation.SELF:
        return True
    chosen = level(person, field)
    if reader_is == Relation.VISITOR:
        return person.is_public and chosen == ShownTo.MEMBERS
    return chosen == ShownTo.MEMBERS or (chosen == ShownTo.ORGANISATION and reader_is == Relation.COLLEAGUE)


class Profile:
    """A member as one reader sees them: what is hidden is empty. The rest is asked of the member."""

    def __init__(self, person, reader):
        """``reader`` is a member, None or anonymous for a visitor, or a ``Relation`` that is known already."""
        self.person = person
        self.relation = reader if isinstance(reader, Relation) else relation(person, reader)

    def _shown(self, field, value, nothing=""):
        return value() if shows(self.person, field, self.relation) else nothing

    @property
    def pk(self):
        return self.person.pk

    @property
    def name(self):
        return self.person.name

    @property
    def initials(self):
        return self.person.initials

    @property
    def job_title(self):
        return self._shown("job_title", lambda: self.person.job_title)

    @property
    def organisation(self):
        return self._shown("organisation", lambda: self.person.organisation, None)

    @property
    def role(self):
        """Job and organisation on one line."""
        return ", ".join(str(part) for part in (self.job_title, self.organisation) if part)

    @property
    def municipalities(self):
        return self._shown("municipalities", lambda: list(self.person.municipalities.all()), [])

    @property
    def bio(self):
        return self._shown("bio", lambda: self.person.bio)

    @property
    def languages(self):
        return self._shown("languages", lambda: self.person.languages)

    @property
    def expert_by_experience(self):
        return self._shown("expert_by_experience", lambda: self.person.expert_by_experience, False)

    @property
    def photo(self):
        return self._shown("photo", lambda: self.person.photo, None)

    @property
    def open_to(self):
        """What somebody is open to, in words."""
        return [label for field, label in OPEN_TO.items() if self.is_open_to(field)]

    def is_open_to(self, field):
        """Whether the reader may know that somebody is open to this."""
        return self._shown("open_to", lambda: getattr(self.person, field), False)

    @property
    def open_to_questions(self):
        return self.is_open_to("open_to_questions")

    def topics(self, level):
        """The topics of one level (``MemberTopic.Level``). Needs ``MemberQuerySet.for_page``."""
        rows = self._shown("topics", lambda: self.person.shown_topics, [])
        return [row.topic for row in rows if row.level == level]

    @property
    def can_help(self):
        return self.topics("can_help")

    @property
    def wants_to_learn(self):
        return self.topics("wants_to_learn")

    @property
    def url(self):
        return self.person.get_absolute_url()
