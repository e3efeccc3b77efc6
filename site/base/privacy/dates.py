"""Full dates, and which of them are a date of birth.

The rule, for a date with day, month and year:

1. Words about birth near it ("geboren", "geb.", "geboortedatum", "verjaardag") make it a date of birth,
   however it is written, with two or four digits of the year. It is blocked.
2. Otherwise a date in the last year or in the future is no date of birth: meetings and plans are written so.
3. Otherwise, words beside it about laws and publications ("wet", "gepubliceerd", "versie") make a date with the
   month in letters harmless. Such a date in figures, and any beside words about work ("sinds", "vanaf",
   "training", "bijeenkomst"), is a date that we ask about.
4. Any other full date in the last hundred years, "12 maart 2014", is taken for a date of birth and blocked. With
   only two digits of the year it is asked about.
"""

import datetime
import re

from base.privacy.spoken import year_in_words

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "maart march mrt mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_DAYS = {
    word: number
    for number, word in enumerate(
        "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
        "achttien negentien twintig eenentwintig tweeëntwintig drieëntwintig vierentwintig vijfentwintig "
        "zesentwintig zevenentwintig achtentwintig negenentwintig dertig eenendertig".split(),
        start=1,
    )
}
_ORDINALS = {"een": "eerste", "drie": "derde", "acht": "achtste"}
_DAYS |= {
    _ORDINALS.get(word, word + ("ste" if number > 19 or word.endswith("een") else "de")): number
    for word, number in list(_DAYS.items())
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_WORD = "|".join(sorted(_DAYS, key=len, reverse=True))
_YEAR = r"(?:1[89]|20)\s?\d\s?\d|'\d\d|\d\d"
_SAID_YEAR = r"(?:negentien|twintig|tweeduizend)(?:\s?honderd)?(?:\s?en)?\s?[a-zëé]{0,16}"
_SEP = r"\s{0,2}[-./\\|]\s{0,2}"

_NUMERIC = re.compile(rf"(?<![\d.])(\d{{1,2}})({_SEP}|\s{{1,2}})(\d{{1,2}})({_SEP}|\s{{1,2}})({_YEAR})(?!\d)")
_ISO = re.compile(rf"(?<!\d)((?:19|20)\d\d)({_SEP})(\d{{1,2}})({_SEP})(\d{{1,2}})(?!\d)")
_WRITTEN = re.compile(
    rf"(?<!\w)(\d{{1,2}}|{_DAY_WORD})(?:e|de|ste|th|st|nd|rd)?[\s.\-/]{{0,3}}(?:of |van )?({_MONTH})"
    rf"[\s.,\-/]{{0,3}}(?:van (?:het jaar )?|in )?({_YEAR}|{_SAID_YEAR})(?![\w])",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"(?<!\w)({_MONTH})\.?\s{{1,2}}(\d{{1,2}})(?:th|st|nd|rd)?,?\s{{1,2}}({_YEAR})(?!\d)", re.I)
_MONTH_WORD = re.compile(rf"(?<![^\W\d_])(?:{_MONTH})(?![^\W\d_])", re.IGNORECASE)
_COMPACT = re.compile(r"(?<!\d)(\d{8}|\d{6})(?!\d)")

_BIRTH = re.compile(
    r"\bgeb(?:\.|oren|oorte\w*|oortig|dat\w*|\b)|\bg\.d\.|\bverjaar\w*|\bjarig|\bbirth\w*|\bborn\b|\bdob\b"
    r"|\bter wereld|\bgeboorte|\bbevall\w*|\bgebj\b|[*†]\s?\Z",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\b\w*wet\b|\bwet\w{0,6}\b|\bgeraadpleegd|\bgepubliceerd|\bpublicatie|\bverschenen|\bversie|\bvastgesteld"
    r"|\binwerking|\bin werking|\bverordening|\bbesluit|\bstaatsblad|\bkamerbrief|\bwetsvoorstel|\brichtlijn"
    r"|\brapport\b|\bverdrag|\bdecentralisatie|\bstelsel\w*|\bonline\b|\bbron\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\bsinds|\bvanaf|\bper\b|\bingang|\bingegaan|\bstart\w*|\bgestart|\bbegon\w*|\bbijeenkomst|\boverleg\b"
    r"|\btraining|\bcursus|\bconferentie|\bstudiedag|\bpilot|\bproject|\blooptijd|\bmeting|\bevaluatie"
    r"|\bconvenant|\bonderteken\w*|\bgetekend|\bgeopend|\bopening|\bsymposium|\bcongres|\bthemadag|\bwebinar"
    r"|\bsubsidie|\binkoop|\baanbested\w*|\bgemeenteraad|\binterview|\bonderzoek\b|\benqu[eê]te|\bbeleids\w*"
    r"|\bwerkdag|\bwerkte?\b|\bin dienst|\bopgericht|\bafgerond|\bgehouden|\bverslag|\bbegroting|\bcontract"
    r"|\bwerkgroep|\bt/m\b|\btot en met",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
BIRTH_BEFORE, BIRTH_AFTER = 45, 32
# "Op 28 maart 2023 spraken we", "de brief van 3 mei 2024": something happened. "Hij is van 3 mei 2012" is a birth.
_HAPPENED = re.compile(
    r"\b(?:op|sinds|vanaf|tot|voor|na|rond|omstreeks|dd|d\.d|tussen|en|t/m)\.?\s{1,2}\Z", re.IGNORECASE
)
_LETTER_OF = re.compile(r"\b(?:is|ben|bent|kind|meisje|jongen|iemand|beiden|allebei)\s{1,2}van\s{1,2}\Z", re.IGNORECASE)
_OF = re.compile(r"\bvan\s{1,2}\Z", re.IGNORECASE)


def dates(text, today=None):
    today = today or datetime.date.today()
    for start, end, date, short, needs_birth in _all_dates(text, today):
        if _birth_words(text, start, end):
            if date <= today:
                yield start, end, "date_of_birth"
        elif needs_birth or not _long_past(date, today):
            continue
        elif _LAW.search(_near(text, start, end)):
            # "12-03-2014" may be typed from a file, also in a sentence about a law: then we ask.
            if not any(char.isalpha() for char in text[start:end]):
                yield start, end, "date"
        elif short or _WORK.search(_near(text, start, end)) or _happened(text, start):
            # "per 1 januari 2020" is when something began for everybody.
            if date.day > 1 or not any(char.isalpha() for char in text[start:end]):
                yield start, end, "date"
        else:
            yield start, end, "date_of_birth"


def _all_dates(text, today):
    for match in _NUMERIC.finditer(text):
        day, gap, month, gap2, year = match.groups()
        loose = gap.strip() != gap2.strip()
        short = len(re.sub(r"\D", "", year)) == 2
        # "1.2.14" is a paragraph and "3 4 12" a row of figures, unless somebody says that it is a birthday.
        needs_birth = loose or (short and gap.strip() not in ("-", "/"))
        for a, b in ((day, month), (month, day)):
            if date := _date(a, b, year, today):
                yield match.start(), match.end(), date, short, needs_birth
                break
    for match in _ISO.finditer(text):
        if date := _date(match.group(5), match.group(3), match.group(1), today):
            yield match.start(), match.end(), date, False, False
    for month in _MONTH_WORD.finditer(text):
        yield from _beside_month(text, month, today)
    for match in _COMPACT.finditer(text):
        digits = match.group()
        date = _date(digits[:2], digits[2:4], digits[4:], today)
        if date is None and len(digits) == 8:
            date = _date(digits[6:], digits[4:6], digits[:4], today)
        if date and 1900 <= date.year:
            yield match.start(), match.end(), date, False, True


def _beside_month(text, month, today):
    start, end = max(0, month.start() - 30), month.end() + 60
    for match in _WRITTEN.finditer(text, start, end):
        if match.start(2) != month.start():
            continue
        day = _DAYS.get(match.group(1).lower(), match.group(1))
        year = match.group(3)
        if not year[-1].isdigit() and (year := _said_year(year)) is None:
            continue
        if date := _date(day, _MONTHS[match.group(2).lower()], year, today):
            yield match.start(), match.end(), date, len(str(year).strip("'")) == 2, False
    if match := _MONTH_FIRST.match(text, month.start()):
        if date := _date(match.group(2), _MONTHS[match.group(1).lower()], match.group(3), today):
            yield match.start(), match.end(), date, len(match.group(3).strip("'")) == 2, False


def _said_year(words):
    """The longest year that the words begin with: "tweeduizend veertien werd" has a word too many."""
    parts = words.split()
    return next((year for end in range(len(parts), 0, -1) if (year := year_in_words("".join(parts[:end])))), None)


def _date(day, month, year, today):
    year = int(re.sub(r"\D", "", str(year)))
    if year < 100:
        year += 2000 if year <= today.year % 100 else 1900
    try:
        return datetime.date(year, int(month), int(day))
    except ValueError:
        return None


def _long_past(date, today) -> bool:
    days = (today - date).days
    return 365 < days < 365.25 * 100


def _birth_words(text, start, end) -> bool:
    before, after = text[max(0, start - BIRTH_BEFORE) : start], text[end : end + BIRTH_AFTER]
    return bool(_BIRTH.search(before) or _BIRTH.search(after))


def _happened(text, start) -> bool:
    before = text[max(0, start - 30) : start]
    return bool(_HAPPENED.search(before) or (_OF.search(before) and not _LETTER_OF.search(before)))


def _near(text, start, end) -> str:
    """What stands beside a date in the same sentence: at most 60 characters on each side."""
    before = _SENTENCE_END.split(text[max(0, start - 60) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + 60])[0]
    return before + " … " + after
