"""Make a site with the demo region and a number of practices, and print what the measurement needs as JSON.

Run by ``bench/run.py`` in a process of its own, with ``LEERKRING_VAR`` and production settings in the environment.
"""

import itertools
import json
import os
import random
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
PAGES = 50
MOST_FILTERS = 4000  # ten times what a process keeps


def main(number):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from network.people.models import Member
    from practices import facets
    from practices.models import PracticePage

    ready = Path(os.environ["LEERKRING_VAR"]) / "prepared"
    if not ready.exists():
        with open(os.devnull, "w") as quiet:
            call_command("migrate", verbosity=0, stdout=quiet)
            call_command("load_demo", force=True, scale=[("practices", number)], stdout=quiet)
            call_command("collectstatic", interactive=False, verbosity=0, stdout=quiet)
            if connection.vendor == "sqlite":
                connection.cursor().execute("ANALYZE")
        ready.write_text(str(number))
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Member.objects.get(email="lid@demo.leerkring.nl"))
    client.get("/praktijken/")  # gives the cookie against forged forms, which a browser would have too
    public = PracticePage.objects.visible_to(None)
    count = public.count()
    slugs = list(public.order_by("pk").values_list("slug", flat=True)[:: max(1, count // PAGES)][:PAGES])
    index = facets.build()
    started = time.process_time()
    facets.build()
    rebuild = time.process_time() - started
    chosen = itertools.product(index.topics, index.municipalities, facets.AGES)
    filtered = [f"/praktijken/?onderwerp={a}&gemeente={b}&leeftijd={c}" for a, b, c in chosen]
    random.Random(1).shuffle(filtered)
    words = sorted({word for title in index.titles for word in title.split() if word.isalpha() and len(word) > 3})
    random.Random(2).shuffle(words)
    json.dump(
        {
            "cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items()),
            "slugs": slugs,
            "filtered": filtered[:MOST_FILTERS],
            "titles": random.Random(3).sample(index.titles, min(300, len(index.titles))),
            "words": [f"/praktijken/?{urlencode({'q': word})}" for word in words[:200]],
            "practices": len(index.pks),
            "rebuild_ms": rebuild * 1000,
            "database": connection.vendor,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
