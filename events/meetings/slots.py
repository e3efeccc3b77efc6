"""What rooms to the right show on the page of a meeting.

Each slot holds callables ``(event, member) -> HTML``; an empty text shows nothing.
"""

from base.slots import Slot

event_blocks = Slot("on the page of a meeting, after the programme")
event_tools = Slot("for who organises a meeting: what they can do with it")

# Callables (meetings that are over, member) -> {primary key: (label, address)}, beside these meetings in the agenda.
event_marks = Slot("beside meetings that are over, in the agenda")

# Callables (private meeting, member) -> address of the page where it takes place on the site, or None.
private_homes = Slot("where a private meeting has its page")
