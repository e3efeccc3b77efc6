"""What the pages that every site must have say until the region writes its own: Dutch, because it is content."""

PRIVACY_LEAD = "Welke gegevens we van je bewaren, waarom, en wat je kunt vragen."
PRIVACY = """
<h2>Als je alleen leest</h2>
<p>We bewaren niets over wie je bent. We gebruiken geen cookies om je te volgen en we laden niets van andere sites.
Kies je een andere taal, dan onthoudt je browser dat met een cookie.</p>
<p>Zoek je iets, dan tellen we de woorden. Zo zien we wat mensen niet kunnen vinden. Wie zocht, bewaren we niet. Namen,
adressen en nummers tellen we niet mee.</p>
<h2>Als je een account hebt</h2>
<p>We bewaren je naam, je e-mailadres, je functie en je organisatie, en wat je zelf op je profiel zet. We hebben die
gegevens nodig om collega's met elkaar in contact te brengen. Wat je schrijft, staat op de site met je naam erbij.</p>
<p>Als je inlogt, houdt een cookie bij dat jij het bent. Die verdwijnt als je uitlogt of je browser sluit.</p>
<h2>Gegevens van kinderen en ouders</h2>
<p>Die horen hier niet. Schrijf zonder namen, adressen, geboortedatums of andere dingen waaraan iemand te herkennen is.
Formulieren kijken mee voordat ze iets bewaren, en een tweede mens leest mee voordat een praktijk op de site komt.
Zie je toch iets staan? Laat het meteen weten aan de beheerder. Dan halen we het weg, ook uit oude versies.</p>
<h2>Wat je kunt vragen</h2>
<p>Je mag je gegevens inzien, laten verbeteren en laten verwijderen. Vraag het de beheerder van deze site. Ben je niet
tevreden met het antwoord, dan kun je een klacht indienen bij de Autoriteit Persoonsgegevens.</p>
"""

ACCESSIBILITY_LEAD = "Iedereen moet deze site kunnen gebruiken. Hier lees je hoe ver we zijn."
ACCESSIBILITY = """
<h2>Waar we ons aan houden</h2>
<p>De site is gemaakt volgens EN 301 549 en WCAG 2.2, niveau AA. Alle soorten pagina's worden bij elke wijziging
automatisch getest, in licht en donker, met alleen het toetsenbord en op een klein scherm.</p>
<h2>Wat nog niet is gedaan</h2>
<p>Een onafhankelijke partij heeft de site nog niet onderzocht. Documenten die leden toevoegen, kunnen we niet altijd
toegankelijk maken. Vraag om de inhoud in een andere vorm als je er een niet kunt lezen.</p>
<h2>Werkt iets niet voor jou?</h2>
<p>Laat het weten aan de beheerder van deze site en schrijf erbij op welke pagina het was. Je krijgt binnen twee weken
antwoord. Kom je er met ons niet uit, dan kun je terecht bij de Nationale ombudsman of het College voor de Rechten van
de Mens.</p>
"""

QUESTIONS = """Hoe houd ik contact met een jongere die niets zegt?
Wat helpt als een kind niet meer naar school gaat?
Wat regel ik eerst als iemand bijna 18 is?"""
HOME_LEAD = "Lees wat collega's deden, waarom het werkte, en wat er gebeurde toen een ander het probeerde."
