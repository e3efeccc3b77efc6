"""The abbreviations of youth care that a new site starts with, as rows that staff may change or remove."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry

from search.models import Synonym

# Left out on purpose: abbreviations that are common words as well ("zin", "big", "so"), as everybody who uses the word
# would find the other thing too.
FIRST_WORDS = {
    "AMv": ["alleenstaande minderjarige vreemdeling"],
    "AVG": ["Algemene verordening gegevensbescherming", "privacywet"],
    "BJZ": ["Bureau Jeugdzorg"],
    "BSO": ["buitenschoolse opvang"],
    "CJG": ["Centrum voor Jeugd en Gezin"],
    "EMB": ["ernstig meervoudig beperkt", "ernstige meervoudige beperking"],
    "GGD": ["gemeentelijke gezondheidsdienst"],
    "ggz": ["geestelijke gezondheidszorg"],
    "GI": ["gecertificeerde instelling"],
    "IB'er": ["intern begeleider"],
    "JGZ": ["jeugdgezondheidszorg"],
    "JIM": ["jouw ingebrachte mentor"],
    "jeugd-ggz": ["jeugd geestelijke gezondheidszorg", "jeugdpsychiatrie"],
    "KOPP": ["kinderen van ouders met psychische problemen"],
    "KOV": ["kinderen van ouders met een verslaving"],
    "LTA": ["landelijk transitiearrangement"],
    "lvb": ["licht verstandelijke beperking", "licht verstandelijk beperkt"],
    "mbo": ["middelbaar beroepsonderwijs"],
    "MDO": ["multidisciplinair overleg"],
    "MST": ["multisysteemtherapie"],
    "OPP": ["ontwikkelingsperspectief"],
    "OTS": ["ondertoezichtstelling"],
    "OZA": ["onderwijs-zorgarrangement", "onderwijszorgarrangement"],
    "PGB": ["persoonsgebonden budget"],
    "POH": ["praktijkondersteuner huisarts"],
    "RMC": ["regionaal meld- en coördinatiepunt"],
    "RvdK": ["Raad voor de Kinderbescherming"],
    "SKJ": ["Stichting Kwaliteitsregister Jeugd", "kwaliteitsregister"],
    "SMI": ["sociaal-medische indicatie"],
    "SWV": ["samenwerkingsverband"],
    "UHP": ["uithuisplaatsing"],
    "VOTS": ["voorlopige ondertoezichtstelling"],
    "VSO": ["voortgezet speciaal onderwijs"],
    "VSV": ["voortijdig schoolverlaten"],
    "VVE": ["voor- en vroegschoolse educatie", "voorschoolse educatie"],
    "Wlz": ["Wet langdurige zorg"],
    "Wmo": ["Wet maatschappelijke ondersteuning"],
    "Wvggz": ["Wet verplichte geestelijke gezondheidszorg"],
    "Zvw": ["Zorgverzekeringswet"],
}


def ensure_first_words():
    """Give a site its first synonyms; gives how many.

    Only once: when somebody has a synonym already, or had one and removed it, the list is theirs.
    """
    if Synonym.objects.exists():
        return 0
    if ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Synonym)).exists():
        return 0
    for term, means in FIRST_WORDS.items():
        Synonym.objects.create(term=term, means="\n".join(means))
    return len(FIRST_WORDS)
