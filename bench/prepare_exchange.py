"""Make a site with thousands of members and requests, and print what ``bench/exchange.py`` asks of it as JSON.

Run in a process of its own, with ``LEERKRING_VAR`` and production settings in the environment.
"""

import json
import random
import sys
from datetime import timedelta

from filled import ADDRESSES, app_ms, cookie_of, fill, narrowed, parameters, signed_in, timed

KINDS = (("intervision", "consultation", "visit", "challenge", "question"), (40, 25, 10, 5, 20))
STATUSES = (("open", "matched", "scheduled", "closed", "expired"), (20, 10, 5, 60, 5))
PARTS = (("asked", "joined", "declined", "lapsed"), (15, 40, 20, 25))
TITLES = ("Hoe zeg ik nee tegen ouders?", "Wie weet meer van rouw bij kinderen?", "Hoe houd ik mijn team rustig?")
DAYS = 730  # over which they were asked
MINE = 60  # open ones of the member who looks


def make_requests(number):
    """Requests of everybody about everything, over two years, with who was asked; and what members said about that."""
    from django.utils import timezone

    from base import stamps
    from network.organisations.models import Municipality
    from network.people.models import Member
    from network.requests.models import Availability, Participation, Request
    from network.topics.models import Topic
    from search import indexing

    dice, now = random.Random(6), timezone.now()
    people = list(Member.objects.listed().order_by("pk").values_list("pk", "organisation_id"))
    topics = list(Topic.objects.accepted().order_by("pk").values_list("pk", flat=True))
    towns = list(Municipality.objects.order_by("pk").values_list("pk", flat=True))
    me = Member.objects.get(email="lid@demo.leerkring.nl")
    Availability.objects.bulk_create(
        [
            Availability(
                member_id=pk,
                reports_to_id=dice.choice(people)[0] if dice.random() < 0.3 else None,
                travel_km=dice.choice((None, None, 15, 30)),
                weekdays=sorted(dice.sample(range(5), dice.randint(0, 3))),
            )
            for pk, _works in people
            if dice.random() < 0.6
        ],
        ignore_conflicts=True,
    )
    requests = []
    for one in range(number):
        mine = one < MINE
        asker, works = (me.pk, me.organisation_id) if mine else dice.choice(people)
        moment = now - timedelta(days=dice.random() * DAYS)
        requests.append(
            Request(
                kind="intervision" if mine else dice.choices(*KINDS)[0],
                status="open" if mine else dice.choices(*STATUSES)[0],
                title=f"{dice.choice(TITLES)} ({one})",
                text="Ik merk dat ik twijfel.",
                asked_by_id=asker,
                organisation_id=works,
                visibility="members",
                size=6,
                meets=dice.choice(("on_site", "online", "either")),
                municipality_id=dice.choice([None, *towns]),
                created_at=moment,
                opened_at=moment,
            )
        )
    requests = Request.objects.bulk_create(requests, batch_size=1000)
    through = Request.topics.through
    pairs = [(one.pk, topic) for one in requests for topic in dice.sample(topics, dice.randint(1, 3))]
    through.objects.bulk_create([through(request_id=one, topic_id=two) for one, two in pairs], batch_size=5000)
    rows = []
    for one in requests:
        if one.kind in ("intervision", "consultation") and one.asked_by_id != me.pk:
            for pk, _works in dice.sample(people, dice.randint(2, 8)):
                state = dice.choices(*PARTS)[0]
                rows.append(
                    Participation(request=one, member_id=pk, state=state, origin="site", asked_at=one.created_at)
                )
    Participation.objects.bulk_create(rows, batch_size=5000)
    indexing.note(Request, [one.pk for one in requests])
    indexing.work_off(wait=60)
    stamps.bump_on_commit("site", "people", "requests")


def main(members, number):
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from base import stamps
    from network.people.models import Member
    from network.requests import exchange
    from network.requests.matching import rank, rank_parties
    from network.requests.models import Participation, Request

    fill({"members": members}, lambda: make_requests(number))
    client = signed_in("/uitwisseling/")
    mine = list(Request.objects.filter(asked_by=client.member, kind="intervision", status="open").order_by("-pk"))
    challenges = list(Request.objects.filter(kind="challenge").exclude(asked_by=None).order_by("pk")[:MINE])
    dice, facets = random.Random(7), parameters(exchange.index(), None)

    def changed(request):
        stamps.forget()
        rank(request)

    queries = {}
    for name, work in (("changed", changed), ("kept", rank)):
        with CaptureQueriesContext(connection) as asked:
            work(mine[0])
        queries[name] = len(asked)
    took = {
        "kept": sorted(timed(lambda request=request: rank(request)) for request in mine),
        "changed": sorted(timed(lambda request=request: changed(request)) for request in mine[:20]),
        "parties": sorted(timed(lambda request=request: rank_parties(request)) for request in challenges),
    }
    words = ["ouders", "rouw", "team", "rustig", "kinderen"]
    paths = {
        "people": [f"{request.get_absolute_url()}mensen/" for request in mine] * 3,
        "list": narrowed("/uitwisseling/", facets, dice),
        "list_words": narrowed("/uitwisseling/", facets, dice, words),
    }
    json.dump(
        {
            "cookie": cookie_of(client),
            "rank_ms": took,
            "queries": queries,
            "app_ms": {name: app_ms(client, asked[:ADDRESSES]) for name, asked in paths.items()},
            "paths": paths,
            "members": Member.objects.listed().count(),
            "open": Member.objects.listed().filter(open_to_intervision=True).count(),
            "requests": Request.objects.count(),
            "asked": Participation.objects.count(),
            "database": connection.vendor,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
