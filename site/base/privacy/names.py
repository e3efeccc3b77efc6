"""Names of people, by lists and by the words around them: asked about, never blocked.

A name on the list counts, unless it is also a word ("Roos", "Wil") that stands at the start of a sentence. A word that
is on no list counts after "mevrouw" or "zoontje", before "(9)", after a first name, and where it is no Dutch word but
does what people do ("Xqavi huilt", "Xqavi en zijn zus"). A name found once in a text is found in all of it.
Organisations, methods and sources of literature that carry a name do not count.
"""

import re
from collections.abc import Iterable

from base.privacy import words as lists
from base.privacy.initials import initials
from base.privacy.names_beside import NamesBeside
from base.privacy.tokens import AGE_AFTER, CITED, Token

_LETTER_AFTER = re.compile(r" [A-Z]\.(?!\w)|(?: (?:v\.?d\.?|van|de|der|den|el|al|ten|ter)){1,3} [A-Z]\.(?!\w)")
_HALF = re.compile(r"-(?:van|de|der|den|ten|ter|te|el)\Z")
_LABEL_GAP = re.compile(r"\s?\d?\s?(?:\([\w ]{1,20}\))?:\s{1,3}\Z")
_CITES = re.compile(
    r"\b(?:volgens|onderzoek|theorie|studie|literatuur|richtlijn|auteurs?|et al|boek|werk van)\b", re.IGNORECASE
)
_SURNAME_LIKE = re.compile(r"(?:er|ers|man|mans|aar|ing|ink|stra|sma|ma|sen|huis)\Z")


def names(text: str, words: list[Token], skip: set[int], sentences, extra: Iterable[str] = ()):
    found = list(_Search(text, words, skip, sentences).run())
    yield from found
    yield from initials(text)
    for name in extra:
        if name.strip():
            for match in re.finditer(rf"(?<!\w){re.escape(name.strip())}(?!\w)", text, re.IGNORECASE):
                yield match.start(), match.end(), "name"


class _Search(NamesBeside):
    def __init__(self, text, words, skip, sentences):
        self.text, self.words, self.skip, self.sentences = text, words, skip, sentences
        self.taken = {}  # first word of a name: last word

    def run(self):
        index = 0
        while index < len(self.words):
            end = None if index in self.skip or self._plain(index) else self._name_at(index)
            if end is not None and not self._organisation(index, end):
                self.taken[index] = end
            index = index + 1 if end is None else end + 1
        self._beside_names()
        self._named_before()
        for first, last in self.taken.items():
            yield self.words[first].start, self._with_letter(self.words[last].end), "name"

    # ---------- one place in the text ----------

    def _plain(self, index) -> bool:
        """Nearly every word: no capital, on no list, and no "mevrouw" before it."""
        token = self.words[index]
        if token.cap or token.key in lists.first_names() or token.key in lists.PREFIXES or "'" in token.key:
            return False
        return index == 0 or self.words[index - 1].key not in lists.TITLES

    def _name_at(self, index):
        """The index of the last word of the name that starts here, or None."""
        token = self.words[index]
        context = self._context(index)
        if context == "title":
            return self._after_title(index)
        if context == "label" and token.cap and self._may_be_name(index) and not lists.ordinary(token.key):
            return self._surname_after(index)
        if self._first_name(index, context):
            last = self._surname_after(index)
            return None if last == index and self._source(index) else last
        if token.cap and not token.opens and self._may_be_name(index):
            short = token.word.isupper() and len(token.word) <= 4
            if context == "role" and not short and (self._listed(token) or not self._group(index)):
                return self._surname_after(index)
            if AGE_AFTER.match(self.text, token.end):
                return index
        if self._unknown_person(index):
            return self._surname_after(index)
        return self._known_surname(index)

    def _context(self, index):
        """Whether the word just before says that a person follows: "title", "role" or nothing."""
        if index == 0:
            return ""
        before, token = self.words[index - 1], self.words[index]
        gap = self.text[before.end : token.start]
        if before.key in lists.LABELLED and _LABEL_GAP.match(gap):
            return "label"
        if len(gap) > 3:
            return ""
        dotted = "." if before.key in lists.SHORT_TITLES else ""
        if before.key in lists.TITLES and gap.strip(" ") in ("", dotted):
            return "title"
        if gap.strip(" '\"(,") not in ("", ":"):
            return ""
        if before.key in lists.ROLES:
            return "role"
        # "de moeder van Xavi", "zij heet Xavi"
        earlier = self.words[max(0, index - 8) : index - 1]
        if before.key == "van" and earlier and earlier[-1].key in lists.ROLES:
            return "role"
        if before.key in lists.CALLED and any(word.key in lists.PEOPLE for word in earlier):
            return "role"
        return ""

    def _after_title(self, index):
        token = self.words[index]
        if token.cap and self._may_be_name(index) and token.key not in lists.SECOND_TITLES:
            return self._surname_after(index)
        last = None if token.key in ("op", "in") else self._past_prefix(index)
        if last is not None and last > index and self._may_be_name(last):
            return self._double(last)
        unsure = token.key in lists.name_words() or token.key in lists.weak_names()
        return index if (token.key in lists.first_names() or token.key in lists.surnames()) and not unsure else None

    def _first_name(self, index, context) -> bool:
        token = self.words[index]
        key = self._listed(token)
        if key is None:
            return False
        aged = bool(AGE_AFTER.match(self.text, token.end))
        if not token.cap:
            if context == "role" or aged:
                return key not in lists.name_words() and key not in lists.weak_names()
            sure = key not in lists.name_words() and key not in lists.weak_names() and key not in lists.UNSURE_LOWER
            return len(key) >= 4 and key == token.key and sure and "-" not in key
        if (context or aged) and not (token.word.isupper() and len(token.word) <= 4):
            return True
        if key in lists.weak_names():
            before = self.words[index - 1].key if index else ""
            # "toen Hope binnenkwam", "zei Storm"
            told = before in lists.CLAUSE and len(key) > 3 and not lists.ordinary(key) or before in lists.SAID
            return not token.opens and (told or self._surname_after(index) > index)
        if key in lists.name_words() and (token.opens or self._after_article(index)):
            return self._surname_after(index) > index or self._acts(index)
        # "JIM's" and "EVA": an abbreviation rather than a name.
        capitals = token.word.removesuffix("'s")
        return not capitals.isupper() or len(capitals) > 3 and key not in lists.name_words()

    def _listed(self, token):
        """The listed first name in a word, also in "Daans", "Sanne's" and "Anne-Fleur"."""
        key = token.key
        known = lists.first_names()
        if key in known:
            return key
        if key.endswith("'s") and key[:-2] in known:
            return key[:-2]
        if not token.cap:
            return None
        if key.endswith("s") and key[:-1] in known and key[:-1] not in lists.name_words() and len(key) > 4:
            return None if lists.ordinary(key) else key[:-1]
        if "-" in key:
            parts = key.split("-")
            if parts[0] in known and token.word.split("-")[1][0].isupper():
                return parts[0]
        return None

    def _acts(self, index) -> bool:
        """What follows makes it a person: "Roos woont bij haar oma", "Roos en haar zus", "Roos en Tim"."""
        if index + 1 >= len(self.words):
            return False
        token, after = self.words[index], self.words[index + 1]
        gap = self.text[token.end : after.start]
        third = self.words[index + 2] if index + 2 < len(self.words) else None
        if gap == ", " and third is not None:
            # "Sterre, Maan en Zonne"
            return after.cap and self._listed(after) is not None and third.key in ("en", "zijn", "haar", "is", "zit")
        if gap != " ":
            return False
        if after.key == "en" and third is not None:
            if third.key in ("haar", "zijn", "hun"):
                return True
            return third.cap and self._listed(third) is not None and third.key not in lists.weak_names()
        return after.key in lists.VERBS

    def _after_article(self, index) -> bool:
        """ "de Roos", "een Mees": no name of a person has an article."""
        return index > 0 and self.words[index - 1].key in lists.ARTICLES and self._gap(index - 1) == " "

    # ---------- names on no list ----------

    def _unknown_person(self, index) -> bool:
        """A word that is no Dutch word and does what only people do, or belongs to a family."""
        token = self.words[index]
        if not token.cap or len(token.key) < 3 or token.word.isupper() or not self._may_be_name(index):
            return False
        if self._group(index):
            return False
        key = token.key.removesuffix("'s")
        if lists.ordinary(key) or key in lists.places() or key in lists.place_words():
            return False
        if not token.opens and self._apart(index) and self.sentences.person(token.start):
            return True
        following = self.words[index + 1] if self._gap(index) == " " else None
        if following is None:
            return False
        third = self.words[index + 2] if index + 2 < len(self.words) else None
        acts = following.key in lists.HUMAN_VERBS or (
            following.key == "en"
            and third is not None
            and third.key in ("zijn", "haar")
            and index + 3 < len(self.words)
            and self.words[index + 3].key in lists.ROLES
        )
        owns = token.key.endswith("s") and following.key in lists.ROLES
        return acts or owns

    def _apart(self, index) -> bool:
        """Where a person is likelier than a thing: after "dat" or "met", or between commas."""
        before = self.words[index - 1].key if index else ""
        gap = self._gap(index - 1) if index else ""
        if gap == " " and before in lists.TO_PERSON:
            return True
        return gap == ", " and self.text[self.words[index].end : self.words[index].end + 1] in (",", "(")

    def _group(self, index) -> bool:
        """Whether the word before makes it no person: an article, or a word about an organisation."""
        if index == 0:
            return False
        return self._after_article(index) or self.words[index - 1].key in lists.BEFORE_GROUP

    # ---------- what follows a first name ----------

    def _surname_after(self, index) -> int:
        """The last word of the name: second first names, prefixes and surname included."""
        last = index
        for _step in range(3):
            after = last + 1
            if not self._adjoins(last, after):
                break
            if self.words[after].cap and self._may_be_name(after):
                last = after
                continue
            end = self._past_prefix(after)
            if end is None or end == after or not (self._may_be_name(end) or self._listed_surname(after, end)):
                break
            last = end
        after = last + 1
        if last == index and not self.words[index].cap and self._adjoins(last, after):
            # "jan bakker": only a word that is a surname before all, and looks like one.
            key = self.words[after].key
            if key in lists.surnames() or (key in lists.surname_words() and _SURNAME_LIKE.search(key)):
                return after
        return self._double(last)

    def _double(self, last) -> int:
        """The end of a name of two families: "De Jong-van Dijk"."""
        while _HALF.search(self.words[last].key) and self._adjoins(last, last + 1):
            end = self._past_prefix(last + 1)
            if end is None and not self.words[last + 1].cap:
                break
            last = last + 1 if end is None else end
        return last

    def _gap(self, index) -> str:
        """What stands between this word and the next."""
        if index + 1 >= len(self.words):
            return ""
        return self.text[self.words[index].end : self.words[index + 1].start]

    def _adjoins(self, index, after) -> bool:
        if after >= len(self.words) or after in self.skip:
            return False
        return self.text[self.words[index].end : self.words[after].start] in (" ", "  ", "-", " - ", "\n")

    def _past_prefix(self, index):
        """From a prefix ("van der") to the surname after it; None where no prefix stands here."""
        at = index
        while at < len(self.words) and self.words[at].key in lists.PREFIXES and at - index < 3:
            if not self._adjoins(at, at + 1):
                return None
            at += 1
        if at == index:
            return None
        phrase = " ".join(token.key for token in self.words[index : at + 1])
        return at if self.words[at].cap or phrase in lists.surnames() else None

    def _listed_surname(self, first, last) -> bool:
        return " ".join(token.key for token in self.words[first : last + 1]) in lists.surnames()

    def _known_surname(self, index):
        """A surname alone: from the list, with its prefix, or after "El" and "Ben"."""
        token = self.words[index]
        last = self._past_prefix(index) if token.key in lists.PREFIXES else None
        if last is not None and self.words[last].cap and self._may_be_name(last):
            phrase = " ".join(word.key for word in self.words[index : last + 1])
            sure = token.key in lists.SURE_PREFIXES and token.cap and not token.opens
            if phrase in lists.surnames() or sure or (last > index + 1 and token.cap and not token.opens):
                return None if self._cited(last) else last
        if not token.cap or token.word.isupper() or self._cited(index):
            return None
        if token.key in lists.surnames() and not self._group(index):
            return index
        if token.key in lists.surname_words() and not token.opens and not self._group(index):
            # "gesprek met Bakker": a capital inside a sentence, where a person may stand.
            before = self.words[index - 1].key if index else ""
            if before in lists.WITH_PERSON and self.sentences.person(token.start):
                return index
        return None

    # ---------- what is no person ----------

    def _may_be_name(self, index) -> bool:
        token = self.words[index]
        if index in self.skip or len(token.key) < 2 or token.key in lists.NOT_A_NAME:
            return False
        if lists.INSTITUTION.search(token.key):
            return False
        if token.word.isupper() and len(token.word) > 1:
            key = token.key
            known = key in lists.surnames() or key in lists.surname_words()
            return known or (key in lists.first_names() and key not in lists.name_words())
        return True

    def _cited(self, index) -> bool:
        return bool(CITED.match(self.text, self.words[index].end))

    def _source(self, index) -> bool:
        """A first name that is somebody's surname: "volgens Lambert (1992)"."""
        number = self.sentences.at(self.words[index].start)
        return self._cited(index) and _CITES.search(self.sentences.words(number)) is not None

    def _organisation(self, first, last) -> bool:
        """The name of an institution or method: "Stichting Anna", "Emma Kliniek", "Gordon-training"."""
        if lists.INSTITUTION.search(self.words[last].key):
            return True
        after = last + 1
        if self._adjoins(last, after):
            word = self.words[after]
            if word.key in lists.AFTER_NAME or word.cap and lists.INSTITUTION.search(word.key):
                return True
        before = first - 1
        if before >= 0 and self.words[before].key in lists.BEFORE_INSTITUTION:
            gap = self.text[self.words[before].end : self.words[first].start]
            return gap.strip(" '\"") in ("", ".") and (gap[0] != "." or len(self.words[before].key) <= 4)
        return False

    def _with_letter(self, end: int) -> int:
        """The initial that stands for a surname, "Daan T."."""
        match = _LETTER_AFTER.match(self.text, end)
        return match.end() if match else end
