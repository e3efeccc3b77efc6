"""The documents, questions and judgments, and how they become a site (docs/search.md)."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.utils.text import slugify

from network.people.models import MemberTopic
from search.models import Synonym
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Collection:
    """Documents of a site, the vocabulary that goes with them, and questions with what fits them."""

    documents: list
    queries: list
    topics: list
    synonyms: list


def ours():
    """What we tune by."""
    words = _read("vocabulary.json")
    return Collection(_read("documents.json"), _read("queries.json"), words["topics"], words["synonyms"])


def held_out():
    """What nobody looks at while tuning: other documents, other questions, other words."""
    return Collection(**_read("heldout.json"))


def _read(name):
    return json.loads((HERE / name).read_text())


def fill(collection):
    """Make the site. Returns who asks, and ``{(name of a kind, primary key): id of a document}``."""
    topics = {one["name"]: _topic(one) for one in collection.topics}
    for one in collection.synonyms:
        Synonym.objects.update_or_create(
            term=one["term"], defaults={"means": "\n".join(one["means"]), "one_way": one.get("one_way", False)}
        )
    asker = MemberFactory(name="Q X", organisation=None)
    makers = {"practice": _practice, "person": _person, "organisation": _organisation}
    ids = {}
    for document in collection.documents:
        made = makers[document["kind"]](document, [topics[name] for name in document["topics"]], asker)
        ids[document["kind"], made.pk] = document["id"]
    return asker, ids


def _topic(one):
    synonyms = "\n".join(one["synonyms"])
    return TopicFactory(name=one["name"], slug=slugify(one["name"]), kind=one["kind"], synonyms=synonyms, definition="")


def _practice(document, topics, asker):
    return PracticeFactory(
        title=document["title"],
        slug=document["id"],
        summary=document["summary"],
        approach=document["body"],
        owner=asker,
        organisation=None,
        with_topics=topics,
        mechanisms=0,
        **dict.fromkeys(("occasion", "target_group", "results"), ""),
    )


def _person(document, topics, asker):
    person = MemberFactory(
        name=document["title"], job_title=document["summary"], bio=document["body"], organisation=None
    )
    MemberTopic.objects.bulk_create([MemberTopic(member=person, topic=topic) for topic in topics])
    person.save()  # so that the index hears of the topics too
    return person


def _organisation(document, topics, asker):
    return OrganisationFactory(name=document["title"], slug=document["id"], description=document["body"])


def text_of(document):
    """The fields of a document for engines that know no site: (title, summary, topics, body)."""
    return document["title"], document["summary"], ", ".join(document["topics"]), document["body"]
