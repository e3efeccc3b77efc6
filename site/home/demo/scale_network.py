"""Thousands of generated members, and services with their organisations, to see how the site behaves when it is full.

They go in with bulk inserts, so without signals and mail: nobody wrote them. What search has to read is noted, as a
save would have done, and ``load_demo`` brings the index up to date when all are there. The same number is always the
same member or service; what is there already stays.
"""

from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.text import slugify

from base import stamps
from home.demo.content import days_ago, read
from home.demo.waiting import year
from network.organisations.models import Location, Municipality, Organisation
from network.people.choices import ShownTo
from network.people.models import Member, MemberTopic
from network.people.profiles import FIELDS, OPEN_TO
from network.services.models import Service, WaitingTime
from network.topics.models import Topic
from search import indexing

SOURCE = "demo-scale-"
DOMAIN = "schaal.voorbeeld.example"
BATCH = 500
STRIDE = 7919  # a prime, so that what follows each other is called something else
SERVICES_EACH = 10  # of an organisation
FRESH = (("fresh", "fading", "unknown", "none"), (70, 15, 10, 5))
STATES = (("weeks", "room_now", "stopped"), (75, 17, 8))


def load_members(number):
    """Have ``number`` generated members, in the organisations that there are; returns how many were added."""
    held = set(Member.objects.filter(email__endswith=f"@{DOMAIN}").values_list("email", flat=True))
    missing = [n for n in range(1, number + 1) if _email(n) not in held]
    about = _Region()
    for start in range(0, len(missing), BATCH):
        _add_members(missing[start : start + BATCH], about)
    return len(missing)


def load_services(number):
    """Have ``number`` generated services of generated organisations; returns how many were added."""
    organisations = _organisations(-(-number // SERVICES_EACH), _Region())
    held = set(Service.objects.filter(source_id__startswith=SOURCE).values_list("source_id", flat=True))
    missing = [n for n in range(1, number + 1) if _source(n) not in held]
    about = _Region()
    for start in range(0, len(missing), BATCH):
        _add_services(missing[start : start + BATCH], organisations, about)
    return len(missing)


class _Region:
    """What generated things are about: primary keys of what there is, in a fixed order."""

    def __init__(self):
        self.topics = dict(Topic.objects.accepted().order_by("pk").values_list("slug", "pk"))
        self.places = list(Municipality.objects.order_by("pk").values_list("pk", flat=True))
        self.organisations = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))


def _source(number):
    return f"{SOURCE}{number:06}"


def _email(number):
    return f"lid-{number:06}@{DOMAIN}"


def dice_of(what, number):
    """Chance that is always the same for one generated thing."""
    return Random(f"{what} {number}")  # noqa: S311 - variety, not secrecy


def some(dice, keys, least, most, key=None):
    """Some of ``keys``, the first ones more often: nothing is ever used evenly. Sorted, by ``key``."""
    chosen = {keys[int(len(keys) * dice.random() ** 1.6)] for _ in range(dice.randint(least, most))}
    return sorted(chosen, key=key)


def _link(through, owner, other, pairs):
    """Rows of a many-to-many relation."""
    through.objects.bulk_create([through(**{owner: one, other: two}) for one, two in pairs])


# ---------- members ----------


@transaction.atomic
def _add_members(numbers, about):
    dice = {number: dice_of("member", number) for number in numbers}
    members = [_member(number, dice[number], about) for number in numbers]
    Member.objects.bulk_create(members)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=member, email=member.email, verified=True, primary=True) for member in members]
    )
    topics, places = [], []
    for number, member in zip(numbers, members, strict=True):
        known = some(dice[number], list(about.topics.values()), 2, 6)
        levels = [MemberTopic.Level.CAN_HELP] * (len(known) - 1) + [MemberTopic.Level.WANTS_TO_LEARN]
        topics += [MemberTopic(member=member, topic_id=pk, level=one) for pk, one in zip(known, levels, strict=True)]
        places += [(member.pk, pk) for pk in some(dice[number], about.places, 1, 3)]
    MemberTopic.objects.bulk_create(topics)
    _link(Member.municipalities.through, "member_id", "municipality_id", places)
    indexing.note(Member, [member.pk for member in members])
    stamps.bump_on_commit("site", "people")


def _member(number, dice, about):
    words = read("scale_network")
    name = name_of(number, words)
    hidden = dice.choice(list(FIELDS)) if dice.random() < 0.1 else ""
    return Member(
        email=_email(number),
        name=name,
        slug=f"{slugify(name)}-{number}",
        password=make_password(None),
        job_title=dice.choice(words["jobs"]),
        organisation_id=about.organisations[int(len(about.organisations) * dice.random() ** 1.6)],
        bio=" ".join(dice.sample(words["bios"], 2)),
        languages=dice.choice(words["languages"]),
        expert_by_experience=dice.random() < 0.05,
        shown_to={hidden: dice.choice([ShownTo.ORGANISATION, ShownTo.NOBODY])} if hidden else {},
        is_public=dice.random() < 0.05,
        welcomed_at=days_ago(dice.randint(0, 600)),
        approved_at=days_ago(700),
        joined_at=days_ago(700),
        **{field: dice.random() < 0.4 for field in OPEN_TO},
    )


def name_of(number, words):
    """A name nobody has: all combinations come by before one comes again."""
    starts, ends, firsts = words["surname_starts"], words["surname_ends"], words["first_names"]
    place = number * STRIDE % (len(starts) * len(ends) * len(firsts))
    place, first = divmod(place, len(firsts))
    end, start = divmod(place, len(starts))
    return f"{firsts[first]} {starts[start]}{ends[end]}"


# ---------- organisations and services ----------


@transaction.atomic
def _organisations(number, about):
    """The generated organisations, each with its location; as many as were there already when that is more."""
    held = set(Organisation.objects.filter(source_id__startswith=SOURCE).values_list("source_id", flat=True))
    words, new = read("scale_network"), []
    for one in range(1, number + 1):
        if _source(one) in held:
            continue
        dice = dice_of("organisation", one)
        start = dice.choice(words["organisation_starts"])
        name = f"{start} {name_of(one, words).partition(' ')[2]} {one}"
        new.append(
            Organisation(
                name=name,
                slug=slugify(name),
                kind=Organisation.Kind.PROVIDER if dice.random() < 0.85 else dice.choice(Organisation.Kind.values),
                size=Organisation.Size.SMALL if dice.random() < 0.7 else Organisation.Size.LARGE,
                description=" ".join(dice.sample(words["summaries"], 3)),
                source_id=_source(one),
            )
        )
    Organisation.objects.bulk_create(new)
    places = {one.pk: some(dice_of("places", one.source_id), about.places, 1, 6) for one in new}
    _link(
        Organisation.municipalities.through,
        "organisation_id",
        "municipality_id",
        [(pk, place) for pk, found in places.items() for place in found],
    )
    towns = Municipality.objects.in_bulk(about.places)
    Location.objects.bulk_create(
        [
            Location(
                organisation=one,
                address=f"Voorbeeldlaan {1 + place % 180}",
                city=towns[places[one.pk][0]].name,
                municipality_id=places[one.pk][0],
                source_id=one.source_id,
            )
            for place, one in enumerate(new)
        ]
    )
    indexing.note(Organisation, [one.pk for one in new])
    stamps.bump_on_commit("site", "services", "people")
    return list(
        Organisation.objects.filter(source_id__startswith=SOURCE)
        .order_by("source_id")
        .prefetch_related("municipalities", "locations")
    )


@transaction.atomic
def _add_services(numbers, organisations, about):
    rows = [_service(number, organisations[number % len(organisations)], about) for number in numbers]
    services = Service.objects.bulk_create([row[0] for row in rows])
    topics, places, locations, waiting = [], [], [], []
    for number, service, (_same, keys) in zip(numbers, services, rows, strict=True):
        organisation, dice = service.organisation, dice_of("waiting", number)
        topics += [(service.pk, pk) for pk in keys]
        places += [(service.pk, town.pk) for town in organisation.municipalities.all()]
        if not service.at_home:
            locations += [(service.pk, place.pk) for place in organisation.locations.all()]
        low = dice.randint(0, 8)
        figures = year(
            service.slug,
            dice.choices(*FRESH)[0],
            WaitingTime.State(dice.choices(*STATES)[0]),
            (low, low + dice.randint(1, 20)),
        )
        waiting += [WaitingTime(service=service, **figure) for figure in figures]
    _link(Service.topics.through, "service_id", "topic_id", topics)
    _link(Service.municipalities.through, "service_id", "municipality_id", places)
    _link(Service.locations.through, "service_id", "location_id", locations)
    WaitingTime.objects.bulk_create(waiting, batch_size=2000)
    indexing.note(Service, [service.pk for service in services])
    stamps.bump_on_commit("site", "services")


def _service(number, organisation, about):
    """A service, and the primary keys of its topics."""
    dice, words = dice_of("service", number), read("scale_network")
    (form, form_topic), (focus, topic) = dice.choice(words["forms"]), dice.choice(words["focuses"])
    name, youngest = f"{form} {focus}", dice.randint(0, 16)
    service = Service(
        organisation=organisation,
        name=name,
        slug=f"{slugify(name)}-{number}",
        summary=dice.choice(words["summaries"]),
        description=" ".join(dice.sample(words["summaries"], 3)),
        age_from=youngest,
        age_to=youngest + dice.randint(2, 10),
        at_home=dice.random() < 0.4,
        online=dice.random() < 0.2,
        how_to_refer=dice.choice(words["refer"]),
        consultation_possible=dice.random() < 0.25,
        languages=dice.choice(words["languages"]),
        source_id=_source(number),
    )
    slugs = {form_topic, topic, dice.choice(words["laws"])} & set(about.topics)
    return service, sorted(about.topics[slug] for slug in slugs)
