"""``make bench``, the network part: the directory, the provider map and the open data of a region that is full.

5,000 members and 2,000 services (``load_demo --scale``), production settings, nothing kept between requests: every
list has other filters. Each page is asked in one process for its processor time, which nothing else that runs has a
part in; over one connection, which says how long one person waits; and over four, which says how many can be served.
"""

import full
from run import Target

MEMBERS, SERVICES = 5000, 2000
PER_PAGE = 100  # services in an answer of the open data
BEGIN, END = "<!-- figures of the network: made by `make bench` -->", "<!-- end of these figures -->"
PAGES = {
    "directory": "directory, five facets",
    "directory_words": "directory, five facets and words",
    "map": "provider map, five facets",
    "map_words": "provider map, five facets and words",
}
LISTS = {"": "open data, services", "&full=true": "open data, services with all that belongs to them"}


def targets_on(server, known):
    """What to ask: each page as (target over one connection, target over four)."""
    asked = []
    for name, label in PAGES.items():
        cookie = known["cookie"] if name.startswith("directory") else ""
        asked.append((label, known["paths"][name], cookie))
    pages = range(1, known["services"] // PER_PAGE + 1)  # full ones only
    for more, label in LISTS.items():
        paths = [f"/api/hsds/services?per_page={PER_PAGE}&page={page}{more}" for page in pages]
        asked.append((label, paths, ""))
    return [
        (Target(label, server, paths, cookie), Target(label, server, paths, cookie)) for label, paths, cookie in asked
    ]


def report(pairs, known, server, chosen):
    things = f"{known['members']:,} members and {known['services']:,} services"
    lines = [
        full.measured_on(known, things, chosen),
        "",
        "| page | CPU ms | p95 CPU ms in the app | p50 ms | p95 ms | p50 ms, four at once | p95 ms, four at once "
        "| requests a second | KB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    in_app = {PAGES[name]: took for name, took in known["app_ms"].items()}
    for one, four in pairs:
        took = in_app.get(one.label)
        cells = [
            one.label,
            f"{one.cpu_ms:.1f}",
            f"{full.percentile(took, 0.95):.1f}" if took else "",
            *(f"{target.percentile(share):.0f}" for target in (one, four) for share in (0.5, 0.95)),
            f"{four.rate:,.0f}",
            f"{max(one.sizes | four.sizes) / 1024:.0f}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    lines.append("")
    for one, four in pairs:
        if one.label in LISTS.values():
            lines.append(
                f"- {one.label}: {PER_PAGE * one.rate:,.0f} services a second to one asker, "
                f"{PER_PAGE * four.rate:,.0f} to four; {PER_PAGE * 1000 / one.cpu_ms:,.0f} to a core of its own."
            )
    for name, took in known["rebuild_ms"].items():
        lines.append(f"- Building the filters of the {name} anew after a change: {took:.0f} ms of processor time.")
    lines.append(f"- Memory of a worker at the end: {server.memory_mb()} MB.")
    return lines


def main():
    chosen = full.options(__doc__)
    known = full.prepare("network", MEMBERS, SERVICES, what=f"{MEMBERS} members and {SERVICES} services")
    with full.serving("network") as server:
        pairs = targets_on(server, known)
        full.rounds([[(one, 1), (four, 4)] for one, four in pairs], chosen)
        lines = report(pairs, known, server, chosen)
    print("\n".join(lines))
    if chosen.write:
        full.write(BEGIN, END, lines)


if __name__ == "__main__":
    main()
