"""What making a site that is full shares: filling it once, who is signed in, addresses with filters, and app time."""

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
ADDRESSES = 150
WARM_UP = 5


def fill(scale, *more):
    """Have a demo region with so many things, and what the functions ``more`` add to it; made once."""
    from django.core.management import call_command
    from django.db import connection

    ready = Path(os.environ["LEERKRING_VAR"]) / "prepared"
    if ready.exists():
        return
    with open(os.devnull, "w") as quiet:
        call_command("migrate", verbosity=0, stdout=quiet)
        call_command("load_demo", force=True, scale=list(scale.items()), stdout=quiet)
        for make in more:
            make()
        call_command("collectstatic", interactive=False, verbosity=0, stdout=quiet)
        if connection.vendor == "sqlite":
            connection.cursor().execute("ANALYZE")
    ready.write_text(" ".join(map(str, scale.values())))


def signed_in(path):
    """A browser of the demo's member, who has been at ``path``: that gives the cookie against forged forms too."""
    from django.test import Client

    from network.people.models import Member

    client = Client(SERVER_NAME="127.0.0.1")
    client.member = Member.objects.get(email="lid@demo.leerkring.nl")
    client.force_login(client.member)
    client.get(path)
    return client


def cookie_of(client):
    return "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())


def parameters(about, names):
    """The facets with values that occur, by the name that they have in an address; a kind of topic is one."""
    found = {}
    for facet, values in about.masks.items():
        name = "onderwerp" if facet.startswith("topic:") else facet
        if (names is None or name in names) and (known := [value for value, mask in values.items() if mask]):
            found[facet] = (name, known)
    return list(found.values())


def narrowed(path, facets, dice, words=(), number_of_facets=3):
    """Addresses with some facets chosen, no two the same."""
    found = []
    for number in range(ADDRESSES):
        chosen = [f"q={dice.choice(words)}"] if words else []
        for name, values in dice.sample(facets, min(len(facets), number_of_facets)):
            chosen += [f"{name}={value}" for value in dice.sample(values, min(len(values), dice.randint(1, 4)))]
        # the number keeps two from being the same; a page that there isn't is the last one
        found.append(f"{path}?{'&'.join(chosen)}&pagina={1 + number % 3}")
    return found


def app_ms(client, paths):
    """Processor milliseconds that the application takes for each address, sorted; what else runs has no part in it."""
    found = []
    for number, path in enumerate(paths):
        took = timed(lambda path=path: asked(client, path))
        # the first ones read what a process keeps
        found += [took] if number >= WARM_UP else []
    return sorted(found)


def asked(client, path):
    status = client.get(path, secure=True).status_code
    if status != 200:
        raise SystemExit(f"{path}: answered {status}")


def timed(work):
    """Processor milliseconds that ``work()`` takes."""
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)
