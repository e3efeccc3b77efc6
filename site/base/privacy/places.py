"""Places and streets: together with little else they tell who somebody is. Asked about."""

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
    rf"|(?:(?<=[a-z,] )|(?<=(?:Dr|Ds|Mr|Ir|St)\. )|(?<=(?:Burg|Past|Prof|Weth)\. ))(?:(?:{_WORD}) (?:(?:van|de"
    rf"|der|den|'t) ){{0,2}})?{_CAPITAL}[\w'-]{{1,30}}(?:{_SURE}"
    rf"|weg)(?![\w-])"
    rf"|(?<=[a-z,] )(?:Laan|Plein|Kade|Weg) (?:van|der|den) (?:(?:de|den|der|het) )?{_WORD}"
)
# Without a capital and a number only after these words: "in de kerkstraat".
_LOWER_STREET = re.compile(
    rf"\b(?:[Ii]n|[Aa]an|[Oo]p|[Uu]it|[Vv]an) (?:de|het) ([a-z][a-z'-]{{2,30}}(?:{_SURE}|weg))(?![\w-])"
)
_NO_LOWER = re.compile(
    r"(?:winkel|woon|zij|achter|hoofd|tippel|ventilatie|spring|zuilen|snel|spoor|water|lucht|rij|om|uit|half"
    r"|school|markt|bus|auto|fiets"
    r"|trein|stations|parkeer|snelle|digitale|leer|loop|buiten|groei|levens|hulp|zorg|midden|kruis|hogere"
    r"|inloop|oprij|dood|uitvals|door|haven"
    r"|weg|terug|zee|vlucht|vergader|onder|voor|ver|wals)(?:straat|weg|laan|plein|kade)?\Z"
)
_OPENING = re.compile(r"(?:(?:Op|In|Aan|De|Het|Bij|Van|Naar) (?:de |het |den )?)?")
_NO_STREET = re.compile(
    r"(?:snelweg|onderweg|sesamstraat|wallstreet|beleidsplein|kennisplein|uitweg|binnenhof|leerplein|doolhof|omweg"
    r"|jeugdplein|zorgplein|digiplein|werkplein|schoolplein|kerkplein\Z)",
    re.IGNORECASE,
)
# "veld 3" and "dal 2" without a street's capital name are figures; so are these with a number.
_NO_NUMBERED = re.compile(r"^(?:Bijlage|Werkblad|Afbeelding|Figuur|Tabel|Stap|Fase|Deel|Hoofdstuk)", re.IGNORECASE)


def streets(text: str, sentences):
    for start, end in _streets(text):
        if sentences.tells_of_somebody(start, otherwise=True):
            sentences.note(start)
            yield start, end, "street"


def _streets(text):
    for match in _STREET.finditer(text):
        if not _NO_STREET.search(match.group()) and not _NO_NUMBERED.match(match.group()):
            # A capital that opens the sentence is no part of the street: "Op de Kerkstraat 3".
            yield match.start() + len(_OPENING.match(match.group())[0]), match.end()
    for match in _LOWER_STREET.finditer(text):
        word = match.group(1)
        if not _NO_LOWER.match(word) and not _NO_STREET.search(word):
            yield match.start(1), match.end(1)


# ---------- places ----------

_TO_PLACE = frozenset(
    "in uit te naar bij nabij rond vanuit richting omgeving gemeente regio wijkteam plaats stad dorp buurt via "
    "van".split()
)
# Before these a place is where an organisation works, unless the sentence says that somebody lives there.
_WORKS_FOR = frozenset(
    "gemeente gemeenten regio wijkteam wijkteams team gebiedsteam politie ggd ggz cjg rechtbank provincie "
    "jeugdbescherming "
    "jeugdzorg thuis burgemeester wethouder gemeenteraad stadhuis gemeentehuis bureau locatie vestiging kantoor "
    "sociaal "
    "jeugdteam samenwerkingsverband woningcorporatie ziekenhuis zorgregio arrondissement jongerenwerk bibliotheek "
    "wijkteamleden toegangsteam schuldhulp welzijn jeugdarts leerplicht veiligheidshuis".split()
)
_POSTCODE_BEFORE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2},?\s{1,2}(?:te )?\Z")
_NOT_AFTER = frozenset("universiteit hogeschool rechtbank akkoord verdrag protocol".split())
_NOT_BEFORE = re.compile(r"[ -](?:UMC|umc|University|Universiteit|protocol|akkoord)\b")


# "de wijk Twekkelerveld", "azc De Horst", "camping 't Veld": a name after a word for where people live.
_QUARTER = re.compile(
    rf"\b(?:wijk|buurt|buurtschap|volkswijk|woonwijk|gehucht|flat|azc|AZC|asielzoekerscentrum|camping"
    rf"|woonwagenkamp|woonwagencentrum"
    rf"|vakantiepark|bungalowpark|gezinshuis|woongroep|leefgroep|opvanghuis|dorp|dorpje|stadje) ((?:(?:de|De"
    rf"|het|Het|'t) )?{_WORD})"
)
_NO_QUARTER = re.compile(
    r"(?:(?:de|De|het|Het|'t) )?(?:Oost|West|Noord|Zuid|Centrum|Jeugd|Sociaal|In|Op|De|Het|Er|We|Wij|Ik)\b"
)


def places(text, words, skip, sentences, extra: Iterable[str] = ()):
    for match in _QUARTER.finditer(text):
        if not _NO_QUARTER.match(match.group(1)) and sentences.tells_of_somebody(match.start()):
            yield match.start(1), match.end(1), "place"
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
        if length and _is_place(text, words, index, length) and _of_somebody(text, words, index, sentences):
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
    if token.cap and _POSTCODE_BEFORE.search(text, max(0, token.start - 12), token.start):
        return True
    if near and before.key in _NOT_AFTER or _NOT_BEFORE.match(text, last.end):
        return False
    if length > 1 and token.key in lists.ARTICLES and not last.cap:
        # "in de wijk" is no De Wijk, "in de lutte" is De Lutte.
        return after_to and not all(lists.ordinary(part.key) for part in words[index + 1 : index + length])
    if length > 1:
        return any(part.cap for part in words[index : index + length]) or after_to
    if token.key in lists.place_words():
        return token.cap and after_to and not token.opens
    return token.cap or (after_to and len(token.key) >= 5)


def _of_somebody(text, words, index, sentences) -> bool:
    """Whether a place here tells about one person; "de gemeente Enschede" does only where somebody lives."""
    place = words[index].start
    before = [word.key for word in words[max(0, index - 2) : index]]
    if before and (
        before[-1] in _WORKS_FOR or before[0] in _WORKS_FOR and before[-1] in ("van", "in", "uit", "team", "jeugd")
    ):
        return sentences.home(place)
    if before and before[-1] == "uit" and not sentences.work(place):
        return True
    return sentences.tells_of_somebody(place)
