"""What a sentence is about: a person, or work that is done for many.

"Zij woont in Goor" tells who somebody is; "in Goor beginnen we met een spreekuur" tells nothing about anybody. "
"Places,
streets and schools are asked about in the first sentence and not in the second.
"""

import re
from bisect import bisect_right

_END = re.compile(r"[.!?…]{1,4}[\"'”’)\]]{0,3}\s{1,9}(?=[\"'“‘(\[]?[^\Wa-z])|\n+")
# After these a full stop ends no sentence; nor after a single letter.
_SHORT = re.compile(
    r"(?:(?:^|[^\w.])(?:dhr|mw|mevr|mej|dr|drs|fam|st|nr|geb|tel|bijv|o\.a|d\.w\.z)|(?:^|\W)[A-Za-z])\Z", re.I
)
# One person: kin, a role of somebody helped, "hij", an age, where somebody lives.
_PERSON = re.compile(
    r"\b(?:hij|hem|haar|m'n|mijn (?:zoon|dochter|man|vrouw|kind)|moeder|vader|mama|papa|ma|pa|stief\w+"
    r"|pleeg(?:moeder|vader|zoon"
    r"|dochter|kind|gezin)|bonus(?:moeder|vader)|zoon\w{0,4}|dochter\w{0,4}|broer\w{0,4}|zus|zusje|zussen|tweeling\w*"
    r"|opa|oma|tante|oom|neef\w{0,2}|nicht\w{0,4}|jongetje|meisje|jongen|kindje|baby|peuter|kleuter|tiener"
    r"|puber|leerling"
    r"|client|clientje|jeugdige|cliente|mevrouw|meneer|mw|dhr|mevr|buurvrouw|buurman|(?:het|een|mijn|dit|dat"
    r"|ons) (?:kind|gezin)"
    r"|(?:de|deze|een) (?:jongere|familie|ouder|man|vrouw|verdachte|dader)|ex|ex-\w+|vriend|vriendin|vriendje"
    r"|vriendinnetje"
    r"|woont|woonde|woonachtig|wonend|wonende|verhuis\w*|verhuizing|geboren|geboorteplaats|opgegroeid|logeert"
    r"|logeerde|verblijft|verbleef"
    r"|ingeschreven|gevlucht|vluchtte|uithuis\w*|weggelopen|\d{1,2}[ -]?(?:jaar|jarige?|jr))\b",
    re.IGNORECASE,
)
HOME = re.compile(
    r"\b(?:woont|woonde|wonen bij|woonachtig|wonende?|verhuis\w*|geboren|geboorteplaats|opgegroeid|logeert"
    r"|verblijft|verbleef|ingeschreven"
    r"|afkomstig|komt uit|kwam uit|vlucht\w*|gevlucht)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:gemeenten?|aanbieders?|regio\w*|regionale?|wijkteams?|gebiedsteams?|organisaties?|instellingen"
    r"|bijeenkomst\w*|training\w*"
    r"|overleg\w*|projecten?|pilots?|werkgroep\w*|convenant|inkoop|collega's|collega|studiedag\w*|conferentie"
    r"|spreekuur|spreekuren"
    r"|kantoor|bureau|locaties?|vestiging\w*|teams?|hogeschool|universiteit|onderzoek\w*|scholen|schoolbesturen"
    r"|netwerk\w*|subsidie|beleid"
    r"|bestuurders?|wethouders?|provincie|stichting|vacatures?|aanmelden|leerkring\w*|deelnemers|inwoners"
    r"|professionals|hulpverleners"
    r"|werkt? in|werken|jongerenwerk\w*|jeugdartsen|huisartsen|samenwerking|symposium|workshop\w*|intervisie\w*"
    r"|methode|aanpak|uitwisseling"
    r"|meeloop\w*|stage|afspraak over|budget|aanbesteding|praktijk|evaluatie|wij|we|ons|onze|jullie)\b",
    re.IGNORECASE,
)


class Sentences:
    """The sentences of a text, each looked at once when asked about."""

    def __init__(self, text):
        self.text = text
        self.starts = [0]
        for match in _END.finditer(text):
            if match.group()[0] != "." or not _SHORT.search(text[max(0, match.start() - 7) : match.start()]):
                self.starts.append(match.end())
        self._known = {}
        self.people = set()  # sentences in which something personal was found

    def at(self, place: int) -> int:
        """The number of the sentence in which a place lies."""
        return bisect_right(self.starts, place) - 1

    def words(self, number: int) -> str:
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end]

    def note(self, place: int) -> None:
        """Something at this place points to one person."""
        self.people.add(self.at(place))

    def person(self, place: int) -> bool:
        number = self.at(place)
        return number in self.people or self._says(number, _PERSON)

    def work(self, place: int) -> bool:
        return self._says(self.at(place), _WORK)

    def home(self, place: int) -> bool:
        return self._says(self.at(place), HOME)

    def tells_of_somebody(self, place: int, otherwise: bool = False) -> bool:
        """Whether a place name here is part of what is told about one person; ``otherwise`` where nothing says it."""
        if self.person(place):
            return True
        if self.work(place):
            return False
        # A sentence that says neither goes with what stands around it.
        number = self.at(place)
        around = [other for other in (number - 1, number + 1) if 0 <= other < len(self.starts)]
        if any(other in self.people or self._says(other, _PERSON) for other in around):
            return True
        return otherwise and not any(self._says(other, _WORK) for other in around)

    def _says(self, number, pattern) -> bool:
        key = (number, id(pattern))
        if key not in self._known:
            self._known[key] = pattern.search(self.words(number)[:4000]) is not None
        return self._known[key]
