"""The detector of personal data: what it finds, how sure it is, how quick, and that it never raises."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from base.privacy import (
    BLOCK,
    KINDS,
    Finding,
    check_fields,
    count_kinds,
    find_personal_data,
    finding_key,
    hold_back,
    replace_findings,
)

_FILE = Path(__file__).resolve().parents[3] / "bench" / "privacy.py"
_SPEC = spec_from_file_location("bench_privacy", _FILE)
measuring = module_from_spec(_SPEC)
_SPEC.loader.exec_module(measuring)


def found(text, **words):
    return [(text[f.start : f.end], f.kind) for f in find_personal_data(text, **words)]


def kinds(text, **words):
    return [finding.kind for finding in find_personal_data(text, **words)]


# ---------- as a whole ----------


@pytest.mark.parametrize("name", measuring.SETS)
def test_all_blocked_kinds_and_most_names_and_places_are_found_and_little_else(name):
    score = measuring.measure(name)
    blocked = [kind.name for kind in KINDS.values() if kind.action == BLOCK]
    assert score.recall(blocked) >= 0.99
    assert score.precision(blocked) >= 0.9
    assert score.recall(measuring.NAMES_AND_PLACES) >= 0.85
    assert score.precision(measuring.NAMES_AND_PLACES) >= 0.90


def test_the_sets_are_apart_and_have_texts_with_and_without_personal_data():
    texts = {name: list(measuring.marked_texts(name)) for name in measuring.SETS}
    assert len(texts["held_out"]) >= 120
    for marked in texts.values():
        assert sum(not spans for _text, spans in marked) >= 40
        assert {kind for _text, spans in marked for _start, _end, kind in spans} >= {
            *measuring.NAMES_AND_PLACES,
            "bsn",
            "iban",
            "email",
            "phone",
            "address",
            "date_of_birth",
            "plate",
        }
    assert not {text for text, _spans in texts["built_with"]} & {text for text, _spans in texts["held_out"]}


def test_a_span_counts_as_found_when_most_of_it_lies_under_findings_that_do_enough():
    score = measuring.Score()
    text = "Jan de Vries, 111222333"
    found_half = [Finding(0, 3, "name"), Finding(14, 23, "name")]
    score.add(text, [(0, 12, "name"), (14, 23, "bsn")], found_half, KINDS)
    assert score.misses == [("name", "Jan de Vries"), ("bsn", "111222333")]
    score.add(text, [(0, 12, "name")], [Finding(0, 12, "name"), Finding(14, 23, "bsn")], KINDS)
    assert (score.hit["name"], score.wrong) == (1, [("bsn", "111222333")])


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        "1 ",
        "0",
        "06-",
        "@",
        "a@",
        "a.",
        ".",
        "A",
        "A.",
        "A. ",
        "Jan ",
        "de ",
        "van ",
        "NL91 ",
        "+31",
        "(",
        "12-",
    ]
    + [
        "straat ",
        "Straat",
        "\u200b",
        "\uff11",
        "e\u0301",
        "\u0301",
        "\n",
        " ",
        "school ",
        "7511 AB ",
        "1-",
        "mw. ",
        "x-",
    ]
    + ["Aa", "'", "A'", "www.", "1 1-", "Kerk ", "I.", "19", "geb. ", "Oude ", "\ud800", "\x00", "İ", "ﬃ"]
    + [
        "een ",
        "nul zes ",
        "dubbel ",
        "groep 1 van ",
        "Naam: ",
        "&#64;",
        "&amp",
        "jan at ",
        "zit op de ",
        "J. de ",
        "Jan, ",
        "x@x ",
    ],
)
def test_a_huge_text_of_one_piece_comes_to_an_end_with_findings_inside_it(piece):
    text = (piece * 30_000)[:30_000]
    findings = find_personal_data(text)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings)
    assert all(one.end <= other.start for one, other in zip(findings, findings[1:], strict=False))


PIECES = st.sampled_from(
    [
        "Daan",
        " ",
        "\n",
        "de ",
        "van ",
        "Vries",
        "J.",
        "12",
        "-",
        "03",
        "2014",
        "111222333",
        "NL91",
        "@",
        ".nl",
        "06",
        "(",
    ]
    + ["7511", "AB", "straat", "basisschool ", "\u200b", "e\u0301", "\uff11", "İ", "ß", "'", "mevrouw ", "\ud83d", "ﬃ"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=100))
def test_findings_lie_in_the_text_in_order_and_apart(text):
    at = 0
    for finding in find_personal_data(text):
        assert at <= finding.start < finding.end <= len(text)
        at = finding.end


# ---------- what is blocked ----------


@pytest.mark.parametrize(
    "number",
    ["111222333", "111 222 333", "111.222.333", "111-222-333", "1112.22.333", "1 1 1 2 2 2 3 3 3", "111\n222\n333"]
    + [
        "１１１２２２３３３",
        "١١١٢٢٢٣٣٣",
        "111\u200b222\u200b333",
        "111\u00a0222\u00a0333",
        "111\u00ad222333",
        "111–222–333",
    ]
    + ["111 222-333", "11122\u20602333", "12345672", "111/222/333", "11 12 22 333"],
)
def test_a_bsn_is_found_in_every_disguise(number):
    assert found(f"Zijn nummer is {number}, zei hij.") == [(number, "bsn")]


@settings(max_examples=200, deadline=None)
@example(4_684_190, [1, 3, 5], " ", "0123456789", "")
@given(
    st.integers(1_000_000, 99_999_999),
    st.lists(st.integers(1, 8), max_size=4, unique=True),
    st.sampled_from([" ", ".", "-", "\n", "\u00a0", "\u2013", " - ", "/", "\u200b"]),
    st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"]),
    st.sampled_from(["", "\u200b", "\u00ad", "\u2060"]),
)
def test_any_bsn_in_any_groups_and_digits_is_blocked(number, cuts, gap, digits, hidden):
    eight = f"{number:08d}"
    last = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), eight, strict=True)) % 11
    assume(last < 10)
    disguised = hidden.join(digits[int(digit)] for digit in f"{eight}{last}")
    step = 1 + len(hidden)
    parts = [disguised[a * step : b * step] for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), 9], strict=True)]
    typed = gap.join(part.strip(hidden) if hidden else part for part in parts)
    result = find_personal_data(f"Het gaat om {typed} en niet meer.")
    assert BLOCK in [finding.action for finding in result]


@pytest.mark.parametrize("text", ["BSN111222333", "bsn: 1,1,1,2,2,2,3,3,3", "nr111222333", "12345672 is zijn bsn"])
def test_a_bsn_beside_its_name_is_found(text):
    assert kinds(text) == ["bsn"]


@pytest.mark.parametrize(
    "text",
    [
        "111222334",  # fails the 11-proof
        "000000000",
        "1112223331",
        "KvK 12345672",
        "SKJ-registratie 111222333",
        "€ 111.222.333",
        "111222333 euro",
        "a111222333f",
        "https://www.example.org/111222333",
        "2014 2015 2016",
        "van 2010 tot 2020 en 2030",
        "de cijfers 1, 2, 3, 4, 5, 6, 7, 8 en 9",
        "op 12-03-2026 om 10.00 uur",
    ],
)
def test_what_only_resembles_a_bsn_is_left_alone(text):
    assert "bsn" not in kinds(text)


@pytest.mark.parametrize(
    "iban",
    [
        "NL91ABNA0417164300",
        "NL91 ABNA 0417 1643 00",
        "nl91abna0417164300",
        "NL91.ABNA.0417.1643.00",
        "BE68539007547034",
    ],
)
def test_an_iban_is_found_with_its_check_digits_right(iban):
    assert found(f"Naar {iban} graag, op naam.") == [(iban, "iban")]
    assert "iban" not in kinds("Naar NL92ABNA0417164300 graag.")


@pytest.mark.parametrize(
    "address",
    [
        "jan@example.org",
        "jan.de-vries+x@post.example.nl",
        "jan @ example.org",
        "jan(at)example.org",
        "jan [at] example [punt] nl",
    ]
    + ["JAN＠example.org", "j\u200ban@example.org", "zoë@voorbeeld.nl"],
)
def test_an_email_address_is_found(address):
    assert found(f"Mail naar {address}")[0][1] == "email"


@pytest.mark.parametrize(
    "number",
    [
        "0612345678",
        "06-12345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "+31612345678",
        "+31 6 12345678",
        "+31 (0)6 12345678",
    ]
    + [
        "0031 6 12345678",
        "053-4891234",
        "053 489 12 34",
        "0546-812345",
        "０６１２３４５６７８",
        "06\u200b12345678",
        "+49 170 1234567",
    ]
    + ["06-1234\n5678", "088 123 45 67", "(053) 4891234", "06/12345678"],
)
def test_a_phone_number_is_found(number):
    assert found(f"Haar nummer: {number}.")[0][1] == "phone"


@pytest.mark.parametrize(
    "text",
    ["Bel 112 of 0800-0432.", "0800 2000", "0 1 2 3 4 5 6 7 8 9 10", "op 01-01-2026 10 uur", "0-4, 4-12 en 12-18 jaar"],
)
def test_help_lines_scales_and_ages_are_no_phone_numbers(text):
    assert "phone" not in kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("7511 AB 12", "address"),
        ("7511AB 12a", "address"),
        ("7511ab 12", "address"),
        ("7511 AB, nr. 12", "address"),
        ("Kerkstraat 12, 7511 AB Enschede", "address"),
        ("postcode 7511 AB, huisnummer 12", "address"),
        ("7511 AB", "postcode"),
    ],
)
def test_a_postcode_with_a_house_number_is_an_address_and_alone_it_is_asked_about(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text", ["in 2014 en 12 anderen", "1500 SS 12", "de 1000 mm van 2012", "2020 is 10 jaar later"]
)
def test_a_year_before_a_short_word_is_no_postcode(text):
    assert not {"postcode", "address"} & set(kinds(text))


@pytest.mark.parametrize(
    "date",
    [
        "12 maart 2014",
        "12-03-2014",
        "12/3/2014",
        "12.03.2014",
        "2014-03-12",
        "12 mrt. 2014",
        "12e maart 2014",
        "12 maart '14",
    ]
    + ["12\u00a0maart\u00a02014", "1２-03-2014", "March 12, 2014", "12 03 2014", "twaalf maart 2014"],
)
def test_a_date_of_birth_is_found_however_it_is_written(date):
    assert found(f"Hij is geboren op {date}.") == [(date, "date_of_birth")]


@pytest.mark.parametrize(
    "text", ["geb. 12-03-14", "geboortedatum: 12032014", "geboren: 12.3.14", "12 maart 2014", "12-03-2014"]
)
def test_a_date_long_past_or_beside_birth_is_a_date_of_birth(text):
    assert kinds(text) == ["date_of_birth"]


@pytest.mark.parametrize(
    "text",
    [
        "De bijeenkomst is op 3 november 2030.",
        "Op 1 januari 2015 ging de Jeugdwet in.",
        "Geraadpleegd op 12 maart 2014.",
        "Per 1 januari 2020 gestart.",
        "Zie paragraaf 1.2.14 en 3.4.12.",
        "Het schooljaar 2014-2015 en maart 2014.",
        "Uitgerekend, geboren wordt het pas op 3 november 2090.",
        "Op 31 februari 2014 niet.",
    ],
)
def test_dates_of_work_are_no_dates_of_birth(text):
    assert kinds(text) == []


def test_a_full_date_beside_work_is_asked_about():
    assert found("Sinds 12 maart 2014 krijgt haar broer hulp.") == [("12 maart 2014", "date")]
    assert found("De nota van 12 maart 2014 is vervangen.") == []


# ---------- what is asked about ----------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ik sprak met Daan.", ["Daan"]),
        ("Daan Terborgh en zijn moeder", ["Daan Terborgh"]),
        ("Mevrouw van der Zwaluw kwam.", ["van der Zwaluw"]),
        ("dhr. El Amrani belde", ["El Amrani"]),
        ("familie Pietersma en gezin Qadir", ["Pietersma", "Qadir"]),
        ("haar zoontje Xqavi speelt", ["Xqavi"]),
        ("toen werd Tsegrabe (9) boos", ["Tsegrabe"]),
        ("J. de Vries en A.B. Jansen", ["J. de Vries", "A.B. Jansen"]),
        ("Zoe\u0308 en Chloé", ["Zoe\u0308", "Chloé"]),
        ("Daans moeder en Sanne's vader", ["Daans", "Sanne's"]),
        ("het meisje fatima", ["fatima"]),
        ("Roos woont bij haar oma.", ["Roos"]),
        ("Anne-Fleur belde", ["Anne-Fleur"]),
        ("FATIMA belde", ["FATIMA"]),
    ],
)
def test_names_are_found(text, names):
    assert [words for words, kind in found(text) if kind == "name"] == names


@pytest.mark.parametrize(
    "text", ["het meisje S. huilt", "gesproken met K. over thuis", "J. is boos", "cliënt M, 14 jaar"]
)
def test_initials_are_found(text):
    assert kinds(text) == ["initials"]


@pytest.mark.parametrize(
    "text",
    [
        "Roos en geel zijn kleuren.",
        "Wil je dat?",
        "Dan gaan we.",
        "Mei is een mooie maand.",
        "Volgens Van Yperen (2013) werkt dat.",
        "Stichting Anna en het Emma Kinderziekenhuis",
        "Marte Meo en Families First",
        "vitamine C. Daarna plan B.",
        "A. Inleiding\nB. Doel",
        "categorie A of B",
        "De William Schrikker Groep helpt.",
        "de Gordon-training en de Raad voor de Kinderbescherming",
        "Twee JIM's hielpen het gezin. Seksueel geweld vraagt meer, per gezin per keer.",
        "Zie www.daan.nl of https://sanne.example/fatima",
    ],
)
def test_ordinary_words_organisations_and_sources_are_no_names(text):
    assert kinds(text) == []


def test_places_streets_and_schools_are_found():
    text = "Uit Enschede, Hof van Twente en uit Best, aan de Kerkstraat 3, "
    text += "op basisschool De Vlinder en het Bonhoeffer College."
    assert found(text, extra_places=["Hof van Twente"]) == [
        ("Enschede", "place"),
        ("Hof van Twente", "place"),
        ("Best", "place"),
        ("Kerkstraat 3", "street"),
        ("basisschool De Vlinder", "school"),
        ("het Bonhoeffer College", "school"),
    ]


@pytest.mark.parametrize(
    "text", ["Best lastig.", "Het wordt enger in Huizenland.", "de snelweg", "CBS StatLine", "Universiteit Utrecht"]
)
def test_words_that_are_also_places_streets_or_schools_are_left_alone(text):
    assert kinds(text) == []


def test_callers_add_names_and_allow_phrases():
    assert found("wij spraken bolletje", extra_names=["Bolletje"]) == [("bolletje", "name")]
    assert found("De Sanne Groep en Sanne", allow=["De Sanne Groep"]) == [("Sanne", "name")]
    assert found("OBS De Vlinder, OBS De Bij", allow=["OBS De Vlinder"]) == [("OBS De Bij", "school")]
    assert found("Zij woont in Borne en Bornerbroek", allow=["Borne"]) == [("Bornerbroek", "place")]
    assert kinds("Borne 111222333", allow=["Borne 111222333"]) == ["bsn"]


# ---------- what callers do with it ----------


def test_replacing_gives_general_words_and_leaves_the_rest():
    text = "Daan (9) zit op basisschool De Vlinder in Enschede; bsn 111\u200b222333."
    assert replace_findings(text, find_personal_data(text)) == ("[naam] (9) zit op [school] in [plaats]; bsn [nummer].")
    assert kinds("[naam] (9) zit op [school] in [plaats]; bsn [nummer].") == []


def test_fields_are_checked_apart_and_exempt_ones_not_at_all():
    fields = {"title": "Rust in huis", "text": "Daan", "phone": "0612345678"}
    assert {name: [f.kind for f in findings] for name, findings in check_fields(fields, exempt={"phone"}).items()} == {
        "text": ["name"]
    }


def test_hold_back_keeps_what_is_blocked_or_not_confirmed():
    fields = {"a": "Rust in huis", "b": "Daan belde", "c": "Daan en bsn 111222333"}
    storable, held = hold_back(fields)
    assert storable == {"a": "Rust in huis"}
    assert count_kinds(held) == {"name": 2, "bsn": 1}
    daan = finding_key("Daan belde", held["b"][0])
    storable, held = hold_back(fields, confirmed={daan})
    assert storable == {"a": "Rust in huis", "b": "Daan belde"}
    assert count_kinds(held) == {"bsn": 1}


def test_a_key_is_the_same_wherever_the_words_stand_and_tells_nothing():
    one, two = "Daan belde", "Later belde  DAAN"
    key = finding_key(one, find_personal_data(one)[0])
    assert key == finding_key(two, find_personal_data(two)[0])
    assert "daan" not in key.lower()


def test_the_command_prints_findings_for_a_list_of_texts(tmp_path, capsys):
    file = tmp_path / "texts.json"
    file.write_text(json.dumps(["Rust in huis", "Daan: 111222333"]), encoding="utf-8")
    call_command("find_personal_data", str(file))
    assert json.loads(capsys.readouterr().out) == [
        [],
        [
            {"start": 0, "end": 4, "kind": "name", "action": "ask"},
            {"start": 6, "end": 15, "kind": "bsn", "action": "block"},
        ],
    ]


@pytest.mark.parametrize("content", ["geen json", '{"a": 1}', "[1]"])
def test_the_command_says_what_is_wrong_with_a_file(tmp_path, content):
    file = tmp_path / "texts.json"
    file.write_text(content)
    with pytest.raises(CommandError):
        call_command("find_personal_data", str(file))
