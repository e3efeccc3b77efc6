"""How somebody is reached: e-mail addresses and phone numbers, also as they are said or hidden from programs.

Everything here reads folded text (see ``folding``) and yields ``(start, end, kind)`` in it. All patterns
have bounded repetition, so no text makes them slow.
"""

import re

from base.privacy.spoken import spoken

# ---------- e-mail ----------

_SAYS_AT = r"ape?n?staart(?:je)?|apestaart(?:je)?|at-?teken|ampersat|at"
_AT = re.compile(
    rf"@|%40|\\u0040|[\[({{<*_-]\s?(?:{_SAYS_AT}|a|@)\s?[\])}}>*_-]|\s(?:{_SAYS_AT})\s|\s?\bapen?staartje\b\s?",
    re.IGNORECASE,
)
_SAYS_DOT = r"(?:\s{0,2}(?:\.|[\[({<]\s?(?:dot|punt|\.)\s?[\])}>])\s{0,2}|\s{1,2}(?:punt|dot|puntje)\s{1,2})"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_SAYS_SIGN = r"\s(?:punt|dot|streepje|underscore|liggend streepje|laag streepje|min|koppelteken|plus)\s"
_LOCAL = re.compile(
    rf"(?<![\w.])(?:[\w+'%&*/=?^`{{|}}~!#$-]{{1,40}}(?:{_SAYS_SIGN}|\s?\.\s?|[\[(]\s?(?:punt|dot|\.)\s?[\])])){{0,4}}"
    r"[\w+'%&*/=?^`{|}~!#$.-]{1,64}\s{0,2}\Z",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    rf"\s{{0,2}}({_LABEL}(?:{_SAYS_DOT}{_LABEL}){{0,4}}?){_SAYS_DOT}([^\W\d_]{{2,24}})(?![\w-])", re.IGNORECASE
)
_DOTTED = re.compile(rf"\s{{0,2}}((?:{_LABEL}\.){{1,5}})([^\W\d_]{{2,24}})", re.IGNORECASE)
_PROVIDER = re.compile(
    r"\s{0,2}(?:gmail|googlemail|hotmail|outlook|live|icloud|yahoo|msn|ziggo|kpnmail|kpn|planet|xs4all|hetnet"
    r"|home|upcmail"
    r"|chello|casema|quicknet|telfort|tele2|solcon|protonmail|proton|gmx|zonnet|kickmail|caiway|versatel)\b",
    re.IGNORECASE,
)
_TOP = frozenset(
    "nl com net org be eu de info edu gov nu me io uk fr pl tr es it at ch se no dk us biz email online shop "
    "frl ma sr cw "
    "aw bg ro ua ru mail tv cc academy school care zorg amsterdam gent brussels".split()
)


def emails(text):
    last = 0
    for at in _AT.finditer(text):
        if at.start() < last:
            continue
        plain = "@" in at.group() or at.group() == "%40"
        # "Wij werken at school": the word alone is an address only before a spelled or real domain.
        local = _LOCAL.search(text, max(last, at.start() - 100), at.start())
        if local and not local.group().isspace():
            local_start, end = local.start(), _domain_end(text, at, plain)
            if end:
                yield _trimmed(text, local_start, at, plain), end, "email"
                last = end


def _domain_end(text, at, plain):
    spread = _DOMAIN.match(text, at.end())
    if spread and spread.group(2).lower() in _TOP:
        return spread.end()
    dotted = _DOTTED.match(text, at.end())
    if dotted and (plain or at.group().strip()[:1] in "[({<*_-"):
        return dotted.end()
    # "jan@gmail": without its end only where the sign itself stands, since people work "at home".
    provider = _PROVIDER.match(text, at.end()) if plain else None
    return provider.end() if provider else 0


def _trimmed(text, start, at, plain):
    """Where the address begins: "mail naar jan punt smit" has its spaces only around the words for signs."""
    words = text[start : at.start()]
    # A full stop of the sentence before, "gemaild. jan@…", is no part of it.
    cut = max((m.end() for m in re.finditer(r"[.!?]\s+(?=\S)", words)), default=0)
    if cut and plain and not re.search(r"\s\.\s", words):
        return start + cut
    return start + len(words) - len(words.lstrip())


# ---------- phone ----------

_GAP = r"[\s\-./()\\_|·•:~*]{0,3}"
_PHONE = re.compile(
    rf"(?<![\d\w+])\(?(?:\+|00)\s?\(?\s?31\s?\)?{_GAP}(?:\(\s?0\s?\)|0)?(?:{_GAP}\d){{9}}(?!\d)"
    rf"|(?<![\d.,/+-])(?:(?<=\b)|(?<=[^\W\d_]))\(?0(?:{_GAP}\d){{9}}(?!\d)"
    rf"|(?<![\d\w])\(?(?:\+|00)\s?[1-9]\d{{0,2}}\)?(?:{_GAP}\d){{7,12}}(?!\d)"
    rf"|(?<![\d\w])31{_GAP}6(?:{_GAP}\d){{8}}(?!\d)"
    rf"|(?<![\w])[oO]6(?:{_GAP}\d){{8}}(?!\d)"
)
_SAYS_PHONE = (
    r"\b(?:tel|telefoon|telefoonnummer|telnr|telefoonnr|mobiel|mob|gsm|bel|bellen|belt|belde|appen|app|whatsapp"
    r"|06-nummer)\b"
)
_LOCAL_PHONE = re.compile(
    rf"{_SAYS_PHONE}(?:\s(?:nummer|is|nr|van \w{{1,20}}|naar|op)\b){{0,3}}[.:\s]{{0,4}}"
    r"(\d(?:[\s\-.]{0,2}\d){5,6})(?![\s\-.]?\d)",
    re.IGNORECASE,
)
# Without its zero, after the word: "mobiel 6 12345678".
_SHORT_MOBILE = re.compile(rf"{_SAYS_PHONE}[\w\s.:]{{0,20}}?\b(6(?:{_GAP}\d){{8}})(?!{_GAP}\d)", re.IGNORECASE)
_SERVICE = re.compile(r"0[89]00|09(?:06|09)")
DATE_SHAPE = re.compile(r"\(?\d{1,2}([-./ ])\d{1,2}\1(?:19|20)\d\d(?!\d)|\d{4}([-./])\d\d\2\d\d(?!\d)")


def phones(text):
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        # Help lines and reverse-charge numbers belong to organisations; "0 1 2 3 4 …" is a scale.
        if digits[:1] == "0" and digits[1:2] != "0":
            if _SERVICE.match(digits) or digits in "01234567890" or DATE_SHAPE.match(match.group()):
                continue
        elif digits.startswith("00") and not match.group().lstrip("(").startswith("00"):
            continue
        elif digits.startswith("000"):
            continue
        yield match.start(), match.end(), "phone"
    for match in _LOCAL_PHONE.finditer(text):
        if not _SERVICE.match(match.group(1)) and not DATE_SHAPE.match(match.group(1)):
            yield match.start(1), match.end(1), "phone"
    for match in _SHORT_MOBILE.finditer(text):
        yield match.start(1), match.end(1), "phone"
    for run in spoken(text):
        yield from _spoken_phone(run)


def _spoken_phone(run):
    """Groups that make ten digits from a zero on, or a number with the country's 31."""
    for first in range(len(run.groups)):
        digits = ""
        for group, _start, end in run.groups[first:]:
            digits += group
            long = len(digits) == 10 and digits[0] == "0" and digits[1] != "0" and not _SERVICE.match(digits)
            if (
                long
                or (digits.startswith("316") and len(digits) == 11)
                or (digits.startswith("00316") and len(digits) == 13)
            ):
                yield run.groups[first][1], end, "phone"
                return
            if len(digits) > 13:
                break
