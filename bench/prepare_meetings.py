"""Make a site with thousands of meetings, and print what ``bench/meetings.py`` asks of it as JSON.

Run in a process of its own, with ``LEERKRING_VAR`` and production settings in the environment.
"""

import json
import os
import random
import sys
import time
from pathlib import Path

from prepare_network import ADDRESSES, ROOT, app_ms

sys.path[:0] = [str(ROOT), str(ROOT / "site")]
FACETS = 3


def narrowed(path, parameters, dice, words=()):
    """Addresses with some facets chosen, no two the same."""
    found = []
    for number in range(ADDRESSES):
        chosen = [f"q={dice.choice(words)}"] if words else []
        for name, values in dice.sample(parameters, FACETS):
            chosen += [f"{name}={value}" for value in dice.sample(values, min(len(values), dice.randint(1, 4)))]
        # the number keeps two from being the same; a page that there isn't is the last one
        found.append(f"{path}?{'&'.join(chosen)}&pagina={1 + number % 3}")
    return found


def main(events):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from events.meetings import agenda
    from events.meetings.models import EventPage, Registration
    from network.people.models import Member

    ready = Path(os.environ["LEERKRING_VAR"]) / "prepared"
    if not ready.exists():
        with open(os.devnull, "w") as quiet:
            call_command("migrate", verbosity=0, stdout=quiet)
            call_command("load_demo", force=True, scale=[("events", events)], stdout=quiet)
            call_command("collectstatic", interactive=False, verbosity=0, stdout=quiet)
            if connection.vendor == "sqlite":
                connection.cursor().execute("ANALYZE")
        ready.write_text(str(events))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Member.objects.get(email="lid@demo.leerkring.nl"))
    client.get("/agenda/")  # gives the cookie against forged forms, which a browser would have too

    started = time.process_time()
    about = agenda.build()
    rebuild = 1000 * (time.process_time() - started)
    dice, parameters = random.Random(5), {}
    for facet, values in about.masks.items():
        name = "onderwerp" if facet.startswith("topic:") else facet
        if known := [value for value, mask in values.items() if mask]:
            parameters[facet] = (name, known)
    some = list(
        EventPage.objects.visible_to(None).order_by("translation_key").values_list("slug", flat=True)[:ADDRESSES]
    )
    coming = list(
        EventPage.objects.visible_to(None).upcoming().order_by("translation_key").values_list("slug", flat=True)
    )
    months = [f"/agenda/?weergave=maand&maand={year}-{month:02}" for year in (2026, 2027) for month in range(1, 13)]
    facets = list(parameters.values())
    words = ["ouders", "school", "training", "leernetwerk", "begeleiders", "intervisie"]
    asked = {
        "list": narrowed("/agenda/", facets, dice),
        "list_words": narrowed("/agenda/", facets, dice, words),
        "month": months * 6,
        "past": [f"/agenda/?wanneer=geweest&pagina={number}" for number in range(1, 101)],
        "event": [f"/agenda/{slug}/" for slug in some],
        "event_member": [f"/agenda/{slug}/" for slug in coming[:ADDRESSES]],
        "ics": narrowed("/agenda.ics", facets, dice),
        "ics_all": ["/agenda.ics"] * 12,
        "event_ics": [f"/agenda/{slug}.ics" for slug in some],
    }
    signed_in = {"event_member"}
    took = {
        name: app_ms(client if name in signed_in else Client(SERVER_NAME="127.0.0.1"), paths)
        for name, paths in asked.items()
    }
    json.dump(
        {
            "cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items()),
            "app_ms": took,
            "paths": asked,
            "events": EventPage.objects.live().count(),
            "coming": EventPage.objects.live().upcoming().count(),
            "registrations": Registration.objects.count(),
            "rebuild_ms": rebuild,
            "database": connection.vendor,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
