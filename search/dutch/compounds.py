"""Long Dutch words into the words they are made of."""

from search.dutch import lexicon

# What may stand between two parts, and what it costs: "e" and "n" are rare.
LINKS = (("s", 0.3), ("en", 0.5), ("e", 1.2), ("n", 1.2))
# Words of three letters are part of too much; these are parts of compounds often enough.
SHORT_PARTS = frozenset(
    """
    app arm bed bus cjg dag eet gas ggd ggz gok gym hbo hof jas jgz kat les lid lvb mbo oog oor pgb poh rol vak vso
    vwo web wet zee zin zus
    """.split()
)
# Endings that look like words, and words of place that are prefixes of verbs: "onderwijs" is not "onder" and "wijs".
NO_PART = frozenset(
    """
    achter beneden binnen boven buiten door heen langs mede naar neder neer onder over rond rondom samen tegen terug
    toen toe tussen vanaf voor voort voorbij weder weer mits zoals
    aal aar achtig achtige ande ante atie aties baar baard bare eerd eerde eerden eert elen eling ende enis enten eren
    erend erende ering eringen erij eten haft heden heid ieel iers ieus igheid ingen iek isch ische isme ist isten
    istisch iteit kende king kundig kundige lijk lijke lijks line ling lingen logisch logische loos loze matig matige
    menten ming ness ning nissen rende ring ringen same schap schappen sing sel ste ster sters teit ties ting tingen
    uren uur vaardig ving vingen vol volle waardig zaam zame
    """.split()
)
# Beginnings of other words that are words by chance, and words that only stand before others by chance.
NO_FIRST = frozenset(
    """
    acht alle aller ander beda bedr beha bela best beta bree camp chris coll doors even fact fran geen gele gemeen gene geb gebr
    gesp hell hero herb hoof inge inter kant kers kris lede maar mari miss mont mini noor oor para pass past pers phil port
    prof schie sinds slee stan stel stro tegens toet trans vera verd verk vers verst vert verv voorst volt waar waard zich zond
    """.split()
)
NO_LAST = frozenset(
    """
    aard aarde aardig aart aarts abel acht achten aden ader akte anders ander angen anne aren ares aris assen aten belt bert
    bracht daan dans derde ding dingen edel eelde eend eerder eers eet elle ella ellen eng ente erland essen even gaan
    gene gers goot halen ieren innen kers kering keren komen komst laar laat laten lens list listen loog meren naast
    natie name nier noot ogen oor oorden oord open orde oren oven pels ping rade rage rand rekken room rouwen slagen
    stel stem tering telen tellen telling tellingen stelling stellingen telt tine toon toren vallen veren ware werpen
    """.split()
)
# Parts that the word list lacks, or has as rarer than they are in compounds: zipf.
OWN_PARTS = dict.fromkeys("eenouder faal gok kinder ondertoezicht pleeg stief uithuis".split(), 4.0)
# Words that are made of others, but mean something else by now.
NEVER = frozenset(
    """
    boodschap boodschappen dinsdag donderdag grondslag handhaven handhaving huisvesting maandag maatregel maatregelen
    tijdstip tijdstippen vrijdag woensdag zaterdag zondag
    """.split()
)
# A compound is rarer than its parts: a word that is so much more usual than one of them (zipf) is a word of its own.
_MORE_USUAL = 1.15


def split(word):
    """The parts of a folded word as (start, end) offsets in it; empty when it isn't made of other words."""
    return _split(word, 0)


def _split(word, offset):
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
    if whole < 7 or not word.isalpha() or word in NEVER:
        return ()
    known = lexicon.words()
    rarest = known.get(word, 0) / 100 - _MORE_USUAL
    best = {0: (0.0, ())}  # letters covered: (cost, parts)
    for end in range(3, whole + 1):
        for start in [start for start in best if end - start >= 3]:
            if end - start == whole:
                continue
            part = word[start:end]
            usual = _usual(known, part)
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
    if part in NO_PART or (is_first and part in NO_FIRST) or (is_last and part in NO_LAST):
        return False
    if len(part) == 3:
        return part in SHORT_PARTS
    return usual >= (3.0 if len(part) < 6 else 2.3 if len(part) < 8 else 2.0)


def _usual(known, part):
    """How usual a part is. Of who does something there are few in a list: "verlaters" is as good as "verlaten"."""
    usual = known.get(part, 0) / 100 or OWN_PARTS.get(part, 0)
    if usual < 3 and len(part) >= 6:
        doer = part.removesuffix("s")
        if doer.endswith("er"):
            return max(usual, known.get(doer, 0) / 100 - 0.3, known.get(doer[:-2] + "en", 0) / 100 - 1)
    return usual
