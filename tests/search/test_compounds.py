"""Long words into the words they are made of, while words that only look like compounds stay whole."""

import pytest

from search import analysis
from search.dutch import compounds, forms

# With "_" the letters between two parts.
RIGHT = """
jeugd+bescherming_s+tafel jeugd+bescherming jeugd+zorg jeugd+wet jeugd+arts jeugd+hulp+aanbieder jeugd+reclassering
jeugd+hulp+verlener jeugd+ggz lvb+problematiek ggz+instelling echt+scheiding vecht+scheiding vecht+scheidingen
scheiding_s+kinderen thuis+zitter thuis+zitters uithuis+plaatsing uithuis+plaatsingen ondertoezicht+stelling
school+verzuim school+uitval school+verlater school+verlaten school+angst faal+angst+training leer+plicht+ambtenaar
pleeg+zorg pleeg+ouders pleeg+gezinnen pleeg+kinderen wijk+team wijk+teams buurt+sport+coach gebied_s+team
zorg+boerderij gezin_s+huis gezin_s+huis+ouder gezin_s+coach gezin_s+voogd eenouder+gezin multi+probleem+gezinnen
ouder+begeleiding ouder+training ouderen+zorg trauma+behandeling trauma+sensitief trauma+verwerking huis+arts
huis+arts_en+praktijk praktijk+ondersteuner onderwijs+zorg+arrangement onderwijs+achterstand samenwerking_s+verband
basis+school+leerling brug+klas taal+achterstand spraak+taal+stoornis autisme+spectrum+stoornis eet+stoornis
angst+stoornis gedrag_s+problemen gedrag_s+wetenschapper hechting_s+problematiek middelen+gebruik drugs+gebruik
verslaving_s+zorg game+verslaving gok+verslaving schuld+hulp+verlening mantel+zorger ervaring_s+deskundige
ervaring_s+deskundigheid crisis+opvang crisis+plaatsing dag+besteding dag+behandeling behandel+plan veiligheid_s+plan
stappen+plan muziek+therapie systeem+therapie gezin_s+therapie kinder+psychiater kinder+rechter kinder+mishandeling
kinder+opvang kinder+armoede omgang_s+regeling ouderschap_s+plan wacht+tijd wacht+lijst wacht+lijsten intake+gesprek
huis+bezoeken familie+netwerk+beraad steun+figuur weekend+opvang logeer+huis woon+begeleiding opvoeding_s+vragen
opvoed+ondersteuning weerbaarheid_s+training agressie+regulatie+training media+opvoeding zelf+beschadiging
suicide+preventie pest+protocol jong+volwassenen tiener+moeder oplossing_s+gericht herstel+gericht verwijs+index
risico+taxatie meld+code kennis+centrum leer+kring vluchtelingen+kinderen asiel+zoekers+kinderen keuze+hulp
groep_s+druk zorg+budget verblijf_s+zorg ziekte+verzuim hart_en+wens peuter+speel+zaal gezin_s+hereniging taxi+vervoer
vertrouwen_s+persoon inburgering_s+cursus rouw+groep overbrugging_s+zorg contact+verlies kind+gesprek
"""
NEVER = """
bestuur gezin gezinnen kinderen verslaving verslaafd onderwijs onderzoek begeleiding begeleider behandeling scheiding
ondersteuning ontwikkeling beschikking hulpeloos organisatie organisaties gemeente gemeenten professional aanmelding
aanbieder aandacht aanpak achtergrond achterstand afspraak afspraken avontuur bereikbaar betrokken bijeenkomst
bijvoorbeeld cultuur natuur literatuur directeur eenzaamheid ervaring geestelijke gesprekken gezamenlijk handelen
instelling interventie intervisie jeugdige jeugdigen leerling leerlingen maatschappij maatschappelijk medewerker
mishandeling mogelijkheden nederland ondernemer ouderlijk overleg overdracht persoonlijk psycholoog regionaal
samenwerking signalering specialist toegang training universiteit veiligheid verantwoordelijkheid verhuizing verlies
vertrouwen vertellen verwaarlozing verwijzing voorbeeld voorziening vriendschap waardering weerbaarheid
zelfstandigheid woensdag vrijdag boodschappen maatregel minister secretaris verstandelijk collegas belasting
wetenschappelijk geweld gevoelens aanwezigheid beoordeling financiering participatie preventie diagnostiek indicatie
psychiater therapeut pedagogisch orthopedagoog onafhankelijk gespecialiseerd
"""


@pytest.fixture(autouse=True)
def _no_rules_of_a_site():
    compounds.use()
    forms.forget()


def written(word):
    """The word with its parts as in ``RIGHT``."""
    shown, spans = "", compounds.split(word)
    for number, (start, end) in enumerate(spans, 1):
        following = spans[number][0] if number < len(spans) else len(word)
        shown += word[start:end]
        shown += "_" + word[end:following] if following > end else ""
        shown += "+" if following < len(word) else ""
    return shown


@pytest.mark.parametrize("parts", RIGHT.split())
def test_compound_is_split_into_its_parts(parts):
    assert written(parts.replace("+", "").replace("_", "")) == parts


@pytest.mark.parametrize("word", NEVER.split())
def test_word_that_is_no_compound_stays_whole(word):
    assert compounds.split(word) == ()


def test_compound_is_indexed_with_its_parts_and_all_shorter_compounds_in_it():
    assert analysis.tokens("jeugdbeschermingstafel") == [
        analysis.Token("jeugdbeschermingstafel", 0, 0, 22, 1.0),
        analysis.Token("jeugd", 0, 0, 22, 0.5),
        analysis.Token("bescherm", 0, 0, 22, 0.5),
        analysis.Token("tafel", 0, 0, 22, 0.5),
        analysis.Token("jeugdbescherm", 0, 0, 22, 0.5),
        analysis.Token("beschermingstafel", 0, 0, 22, 0.5),
    ]


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("jeugdbescherming", "de jeugdbeschermingstafels"),
        ("tafel", "jeugdbeschermingstafel"),
        ("scheidingen", "na een vechtscheiding"),
        ("gescheiden", "bij echtscheidingen"),
        ("plaatsing", "de uithuisplaatsingen"),
        ("kind", "twee pleegkinderen"),
        ("gezin", "in gezinshuizen"),
        ("ggz", "jeugd-ggz en jeugdggz"),
        ("artsen", "de huisarts"),
    ],
)
def test_part_in_any_form_finds_the_compound(asked, text):
    (word,) = analysis.words(asked)
    assert word.term in {term for term, _, _ in analysis.terms(text)}


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("jeugdbeschermingstafel", "een tafel voor de bescherming van de jeugd"),
        ("gezinstherapieën", "therapie met gezinnen"),
        ("traumabehandeling", "het trauma wordt behandeld"),
        ("jeugdggz", "ggz voor de jeugd"),
    ],
)
def test_parts_of_a_compound_find_the_words_apart(asked, text):
    (word,) = analysis.words(asked)
    assert word.parts
    assert set(word.parts) <= {term for term, _, _ in analysis.terms(text)}


def test_rules_of_a_site_come_before_the_word_list():
    compounds.use({"Wijkteam": (), "zwrrkdag": ("zwrrk", "dag")}, ["knorf"])
    assert compounds.split("wijkteam") == ()
    assert written("wijkteamleider") == "wijkteam+leider"
    assert written("zwrrkdag") == "zwrrk+dag"
    assert written("knorfgroepen") == "knorf+groepen"


def test_very_long_word_is_left_whole():
    assert compounds.split("jeugdzorg" * 8) == ()
