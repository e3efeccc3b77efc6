"""Where the rooms on the right show what they have of an organisation."""

from base.slots import Slot

# Callables (organisation, member) -> network.topics.slots.Block or None. Each asks its own ``visible_to(member)``.
organisation_blocks = Slot("blocks of an organisation's page")
# Callables (organisation, member) -> (text, address) or None: what this member may do with the organisation.
organisation_actions = Slot("buttons on an organisation's page")
