"""Forms of words that no rule reaches: other vowels, plurals of their own, strong verbs."""

# The word, and other forms of it. What stands first need not be an infinitive: "scheiding" and "scheiden" are one.
_FORMS = """
kind kinderen kinders kindje kindjes kindertjes kinder kids
gezin gezinnen gezinnetje gezinnetjes gezins
ei eieren
lid leden
stad steden
zoon zonen zoons zoontje zoontjes
jongen jongens jongetje jongetjes
jongere jongeren
jong jonge jongste
ouderen oudere
ouder ouders
moeder mama mam
vader papa pap
schip schepen
weg wegen
dag dagen
hulp hulpen
zus zussen zusje zusjes
koe koeien
scheiding scheidingen scheiden scheidt gescheiden scheidde scheidden
verslaving verslavingen verslaafd verslaafde verslaafden
verzuimen verzuim verzuimt verzuimd verzuimde verzuimden
stagneren stagneert stagneerde stagneerden gestagneerd
gebeuren gebeurt gebeurd gebeurde gebeurden
pakket pakketten pakketje pakketjes
zijn ben bent is was waren geweest
hebben heb hebt heeft had hadden gehad
gaan ga gaat ging gingen gegaan
staan sta staat stond stonden gestaan
doen doet deed deden gedaan
zien zie ziet zag zagen gezien
slaan sla slaat sloeg sloegen geslagen
komen kom komt kwam kwamen gekomen
weten weet wist wisten geweten
brengen breng brengt bracht brachten gebracht
denken denk denkt dacht dachten gedacht
kopen koop koopt kocht kochten gekocht
zoeken zoek zoekt zocht zochten gezocht
vragen vraag vraagt vroeg vroegen gevraagd vraagde
werken werk werkt werkte werkten gewerkt
wonen woon woont woonde woonden gewoond
leren leer leert leerde leerden geleerd
spelen speel speelt speelde speelden gespeeld
praten praat praatte praatten gepraat
pesten pest pestte pestten gepest
horen hoor hoort hoorde hoorden gehoord
voelen voel voelt voelde voelden gevoeld
huilen huil huilt huilde huilden gehuild
zorgen zorg zorgt zorgde zorgden gezorgd
delen deel deelt deelde deelden gedeeld
steunen steun steunt steunde steunden gesteund
bellen bel belt belde belden gebeld
volgen volg volgt volgde volgden gevolgd
leven leef leeft leefde leefden geleefd
stoppen stop stopt stopte stopten gestopt
maken maak maakt maakte maakten gemaakt
"""
# Infinitive, past singular, past plural, participle; with all prefixes ("begrijpen", "opnemen").
_STRONG = """
beginnen begon begonnen begonnen
bieden bood boden geboden
bijten beet beten gebeten
binden bond bonden gebonden
blijven bleef bleven gebleven
breken brak braken gebroken
brengen bracht brachten gebracht
denken dacht dachten gedacht
doen deed deden gedaan
dragen droeg droegen gedragen
drijven dreef dreven gedreven
dringen drong drongen gedrongen
drinken dronk dronken gedronken
dwingen dwong dwongen gedwongen
eten at aten gegeten
gaan ging gingen gegaan
geven gaf gaven gegeven
grijpen greep grepen gegrepen
helpen hielp hielpen geholpen
houden hield hielden gehouden
kiezen koos kozen gekozen
kijken keek keken gekeken
komen kwam kwamen gekomen
krijgen kreeg kregen gekregen
laten liet lieten gelaten
lezen las lazen gelezen
lijden leed leden geleden
liggen lag lagen gelegen
liegen loog logen gelogen
lopen liep liepen gelopen
nemen nam namen genomen
raden ried rieden geraden
rijden reed reden gereden
roepen riep riepen geroepen
schenken schonk schonken geschonken
schrijven schreef schreven geschreven
schrikken schrok schrokken geschrokken
slaan sloeg sloegen geslagen
slapen sliep sliepen geslapen
sluiten sloot sloten gesloten
snijden sneed sneden gesneden
spreken sprak spraken gesproken
springen sprong sprongen gesprongen
staan stond stonden gestaan
steken stak staken gestoken
stelen stal stalen gestolen
sterven stierf stierven gestorven
strijden streed streden gestreden
treden trad traden getreden
treffen trof troffen getroffen
trekken trok trokken getrokken
vallen viel vielen gevallen
vangen ving vingen gevangen
vechten vocht vochten gevochten
vinden vond vonden gevonden
vliegen vloog vlogen gevlogen
vragen vroeg vroegen gevraagd
wegen woog wogen gewogen
werpen wierp wierpen geworpen
werven wierf wierven geworven
wijken week weken geweken
wijzen wees wezen gewezen
winnen won wonnen gewonnen
zenden zond zonden gezonden
zien zag zagen gezien
zitten zat zaten gezeten
zoeken zocht zochten gezocht
zwijgen zweeg zwegen gezwegen
"""
# What looks like a form of another word and isn't.
AS_IT_IS = frozenset(
    """
    aandacht aanspraken advies afspraken alles beetje beving bont buurt gebied gebieden gebod gedachte gedachten
    gedeelte gedeelten geduld gehalte gelaat gemeente gemeenten gemiddelde genaamd genade genoot gerecht gereed
    gerust geslacht gestalte gevaar geval gevecht gevoel gewest gewonde gewonden gewoonte gewoonten gezag gezind
    gezond gezonde gezondheid halt houding inbraken ingreep ingrepen koning korting kwartje markt meisje mening
    mest offerte onderling opgaven opnamen oranje pint precies richting rijst scholing spanje sprookje staart
    stemming stichting stipt tast toespraken toetje uitbraken uitgaven uitspraken verlies verslagen voorgerecht
    voornamen voort vorm waarde woning zitting
    """.split()
)
# Words of which Snowball would make another: "weten" is not "wet".
FIXED = frozenset({"ouderen", "weten"})
# Words with an "s" of their own, which many compounds end in.
WITH_S = tuple("arts beurs fonds gids grens impuls kans mens plaats prins reeks toets".split())


def _table(lines):
    return {form: line.split()[0] for line in lines.strip().splitlines() for form in line.split()}


STRONG = {form: verb for form, verb in _table(_STRONG).items() if form != verb}
# Forms that are also quite other words are left out of the table for words alone.
_AMBIGUOUS = frozenset("beet weken leden reden wees wezen steden zaten zat las at week gelegen bond logen".split())
FORMS = {form: verb for form, verb in STRONG.items() if form not in _AMBIGUOUS} | _table(_FORMS)
