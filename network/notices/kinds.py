"""What members can be told of, and what they can follow: each room registers its own in its ``apps.py``.

notice_kinds.register(
    NoticeKind("practice_report", _("Somebody tried your practice"), _("%(name)s tried “%(title)s”"), default="at_once")
)
followables.register(Followable("topic", Topic, lambda member: Topic.objects.accepted(), _("Topics")))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from base.slots import Slot


class Frequency(models.TextChoices):
    """How soon a mail about a kind of notice comes. The notice itself stands in the list in any case."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


NOW_OR_NEVER = (Frequency.AT_ONCE, Frequency.NEVER)


class _Words(dict):
    """The words of a sentence; one that isn't there is left out, as older notices may have fewer."""

    def __missing__(self, name):
        return ""


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice.

    ``label`` (plural, lazy) names it in the settings and as a heading in a mail; ``sentence`` (lazy) is what the
    notice says, with ``%(…)s`` out of its words. With ``always_mail`` it is a mail of a transaction, such as "you have
    a seat": sent at once whatever somebody chose, and nothing to unsubscribe from. Without ``can_wait`` its mail says
    what stands nowhere else, so it comes at once or never. ``visible_pks(member, pks)`` says
    which of the targets the member may see now, as a set; None means all. ``meant_for(member)`` says who finds it in
    their settings.
    """

    name: str
    label: str
    sentence: str
    default: str = "daily"
    always_mail: bool = False
    can_wait: bool = True
    visible_pks: Callable | None = None
    meant_for: Callable | None = None

    def __post_init__(self):
        Frequency(self.default)

    @property
    def choices(self):
        """What one can choose from."""
        return Frequency.choices if self.can_wait else [(one.value, one.label) for one in NOW_OR_NEVER]

    def says(self, words):
        """The notice as one line, in the language of now."""
        return str(self.sentence) % _Words(words)

    def visible(self, member, pks):
        """Which of the targets ``pks`` the member may see now, as a set."""
        found = None if self.visible_pks is None else self.visible_pks(member, set(pks))
        return set(pks) if found is None else set(found)


@dataclass(frozen=True)
class Followable:
    """A kind of thing that members can follow: objects of ``model`` in the queryset ``visible_to(member)``.

    ``label`` (plural, lazy) is the heading over those that somebody follows. Each has ``get_absolute_url`` and its name
    as text, unless ``url`` says otherwise.
    """

    name: str
    model: type
    visible_to: Callable
    label: str
    url: Callable | None = None

    def address(self, thing):
        """Where the thing stands on the site; empty when it has no page."""
        return (self.url(thing) if self.url is not None else thing.get_absolute_url()) or ""


notice_kinds = Slot("what members are told of")
followables = Slot("what members can follow")


def kind_named(name):
    """The ``NoticeKind`` of this name, or None."""
    return next((kind for kind in notice_kinds if kind.name == name), None)


def followable_named(name):
    """The ``Followable`` of this name, or None."""
    return next((entry for entry in followables if entry.name == name), None)


def followable_of(thing):
    """The ``Followable`` that a thing is one of. Raises ``LookupError`` for what nobody can follow."""
    for entry in followables:
        if isinstance(thing, entry.model):
            return entry
    raise LookupError(f"{type(thing).__name__} can't be followed")
