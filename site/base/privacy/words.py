"""The word lists of the detector, read once when first needed."""

import re
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def _lines(name: str) -> list[str]:
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def first_names() -> frozenset[str]:
    return frozenset(word for line in _lines("first_names") for word in line.split())


@cache
def name_words() -> frozenset[str]:
    return frozenset(word for line in _lines("first_names_words") for word in line.split())


@cache
def weak_names() -> frozenset[str]:
    return frozenset(word for line in _lines("first_names_weak") for word in line.split())


@cache
def surnames() -> frozenset[str]:
    return frozenset(name for line in _lines("surnames") for name in line.split("|"))


@cache
def surname_words() -> frozenset[str]:
    return frozenset(name for line in _lines("surnames_words") for name in line.split())


@cache
def vocabulary() -> frozenset[str]:
    return frozenset(word for line in _lines("words") for word in line.split())


def ordinary(word: str) -> bool:
    """Whether this is a Dutch word, or is made of Dutch words ("schoolplein"), in lower case without accents."""
    known = vocabulary()
    if word in known or "-" in word and all(ordinary(part) for part in word.split("-") if part):
        return True
    # The last part of a compound says what it is; four letters at least on both sides.
    return any(
        word[cut:] in known and (word[:cut] in known or word[: cut - 1] in known) for cut in range(3, len(word) - 3)
    )


@cache
def places() -> frozenset[str]:
    return frozenset(name for line in _lines("places") for name in line.split("|"))


@cache
def place_words() -> frozenset[str]:
    return frozenset(word for line in _lines("places_words") for word in line.split())


@cache
def not_personal() -> tuple[str, ...]:
    return tuple(_lines("not_personal"))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# After these comes a name, whatever it is.
TITLES = _set(
    "mevrouw mevr mw mej mejuffrouw meneer dhr heer heren dames familie fam gezin juf juffrouw meester dokter dr opa "
    "oma tante oom mevrouwtje mister misses ms mrs oudtante oudoom zuster echtpaar"
)
# "mevrouw dr. Bos", "meneer en mevrouw Bos": another title stands between.
SECOND_TITLES = _set("en dr drs mr ir prof")
SHORT_TITLES = _set("mevr mw mej dhr fam dr ms mrs")
# After these comes a name if it has a capital or is on the list.
ROLES = _set(
    "kind meisje jongen jongetje meid zoon zoontje dochter dochtertje broer broertje zus zusje moeder "
    "vader mama papa mam pap stiefvader stiefmoeder stiefbroer stiefzus pleegmoeder pleegvader pleegzoon "
    "pleegdochter pleegkind client cliente clientje jeugdige leerling tiener puber baby peuter kleuter "
    "nichtje neefje nicht neef ex ex-man ex-vrouw ex-partner vriendin vriendinnetje vriend vriendje "
    "partner genaamd tweeling tweelingzus tweelingbroer halfbroer halfzus kleinzoon kleindochter "
    "kleinkind bonusvader bonusmoeder schoonmoeder schoonvader schoonzus buurvrouw buurman buurmeisje "
    "buurjongen klasgenoot klasgenootje casus pupil kindje dochters zonen ouders collega mentor docent leerkracht "
    "gezinsvoogd voogd begeleider behandelaar huisarts coach advocaat agent trainer pleegouder pleegouders gastouder "
    "oudste jongste middelste oudere jongere tweede derde vierde oppas stagiaire stagiair maatje buren "
    "achternicht achterneef peettante peetoom peetmoeder ooms tantes zussen broers "
    "broertjes zusjes kinderen jongens meisjes meiden vrouw man vriendinnen vrienden"
)
ARTICLES = _set("de het een 't deze dit onze ons elke iedere geen")
# A word with a capital after these is an organisation, a place or a thing.
BEFORE_GROUP = _set(
    "de het een 't deze dit onze ons bij stichting organisatie aanbieder instelling methode methodiek "
    "programma "
    "training aanpak project pilot app spel boek film serie gemeente regio provincie wijk buurt team wijkteam school "
    "basisschool ziekenhuis kliniek instituut universiteit hogeschool bureau firma merk model website platform via"
)
# What only people do: with these a word that is no Dutch word is a name, also at the start of a sentence.
HUMAN_VERBS = _set(
    "schrok lacht lachte rende logeert mist miste heette zwijgt zweeg slaapt sliep "
    "woont woonde vertelt vertelde zegt zei slaapt sliep huilt huilde schreeuwt schreeuwde fluistert lacht "
    "lachte praat "
    "praatte luistert luisterde durft durfde voelt voelde denkt dacht belt belde appt appte weigert weigerde "
    "slaat sloeg "
    "schopt schopte bijt eet at vindt vond wil wilde mag mocht zit zat loopt liep rent rende speelt speelde "
    "vraagt vroeg "
    "logeert logeerde verblijft verbleef mist miste haat kreeg trok gooide gooit steelt stal spijbelt spijbelde "
    "vlucht "
    "vluchtte knikt knikte zwijgt zweeg heet heette blowt drinkt dronk rookt rookte werd kwam ging reageert reageerde"
)
SAID = _set(
    "zei zegt vroeg vraagt vertelde vertelt riep roept fluisterde lachte lacht huilde knikte schreeuwde volgens"
)
# Listed names that are, without a capital, words of another language or parts of names of things.
UNSURE_LOWER = _set(
    "line jack iris jasmijn marina joke mats geert griet noor linde rune violette soleil sandy tommy nadir logan "
    "alpha beta delta gamma lambda sigma omega amber china francis hair java linux mars mini nano opal page "
    "pace plan "
    "roman romance royal sage scala smart terra tien toon trace unity vita zara gini luna aura nova data arts "
    "home care"
)
WITH_PERSON = _set("met van voor bij over aan tegen dat en toen omdat voor heeft had is was")
# "Naam: Xavi"
LABELS = _set(
    "naam voornaam voornamen achternaam roepnaam meisjesnaam contactpersoon cliënt client betreft aangemeld ouder"
)
# "omdat Xavi boos was", "met Xavi gepraat"
CLAUSE = _set("toen omdat dat terwijl nadat voordat zodat als want")
TOWARDS = _set("met tegen aan over voor en maar")
LABELLED = ROLES | LABELS
TO_PERSON = CLAUSE | TOWARDS
# Letters after these are no initials.
BEFORE_LETTER = _set(
    "vitamine plan type categorie groep klas bijlage deel optie team blok cluster variant model stap punt "
    "niveau hepatitis artikel lid fase lijn route zone letter klasse module versie ring lokaal zaal "
    "gebouw perron ploeg paragraaf schaal factor kolom rij as"
)
# Without "in": "Sandra in Enschede" says where she is.
PREFIXES = _set("van de der den het ten ter te el al ait ben bin abu la le da dos di von op 't d' oude vande vander")
SURE_PREFIXES = _set("el ait abu")
VERBS = _set(
    "schrok lacht lachte rende logeert mist miste heette zwijgt zweeg slaapt sliep "
    "is was heeft had gaat ging woont woonde zit zat krijgt kreeg komt kwam vertelt vertelde zegt zei "
    "vindt vond kan kon moet moest mag mocht wordt werd blijft bleef doet deed slaapt huilt schreeuwt "
    "speelt speelde loopt liep wil wilde durft durfde ziet zag vraagt vroeg belt belde praat praatte "
    "luistert voelt voelde denkt dacht houdt hield begint begon maakt maakte slaat sloeg eet at weet wist "
    "weigert weigerde groeit leert leerde staat stond heet"
)
# Words that open a sentence after "J. " without being a surname.
STARTERS = _set(
    "daarna daarom deze dit een toen omdat maar want ook wij zij hij het voor door met naar bij sinds "
    "hierbij verder vervolgens soms vaak eerst later inleiding doel aanpak ouders kinderen jongeren samen "
    "wanneer waarom hoe wat wie"
)
NOT_A_NAME = _set(
    "ik jij je u hij zij ze wij we jullie het de een en of in op aan uit bij met van voor door naar over "
    "om te ten ter als dan dat die dit deze er is was wordt kan heeft niet geen ook maar want dus toen nu "
    "hier daar waar wat wie hoe januari februari maart april mei juni juli augustus september oktober "
    "november december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag nederland nederlands "
    "nederlandse turks turkse marokkaans marokkaanse pools poolse syrisch syrische arabisch engels "
    "engelse duits duitse belgie eritrees oekraiens surinaams antilliaans europa jeugdwet wmo wlz zvw avg "
    "veilig ggz cjg gi jggz nji skj vng vws svb uwv po vo mbo hbo bso mdo eprom sociaal sociale jeugd "
    "gezin kind ouder ouders moeder vader samen stap team wijkteam raad rechtbank politie gemeente regio "
    "provincie stichting vereniging basisschool school praktijk intern interne lokaal lokale centraal "
    "regionaal regionale twente achterhoek salland veluwe brabant limburg zeeland overijssel gelderland "
    "friesland drenthe flevoland god jezus allah kerst pasen suikerfeest ramadan sinterklaas corona covid "
    "teams zoom whatsapp google facebook instagram tiktok youtube snapchat word excel begeleider "
    "behandelaar casus huisarts voogd wij mijn hun zijn haar ons onze volgens omdat terwijl vandaag morgen "
    "gisteren adhd ass odd ptss emdr mst fft mdft iq sova"
)
# Words that end, or are, the name of an institution, a method or a test.
INSTITUTION = re.compile(
    r"(?:zorg|hulp|bescherming|kliniek|ziekenhuis|stichting|instituut|universiteit|hogeschool|academie|groep|fonds"
    r"|methode|methodiek|methodes|training|trainingen|therapie|schaal|vragenlijst|test|model|college|lyceum|gymnasium"
    r"|school|scholen|onderwijs|jeugdhuis|tehuis|centrum|coalitie|federatie|vereniging|bureau|netwerk|akkoord"
    r"|programma"
    r"|project|aanpak|team|teams|monitor|register|wet|raad|lezing|cirkel|kracht|wijzer|kring|protocol|trajecten"
    r"|interventie|interventies|app|platform|plein|straat|laan|boerderij)\Z"
)
# The same after a name without a capital: "de Gordon training". "Daan aanpakken" and "Daan thuis" are people.
AFTER_NAME = _set(
    "kliniek ziekenhuis stichting instituut fonds methode methodiek training therapie schaal vragenlijst test model "
    "college academie school lezing"
)
# "Zij heet", "die wij noemen".
CALLED = _set("heet heette heten heetten noemen noemde noemden genaamd")
PEOPLE = _set(
    "hij zij ze jongen jongens meisje meisjes kind kinderen zusje broertje zus broer moeder vader gezin wij we"
)
BEFORE_INSTITUTION = _set(
    "stichting vereniging bureau ziekenhuis sint st methode methodiek model prins prinses koning koningin "
    "keizer training school basisschool college praktijk kliniek instituut theorie schaal zorgboerderij "
    "boek film serie professor prof hoogleraar onderzoeker onderzoekster auteur filosoof psycholoog "
    "lector schrijver minister staatssecretaris burgemeester wethouder bakkerij slagerij cafe restaurant hotel "
    "garage firma "
    "supermarkt voetbalclub sporthal apotheek boekhandel drukkerij kapsalon notaris advocatenkantoor museum theater "
    "brouwerij hoeve landgoed huize villa residentie aannemer makelaar zaal uitgeverij galerie camping winkel merk"
)
