"""The methods that every site begins with. Staff change them in the admin, and add their own."""

from django.db import transaction

from events.reports.models import Method, MethodStep

# Of each step: title, minutes, what you do, question of the round (empty: no round), in smaller groups.
FIRST = [
    {
        "slug": "vier-rondes",
        "name": "Vier rondes",
        "summary": "Van een droom naar afspraken, in één middag met een grote groep.",
        "when_to_use": "Je wilt met veel mensen samen iets veranderen, en aan het einde weten wie wat doet. "
        "Werkt met 20 tot 80 mensen.",
        "materials": "Tafels voor zes tot acht mensen\nStiften en grote vellen papier\n"
        "Een schrijver aan elke tafel, met laptop of telefoon\nEen klok die iedereen ziet",
        "steps": [
            ("Binnenkomen", 15, "Koffie. Vraag iedereen iemand op te zoeken die hij nog niet kent.", "", False),
            (
                "De droom",
                30,
                "Laat eerst één persoon vertellen uit eigen ervaring. Daarna vult elke tafel de droom aan. "
                "Praat nog niet over wat er niet kan.",
                "Hoe ziet het eruit als het over vijf jaar goed gaat?",
                False,
            ),
            (
                "Kansen en obstakels",
                45,
                "Verdeel de groep over de thema’s. Schrijf op wat al werkt en wat in de weg zit. "
                "Haal bij elk thema één zin op die blijft hangen.",
                "Wat helpt ons al, en wat houdt ons tegen?",
                True,
            ),
            ("Pauze", 15, "", "", False),
            (
                "Onze rol",
                30,
                "Iedereen schrijft eerst voor zichzelf. Deel het daarna in tweetallen, en dan aan tafel.",
                "Wat kun je zelf anders doen, vanaf maandag?",
                False,
            ),
            (
                "Actieagenda",
                30,
                "Maak van elk plan één zin: wie doet wat, en wanneer is het klaar. Wat niemand op zich neemt, "
                "is geen afspraak.",
                "Wie doet wat, en wanneer is het klaar?",
                False,
            ),
            ("Afsluiten", 15, "Lees de afspraken hardop voor. Zeg wanneer het verslag er is.", "", False),
        ],
    },
    {
        "slug": "deelsessies-per-thema",
        "name": "Deelsessies per thema",
        "summary": "Kleine groepen praten elk over een eigen thema, en brengen het samen terug.",
        "when_to_use": "Er zijn meer thema’s dan je met z’n allen kunt bespreken, en mensen willen zelf kiezen.",
        "materials": "Een ruimte of hoek voor elk thema\nEen gespreksleider en een schrijver per thema\n"
        "Een bord met wie waar zit",
        "steps": [
            (
                "Welkom en uitleg",
                15,
                "Noem de thema’s en waar ze zitten. Zeg wat je van elke groep terug wilt.",
                "",
                False,
            ),
            (
                "In gesprek per thema",
                60,
                "Begin met een ronde: wat maak jij mee? Zoek daarna samen wat opvalt.",
                "Wat zien we, en wat moet er beter?",
                True,
            ),
            (
                "Aanbevelingen",
                20,
                "Kies per thema niet meer dan drie aanbevelingen. Zet erbij voor wie ze zijn.",
                "Wat raden we aan, en aan wie?",
                True,
            ),
            (
                "Terugkoppelen",
                25,
                "Elke groep heeft vier minuten. De anderen mogen één vraag stellen.",
                "Wat spreken we samen af?",
                False,
            ),
        ],
    },
    {
        "slug": "24-uur",
        "name": "24 uur",
        "summary": "Een etmaal samen aan één moeilijke vraag, met een nacht om erover te slapen.",
        "when_to_use": "Een vraag zit al lang vast, en de mensen die erover gaan zien elkaar te kort. "
        "Werkt met 12 tot 30 mensen die mogen beslissen.",
        "materials": "Een plek waar iedereen kan blijven slapen\nEén grote ruimte en een paar kleine\n"
        "Iemand die het verhaal van een gezin of jongere vertelt\nTwee schrijvers die elkaar afwisselen",
        "steps": [
            ("Aankomen en eten", 60, "Geen voorstelrondje met functies. Vraag waarom je hier bent.", "", False),
            (
                "Wat is er aan de hand?",
                120,
                "Luister eerst naar wie het meemaakt. Daarna pas vertellen de anderen wat zij zien.",
                "Wat is er echt aan de hand?",
                False,
            ),
            (
                "Wat houdt het in stand?",
                120,
                "Werk in kleine groepen. Zoek ook wat je zelf doet waardoor het zo blijft.",
                "Wat houdt het in stand, ook bij onszelf?",
                True,
            ),
            ("Nacht", 660, "Stop op tijd. Wat blijft hangen, komt morgen terug.", "", False),
            (
                "Wat kan anders?",
                180,
                "Begin met wat er in de nacht bij je opkwam. Werk daarna twee of drie ideeën uit.",
                "Wat kan er morgen al anders?",
                True,
            ),
            ("Samen eten", 60, "", "", False),
            (
                "Hoe blijft het bestaan?",
                180,
                "Maak geen nieuwe projectgroep. Zoek voor elk plan een plek in het gewone werk.",
                "Wie doet wat in het gewone werk, en wanneer is het klaar?",
                False,
            ),
            ("Afronden", 60, "Elke deelnemer zegt hardop wat hij gaat doen.", "", False),
        ],
    },
    {
        "slug": "wereldcafe",
        "name": "Wereldcafé",
        "summary": "Drie korte gesprekken aan wisselende tafels, waardoor ideeën zich mengen.",
        "when_to_use": "Je wilt snel veel ervaringen ophalen, en mensen laten kennismaken. Werkt vanaf 12 mensen.",
        "materials": "Een tafel per vier of vijf mensen, met een papieren kleed\nStiften\n"
        "Een gastheer of gastvrouw per tafel, die blijft zitten en schrijft",
        "steps": [
            (
                "Welkom",
                10,
                "Leg uit: na elke ronde wissel je van tafel. Alleen de gastheer of gastvrouw blijft.",
                "",
                False,
            ),
            (
                "Eerste gesprek",
                20,
                "Schrijf en teken op het kleed. Iedereen komt aan het woord.",
                "Wat maak jij mee?",
                False,
            ),
            (
                "Tweede gesprek",
                20,
                "De gastheer of gastvrouw vertelt kort wat de vorige groep zei. Ga daarop door.",
                "Wat valt op als je dit naast elkaar legt?",
                False,
            ),
            (
                "Derde gesprek",
                20,
                "Zoek naar wat mogelijk is.",
                "Wat zouden we samen kunnen doen?",
                False,
            ),
            (
                "Oogst",
                30,
                "Elke tafel noemt één inzicht. Maak samen een paar afspraken.",
                "Wat nemen we mee, en wie pakt het op?",
                False,
            ),
        ],
    },
]


@transaction.atomic
def ensure_first_methods():
    """Make the first methods on a site that has none."""
    if Method.objects.exists():
        return
    for row in FIRST:
        method = Method(**{name: row[name] for name in ("slug", "name", "summary", "when_to_use", "materials")})
        method.steps.set(
            [
                MethodStep(
                    sort_order=order,
                    title=title,
                    minutes=minutes,
                    instruction=instruction,
                    question=question,
                    is_round=bool(question),
                    in_break_outs=in_break_outs,
                )
                for order, (title, minutes, instruction, question, in_break_outs) in enumerate(row["steps"])
            ]
        )
        method.save()
