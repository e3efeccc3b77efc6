"""The methods that every site begins with. Staff change them in the admin, and add their own."""

from django.db import transaction

from events.sessions.models import SessionMethod, SessionStep

ALL, ONE, LEADER, REST, ALONE = "everyone", "presenter", "facilitator", "others", "each_alone"

# Of each step: title, minutes, who is at work, what you do.
FIRST = [
    {
        "slug": "incidentmethode",
        "name": "Incidentmethode",
        "summary": "Onderzoek samen één moment uit je werk, en bedenk wat jij zelf zou doen.",
        "when_to_use": "Je blijft terugdenken aan één kort moment: een gesprek, een beslissing, iets wat je "
        "zei of juist "
        "niet zei. Je wilt weten wat anderen op jouw plek hadden gedaan, en waarom.\n\nNiet geschikt als je een brede "
        "vraag hebt over hoe het team werkt.",
        "roles": "Inbrenger: vertelt het moment en beantwoordt vragen over wat er gebeurde.\n"
        "Gespreksleider: bewaakt de tijd en houdt vragen en oordelen uit elkaar.\n"
        "Deelnemers: vragen, denken mee en kiezen elk hun eigen aanpak.",
        "least": 4,
        "most": 8,
        "steps": [
            ("Kies het moment", 5, ALL, "Wie heeft iets ingebracht? Zeg in één zin welk moment je wilt onderzoeken."),
            (
                "Vertel wat er gebeurde",
                5,
                ONE,
                "Vertel het moment zoals een camera het zag: wat zei je, wat deed je, waar stopte het? Noem "
                "geen namen. "
                "De anderen luisteren en vragen nog niets.",
            ),
            (
                "Vragen naar feiten",
                15,
                REST,
                "Vraag om de beurt naar wat er gebeurde. Geen waarom-vragen, geen adviezen. Wie inbrengt, "
                "antwoordt kort.",
            ),
            (
                "Wat speelt hier?",
                10,
                REST,
                "Bespreek met elkaar waar het volgens jullie om gaat. Wie inbrengt, schuift wat naar achteren "
                "en luistert.",
            ),
            (
                "Wat zou jij doen?",
                5,
                ALONE,
                "Schrijf op: wat had jij op dat moment gedaan, en waarom? Begin met: ik zou…",
            ),
            (
                "Naast elkaar leggen",
                15,
                REST,
                "Lees om de beurt voor wat je opschreef. Vraag door op het waarom. Je hoeft het niet eens te worden.",
            ),
            ("Terug naar wie inbracht", 5, ONE, "Wat raakte je? Wat neem je mee naar je werk?"),
            ("Afronden", 5, ALL, "Zeg elk in één zin wat dit over je eigen werk zegt."),
        ],
    },
    {
        "slug": "balint",
        "name": "Balintgroep",
        "summary": "Kijk naar de relatie tussen jou en de ander, en naar wat die met je doet.",
        "when_to_use": "Iemand in je werk raakt je meer dan je wilt: je ergert je, je wilt redden, je ziet ertegenop. "
        "Je zoekt geen oplossing, je wilt begrijpen wat er tussen jullie gebeurt.\n\nNeem de tijd. Het werkt "
        "het best in "
        "een groep die elkaar vaker ziet.",
        "roles": "Inbrenger: vertelt uit het hoofd, zonder papier, en luistert daarna.\n"
        "Gespreksleider: houdt het bij de relatie en beschermt wie inbrengt.\n"
        "Deelnemers: zeggen wat het verhaal bij hen oproept, ook als het raar is.",
        "least": 5,
        "most": 10,
        "steps": [
            (
                "Aankomen",
                5,
                ALL,
                "Ga zitten in een kring. Brengt iemand iets in? Dan gaat het vandaag over dat verhaal. Weten "
                "jullie het nog niet? Kies dan samen één verhaal.",
            ),
            (
                "Het verhaal",
                10,
                ONE,
                "Vertel over jou en de ander: hoe ging het tussen jullie? Zonder aantekeningen. Maak de ander "
                "onherkenbaar.",
            ),
            ("Alleen wat je miste", 5, REST, "Vraag alleen wat je nodig hebt om het verhaal te begrijpen."),
            (
                "Wat roept het op?",
                30,
                REST,
                "Wie inbracht, luistert nu. De anderen verplaatsen zich: hoe is het om die ander te zijn? En "
                "om de collega "
                "te zijn? Zeg wat je voelt en ziet voor je. Geef geen raad.",
            ),
            (
                "Wie inbracht komt terug",
                10,
                ONE,
                "Wat herken je? Wat is nieuw? Je hoeft niets uit te leggen en nergens op te antwoorden.",
            ),
            (
                "Verder kijken",
                20,
                ALL,
                "Praat samen verder over deze relatie. Waar komt de spanning vandaan? Wat zegt dat over ons vak?",
            ),
            ("Stil worden", 5, ALONE, "Schrijf voor jezelf op wat dit verhaal met jou deed."),
            ("Afronden", 5, ALL, "Een laatste woord van ieder. Wie inbracht, sluit af."),
        ],
    },
    {
        "slug": "roddelmethode",
        "name": "Roddelmethode",
        "summary": "De groep praat over jouw vraag alsof jij er niet bij bent. Jij luistert, met je rug naar hen toe.",
        "when_to_use": "Je zit vast in je eigen verhaal en wilt horen hoe anderen ernaar kijken. Het gaat "
        "snel en er mag "
        "gelachen worden.\n\nSpreek eerst af: we roddelen met respect. Over wat iemand doet, niet over hoe iemand is.",
        "roles": "Inbrenger: draait zich om, luistert en zegt niets.\n"
        "Gespreksleider: stopt het gesprek als het hard wordt.\n"
        "Deelnemers: denken hardop, en schrijven daarna elk één advies.",
        "least": 4,
        "most": 8,
        "steps": [
            ("De vraag", 5, ONE, "Vertel kort wat er speelt en eindig met één vraag over jezelf: hoe kan ik…?"),
            ("Korte vragen", 10, REST, "Vraag alleen naar wat onduidelijk is."),
            (
                "Roddelen met respect",
                20,
                REST,
                "Wie inbracht, draait zich om. De anderen praten over het verhaal: wat valt je op, wat zou erachter "
                "zitten, wat durft niemand te zeggen?",
            ),
            ("Schrijf één advies", 5, ALONE, "Schrijf op een kaartje wat jij zou doen, en zet er je naam bij."),
            (
                "Omdraaien",
                5,
                ONE,
                "Kom terug in de kring. Zeg wat je hoorde, en wat dat met je deed.",
            ),
            ("Adviezen lezen", 10, ONE, "Lees de kaartjes voor. Kies er een die past en een die schuurt."),
            ("Afronden", 5, ALL, "Wat neemt ieder hieruit mee voor het eigen werk?"),
        ],
    },
    {
        "slug": "tien-stappen",
        "name": "Tienstappenmethode",
        "summary": "Ga rustig van vraag naar plan, met tijd om te zoeken wat er onder de vraag zit.",
        "when_to_use": "Je vraag is groot of vaag, en speelt al langer. Je wilt weten wat de vraag eigenlijk "
        "is voordat "
        "iemand met oplossingen komt.",
        "roles": "Inbrenger: heeft de vraag en kiest steeds welke kant het op gaat.\n"
        "Gespreksleider: bewaakt de stappen en de tijd.\n"
        "Deelnemers: vragen open, en houden hun adviezen vast tot stap acht.",
        "least": 4,
        "most": 7,
        "steps": [
            ("Vragen verzamelen", 5, ALL, "Wie wil iets inbrengen? Zeg je vraag in één zin."),
            ("Kiezen", 5, ALL, "Kies samen de vraag waar vandaag de meeste energie op zit."),
            ("Toelichten", 5, ONE, "Vertel wat er speelt en wat je al hebt geprobeerd."),
            ("Open vragen", 15, REST, "Stel open vragen. Eén vraag tegelijk, en wacht op het antwoord."),
            ("De vraag onder de vraag", 5, ALONE, "Schrijf op wat volgens jou de echte vraag is."),
            ("Voorlezen en kiezen", 10, ONE, "Hoor wat ieder opschreef. Kies de vraag die klopt, of maak een nieuwe."),
            ("Kijken van een afstand", 10, REST, "Praat over wat je ziet: een patroon, een waarde, een angst?"),
            ("Adviezen", 10, REST, "Geef elk één advies dat je zelf ook zou durven uitvoeren."),
            ("Je eerste stap", 5, ONE, "Zeg wat je gaat doen, wanneer, en wie je daarbij nodig hebt."),
            ("Terugkijken", 5, ALL, "Hoe ging het? Wat neemt ieder mee?"),
        ],
    },
    {
        "slug": "adviseer-mij",
        "name": "Adviseer mij",
        "summary": "Drie vragen, drie rondes, en je gaat met een plan naar huis.",
        "when_to_use": "Je hebt een praktische vraag en weinig tijd. Je weet wat je wilt bereiken, maar niet hoe.",
        "roles": "Inbrenger: stelt de vraag en kiest.\n"
        "Gespreksleider: let op dat iedereen aan de beurt komt.\n"
        "Deelnemers: geven in elke ronde één antwoord.",
        "least": 3,
        "most": 6,
        "steps": [
            ("Wat wil je weten?", 5, ONE, "Vertel wat je wilt bereiken en waar je op vastloopt."),
            ("Vragen om te begrijpen", 5, REST, "Vraag wat je moet weten om te kunnen adviseren."),
            ("Wat moet ik blijven doen?", 8, REST, "Zeg om de beurt wat al goed gaat en moet blijven."),
            ("Waar moet ik mee stoppen?", 8, REST, "Zeg om de beurt wat niet helpt. Wees eerlijk, en vriendelijk."),
            ("Wat moet ik gaan doen?", 8, REST, "Zeg om de beurt wat je zou proberen. Eén ding per persoon."),
            ("Kiezen", 5, ALONE, "Wie vroeg, kiest één ding. De anderen schrijven op wat zij zelf gaan proberen."),
            ("Afspreken", 6, ALL, "Wie vroeg, zegt wat er gebeurt en wanneer. Spreek af wie daar later naar vraagt."),
        ],
    },
]


@transaction.atomic
def ensure_first_methods():
    """Make the first methods on a site that has none."""
    if SessionMethod.objects.exists():
        return
    for row in FIRST:
        names = ("slug", "name", "summary", "when_to_use", "roles", "least", "most")
        method = SessionMethod(**{name: row[name] for name in names})
        method.steps.set(
            [
                SessionStep(sort_order=order, title=title, minutes=minutes, who=who, instruction=instruction)
                for order, (title, minutes, who, instruction) in enumerate(row["steps"])
            ]
        )
        method.save()
