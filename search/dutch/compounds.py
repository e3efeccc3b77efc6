"""Long Dutch words into the words they are made of."""

from search.dutch import lexicon

# What may stand between two parts.
LINKS = ("", "s", "en", "e", "n", "er")
SHORTEST = 4
SHORT_PARTS = frozenset(
    """pgb ggz ggd lvb vso jgz cjg poh wet les spel plan team huis tafel gids dag adhd gezin ouder
kind kop taal taak oog""".split()
)
# Prefixes of verbs and words of place: "onderwijs" is not "onder" and "wijs".
NO_PARTS = frozenset(
    """achter beneden binnen boven buiten door heen langs mede naar neer onder over rond rondom samen
tegen terug toen tussen vanaf voor voort voorbij weder heid loos zaam baar schap ring ling ting ding king sing ning
ming ging ling ingen heden eren eerd eert elen eling ering erij atie aties atief teit iteit ische isch
istisch isme isten ist lijk lijke lijks igheid achtig achtige matig matige vol volle waardig vaardig vaardigheid
enis uren uur""".split()
)


def split(word):
    """The parts of a folded word as (start, end) offsets in it; empty when it isn't made of other words."""
    if len(word) < 8 or not word.isalpha():
        return ()
    known = lexicon.words()
    # best[i]: (cost, parts) of the first i letters
    best = {0: (0.0, ())}
    for end in range(3, len(word) + 1):
        for start in [start for start in best if end - start >= 3]:
            part = word[start:end]
            usual = known.get(part, 0) / 100
            if part in NO_PARTS or usual < 3.0 or (len(part) < SHORTEST and part not in SHORT_PARTS):
                continue
            cost = best[start][0] + 8.5 - usual
            for link in LINKS:
                stop = end + len(link)
                if not word.startswith(link, end) or (link and stop == len(word)):
                    continue
                total = cost + (0.3 if link else 0)
                if stop not in best or total < best[stop][0]:
                    best[stop] = (total, (*best[start][1], (start, end)))
    if len(word) not in best:
        return ()
    _, parts = best[len(word)]
    return parts if len(parts) > 1 else ()
