"""What every engine gives back for a plan, and what it asks before it analyses a text."""

from base.slots import Slot

# Callables without arguments, called before texts and questions are analysed: they see to it that the analysis follows
# what staff say about words.
before_analysis = Slot("what the analysis follows")


class Unavailable(Exception):
    """The index is missing, damaged or made by another version; the text says which."""


class Scores(dict):
    """``{model: {primary key: score}}`` of what fits, whoever may see it.

    ``engine`` is "database" when the index was away and plain SQL had to do, without any order.
    """

    def __init__(self, *args, engine="whoosh"):
        super().__init__(*args)
        self.engine = engine


def get_ready():
    """Let the analysis follow what is registered."""
    for follow in before_analysis:
        follow()
