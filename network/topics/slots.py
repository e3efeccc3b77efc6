"""Where the rooms on the right show what they have on a topic."""

from dataclasses import dataclass, field

from django.template.loader import render_to_string

from base.slots import Slot


@dataclass(frozen=True)
class Block:
    """One sort of things on a topic's page: its first few, how many there are, and where the rest is."""

    title: str
    count: int
    template: str
    context: dict = field(default_factory=dict)
    more_url: str = ""
    more_label: str = ""


def shown_blocks(request, slot, thing):
    """What the rooms in a slot of callables (thing, member) have of a thing: (block, its HTML) pairs."""
    blocks = [block for entry in slot if (block := entry(thing, request.user)) is not None]
    return [(block, render_to_string(block.template, block.context, request)) for block in blocks]


# Callables (topic, topic_ids, member) -> Block or None. ``topic_ids`` are the topic and all that is narrower.
# Each asks its own ``visible_to(member)``.
topic_blocks = Slot("blocks of a topic's page")
# Callables (member) -> iterable of (topic id, id of a thing that carries it), of what the member may see.
topic_counts = Slot("what carries a topic, to count it")
# Callables (source, target): what a room keeps of topics where no relation shows it, such as typed form input.
# Called within the transaction of a merge.
topic_merged = Slot("what follows a merge of topics")
