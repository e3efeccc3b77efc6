"""Topics on the home page."""

from network.topics.vocabulary import counts_for, plain, terms

SHOWN = 12


def block(request):
    """The topics that most things carry, in order of name."""
    counts = counts_for(request.user)
    used = sorted((term for term in terms().values() if counts.get(term.pk)), key=lambda term: -counts[term.pk])
    rows = sorted(used[:SHOWN], key=lambda term: plain(term.name))
    if not rows:
        return None
    return {"template": "home/blocks/topics.html", "rows": [(term, counts[term.pk]) for term in rows]}
