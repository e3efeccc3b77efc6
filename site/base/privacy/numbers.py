"""Numbers and addresses that point to one person: BSN, IBAN, postcode with house number, licence plate.

Everything here reads folded text (see ``folding``) and yields ``(start, end, kind)`` in it. All patterns
have bounded repetition, so no text makes them slow.
"""

import re
import string

from base.privacy.contacts import DATE_SHAPE as _DATE_SHAPE
from base.privacy.spoken import spoken

# ---------- IBAN ----------

_IBAN_LENGTHS = {
    **dict.fromkeys(("NO",), 15),
    **dict.fromkeys(("BE",), 16),
    **dict.fromkeys(("DK", "FI", "FO", "GL", "NL"), 18),
    **dict.fromkeys(("MK", "SI"), 19),
    **dict.fromkeys(("AT", "BA", "EE", "LT", "LU", "XK"), 20),
    **dict.fromkeys(("CH", "HR", "LI", "LV"), 21),
    **dict.fromkeys(("BG", "BH", "DE", "GB", "GE", "IE", "ME", "RS"), 22),
    **dict.fromkeys(("AE", "GI", "IL"), 23),
    **dict.fromkeys(("AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG"), 24),
    **dict.fromkeys(("PT",), 25),
    **dict.fromkeys(("IS", "TR"), 26),
    **dict.fromkeys(("FR", "GR", "IT", "MC", "SM"), 27),
    **dict.fromkeys(("AL", "AZ", "CY", "DO", "HU", "LB", "MA", "PL"), 28),
    **dict.fromkeys(("BR", "EG", "KW", "MU", "PS", "QA", "UA"), 29),
    **dict.fromkeys(("JO",), 30),
    **dict.fromkeys(("MT",), 31),
}
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]\s{0,2}[A-Za-z])(?=[\s.\-_]{0,3}\d[\s.\-_]{0,3}\d)")
_BETWEEN = " \n\t.-/_"


def ibans(text):
    for start in _IBAN_START.finditer(text):
        length = _IBAN_LENGTHS.get("".join(start.group(1).split()).upper())
        if not length:
            continue
        at, gap, chars = start.start(), 0, []
        while at < len(text) and len(chars) < length:
            char = text[at]
            if char.isascii() and char.isalnum():
                chars.append(char.upper())
                gap = 0
            elif char in _BETWEEN and gap < 3:
                gap += 1
            else:
                break
            at += 1
        if len(chars) == length and not text[at : at + 1].isdigit() and _mod97("".join(chars)):
            yield start.start(), at, "iban"


def _mod97(iban: str) -> bool:
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97 == 1


# ---------- BSN ----------

_GROUPS = re.compile(r"\d+")
_SAYS_BSN = re.compile(
    r"\bb\s?\.?\s?s\s?\.?\s?n\b|\bbsn|\bburger\s?service|\bsofi|\bpersoons?nummer|\bburgernummer", re.IGNORECASE
)
# Right before nine digits it makes them a BSN, also with a slip of the pen in them.
_NAMED_BSN = re.compile(
    r"(?:\bb\s?\.?\s?s\s?\.?\s?n\.?|burger\s?service\s?nummer|sofi-?nummer)"
    r"[\s:=\-]{0,3}(?:(?:nr|nummer|is|van \w+|luidt)\b\.?[\s:=\-]{0,3}){0,3}\Z",
    re.IGNORECASE,
)
# Other registers with 8 or 9 digits, named just before the number.
_OTHER_NUMBER = re.compile(
    r"\b(?:kvk|k\.v\.k\.|kamer van koophandel|agb|skj|isbn|issn|doi|rsin|btw|zaak\s?nr|versie)"
    r"[\w\s:.\-]{0,16}\Z",
    re.IGNORECASE,
)
_MONEY_AFTER = re.compile(r"\s?(?:euro|eur|miljoen|inwoners|jeugdigen|kinderen|mensen)\b", re.IGNORECASE)
_PLAIN_GAP = re.compile(r"[\s.\-_/·•]{1,4}\Z")
_NAMED_GAP = re.compile(r"[\s.\-_/·•,;:*|()]{1,4}\Z")


def bsns(text):
    """Eight or nine digits, in whatever groups, that pass the 11-proof (as one in eleven numbers does)."""
    groups = [(m.start(), m.end()) for m in _GROUPS.finditer(text)]
    last_end = -1
    for first, (start, _end) in enumerate(groups):
        if start < last_end:
            continue
        digits, count = "", 0
        for index in range(first, min(first + 9, len(groups))):
            if index > first and not _NAMED_GAP.match(text[groups[index - 1][1] : groups[index][0]]):
                break
            digits += text[groups[index][0] : groups[index][1]]
            count += 1
            if len(digits) > 9:
                break
            end = groups[index][1]
            if len(digits) in (8, 9) and _is_bsn(text, digits, start, end, count):
                yield start, end, "bsn"
                last_end = end
                break
    for run in spoken(text):
        yield from _spoken_bsn(text, run)


def _spoken_bsn(text, run):
    for first in range(len(run.groups)):
        digits = ""
        for group, _start, _end in run.groups[first:]:
            digits, end = digits + group, _end
            if len(digits) >= 9:
                break
        start = run.groups[first][1]
        named = _SAYS_BSN.search(text[max(0, start - 40) : start])
        if len(digits) == 9 and digits[:2] != "06" and (eleven_proof(digits) or named):
            yield start, end, "bsn"
            return


def _is_bsn(text, digits, start, end, count) -> bool:
    before = text[max(0, start - 40) : start]
    if not eleven_proof(digits):
        return len(digits) == 9 and bool(_NAMED_BSN.search(before))
    if _SAYS_BSN.search(before) or _SAYS_BSN.search(text[end : end + 25]):
        return True
    # Part of a longer code, of an amount, of another register's number or of a web address.
    if re.search(r"[^\W\d_]\Z", before) and not re.search(r"(?:nr|nummer|number)\Z", before, re.IGNORECASE):
        return False
    if re.match(r"[^\W\d_]", text[end : end + 1]) or re.search(r"[€$£]\s?\Z|\d,\Z", before):
        return False
    if _MONEY_AFTER.match(text, end) or _OTHER_NUMBER.search(before) or "://" in before.rsplit(None, 1)[-1:][0:1]:
        return False
    if re.search(r"(?:https?://|www\.)\S*\Z", text[max(0, start - 120) : start]):
        return False
    if count == 1:
        return len(digits) == 9 or not _date_digits(digits)
    gaps = re.findall(r"\D+", text[start:end])
    if not all(_PLAIN_GAP.match(gap) for gap in gaps):
        return False
    # Without the word: the same sign between all groups, or a few groups. Eight digits need both. A date has eight
    # at most, so nine with a date in them are one number only when nothing but the sign stands between them.
    same, few = len({gap.strip() or " " for gap in gaps}) == 1, count <= 4
    dated = _DATE_SHAPE.search(text[start:end]) is not None
    if len(digits) == 9:
        return same or (few and not dated)
    return same and few and not dated and not _years(text[start:end])


def _years(number: str) -> bool:
    return all(re.fullmatch(r"(?:19|20)\d\d", part) for part in re.findall(r"\d+", number))


def _date_digits(digits: str) -> bool:
    def date(day, month, year):
        return 1 <= int(day) <= 31 and 1 <= int(month) <= 12 and year[:2] in ("19", "20")

    return date(digits[:2], digits[2:4], digits[4:]) or date(digits[6:], digits[4:6], digits[:4])


def eleven_proof(digits: str) -> bool:
    digits = digits.zfill(9)
    total = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), digits, strict=False))
    return (total - int(digits[8])) % 11 == 0 and digits.strip("0") != ""


# ---------- postcode ----------

_POSTCODE = re.compile(r"(?<![\w.,-])([1-9]\d{3})(\s{0,2}|-(?=[A-Z]{2}\b))([A-Za-z]{2})(?![A-Za-z])")
# Words of two letters that follow a year or a number more often than they end a postcode.
_WORDS = set(
    "al as au ah be bv ca cm de dl dm do dr ed ek eg el en er eu ff gr ha he hm ho id ik in is ja je ju kg km la "
    "lo me mi ml mm mn mr ms mw na no nr nu of oh om on op pm po ra re si so st ta te to tm tv uw we ze zo".split()
)
_NUMBER_AFTER = re.compile(
    r"[\s,;:]{0,3}(?:(?:huis)?-?(?:nr\.?|nummer|no\.?)[\s:]{0,2})?(?:[-,/]\s?)?\d{1,4}(?!\d)(?:-?[a-zA-Z])?\b(?!\s?(?:euro|jaar|uur|km|%))",
    re.IGNORECASE,
)
_SAID_NUMBER = re.compile(
    r"[\s,;:]{0,3}(?:op )?(?:huis)?nummer\s(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
    r"|\w{2,12}t(?:ien|ig))\b",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(
    r"(?<![\d-])\d{1,4}[ -]?(?:[a-zA-Z]|bis|hs|[IV]{1,3})?(?:[-/]\d{1,3})?[\s,;:(]{1,4}(?:te |in )?(?:postcode"
    r"|pc)?[\s:]{0,2}\Z",
    re.IGNORECASE,
)
_HOUSE_NUMBER = re.compile(r"\b(?:huisnr|huisnummer|nummer|nr)\b[.:]?\s{0,2}\d{1,4}\b", re.IGNORECASE)
_STREET_NUMBER = re.compile(
    r"(?:straat|laan|weg|plein|dijk|kade|singel|gracht|hof|pad|steeg|dreef|park|markt|erf|veld|hoek|ring|baan)"
    r"\s{1,2}\d{1,4}\b",
    re.IGNORECASE,
)
# The street that goes with the number, "Dorpsweg 3, 7671 GD": words with a capital, or a word that ends as a street.
_STREET_BEFORE = re.compile(
    r"(?<![\w'-])(?:[A-ZÀ-Þ][\w'.-]{0,30}[ ](?:(?:van|de|der|den|het|'t|op|ten|ter)[ ]){0,3}){0,3}"
    r"(?:[A-ZÀ-Þ][\w'-]{1,40}|[a-z'-]{2,40}(?:straat|laan|weg|plein|dijk|kade|singel|gracht|hof|pad|steeg"
    r"|dreef))[ ]{1,2}\Z"
)
NEAR = 50


def postcodes(text):
    """A postcode is asked about; with a house number beside it, or a house number said near it, it's an address."""
    for match in _POSTCODE.finditer(text):
        number, gap, letters = match.groups()
        after = _NUMBER_AFTER.match(text, match.end()) or _SAID_NUMBER.match(text, match.end())
        if letters.upper() in ("SA", "SD", "SS"):
            continue
        upper = letters.isupper()
        if not upper and (letters.lower() in _WORDS or (gap and not after)):
            continue
        if upper and gap and letters.lower() in _WORDS and number[:2] in ("19", "20"):
            continue
        before = None if after else _NUMBER_BEFORE.search(text, max(0, match.start() - 30), match.start())
        if after or before:
            start = before.start() if before else match.start()
            if before and (street := _STREET_BEFORE.search(text, max(0, start - 60), start)):
                start = street.start()
            yield start, after.end() if after else match.end(), "address"
        elif _near_house_number(text, match.start(), match.end()):
            yield match.start(), match.end(), "address"
        else:
            yield match.start(), match.end(), "postcode"


def _near_house_number(text, start, end) -> bool:
    around = text[max(0, start - NEAR) : start] + " | " + text[end : end + NEAR]
    return bool(_HOUSE_NUMBER.search(around) or _STREET_NUMBER.search(around))


# ---------- licence plate ----------

# The shapes of all series, L a letter and D a digit: "XX-99-99" (1951) to "X-99-XXX" (2019), and what is still to come.
_SERIES = frozenset(
    "LL-DD-DD DD-DD-LL DD-LL-DD LL-DD-LL LL-LL-DD DD-LL-LL DD-LLL-D D-LLL-DD LL-DDD-L L-DDD-LL LLL-DD-L "
    "L-DD-LLL D-LL-DDD "
    "DDD-LL-D".split()
)
_SHAPE = str.maketrans(string.ascii_letters + string.digits + " ", "L" * 52 + "D" * 10 + "-")
_JOINED = frozenset(shape.replace("-", "") for shape in _SERIES)
_PLATE = re.compile(
    r"(?<![\w-])(?=[A-Za-z -]{0,6}\d)(?:[A-Za-z]{1,3}|\d{1,3})([ -]?)"
    r"(?:[A-Za-z]{2,3}|\d{2,3})\1(?:[A-Za-z]{1,3}|\d{1,3})(?![\w-])"
)
_SAYS_PLATE = re.compile(
    r"\b(?:kenteken|nummerbord|nummerplaat|auto|busje|bus|scooter|brommer|bromfiets|motor|rijdt|rijd|reed|golf"
    r"|polo|opel|bmw|audi"
    r"|volvo|ford|fiat|seat|renault|peugeot|citroen|toyota|kia|bestelbus|aanhanger|taxi)",
    re.IGNORECASE,
)

_NO_PLATE = re.compile(
    r"\b(?:contract|formulier|lokaal|zaal|code|artikel|dossier|nummer|nr|model|bijlage|versie|kamer|ruimte"
    r"|besluit|zaak)\w*[.:]?\s\Z",
    re.IGNORECASE,
)


def plates(text):
    """With dashes and capitals by the shape alone, otherwise beside a word about a car."""
    for match in _PLATE.finditer(text):
        plate = match.group()
        shape = plate.translate(_SHAPE)
        if shape not in (_SERIES if match.group(1) else _JOINED):
            continue
        if _NO_PLATE.search(text, max(0, match.start() - 25), match.start()):
            continue
        around = text[max(0, match.start() - 60) : match.end() + 30]
        if (match.group(1) == "-" and plate.upper() == plate) or _SAYS_PLATE.search(around):
            yield match.start(), match.end(), "plate"
