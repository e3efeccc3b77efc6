"""Named slots: where a room shows something of rooms that it may not import.

The room on the left makes the slot, the room on the right registers itself in its ``apps.py``.
"""

from dataclasses import dataclass, field


class Slot:
    """An ordered list of what other rooms registered."""

    def __init__(self, purpose):
        self.purpose = purpose
        self._entries = []

    def register(self, entry, order=50):
        """Add ``entry``; a lower ``order`` comes first. Registering the same entry again changes nothing."""
        if all(entry is not known for _, known in self._entries):
            self._entries.append((order, entry))
            self._entries.sort(key=lambda pair: pair[0])
        return entry

    def __iter__(self):
        return (entry for _, entry in self._entries)

    def __len__(self):
        return len(self._entries)


# Rows of the main menu: callables without arguments that give (label, url).
main_nav = Slot("main menu")
# Blocks of the member's own page: callables (member) -> dict for its template, with a "template" key, or None.
my_blocks = Slot("blocks under /mijn/")
# Blocks of the home page: callables (request) -> dict with a "template" key, or None.
home_blocks = Slot("blocks of the home page")
# Who decides about a file of one person, such as their photo: the same callables as below, asked before all others and
# final, also for who sent the file or manages files.
personal_files = Slot("owners of files about one person")
# Who decides about a file: callables (kind, file, member) -> True, False or None for "not mine".
file_owners = Slot("owners of images and documents")
# Files that are somebody's own, for the archive of their data: callables (member) -> (name in the archive, file) pairs,
# the file as Django's ``FieldFile``.
own_files = Slot("files in the archive of a member")
# What members may do with a thing, on its page: callables (request, name, thing) -> dict for its template, with a
# "template" key, or None. ``name`` is that of the kind of thing, such as "topic".
page_actions = Slot("what members may do with a thing")
# Words of the site for the detector of personal data: callables without arguments that give
# {"extra_places": …, "extra_names": …, "allow": …}, kept until something on the site changes.
privacy_words = Slot("words for the privacy detector")
# How rooms to the left of the notices tell members something: callables with what ``network.notices.actions.notify``
# takes.
tellers = Slot("telling members something")


@dataclass(frozen=True)
class OwnMail:
    """A mail of one's own for a notice that goes at once, instead of the plain one; ``name`` comes by itself."""

    template: str
    context: dict = field(default_factory=dict)
    headers: dict | None = None


def tell(members, kind, **what):
    """Tell members something by whoever is registered for that; see ``network.notices.actions.notify``."""
    for teller in tellers:
        teller(members, kind, **what)
