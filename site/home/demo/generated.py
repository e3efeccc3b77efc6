"""The texts of generated practices: the same number always gives the same practice."""

from dataclasses import dataclass, field
from random import Random

from django.utils.text import slugify

from base.choices import Visibility
from home.demo.content import days_ago, read
from practices.choices import Basis, Core, ElementKind, Result, Score
from practices.models.responses import CRITERIA

STRIDE = 7919  # a prime, so that practices that follow each other are about something else


@dataclass
class Text:
    """One generated practice, as values for the rows that it becomes."""

    title: str
    slug: str
    fields: dict
    topics: list
    places: list
    mechanisms: list
    reports: list = field(default_factory=list)
    reviews: list = field(default_factory=list)


@dataclass
class Writer:
    """Writes practices about the ``topics``, ``municipalities``, ``people`` and ``organisations`` that there are."""

    topics: list
    municipalities: list
    people: list
    organisations: list

    def write(self, number):
        dice = Random(number)  # noqa: S311 - variety, not secrecy
        words = read("scale")
        way, group, moment = self._subject(number, words)
        title = f"{way} {group} {moment}"
        author = dice.choice(self.people)
        text = Text(
            title=title,
            slug=slugify(title)[:70].strip("-"),
            fields=self._fields(dice, words, author, way, group),
            topics=self._skewed(dice, self.topics, 3, 6),
            places=self._skewed(dice, self.municipalities, 1, 4),
            mechanisms=[self._mechanism(dice, words, place) for place in range(dice.randint(1, 4))],
        )
        peers = dice.sample(self.people, min(4, len(self.people)))
        peers = [person for person in peers if person.pk != author.pk]
        if dice.random() < 0.3:
            text.reports = [self._report(dice, words, person) for person in peers[: dice.randint(1, 3)]]
        if dice.random() < 0.35:
            text.reviews = [self._review(dice, person) for person in peers[: dice.randint(1, 3)]]
        return text

    @staticmethod
    def _subject(number, words):
        """What number ``number`` is about: all combinations come by before one comes again."""
        ways, groups, moments = words["ways"], words["groups"], words["moments"]
        place = number * STRIDE % (len(ways) * len(groups) * len(moments))
        place, way = divmod(place, len(ways))
        moment, group = divmod(place, len(groups))
        return ways[way], groups[group], moments[moment]

    def _fields(self, dice, words, author, way, group):
        steps = dice.sample(words["steps"], dice.randint(4, 7))
        youngest = dice.randint(0, 15)
        return {
            "summary": f"Wij bieden {group.removeprefix('voor ')} {way[0].lower()}{way[1:]}, zodat hulp eerder past.",
            "owner": author,
            "contact": author,
            "organisation_id": author.organisation_id or dice.choice(self.organisations),
            "age_from": youngest,
            "age_to": youngest + dice.randint(3, 8),
            "occasion": " ".join(dice.sample(words["occasions"], 3)),
            "target_group": f"Dit is bedoeld {group}. {dice.choice(words['not_for'])}",
            "intermediary": "Een begeleider met ervaring en een collega die meekijkt.",
            "approach": "\n".join(f"{place}. {step}" for place, step in enumerate(steps, 1)),
            "conditions": f"Tijd om te beginnen. {dice.choice(words['steps'])}",
            "time_needed": f"Ongeveer {dice.randint(6, 60)} uur per gezin.",
            "results": " ".join(dice.sample(words["results"], 2)),
            "not_for": " ".join(dice.sample(words["not_for"], 2)),
            "first_step": dice.choice(words["steps"]),
            "shadow_visit": dice.random() < 0.4,
            "review_date": days_ago(dice.randint(-700, 120)).date(),
            "visibility": Visibility.PUBLIC,
        }

    @staticmethod
    def _skewed(dice, keys, least, most):
        """Some of ``keys``, the first ones more often: a vocabulary is never used evenly."""
        wanted = min(dice.randint(least, most), len(keys))
        chosen = []
        while len(chosen) < wanted:
            key = keys[int(len(keys) * dice.random() ** 1.6)]
            if key not in chosen:
                chosen.append(key)
        return chosen

    @staticmethod
    def _mechanism(dice, words, place):
        return {
            "sort_order": place,
            "context": dice.choice(words["contexts"]),
            "resource": dice.choice(words["resources"]),
            "reasoning": dice.choice(words["reasonings"]),
            "outcome": dice.choice(words["outcomes"]),
            "element": dice.choice(words["elements"]),
            "element_kind": dice.choice(ElementKind.values),
            "core": dice.choice(Core.values),
            "basis": dice.choice(Basis.values),
        }

    def _report(self, dice, words, person):
        result = dice.choices(Result.values, (5, 3, 2, 1))[0]
        return {
            "member": person,
            "organisation_id": person.organisation_id,
            "municipality_id": dice.choice(self.municipalities),
            "since": days_ago(dice.randint(60, 500)).date(),
            "result": result,
            "headline": dice.choice(words["headlines"][result]),
            "why": " ".join(dice.sample(words["results"], 2)),
            "adapted": dice.choice(words["steps"]),
            "would_repeat": result != Result.NOT,
        }

    @staticmethod
    def _review(dice, person):
        scores = {name: Score.PARTLY if dice.random() < 0.2 else Score.YES for name in CRITERIA}
        return {"reviewer": person, "remarks": "", **scores}
