"""Make a site with thousands of members and services, and print what ``bench/network.py`` asks of it as JSON.

Run in a process of its own, with ``LEERKRING_VAR`` and production settings in the environment.
"""

import json
import random
import sys
from urllib.parse import urlencode

from filled import ADDRESSES, app_ms, cookie_of, fill, parameters, signed_in, timed

TRIES = 10  # for each address, until a list may be shorter than a page
FACETS = 5
PER_PAGE = 20


def addresses(path, find, parameters, words, dice):
    """Addresses with five facets chosen whose list fills a page: what costs most. ``parameters``: [(name, values)]."""
    found, tries = [], 0
    while len(found) < ADDRESSES:
        tries += 1
        chosen = [
            (name, value)
            for name, values in dice.sample(parameters, FACETS)
            for value in dice.sample(values, min(len(values), dice.randint(2, 6)))
        ]
        if words:
            chosen.insert(0, ("q", dice.choice(words)))
        query = urlencode(chosen)
        if find(query) >= PER_PAGE or tries > TRIES * ADDRESSES:
            found.append(f"{path}?{query}")
    return found


def main(members, services):
    import django

    django.setup()
    from django.db import connection
    from django.http import QueryDict
    from django.test import Client

    from network.people import directory, views_directory
    from network.services import facets
    from network.services import find as service_find
    from network.services.models import Service

    fill({"members": members, "services": services})
    client = signed_in("/mensen/")

    people, offer = directory.build(), facets.build()
    names = {"onderwerp", "gemeente", "soort", "openvoor"}
    kinds = {"onderwerp", "gemeente", "leeftijd", "soort", "grootte"}
    one, two = (
        ["begeleider", "gezin", "school", "wijkcoach", "leraar", "team"],
        ["thuis", "sparren", "leren", "kort", "plan"],
    )
    words = [*one, *(f"{first} {second}" for first in one for second in two)]
    one, two = (
        ["begeleiding", "groep", "hulp", "coach", "training"],
        ["angst", "autisme", "school", "rouw", "scheiding"],
    )
    needs = [*two, *(f"{first} {second}" for first in one for second in two)]
    dice = random.Random(4)

    def of_people(query):
        return views_directory.find(QueryDict(query), client.member).total

    def of_services(query):
        return service_find.find(QueryDict(query), None).total

    asked = {
        "directory": addresses("/mensen/", of_people, parameters(people, names), [], dice),
        "directory_words": addresses("/mensen/", of_people, parameters(people, names), words, dice),
        "map": addresses("/sociale-kaart/", of_services, parameters(offer, kinds), [], dice),
        "map_words": addresses("/sociale-kaart/", of_services, parameters(offer, kinds), needs, dice),
    }
    json.dump(
        {
            "cookie": cookie_of(client),
            "app_ms": {
                name: app_ms(client if name.startswith("directory") else Client(SERVER_NAME="127.0.0.1"), paths)
                for name, paths in asked.items()
            },
            "paths": asked,
            "members": len(people.pks),
            "services": Service.objects.visible_to(None).count(),
            "rebuild_ms": {"directory": timed(directory.build), "map": timed(facets.build)},
            "database": connection.vendor,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
