"""Text to terms: signs, stop words, stems, names; what is indexed and what is asked agree."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search import analysis
from search.analysis import Token
from search.dutch.display import explain_word
from search.dutch.forms import form
from search.dutch.signs import fold
from search.dutch.stems import stem


def term(word):
    (found,) = analysis.words(word)
    return found.term


def all_terms(text, **kwargs):
    return {term for term, _, _ in analysis.terms(text, **kwargs)}


# ---------- signs ----------


@pytest.mark.parametrize(
    "others",
    [
        "ggz GGZ Ggz g.g.z. G.G.Z g.g.z",
        "café cafe CAFÉ cafe\u0301 ｃａｆé",
        "financiën financien financie\u0308n FINANCIËN",
        "IB'er IB’er ib'er ib-er IBer ib‑er ib`er",
        "foto's foto’s foto",
        "jeugd-ggz jeugdggz jeugd‐ggz jeugd\u00adggz jeugd\u200bggz Jeugd–GGZ",
        "pleegzorg pleeg\u00adzorg pleeg\u200bzorg Pleeg\u2060zorg",
        "24-uurs 24uurs 24‑uurs",
        "o\ufb03ce office",
        "e-mail email E-Mail",
        "Ærø aerö",
    ],
)
def test_word_is_the_same_however_it_is_written(others):
    assert {tuple(word.term for word in analysis.words(other)) for other in others.split(" ")} == {
        (term(others.split(" ")[0]),)
    }


def test_word_with_a_hyphen_is_found_by_the_whole_and_by_its_pieces():
    assert analysis.tokens("jeugd-ggz") == [
        Token("jeugdggz", 0, 0, 9, 1.0),
        Token("jeugd", 0, 0, 9, 0.6),
        Token("ggz", 0, 0, 9, 0.6),
    ]
    (word,) = analysis.words("Jeugd-GGZ")
    assert (word.term, word.parts, word.pieces) == ("jeugdggz", ("jeugd", "ggz"), ("jeugd", "ggz"))


def test_word_written_as_one_has_the_parts_that_the_hyphen_shows():
    (one,), (apart,) = analysis.words("jeugdggz"), analysis.words("jeugd-ggz")
    assert (one.term, one.parts) == (apart.term, apart.parts)
    assert set(one.parts) <= all_terms("de jeugd en de ggz")


def test_pieces_between_hyphens_are_split_as_well():
    assert {"onderwijs", "zorg", "arrangement", "zorgarrangement"} <= all_terms("onderwijs-zorgarrangement")


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("18-/18+", ["18", "18"]),
        ("24/7 bereikbaar", ["24", "7", "bereikbaar"]),
        ("en/of", ["en", "of"]),
        ("meld- en steunpunt", ["meld", "en", "steunpunt"]),
        ("'s avonds", ["s", "avonds"]),
        ("J.P. de Vries", ["J.P", "de", "Vries"]),
        ("zin.Nieuwe", ["zin", "Nieuwe"]),
        ("(jeugd)hulp", ["jeugd", "hulp"]),
        ("snake_case", ["snake", "case"]),
        ("-- * \u00ad '", []),
    ],
)
def test_text_is_cut_at_signs_that_are_no_part_of_a_word(text, surfaces):
    assert [word.surface for word in analysis.words(text)] == surfaces


def test_offsets_point_into_the_text_as_it_was_given():
    text = "Ｄe ﬁnanciële\u0301 jeugd\u00adzorg, (GGZ)!"
    places = [(token.start, token.end) for token in analysis.tokens(text) if token.weight == 1]
    assert [text[start:end] for start, end in places] == ["ﬁnanciële\u0301", "jeugd\u00adzorg", "GGZ"]


# ---------- stop words ----------


def test_stop_words_are_left_out_and_keep_their_place():
    assert analysis.terms("de kinderen van een jongen") == [("kind", 1, 1.0), ("jong", 4, 1.0)]


def test_words_of_a_question_say_which_are_stop_words():
    asked = analysis.words("Hoe help je een kind dat niet naar school gaat?")
    assert [word.surface for word in asked if not word.is_stop] == ["kind", "school"]
    assert len(asked) == 10


def test_text_of_stop_words_alone_keeps_them_in_index_and_question():
    asked = analysis.words("Van wie ben ik?")
    assert [word.is_stop for word in asked] == [False] * 4
    assert [token.text for token in analysis.tokens("Van wie ben ik?")] == [word.term for word in asked]


@pytest.mark.parametrize("text", ["", " ", "?!", "\x00", "🙂"])
def test_text_without_words_gives_nothing(text):
    assert (analysis.words(text), analysis.tokens(text), analysis.indexed_text(text)) == ([], [], "")


# ---------- stems ----------

SAME = """
kind kinderen kindje kinds|kindje kindjes|pleegkind pleegkinderen|gezin gezinnen gezinnetje|pleeggezin pleeggezinnen
school scholen schooltje|huis huizen huisje huisjes|gezinshuis gezinshuizen|brief brieven|ouder ouders|stad steden
jongere jongeren|jeugdige jeugdigen|jongen jongens jongetje|meisje meisjes|zus zussen zusje|broer broers broertje
organisatie organisaties|familie families|categorie categorieen|idee ideeen|foto fotos|baby babys|auto autos
tafel tafels|wijkteam wijkteams|probleem problemen|methode methodes methoden|methodiek methodieken|client clienten
vriendin vriendinnen|psycholoog psychologen|crisis crisissen|advies adviezen|verlies verliezen|therapie therapieen
training trainingen|stoornis stoornissen|activiteit activiteiten|mogelijkheid mogelijkheden|lid leden
helpen helpt hielp geholpen|verhuizen verhuist verhuisd verhuisde verhuizing verhuizingen
begeleiden begeleidt begeleid begeleidde begeleiding|behandelen behandelt behandeld behandeling behandelingen
ontwikkelen ontwikkelt ontwikkeld ontwikkeling|ondersteunen ondersteunt ondersteund ondersteuning
scheiding scheidingen scheiden gescheiden|echtscheiding echtscheidingen|opvoeden opvoedt opvoeding opgevoed
verslaving verslavingen verslaafd|mishandelen mishandeld mishandeling|bedreigen bedreigd bedreiging
verwaarlozen verwaarloosd verwaarlozing|pesten gepest pest|signaleren signaleert gesignaleerd signalering
aanmelden aangemeld aanmelding aanmeldingen|verwijzen verwijst verwees verwezen verwijzing
doorverwijzen doorverwezen doorverwijzing|begrijpen begrijpt begreep begrepen|opnemen opgenomen
plaatsen geplaatst plaatsing|samenwerken samenwerking samengewerkt|weigeren weigert geweigerd
spijbelen spijbelt gespijbeld|schorsen geschorst schorsing|vertellen vertelt verteld vertelde|missen mist gemist
bespreken bespreekt besproken bespreking|uitnodigen uitgenodigd uitnodiging|overlijden overleden overlijdt
huisarts huisartsen|kans kansen|afspraak afspraken|verslag verslagen|begeleider begeleidster|groeien groeit gegroeid
uitsluiten uitgesloten|misbruiken misbruikt misbruik|verzuimen verzuimt verzuim|stoppen gestopt
veilig veilige veiligheid|onveilig onveiligheid|eenzaam eenzame eenzaamheid|depressief depressieve
autistisch autistische|verdrietig verdrietige|boos boze|doof dove|zelfstandig zelfstandige zelfstandigheid
"""
DIFFERENT = """
begeleiding beleid|gezin zin|organisatie orgaan|plan plant|kan kant|markt merk|buurt buren|ouder ouderen|jong jongere
kunst kunnen|rente rennen|waarde waren|rust russen|kast kassen|wet weten|recht rechter|school scholing|gast gas
verband verbannen|gevaar varen|geval vallen|gevoel voelen|verslag verslaving|regie regio|voogd vogel|meisje meis
jeugd jeugdig|lid lijden|advies adviseur|gewoon wonen|gehoor gehoorzaam|last lassen|minst minnen|start star
beurt beuren|geweld wellen|gewond winnen|gebied bieden|bank bang|pleegzorg plegen|overleg overlijden|toegang gang
opvang vangen|onderzoek zoeken|aandacht denken|plantje plan|mens men|kans kan|korting kort|gerust russen
vader moeder|verslag verslaan|praktijk praktisch|kosten kok|tafel taal|groep groei
"""


@pytest.mark.parametrize("forms", SAME.strip().replace("\n", "|").split("|"))
def test_forms_of_a_word_have_one_stem(forms):
    assert {stem(form): form for form in forms.split()}.keys() == {stem(forms.split()[0])}


@pytest.mark.parametrize("pair", DIFFERENT.strip().replace("\n", "|").split("|"))
def test_other_words_have_other_stems(pair):
    one, other = pair.split()
    assert stem(one) != stem(other)


def test_abbreviation_and_number_stay_as_they_are():
    assert [term(word) for word in ("ggz", "UHP", "PTSS", "2026", "18plus")] == ["ggz", "uhp", "ptss", "2026", "18plus"]


# ---------- names ----------


def test_names_are_neither_stemmed_nor_split_nor_left_out():
    assert analysis.terms("Stichting De Wijkteams", names=True) == [
        ("stichting", 0, 1.0),
        ("de", 1, 1.0),
        ("wijkteams", 2, 1.0),
    ]


@pytest.mark.parametrize(
    ("name", "found_by"),
    [
        ("Jansen-de Vries", {"jansen", "jansende", "de", "vries"}),
        ("Ad d'Ancona", {"ad", "dancona", "d", "ancona"}),
        ("Van 't Hof", {"van", "t", "hof"}),
        ("José O'Brien", {"jose", "obrien", "o", "brien"}),
        ("Ben", {"ben"}),
    ],
)
def test_name_is_found_whole_and_by_its_pieces(name, found_by):
    assert all_terms(name, names=True) == found_by


# ---------- one text for another engine ----------


def test_indexed_text_has_the_words_in_order_and_then_the_parts():
    assert analysis.indexed_text("Het wijkteam en de jeugd-ggz") == "wijkteam jeugdggz wijk team jeugd ggz"
    assert analysis.indexed_text("Anna de Wit", names=True) == "anna de wit"


def test_word_can_be_explained_step_by_step():
    explained = explain_word("Wijkteams")
    assert 2 < explained.pop("usual") < 4
    assert explained == {
        "surface": "Wijkteams",
        "folded": "wijkteams",
        "stem": "wijkteam",
        "is_stop": False,
        "pieces": [],
        "parts": ["wijk", "teams"],
        "terms": [("wijkteam", 1.0), ("wijk", 0.5), ("team", 0.5)],
    }
    assert explain_word("?")["terms"] == []


# ---------- whatever is typed ----------

SIGNS = st.text(st.sampled_from("aeknsGZé\u0301’'-‐.+/_ 18\u00ad\u200bﬁÆ\x00🙂²½ßİΣ"), max_size=40)
TEXTS = st.one_of(st.text(max_size=80), SIGNS)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.booleans())
@example("\u00ad\u200b'", False)
@example("½²①ﷺ", True)
def test_any_text_gives_tokens_that_lie_in_it(text, names):
    last = (-1, -1)
    for token in analysis.tokens(text, names=names):
        assert 0 <= token.start < token.end <= len(text)
        assert (token.position, token.start) >= last
        assert 0 < token.weight <= 1
        assert token.text and " " not in token.text
        last = token.position, token.start
        if names and token.weight == 1:
            assert form(text[token.start : token.end]).folded == token.text


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_each_word_of_a_text_finds_the_text(text):
    asked = analysis.words(text)
    found = {token.text: token for token in analysis.tokens(text) if token.weight == 1}
    names = all_terms(text, names=True)
    for word in asked:
        assert word.folded in names
        assert word.is_stop or word.term in found
        assert set(word.pieces) <= names
    assert {word.term for word in asked if not word.is_stop} == set(found)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("text", ["a-" * 50_000, "x" * 100_000, "jeugdzorg" * 10_000, "a'" * 50_000, "g." * 50_000])
def test_hostile_word_gives_a_few_short_terms(text):
    found = analysis.terms(text)
    assert len(found) < 40
    assert max(len(term) for term, _, _ in found) <= 100
