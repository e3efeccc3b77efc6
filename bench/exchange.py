"""``make bench``, the part of the exchange: who fits a request, and the list of requests, in a region that is full.

5,000 members and 10,000 requests with whom they were asked of, production settings, nothing kept between requests. The
ranking is timed by itself: with what a process keeps of everybody, and right after somebody changed, when that is read
anew. Each page is asked in one process for its processor time and over one connection for how long one person waits.
"""

import full
from run import Target

MEMBERS, REQUESTS = 5000, 10_000
BEGIN, END = "<!-- figures of the exchange: made by `make bench` -->", "<!-- end of the figures of the exchange -->"
PAGES = {
    "people": "who fits a request, the page",
    "list": "list of requests, three facets",
    "list_words": "list of requests, three facets and a word",
}
RANKINGS = {
    "kept": "ranking everybody for a request",
    "changed": "the same after somebody changed, all read anew",
    "parties": "organisations and groups for a challenge",
}


def report(targets, known, server, chosen):
    things = (
        f"{known['members']:,} members ({known['open']:,} open to intervision), {known['requests']:,} requests "
        f"for which {known['asked']:,} times somebody was asked"
    )
    lines = [
        full.measured_on(known, things, chosen),
        "",
        "| work | p50 CPU ms | p95 CPU ms | most |",
        "|---|---:|---:|---:|",
    ]
    for name, label in RANKINGS.items():
        took = known["rank_ms"][name]
        cells = [full.percentile(took, 0.5), full.percentile(took, 0.95), took[-1]]
        lines.append(f"| {label} | " + " | ".join(f"{cell:.0f}" for cell in cells) + " |")
    lines += ["", *full.in_app_table(targets, known), ""]
    lines.append(
        f"- Queries of a ranking: {known['queries']['changed']}, with what is kept {known['queries']['kept']}."
    )
    lines.append(f"- Memory of a worker at the end: {server.memory_mb()} MB.")
    return lines


def main():
    chosen = full.options(__doc__)
    known = full.prepare("exchange", MEMBERS, REQUESTS, what=f"{MEMBERS} members and {REQUESTS} requests")
    with full.serving("exchange") as server:
        targets = {name: Target(label, server, known["paths"][name], known["cookie"]) for name, label in PAGES.items()}
        full.rounds([[(target, 1)] for target in targets.values()], chosen)
        lines = report(targets, known, server, chosen)
    print("\n".join(lines))
    if chosen.write:
        full.write(BEGIN, END, lines)


if __name__ == "__main__":
    main()
