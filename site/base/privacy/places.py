"""Places, streets and schools: together with little else they tell who somebody is. Asked about."""

import re
from collections.abc import Iterable
from functools import cache

from base.privacy import words as lists
from base.privacy.folding import unaccented

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_WORD = rf"{_CAPITAL}[\w'-]{{1,30}}"

# ---------- streets ----------

_SURE = "straat|laan|plein|gracht|singel|steeg|dreef|plantsoen|kade|dwarsstraat|straatje|laantje|boulevard"
_LOOSE = (
    "weg|dijk|hof|pad|park|markt|hoek|kamp|es|brink|weide|berg|dal|akker|veld|erf|ring|baan|burg|wal|hove|kolk|oord|"
    "horst|bos|tuin|stede|donk|zoom|rak|haven|marke|esch|steen|poort|brug|werf|land|kant"
)
_FRONT = rf"{_WORD}[ -](?:(?:{_WORD}|van|de|der|den|het|'t|ten|ter|op)[ -]){{0,3}}"
_NUMBER = r"[ ]{1,2}\d{1,4}(?![\d.,:]\d|%)(?:[ -]?[a-zA-Z](?!\w))?"
_STREET = re.compile(
    rf"(?<![\w'-])(?:{_FRONT})?{_CAPITAL}?[\w'-]{{1,30}}(?:{_SURE}){_NUMBER}"
    rf"|(?<![\w'-])(?:{_FRONT})?{_CAPITAL}[\w'-]{{1,30}}(?:{_LOOSE}){_NUMBER}"
    rf"|(?<![\w'-])(?:Laan|Plein|Straat|Hof|Weg|Kade|Oude|Nieuwe|Grote|Kleine|Lange|Korte) "
    rf"(?:(?:van|de|der|den|het|'t) ){{0,2}}{_WORD}{_NUMBER}"
    rf"|(?<=[a-z,] )(?:(?:{_WORD}) (?:(?:van|de|der|den|'t) ){{0,2}})?{_CAPITAL}[\w'-]{{1,30}}(?:{_SURE}|weg)(?![\w-])"
)
_OPENING = re.compile(r"(?:(?:Op|In|Aan|De|Het|Bij|Van|Naar) (?:de |het |den )?)?")
_NO_STREET = re.compile(
    r"(?:snelweg|onderweg|sesamstraat|wallstreet|beleidsplein|kennisplein|uitweg|binnenhof|leerplein|doolhof|omweg"
    r"|jeugdplein|zorgplein|digiplein|werkplein|schoolplein|kerkplein\Z)",
    re.IGNORECASE,
)
# "veld 3" and "dal 2" without a street's capital name are figures; so are these with a number.
_NO_NUMBERED = re.compile(r"^(?:Bijlage|Werkblad|Afbeelding|Figuur|Tabel|Stap|Fase|Deel|Hoofdstuk)", re.IGNORECASE)


def streets(text: str):
    for match in _STREET.finditer(text):
        if not _NO_STREET.search(match.group()) and not _NO_NUMBERED.match(match.group()):
            # A capital that opens the sentence is no part of the street: "Op de Kerkstraat 3".
            yield match.start() + len(_OPENING.match(match.group())[0]), match.end(), "street"


# ---------- schools ----------

_ARTICLE = r"(?:(?:de|De|het|Het|'t|'T|St\.|Sint|sint|ds\.|Dr\.|dr\.|prins|koningin)[ ])?"
_SCHOOL_NAME = rf"[\"']?{_ARTICLE}{_WORD}(?:(?: (?:van|de|der|den|het|'t))? {_WORD}){{0,3}}[\"']?"
_SCHOOL = re.compile(
    r"(?<![\w-])(?:(?:[Bb]asis|[Mm]iddelbare |[Vv]oor|[Dd]alton|[Mm]ontessori|[Jj]enaplan|[Vv]rije|[Bb]rede)-?"
    r"(?:basis)?school|[Ss]choolgemeenschap|[Ss]cholengemeenschap|[Kk]inderdagverblijf|[Kk]inderopvang|[Pp]euterspeelzaal"
    r"|[Pp]eutergroep|[Kk]indcentrum|[Ii]kc|IKC|KDV|kdv|OBS|obs|RKBS|rkbs|PCBS|PCB|KBS|kbs|CBS|cbs|GBS|ISK|BSO|bso|SBO|sbo"
    rf"|VSO|vso|SO|CSG|OSG|RSG|SG|ROC|BS|[Ss]chool) (?:genaamd )?(?P<name>{_SCHOOL_NAME})"
    rf"|(?<![\w-])(?:{_ARTICLE}{_WORD} )(?:College|college|Lyceum|lyceum|Gymnasium|Mavo|Scholengemeenschap"
    r"|Praktijkschool|basisschool)(?![\w-])"
    rf"|(?<=[a-z,] ){_CAPITAL}[a-z]{{2,25}}(?:college|lyceum|basisschool)(?![\w-])"
)
_NO_SCHOOL_NAME = re.compile(
    r"(?:StatLine|Statline|Microdata|Jeugd|Nederland|In|Op|De|Het|Een|Wij|We|Ik|Maar|Samen|Twente|Inspectie|Ouders)\b"
)
_GENERIC = re.compile(r"(?:Het|Dit|Deze|Een|Ons|Onze|Elk|Ieder|Nationaal|Universiteit) \w+\Z")


def schools(text: str):
    for match in _SCHOOL.finditer(text):
        name = match.group("name")
        if name is not None:
            bare = re.sub(rf"^[\"']?{_ARTICLE}[\"']?", "", name)
            article = name.lstrip("\"'") != bare.lstrip("\"'")
            if not article and _NO_SCHOOL_NAME.match(bare):
                continue
            # "SO Jeugd" and "BS Word": short letters count with an article only, or as a school in full.
            if not article and re.match(r"(?:SO|SG|BS|PCB|CBS|BSO|bso|ROC|VSO|vso|SBO|sbo|[Ss]chool) ", match.group()):
                if not re.match(r"(?:[Ss]chool|CBS|BSO|bso|SBO|ROC) ", match.group()) or " " in bare.strip():
                    continue
        elif _GENERIC.match(match.group()):
            continue
        yield match.start(), match.end(), "school"


# ---------- places ----------

_TO_PLACE = frozenset(
    "in uit te naar bij nabij rond vanuit richting omgeving gemeente regio wijkteam plaats stad dorp buurt via "
    "van".split()
)
_NOT_AFTER = frozenset("universiteit hogeschool rechtbank akkoord verdrag protocol".split())
_NOT_BEFORE = re.compile(r"[ -](?:UMC|umc|University|Universiteit|protocol|akkoord)\b")


def places(text, words, skip, extra: Iterable[str] = ()):
    known, heads = _known_places()
    if more := {unaccented(name) for name in extra}:
        known |= more
        heads = _heads(known)
    index = 0
    while index < len(words):
        token = words[index]
        length = 0
        if token.key in heads and index not in skip:
            length = _longest(text, words, index, heads[token.key], known)
        if length and _is_place(text, words, index, length):
            yield token.start, words[index + length - 1].end, "place"
        index += max(1, length)


@cache
def _known_places():
    known = lists.places() | lists.place_words()
    return known, _heads(known)


def _heads(known) -> dict[str, int]:
    """For each first word of a place the greatest number of words."""
    heads: dict[str, int] = {}
    for name in known:
        parts = name.replace("'s-", "s-").split()
        if parts:
            heads[parts[0]] = max(heads.get(parts[0], 0), len(parts))
    return heads


def _longest(text, words, index, most, known) -> int:
    for length in range(most, 0, -1):
        part = words[index : index + length]
        if len(part) == length:
            gaps = [text[a.end : b.start] for a, b in zip(part, part[1:], strict=False)]
            if all(gap == " " for gap in gaps) and " ".join(token.key for token in part) in known:
                return length
    return 0


def _is_place(text, words, index, length) -> bool:
    token, last = words[index], words[index + length - 1]
    before = words[index - 1] if index else None
    near = before is not None and text[before.end : token.start] in (" ", "  ")
    after_to = near and before.key in _TO_PLACE
    if near and before.key in _NOT_AFTER or _NOT_BEFORE.match(text, last.end):
        return False
    if length > 1:
        return any(part.cap for part in words[index : index + length]) or after_to
    if token.key in lists.place_words():
        return token.cap and after_to and not token.opens
    return token.cap or (after_to and len(token.key) >= 5)
