"""Make a site with thousands of members and services, and print what ``bench/network.py`` asks of it as JSON.

Run in a process of its own, with ``LEERKRING_VAR`` and production settings in the environment.
"""

import json
import os
import random
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
ADDRESSES = 150
WARM_UP = 5
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


def app_ms(client, paths):
    """Processor milliseconds that the application takes for each address, sorted; what else runs has no part in it."""
    found = []
    for number, path in enumerate(paths):
        started = time.process_time()
        status = client.get(path, secure=True).status_code
        if status != 200:
            raise SystemExit(f"{path}: answered {status}")
        # the first ones read what a process keeps
        found += [1000 * (time.process_time() - started)] if number >= WARM_UP else []
    return sorted(found)


def main(members, services):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.http import QueryDict
    from django.test import Client

    from network.people import directory, views_directory
    from network.people.models import Member
    from network.services import facets
    from network.services import find as service_find
    from network.services.models import Service

    ready = Path(os.environ["LEERKRING_VAR"]) / "prepared"
    if not ready.exists():
        with open(os.devnull, "w") as quiet:
            call_command("migrate", verbosity=0, stdout=quiet)
            numbers = [("members", members), ("services", services)]
            call_command("load_demo", force=True, scale=numbers, stdout=quiet)
            call_command("collectstatic", interactive=False, verbosity=0, stdout=quiet)
            if connection.vendor == "sqlite":
                connection.cursor().execute("ANALYZE")
        ready.write_text(f"{members} {services}")
    member = Member.objects.get(email="lid@demo.leerkring.nl")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(member)
    client.get("/mensen/")  # gives the cookie against forged forms, which a browser would have too

    def parameters(about, names):
        """The facets with values that occur, by the name that they have in an address; a kind of topic is one."""
        found = {}
        for facet, values in about.masks.items():
            name = "onderwerp" if facet.startswith("topic:") else facet
            if name in names and (known := [value for value, mask in values.items() if mask]):
                found[facet] = (name, known)
        return list(found.values())

    def timed(build):
        started = time.process_time()
        build()
        return 1000 * (time.process_time() - started)

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
        return views_directory.find(QueryDict(query), member).total

    def of_services(query):
        return service_find.find(QueryDict(query), None).total

    asked = {
        "directory": addresses("/mensen/", of_people, parameters(people, names), [], dice),
        "directory_words": addresses("/mensen/", of_people, parameters(people, names), words, dice),
        "map": addresses("/sociale-kaart/", of_services, parameters(offer, kinds), [], dice),
        "map_words": addresses("/sociale-kaart/", of_services, parameters(offer, kinds), needs, dice),
    }
    cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
    json.dump(
        {
            "cookie": cookies,
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
