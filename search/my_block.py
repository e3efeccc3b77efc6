"""Saved searches under ``/mijn/``."""

from search import saved

SHOWN = 5


def block(member):
    """The newest few, or None for who keeps none."""
    searches = list(member.saved_searches.defer("known")[: SHOWN + 1])
    if not searches:
        return None
    rows = [(search, saved.address(search), saved.labels(search)) for search in searches[:SHOWN]]
    return {"template": "search/my_block.html", "rows": rows, "more": len(searches) > SHOWN}
