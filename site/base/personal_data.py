"""The register of personal data: of every field of every model, what it holds about people.

Each room says it of its own models in a module ``personal_data.py``, that its ``apps.py`` reads:

    register(
        SavedSearch,
        rows=lambda member: Q(member=member),    # which rows are of a member
        leaving=Leaving.DELETE,                  # what happens to these when the member leaves
        nothing="id",                            # fields that say nothing about anybody
        person="member",                         # fields that point at a member
        own="words filters created_at",          # what a member gets to see of themselves
        secret="known",                          # about the member, but never shown: hashes, keys, what machines need
    )

``work`` are fields of what somebody wrote for others: shown in the archive, and it stays. ``others`` are fields that
may hold what somebody else wrote or is: never shown. The archive of a member and their leaving both work from here,
and a test fails on a field that isn't in it, so nothing is forgotten.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from django.conf import settings
from django.db.models import Q

KINDS = ("nothing", "person", "own", "work", "secret", "others")


class Leaving(Enum):
    """What happens to the rows of a member who leaves."""

    KEEP = "keep"  # they stay, and so do their links, to what is then a former member
    EMPTY = "empty"  # the row stays, what is own or secret in it goes, and the links to the member
    DELETE = "delete"  # they go


@dataclass(frozen=True)
class Entry:
    """What the register knows of a model."""

    model: type
    kinds: dict  # {name of a field: one of KINDS}
    rows: Callable | None = None  # (member) -> Q; None: no row is anybody's
    leaving: Leaving = Leaving.KEEP
    before: Callable | None = None  # (member): done first, for files and whatever rows alone don't end
    emptied: dict = field(default_factory=dict)  # {field: (member) -> value}, where empty isn't the empty value
    keep_links: bool = False  # links from other rows than these stay, also where these don't
    order: int = 50  # of leaving

    def of(self, member):
        """The rows of a member."""
        if self.rows is None:
            return self.model._base_manager.none()
        found = self.model._base_manager.filter(self.rows(member)).values("pk")
        return self.model._base_manager.filter(pk__in=found).order_by("pk")

    def named(self, *kinds):
        """The fields of these kinds, as fields of the model."""
        return [self.model._meta.get_field(name) for name, kind in self.kinds.items() if kind in kinds]


_register = {}


def register(model, *, rows=None, leaving=Leaving.KEEP, before=None, emptied=None, keep_links=False, order=50, **kinds):
    """Classify the fields of a model: ``kinds`` are texts of names with a space between them."""
    unknown = set(kinds) - set(KINDS)
    if unknown:
        raise ValueError(f"No such kind of field: {', '.join(sorted(unknown))}")
    named = {}
    for kind, names in kinds.items():
        for name in names.split():
            if name in named:
                raise ValueError(f"{model._meta.label}.{name} is classified twice")
            named[name] = kind
    _register[model] = Entry(model, named, rows, leaving, before, emptied or {}, keep_links, order)


def entries():
    """All that is registered, in the order in which it is worked off."""
    return sorted(_register.values(), key=lambda entry: entry.order)


def fields_of(model):
    """The fields that a model has of its own and that have to be classified."""
    own = [one for one in model._meta.local_fields if not getattr(one.remote_field, "parent_link", False)]
    return own + list(model._meta.local_many_to_many)


def points_at_a_member(one):
    """Whether a field is a link to a member."""
    return bool(one.is_relation and one.related_model and one.related_model._meta.label == settings.AUTH_USER_MODEL)


def problems(model):
    """What is wrong with how a model is registered, as texts; nothing when all is well."""
    label, entry = model._meta.label, _register.get(model)
    if entry is None:
        return [f"{label} is not in the register"]
    names = {one.name for one in fields_of(model)}
    found = [f"{label}.{name} is not classified" for name in sorted(names - set(entry.kinds))]
    found += [f"{label}.{name} does not exist" for name in sorted(set(entry.kinds) - names)]
    links = {one.name for one in fields_of(model) if points_at_a_member(one)}
    found += [f"{label}.{name} points at a member" for name in sorted(links) if entry.kinds.get(name) == "nothing"]
    if entry.rows is None and set(entry.kinds.values()) & {"own", "secret"}:
        found.append(f"{label} doesn't say which rows are whose")
    return found


def links_to(entry, member):
    """Of a model: the fields that point at ``member`` with the other rows that do: [(field, queryset)]."""
    mine = entry.of(member).values("pk")
    manager = entry.model._base_manager
    links = [one for one in fields_of(entry.model) if points_at_a_member(one)]
    return [(one, manager.filter(Q(**{one.name: member.pk})).exclude(pk__in=mine)) for one in links]


# ---------- leaving ----------


def forget(member):
    """Do with all rows of a member, and all links to them, what the register says. Call it in a transaction."""
    for entry in entries():
        if entry.before is not None:
            entry.before(member)
        if entry.leaving is Leaving.DELETE:
            for row in entry.of(member):
                row.delete()
        elif entry.leaving is Leaving.EMPTY:
            for row in entry.of(member):
                _empty(entry, row, member)
        if entry.leaving is not Leaving.KEEP and not entry.keep_links:
            for one, others in links_to(entry, member):
                _cut(one, others, member)


def _empty(entry, row, member):
    changed = []
    for one in entry.named("own", "secret", "person"):
        if one.many_to_many:
            if one.remote_field.through._meta.auto_created:
                getattr(row, one.name).clear()
            continue
        if entry.kinds[one.name] == "person" and getattr(row, one.attname) != member.pk:
            continue
        setattr(row, one.attname, entry.emptied[one.name](member) if one.name in entry.emptied else _nothing(one))
        changed.append(one.name)
    row.save(update_fields=changed)


def _nothing(one):
    if one.null:
        return None
    return one.get_default()


def _cut(one, others, member):
    if one.many_to_many:
        for row in others:
            getattr(row, one.name).remove(member)
    else:
        others.update(**{one.name: None})
