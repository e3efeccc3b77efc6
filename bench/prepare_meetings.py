"""Make a site with thousands of meetings, and print what ``bench/meetings.py`` asks of it as JSON.

Run in a process of its own, with ``LEERKRING_VAR`` and production settings in the environment.
"""

import json
import random
import sys

from filled import ADDRESSES, app_ms, cookie_of, fill, narrowed, parameters, signed_in, timed


def main(events):
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    from events.meetings import agenda
    from events.meetings.models import EventPage, Registration

    fill({"events": events})
    client = signed_in("/agenda/")
    rebuild = timed(agenda.build)
    dice, facets = random.Random(5), parameters(agenda.build(), None)
    some = list(
        EventPage.objects.visible_to(None).order_by("translation_key").values_list("slug", flat=True)[:ADDRESSES]
    )
    coming = list(
        EventPage.objects.visible_to(None).upcoming().order_by("translation_key").values_list("slug", flat=True)
    )
    months = [f"/agenda/?weergave=maand&maand={year}-{month:02}" for year in (2026, 2027) for month in range(1, 13)]
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
    of_members = {"event_member"}
    took = {
        name: app_ms(client if name in of_members else Client(SERVER_NAME="127.0.0.1"), paths)
        for name, paths in asked.items()
    }
    json.dump(
        {
            "cookie": cookie_of(client),
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
