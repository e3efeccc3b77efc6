"""Every member who may be asked something, as plain numbers, kept by each process until somebody changes.

What somebody hides is in here with who may see it (``SHOWN``), and ``Index.sees`` is the one place that asks it: what
the one who asks doesn't see is as if it weren't there.
"""

from collections import defaultdict
from dataclasses import dataclass

from base import stamps
from network.organisations.models import Municipality
from network.people.choices import ShownTo
from network.people.models import Member, MemberTopic
from network.people.profiles import level
from network.requests.models import Availability
from network.topics.models import Topic

OPEN_TO = ("open_to_intervision", "open_to_consultation", "open_to_visits")
SHOWN = {ShownTo.NOBODY: 0, ShownTo.ORGANISATION: 1, ShownTo.MEMBERS: 2}
MOST_A_MONTH = Availability._meta.get_field("most_a_month").default


@dataclass
class Index:
    """Members by their place in ``pks``, in the order of their primary keys."""

    pks: list
    organisation: list  # primary key or None
    since: list  # when somebody was let in
    open_to: dict  # field -> places
    levels: dict  # field of the profile -> a number of ``SHOWN`` a place
    topics: dict  # primary key of a topic -> [(place, whether they can help with it)]
    municipalities: list  # primary keys a place
    names: dict  # primary key of an accepted topic -> name
    broader: dict  # primary key of a topic -> of the broader one
    coordinates: dict  # primary key of a municipality -> (latitude, longitude), where it has them
    municipality_names: dict

    def __post_init__(self):
        self.position = {pk: place for place, pk in enumerate(self.pks)}
        self.narrower = defaultdict(list)
        for narrow, broad in self.broader.items():
            self.narrower[broad].append(narrow)

    def sees(self, field, place, organisation):
        """Whether somebody of this organisation (a primary key or None) sees a field of who is at ``place``."""
        shown = self.levels[field][place]
        return shown == 2 or (shown == 1 and organisation is not None and self.organisation[place] == organisation)


def people():
    """The index of this moment."""
    return stamps.remember("people", "matching", build)


def build():
    """Read it from the database, in five queries."""
    fields = ("pk", "organisation_id", "approved_at", "shown_to", *OPEN_TO)
    rows = list(Member.objects.listed().order_by("pk").values_list(*fields, named=True))
    position = {row.pk: place for place, row in enumerate(rows)}
    hidden = ("topics", "municipalities", "open_to")
    levels = {name: [SHOWN[level(row, name)] if row.shown_to else 2 for row in rows] for name in hidden}
    terms = {pk: (name, broad) for pk, name, broad in Topic.objects.accepted().values_list("pk", "name", "broader_id")}
    topics = defaultdict(list)
    known = MemberTopic.objects.order_by("pk").values_list("member_id", "topic_id", "level")
    for member, topic, how in known:
        if member in position and topic in terms:
            topics[topic].append((position[member], how == MemberTopic.Level.CAN_HELP))
    towns = {pk: (name, lat, lon) for pk, name, lat, lon in _municipalities()}
    works_in = [[] for _row in rows]
    for member, town in Member.municipalities.through.objects.values_list("member_id", "municipality_id"):
        if member in position and town in towns:
            works_in[position[member]].append(town)
    return Index(
        pks=[row.pk for row in rows],
        organisation=[row.organisation_id for row in rows],
        since=[row.approved_at for row in rows],
        open_to={field: [place for place, row in enumerate(rows) if getattr(row, field)] for field in OPEN_TO},
        levels=levels,
        topics=dict(topics),
        municipalities=works_in,
        names={pk: name for pk, (name, _broad) in terms.items()},
        broader={pk: broad for pk, (_name, broad) in terms.items() if broad in terms},
        coordinates={pk: (float(lat), float(lon)) for pk, (_n, lat, lon) in towns.items() if lat is not None},
        municipality_names={pk: name for pk, (name, _lat, _lon) in towns.items()},
    )


def _municipalities():
    return Municipality.objects.values_list("pk", "name", "latitude", "longitude")


@dataclass
class Wishes:
    """What members said about being asked; who said nothing isn't in it."""

    most_a_month: dict
    travel_km: dict
    weekdays: dict
    reports_to: dict  # shown to nobody


def wishes():
    """What members say about being asked, of this moment."""
    return stamps.remember("requests", "matching", _read_wishes)


def _read_wishes():
    found = Wishes({}, {}, {}, {})
    fields = ("member_id", "most_a_month", "travel_km", "weekdays", "reports_to_id")
    for member, most, km, days, manager in Availability.objects.values_list(*fields):
        found.most_a_month[member] = most
        if km is not None:
            found.travel_km[member] = km
        if days:
            found.weekdays[member] = frozenset(days)
        if manager is not None:
            found.reports_to[member] = manager
    return found
