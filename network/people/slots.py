"""Where the rooms on the right show what they have of a member."""

from base.slots import Slot

# Callables (person, member) -> network.topics.slots.Block or None. Each asks its own ``visible_to(member)``.
person_blocks = Slot("blocks of a member's page")
# Callables (group, member) -> network.topics.slots.Block or None: what the people of a group share.
group_blocks = Slot("blocks of the page of a group of people")
