"""Numbers and addresses that point to one person: BSN, IBAN, e-mail, phone, postcode with house number.

Everything here reads folded text (see ``folding``) and yields ``(start, end, kind)`` in it. All patterns
have bounded repetition, so no text makes them slow.
"""

import re

# ---------- e-mail ----------

_LOCAL = re.compile(r"[\w.+'%&*/=?^`{|}~!#$-]{1,64}\s{0,2}\Z")
_DOMAIN = re.compile(r"\s{0,2}(?:[\w-]{1,63}\s?(?:\.|[\[(]\s?(?:dot|punt)\s?[\])])\s?){1,5}[^\W\d_]{2,24}")
_AT = re.compile(r"@|[\[({]\s?(?:at|apenstaartje|@)\s?[\])}]", re.IGNORECASE)


def emails(text):
    for at in _AT.finditer(text):
        local = _LOCAL.search(text, max(0, at.start() - 70), at.start())
        domain = _DOMAIN.match(text, at.end())
        # A space is allowed on both sides ("jan @ post.nl"), for a text "@" between words has no dot after it.
        if local and domain and not local.group().isspace():
            yield local.start(), domain.end(), "email"


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
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]\s{0,2}[A-Za-z])(?=[\s.\-]{0,3}\d[\s.\-]{0,3}\d)")
_BETWEEN = " \n\t.-/"


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


# ---------- phone ----------

_PHONE = re.compile(
    r"(?<![\d\w+])(?:\+|00)\(?\s?31\)?[\s\-./]{0,3}(?:\(\s?0\s?\)|0)?(?:[\s\-./()]{0,3}\d){9}(?!\d)"
    r"|(?<![\d.,/+-])(?:(?<=\b)|(?<=[^\W\d_]))\(?0(?:[\s\-./()]{0,3}\d){9}(?!\d)"
    r"|(?<![\d\w])(?:\+|00)[1-9]\d{0,2}(?:[\s\-./()]{0,3}\d){7,12}(?!\d)"
)
_LOCAL_PHONE = re.compile(
    r"\b(?:tel|telefoon|telefoonnummer|telnr|mobiel|mob|bel|bellen|belt)\b[.:\s]{0,4}"
    r"(\d(?:[\s\-.]{0,2}\d){5,6})(?![\s\-.]?\d)",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"0[89]00|09(?:06|09)")
_DATE_SHAPE = re.compile(r"\(?\d{1,2}([-./ ])\d{1,2}\1(?:19|20)\d\d(?!\d)|\d{4}([-./])\d\d\2\d\d(?!\d)")


def phones(text):
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        # Help lines and reverse-charge numbers belong to organisations; "0 1 2 3 4 …" is a scale.
        if digits[:1] == "0" and digits[1:2] != "0":
            if _SERVICE.match(digits) or digits in "01234567890" or _DATE_SHAPE.match(match.group()):
                continue
        elif digits.startswith("00") and not match.group().lstrip("(").startswith("00"):
            continue
        elif digits.startswith("000"):
            continue
        yield match.start(), match.end(), "phone"
    for match in _LOCAL_PHONE.finditer(text):
        if not _SERVICE.match(match.group(1)) and not _DATE_SHAPE.match(match.group(1)):
            yield match.start(1), match.end(1), "phone"


# ---------- BSN ----------

_GROUPS = re.compile(r"\d+")
_SAYS_BSN = re.compile(r"\b(?:bsn|burger\s?service|sofi|persoons?nummer|burgernummer)", re.IGNORECASE)
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


def _is_bsn(text, digits, start, end, count) -> bool:
    if not eleven_proof(digits):
        return False
    before = text[max(0, start - 40) : start]
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

_POSTCODE = re.compile(r"(?<![\w.,-])([1-9]\d{3})(\s{0,2})([A-Za-z]{2})(?![A-Za-z])")
# Words of two letters that follow a year or a number more often than they end a postcode.
_WORDS = set(
    "al as au ah be bv ca cm de dl dm do dr ed ek eg el en er eu ff gr ha he hm ho id ik in is ja je ju kg km la "
    "lo me mi ml mm mn mr ms mw na no nr nu of oh om on op pm po ra re si so st ta te to tm tv uw we ze zo".split()
)
_NUMBER_AFTER = re.compile(
    r"[\s,;:]{0,3}(?:(?:huis)?(?:nr\.?|nummer)[\s:]{0,2})?(?:[-,]\s?)?\d{1,4}(?!\d)[a-zA-Z]?\b", re.IGNORECASE
)
_NUMBER_BEFORE = re.compile(
    r"(?<![\d-])\d{1,4}\s?[a-zA-Z]?(?:[-/]\d{1,3})?[\s,;:(]{1,4}(?:te |in )?(?:postcode|pc)?[\s:]{0,2}\Z",
    re.IGNORECASE,
)
_HOUSE_NUMBER = re.compile(r"\b(?:huisnr|huisnummer|nummer|nr)\b[.:]?\s{0,2}\d{1,4}\b", re.IGNORECASE)
_STREET_NUMBER = re.compile(
    r"(?:straat|laan|weg|plein|dijk|kade|singel|gracht|hof|pad|steeg|dreef|park|markt|erf|veld|hoek|ring|baan)"
    r"\s{1,2}\d{1,4}\b",
    re.IGNORECASE,
)
NEAR = 50


def postcodes(text):
    """A postcode is asked about; with a house number beside it, or a house number said near it, it's an address."""
    for match in _POSTCODE.finditer(text):
        number, gap, letters = match.groups()
        after = _NUMBER_AFTER.match(text, match.end())
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
            yield start, after.end() if after else match.end(), "address"
        elif _near_house_number(text, match.start(), match.end()):
            yield match.start(), match.end(), "address"
        else:
            yield match.start(), match.end(), "postcode"


def _near_house_number(text, start, end) -> bool:
    around = text[max(0, start - NEAR) : start] + " | " + text[end : end + NEAR]
    return bool(_HOUSE_NUMBER.search(around) or _STREET_NUMBER.search(around))


# ---------- licence plate ----------

_PLATE = re.compile(r"(?<![\w-])(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{2,3}|\d{2,3})-(?:[A-Z]{1,3}|\d{1,3})(?![\w-])")


def plates(text):
    for match in _PLATE.finditer(text):
        parts = match.group().split("-")
        letters = sum(part.isalpha() for part in parts)
        if sum(map(len, parts)) == 6 and letters in (1, 2):
            yield match.start(), match.end(), "plate"
