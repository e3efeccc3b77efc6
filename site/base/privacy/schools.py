"""Schools and day care by name: with little else they tell who a child is. Asked about."""

import re

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_WORD = rf"{_CAPITAL}[\w'-]{{1,30}}"
_ARTICLE = (
    r"(?:(?:[Dd]e|[Hh]et|'[tT]|St\.|[Ss]t|[Ss]int|[Dd]s\.|[Dd]r\.|[Mm]r\.|[Pp]rins|[Pp]rinses|[Kk]oningin"
    r"|[Pp]astoor|[Pp]ater|[Bb]urgemeester)[ ])?"
)
_NAME = rf"[\"']?{_ARTICLE}{_WORD}(?:(?: (?:van|de|der|den|het|'t|op|aan))? {_WORD}){{0,3}}[\"']?"
# Kinds of schools that are followed by their name.
_KIND = (
    r"(?:[Bb]asis|[Mm]iddelbare |[Vv]oor|[Dd]alton|[Mm]ontessori|[Jj]enaplan|[Vv]rije|[Bb]rede|[Pp]raktijk"
    r"|[Mm]ytyl|[Tt]yltyl|[Dd]orps"
    r"|[Pp]eutersp?eel|[Ss]peciale )-?(?:basis)?school|[Ss]choolgemeenschap|[Ss]cholengemeenschap"
    r"|[Kk]inderdagverblijf"
    r"|[Kk]inderopvang|[Pp]euterspeelzaal|[Pp]euteropvang|[Pp]eutergroep|[Kk]indcentrum|[Kk]resj|[Cc]r[eè]che"
    r"|[Gg]astouderbureau"
    r"|[Kk]inderdagcentrum|[Oo]rthopedagogisch dagcentrum|[Ii]kc|IKC|KC|KDV|kdv|KDC|kdc|ODC|MKD|mkd|OBS|obs"
    r"|RKBS|rkbs|PCBS|pcbs|PCB|KBS|kbs|CBS|cbs"
    r"|GBS|gbs|NBS|nbs|ISK|isk|BSO|bso|SBO|sbo|VSO|vso|ZML|zml|SO|CSG|csg|OSG|osg|RSG|rsg|SG|ROC|roc|AOC|BS|bs"
    r"|[Ss]chool|[Mm]avo|[Vv]mbo"
    r"|[Hh]avo|[Ll]yceum|[Gg]ymnasium|[Cc]ollege"
)
_AFTER_KIND = re.compile(rf"(?<![\w-])(?P<kind>{_KIND})(?:,)? (?:genaamd )?(?P<name>{_NAME})")
# "het Bonhoeffer College", "Stedelijk Lyceum", "de Willemschool"
_BEFORE_KIND = re.compile(
    rf"(?<![\w-])(?:{_ARTICLE}{_WORD} (?:(?:{_WORD}|[IVX]{{1,4}}) )?)"
    r"(?:College|college|Lyceum|lyceum|Gymnasium|gymnasium|Mavo"
    rf"|Scholengemeenschap|Praktijkschool"
    r"|basisschool|Basisschool|School|Kindcentrum|Atheneum)(?![\w-])"
    rf"|(?<=[a-z,] ){_CAPITAL}[a-z]{{2,25}}(?:college|lyceum|basisschool|school)(?![\w-])"
)
# Only in these words a bare name is a school: "groep 6 van de Regenboog", "zit op De Vlinder".
_ATTENDS = re.compile(
    rf"\b(?:(?i:groep|klas|leerjaar)(?: (?:[1-8]|een|twee|drie|vier|vijf|zes|zeven|acht)\w?(?:/[1-8])?)? (?:van"
    rf"|op|bij)"
    rf"|brugklas (?:van|op)|(?i:leerlingen?|leerkracht|leraar|lerares|juf|meester|mentor|docent|directeur"
    rf"|schooldirecteur|intern begeleider|ib'er|zorgcoordinator"
    rf"|conrector|conci[eë]rge)"
    rf"(?: {_CAPITAL}[a-z]{{2,15}})? (?:van|op|bij)|(?:zit|zat|zitten|zaten|start|startte|begint|begon"
    rf"|les) (?:\w+ ){{0,2}}?(?:op|bij)"
    rf"|(?:gaat|ging|gaan|gingen|moet|mag|wil|stapt|stapte|switcht|overgestapt|teruggaat) (?:\w+ ){{0,2}}?naar"
    rf"|overstap naar"
    rf"|school(?:gaand)? op) (?P<name>(?P<article>[Dd]e|[Hh]et|'t|[Ss]int|[Ss]t\.?) {_WORD}(?: {_WORD})?)"
)
_NO_NAME = re.compile(
    r"(?:StatLine|Statline|Microdata|Jeugd|Nederland\w*|In|Op|De|Het|Een|Wij|We|Ik|Maar|Samen|Twente|Inspectie"
    r"|Ouders|Hij|Zij|Ze|Dat|Dit"
    r"|Als|Toen|Want|Daar|Er|En|Wat|Hoe|Nu|Met|Voor|Na|Thuis)\b"
)
_NO_ATTENDED = re.compile(
    r"(?:GGZ|GGD|CJG|Veilig|Raad|Jeugd\w*|Rechtbank|Inspectie|Politie|Gemeente|Wmo|Wlz|Intern\w+|Nederland\w*"
    r"|Europ\w+|Turk\w+|Marok\w+"
    r"|Pool\w*|Duits\w*|Engel\w+|Fran\w+|Antill\w+|Randstad|Veluwe|Efteling|Achterhoek|Betuwe|Kerst\w*|Pasen"
    r"|Noord|Zuid|Oost|West|Noorden|Zuiden|Oosten|Westen|Noord-\w+|Zuid-\w+)\b"
)
_GENERIC = re.compile(r"(?:Het|Dit|Deze|Een|Ons|Onze|Elk|Ieder|Elke|Iedere|De|Geen|Welke|Nationaal|Universiteit) \w+\Z")
_SHORT = re.compile(
    r"(?:SO|SG|BS|bs|PCB|CBS|cbs|BSO|bso|ROC|roc|AOC|VSO|vso|SBO|sbo|ZML|zml|KC|[Ss]chool|[Mm]avo|[Vv]mbo"
    r"|[Hh]avo|[Ll]yceum|[Cc]ollege)\Z"
)
_SHORT_SURE = re.compile(r"(?:[Ss]chool|CBS|cbs|BSO|bso|SBO|sbo|ROC|VSO|vso|[Cc]ollege)\Z")
_LEAD = re.compile(rf"[\"']?{_ARTICLE}[\"']?")


def schools(text: str, sentences):
    for start, end in _candidates(text):
        if sentences.tells_of_somebody(start, otherwise=True):
            sentences.note(start)
            yield start, end, "school"


def _candidates(text):
    for match in _AFTER_KIND.finditer(text):
        name, kind = match.group("name"), match.group("kind")
        bare = _LEAD.sub("", name, count=1)
        article = name.lstrip("\"'") != bare.lstrip("\"'")
        if not article and _NO_NAME.match(bare):
            continue
        # "SO Jeugd" and "BS Word": short letters count with an article only, or as a school in full.
        if not article and _SHORT.match(kind) and (not _SHORT_SURE.match(kind) or " " in bare.strip()):
            continue
        yield match.start(), match.end()
    for match in _BEFORE_KIND.finditer(text):
        if not _GENERIC.match(match.group()):
            yield match.start(), match.end()
    for match in _ATTENDS.finditer(text):
        bare = match.group("name")[len(match.group("article")) :].strip()
        if not _NO_ATTENDED.match(bare) and not _NO_NAME.match(bare):
            yield match.start("name"), match.end("name")
