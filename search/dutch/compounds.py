"""Long Dutch words into the words they are made of."""

from dataclasses import dataclass, field

from search.dutch import lexicon
from search.dutch.signs import fold

# What may stand between two parts, and what it costs: "e" and "n" are rare.
LINKS = (("s", 0.3), ("en", 0.5), ("e", 1.2), ("n", 1.2))
# Words of three letters are part of too much; these are parts of compounds often enough.
SHORT_PARTS = frozenset(
    """
    app arm bed bus cjg dag eet gas ggd ggz gok gym hbo hof jas jgz kat les lid lvb mbo oog oor pgb poh rol vak
    vso vwo web wet zee zin zus
    """.split()
)
# Endings that look like words, and words of place that are prefixes of verbs: "onderwijs" is not "onder" and "wijs".
NO_PART = frozenset(
    """
    aal aar achter achters achtig achtige ande ante atie aties baar baard bare beneden binnen boven buiten door
    eerd eerde eerden eert elen eling ende enis enten eren erend erende erij ering eringen eten ging gingen haft
    heden heen heid ieel iek iers ieus igheid ingen isch ische isme ist isten istisch iteit kende king kundig
    kundige langs lijk lijke lijks line ling lingen logisch logische loos loze matig matige mede menten ming
    mits naar neder neer ness ning nissen onder onders over rende ring ringen rond rondom same samen schap
    schappen sel sing ste ster sters tegen tegens teit terug ties ting tingen toe toen tussen uren uur vaardig
    vanaf ving vingen vol volle voor voorbij voort waardig weder weer zaam zame zoals
    """.split()
)
# Beginnings of other words that are words by chance, and words that only stand before others by chance.
NO_FIRST = frozenset(
    """
    acht alle aller ander beda bedr beha bela best beta bree camp chris coll doors even fact fran geb gebr geen
    gele gemeen gene gesp hell herb hero hoof inge inter kant kers kris lede maar mari mini miss mont noor oor
    para pass past pers phil port prof schie sinds slee stan stel stro tegen tegens teleur tentoon toet trans
    vera verd verk vers verst vert verv volt voorst waar waard zich zond
    """.split()
)
NO_LAST = frozenset(
    """
    aard aarde aardig aart aarts abel acht achten aden ader akte ander anders angen anne aren ares aris assen
    aten belt bert bracht daan dans derde ding dingen edel eelde eend eerder eers eet ella elle ellen eng ente
    erland essen even gaan gene gers goot halen ieren innen keren kering kers komen komst laar laat laten lens
    list listen loog meren naast name natie nier noot ogen oor oord oorden open orde oren oven pels ping rade
    rage rand rekken room rouwen slagen stel stem telen tellen telling tellingen telt tering tine toon toren
    vallen veren ware werpen
    """.split()
)
# Parts that the word list lacks, or has as rarer than they are in compounds: zipf.
OWN_PARTS = dict.fromkeys(
    "eenouder faal gok kinder lhbti ondertoezicht pleeg sensitief separeer stief uithuis".split(), 4.0
)
# Words that are made of others, but mean something else by now.
NEVER = frozenset(
    """
    boodschap boodschappen dinsdag donderdag grondslag handhaven handhaving huisvesting maandag maatregel
    maatregelen tijdstip tijdstippen vrijdag woensdag zaterdag zondag
    """.split()
)
# Letters of what is looked at: a longer "word" is no word, and splitting takes the square of its length.
_SHORTEST, _LONGEST, _LONGEST_PART = 7, 70, 25
# A compound is rarer than its parts: a word that is so much more usual than one of them (zipf) is a word of its own.
_MORE_USUAL = 1.15
# How usual the words are that a site adds.
_ADDED = 3.5


@dataclass(frozen=True)
class Rules:
    """What a site says beside the word list: ``{folded word: its parts as offsets, or none}``, and more parts."""

    splits: dict = field(default_factory=dict)
    words: frozenset = frozenset()


_rules = Rules()


def use(rules=None, words=()):
    """Follow rules, ``{word: its parts, or none to never split it}``, and know more words that may be parts.

    Who calls this also calls ``forms.forget``.
    """
    global _rules
    splits = {fold(word): _places(fold(word), [fold(part) for part in parts]) for word, parts in (rules or {}).items()}
    _rules = Rules(splits, frozenset(fold(word) for word in words))


def _places(word, parts):
    """Where the parts stand in a word, as (start, end); those that don't stand in it are left out."""
    places, at = [], 0
    for part in parts:
        start = word.find(part, at) if part else -1
        if start >= 0:
            at = start + len(part)
            places.append((start, at))
    return tuple(places)


def split(word):
    """The parts of a folded word as (start, end) offsets in it; empty when it isn't made of other words."""
    return _split(word, 0)


def _split(word, offset):
    if word in _rules.splits:
        return tuple((offset + start, offset + end) for start, end in _rules.splits[word])
    found = _best(word)
    if len(found) < 2:
        return ()
    parts = []
    for start, end in found:
        parts += _split(word[start:end], offset + start) or [(offset + start, offset + end)]
    return tuple(parts)


def _best(word):
    """The cheapest way to cover a word with usual words, one level deep: (start, end) of each."""
    whole = len(word)
    if not _SHORTEST <= whole <= _LONGEST or not word.isalpha() or word in NEVER:
        return ()
    known = lexicon.words()
    rarest = known.get(word, 0) / 100 - _MORE_USUAL
    best = {0: (0.0, ())}  # letters covered: (cost, parts)
    for end in range(3, whole + 1):
        for start in [start for start in best if 3 <= end - start < min(whole, _LONGEST_PART)]:
            part = word[start:end]
            usual = _usual(known, part, end == whole)
            if usual < rarest or not _can_be_part(part, usual, start == 0, end == whole):
                continue
            before, parts = best[start]
            cost = before + 8.5 - usual + (0.5 if end - start < 5 else 0)
            parts = (*parts, (start, end))
            if end not in best or cost < best[end][0]:
                best[end] = (cost, parts)
            for link, price in LINKS:
                stop = end + len(link)
                if stop < whole and word.startswith(link, end) and (stop not in best or cost + price < best[stop][0]):
                    best[stop] = (cost + price, parts)
    return best[whole][1] if whole in best else ()


def _can_be_part(part, usual, is_first, is_last):
    if part in NO_PART or (not is_last and part in NO_FIRST) or (not is_first and part in NO_LAST):
        return False
    if len(part) == 3:
        return part in SHORT_PARTS
    return usual >= (3.0 if len(part) < 6 else 2.3 if len(part) < 8 else 2.0)


def _usual(known, part, is_last):
    """How usual a part is. What can be made of any word is in no list whole: "verlaters" is as good as "verlaten"."""
    usual = max(known.get(part, 0) / 100, OWN_PARTS.get(part, 0))
    if part in _rules.words or part in _rules.splits:
        return max(usual, _ADDED)
    if usual < 3 and len(part) >= 6:
        return max([usual, *(known.get(word, 0) / 100 - less for word, less in _made_of(part, is_last))])
    return usual


def _made_of(part, is_last):
    """The words that a word may be made of, with how much rarer it is: who does it, that it is done, that it is so."""
    one = part.removesuffix("s")
    if one.endswith("er"):
        yield one, 0.3
        yield one[:-2] + "en", 1.0
    elif is_last:
        return  # "persoonlijkheid" would be "persoon" and "lijkheid"
    elif part.endswith("ing"):
        yield part[:-3] + "en", 1.0
    elif part.endswith("heid"):
        yield part[:-4], 0.5
    elif part[-1] not in "aeouyvz":
        yield part + "en", 1.0  # "opgroeicoach"
