"""``make bench``, the part of the meetings: the agenda, meetings and calendar files of a region with 5,000 meetings.

Production settings, nothing kept between requests: every list has other filters, every page is of another meeting.
Each is asked in one process for its processor time, which nothing else that runs has a part in, and over one
connection, which says how long one person waits.
"""

import full
from run import Target

EVENTS = 5000
BEGIN, END = "<!-- figures of the meetings: made by `make bench` -->", "<!-- end of the figures of the meetings -->"
PAGES = {
    "list": "agenda, three facets",
    "list_words": "agenda, three facets and a word",
    "month": "agenda, a month",
    "past": "agenda, what is over",
    "event": "a meeting",
    "event_member": "a meeting, signed in",
    "ics": "calendar file, three facets",
    "ics_all": "calendar file, everything",
    "event_ics": "calendar file of a meeting",
}


def report(targets, known, server, chosen):
    things = f"{known['events']:,} meetings ({known['coming']:,} to come) with {known['registrations']:,} registrations"
    return [
        full.measured_on(known, things, chosen),
        "",
        *full.in_app_table(targets, known),
        "",
        f"- Building the filters of the agenda anew after a change: {known['rebuild_ms']:.0f} ms of processor time.",
        f"- Memory of a worker at the end: {server.memory_mb()} MB.",
    ]


def main():
    chosen = full.options(__doc__)
    known = full.prepare("meetings", EVENTS, what=f"{EVENTS} meetings")
    with full.serving("meetings") as server:
        cookies = {"event_member": known["cookie"]}
        targets = {
            name: Target(label, server, known["paths"][name], cookies.get(name, "")) for name, label in PAGES.items()
        }
        full.rounds([[(target, 1)] for target in targets.values()], chosen)
        lines = report(targets, known, server, chosen)
    print("\n".join(lines))
    if chosen.write:
        full.write(BEGIN, END, lines)


if __name__ == "__main__":
    main()
