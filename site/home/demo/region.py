"""Who is in the demo region: municipalities, organisations, topics and members."""

from dataclasses import dataclass, field
from functools import cache

from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils.text import slugify

from home.demo.content import days_ago, read
from network.organisations.models import Municipality, Organisation
from network.people.actions import create_member
from network.people.models import Member
from network.people.roles import ADMINISTRATOR, STAFF
from network.topics.actions import suggest_topic
from network.topics.models import Topic

PASSWORD = "leerkring-demo"  # noqa: S105 - printed for everybody who loads the demo region


@dataclass
class Region:
    """What the demo region consists of, by the names that its files use."""

    municipalities: dict = field(default_factory=dict)
    organisations: dict = field(default_factory=dict)
    topics: dict = field(default_factory=dict)
    members: dict = field(default_factory=dict)
    new_members: set = field(default_factory=set)
    meetings: dict = field(default_factory=dict)
    handed: dict = field(default_factory=dict)

    def places(self, names):
        return [self.municipalities[name] for name in names]

    def tags(self, slugs):
        return [self.topics[slug] for slug in slugs]

    def moderator(self, authors):
        """Somebody who may publish what ``authors`` wrote, because they did not write it."""
        authors = set(authors)
        for person in read("members"):
            if person.get("role") in (STAFF, ADMINISTRATOR) and person["slug"] not in authors:
                return self.members[person["slug"]]
        raise LookupError("Nobody is left to read this practice.")


def load_network():
    """Municipalities, organisations, topics and members; gives them all, the new and those that were there."""
    region = Region()
    _load_municipalities(region)
    _load_topics(region)
    _load_organisations(region)
    _load_members(region)
    _load_suggestions(region)
    return region


def _load_municipalities(region):
    for row in read("municipalities"):
        municipality = Municipality.objects.filter(Q(code=row["code"]) | Q(name=row["name"])).first()
        if municipality is None:
            municipality = Municipality.objects.create(**row, slug=slugify(row["name"]))
        region.municipalities[row["name"]] = municipality


def _load_organisations(region):
    for row in read("organisations"):
        organisation = Organisation.objects.filter(Q(slug=row["slug"]) | Q(name=row["name"])).first()
        if organisation is None:
            organisation = Organisation(
                **{name: value for name, value in row.items() if name not in ("municipalities", "topics")}
            )
            organisation.full_clean()
            organisation.save()
            organisation.municipalities.set(region.places(row["municipalities"]))
            organisation.topics.set(region.tags(row["topics"]))
        region.organisations[row["slug"]] = organisation


def _load_topics(region):
    new = []
    for row in read("topics"):
        topic = Topic.objects.filter(Q(slug=row["slug"]) | Q(name__iexact=row["name"])).first()
        if topic is None:
            topic = Topic(
                name=row["name"],
                slug=row["slug"],
                kind=row["kind"],
                definition=row["definition"],
                synonyms="\n".join(row["synonyms"]),
            )
            topic.full_clean()
            topic.save()
            new.append(row)
        region.topics[row["slug"]] = topic
    # A broader topic may stand further down in the file, so they are laid when all are there.
    for row in new:
        if "broader" in row:
            topic = region.topics[row["slug"]]
            topic.broader = region.topics[row["broader"]]
            topic.full_clean()
            topic.save()


def _load_members(region):
    demo_accounts = {account["slug"] for account in accounts()}
    for row in read("members"):
        member = Member.objects.filter(Q(email=row["email"]) | Q(slug=row["slug"])).first()
        if member is None:
            member = create_member(
                email=row["email"],
                name=row["name"],
                slug=row["slug"],
                role=row.get("role", ""),
                organisation=region.organisations[row["organisation"]],
                municipalities=region.places(row["municipalities"]),
                can_help=region.tags(row["can_help"]),
                wants_to_learn=region.tags(row["wants_to_learn"]),
                job_title=row["job_title"],
                bio=row["bio"],
                languages=row["languages"],
                expert_by_experience=row.get("expert_by_experience", False),
                is_public=row.get("is_public", False),
                shown_to=row.get("shown_to", {}),
                **{f"open_to_{what}": True for what in row["open_to"]},
                welcomed_at=days_ago(699),
                approved_at=days_ago(700),
                joined_at=days_ago(700),
            )
            if row["slug"] in demo_accounts:
                # one hash for all of them: it takes long to make, and everybody knows the password
                Member.objects.filter(pk=member.pk).update(password=_hashed())
            region.new_members.add(row["slug"])
        region.members[row["slug"]] = member


@cache
def _hashed():
    return make_password(PASSWORD)


def _load_suggestions(region):
    for row in read("own")["suggestions"]:
        if not Topic.objects.filter(name__iexact=row["name"]).exists():
            suggest_topic(region.members[row["by"]], row["name"], row["kind"], row["reason"], row["definition"])


def accounts():
    """The accounts with a known password, one of each role."""
    return [row for row in read("members") if row["email"].endswith("@demo.leerkring.nl")]
