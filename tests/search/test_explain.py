"""Why search finds what it finds, for staff."""

import io

import pytest
from django.core.management import CommandError, call_command
from modelsearch.query import MATCH_ALL, And, Boost, Not, Or

from search.explain import NoSuchDocument, explain, lines, pick
from search.models import Synonym
from search.query import Coverage, Sequence, Term
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import AdministratorFactory, MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.practices import PracticeFactory

pytestmark = pytest.mark.django_db

PAGE = "/beheer/zoeken/uitleg/"


@pytest.fixture
def uhp(search_index):
    """A practice about placement out of home, found by its abbreviation; another for members."""
    Synonym.objects.create(term="UHP", means="uithuisplaatsing")
    practice = PracticeFactory(title="Uithuisplaatsing voorkomen", slug="voorkomen")
    PracticeFactory(title="Uithuisplaatsing, voor leden", slug="leden", visibility="members")
    PracticeFactory(title="Iets anders", slug="anders")
    search_index()
    return practice


def shares(thing):
    return [(share.word, share.why, share.text) for share in thing.shares]


def test_explain_says_what_each_word_adds(uhp):
    explanation = explain("uhp")
    assert [hit.title for hit in explanation.hits] == ["Uithuisplaatsing voorkomen"]
    assert shares(explanation.hits[0]) == [("uhp", "synonym", "uithuisplaatsing")]
    # With so few results it was looked for a second time, more widely, which counts half.
    assert explanation.hits[0].score == pytest.approx(explanation.hits[0].shares[0].score * 1.5)


def test_explain_shows_a_member_what_members_see(uhp):
    titles = {hit.title for hit in explain("uhp", MemberFactory()).hits}
    assert titles == {"Uithuisplaatsing voorkomen", "Uithuisplaatsing, voor leden"}


@pytest.mark.parametrize(
    "name", ["practice:{pk}", "practices.practicepage:{pk}", "voorkomen", "/praktijken/voorkomen/"]
)
def test_document_is_chosen_by_kind_model_or_address(uhp, name):
    kind, thing = pick(name.format(pk=uhp.pk))
    assert (kind.name, thing.pk) == ("practice", uhp.pk)


@pytest.mark.parametrize(
    "name",
    [
        "practice:999999",
        "practice:x",
        "practice:",
        "nonsense:1",
        "auth.group:1",
        "a.b:1",
        "nergens",
        ":",
        "/",
        "x" * 5000,
    ],
)
def test_document_that_cant_be_found_is_named(uhp, name):
    with pytest.raises(NoSuchDocument):
        pick(name)


def test_document_that_isnt_found_scores_nothing(uhp):
    document = explain("uhp", document="anders").document
    assert (document.title, document.score, document.shares, document.is_visible) == ("Iets anders", 0, [], True)


def test_document_shows_its_tokens(uhp):
    explanation = explain("uhp", document="voorkomen")
    label, tokens = explanation.tokens[0]
    assert (label, tokens[0].text, tokens[0].position) == ("", "uithuisplaats", 0)


def test_hidden_document_shows_no_tokens_to_who_may_not_see_it(uhp):
    explanation = explain("uhp", document="leden")
    assert (explanation.document.is_visible, explanation.tokens) == (False, [])


def test_name_is_not_stemmed_in_its_tokens(search_index):
    OrganisationFactory(name="De Linden", slug="de-linden", description="De linden bloeien.")
    search_index()
    (_, name), (_, text) = explain("linden", document="de-linden").tokens
    assert [token.text for token in name] == ["de", "linden"]
    assert "linden" not in [token.text for token in text]


@pytest.mark.parametrize("words", ["", "-uhp", "***", "\x00", "x" * 100_000])
def test_question_without_words_can_be_explained(uhp, words):
    assert explain(words).question is not None


def test_tree_is_written_line_by_line():
    tree = Coverage([Term("a", "b"), Boost(Or([Term("c"), Sequence([(Term("d"),), (), (Term("e"),)])]), 0.5)], 0.6)
    assert lines(And([tree, Not(Term(name="f")), MATCH_ALL])) == [
        "all of",
        "  at least 60% of the weight of",
        "    text a, name b",
        "    0.5 × any of",
        "      text c",
        "      beside each other: text d · any word · text e",
        "  not",
        "    name f",
        "  everything",
    ]


# ---------- the command ----------


def printed(*args, **options):
    out = io.StringIO()
    call_command("explain_search", *args, stdout=out, no_color=True, **options)
    return out.getvalue()


def test_command_prints_words_ways_tree_and_hits(uhp):
    text = printed("uhp")
    assert "uhp                            0.8    synonym  uithuisplaatsing" in text
    assert "0.8 × text uithuisplaats, name uithuisplaatsing" in text
    assert f"practice:{uhp.pk}  Uithuisplaatsing voorkomen" in text
    assert "voor leden" not in text


def test_command_asks_as_a_member(uhp):
    member = MemberFactory()
    assert "voor leden" in printed("uhp", email=member.email.upper())
    with pytest.raises(CommandError):
        printed("uhp", email="niemand@example.org")


def test_command_shows_a_document(uhp):
    assert "uithuisplaats@0" in printed("uhp", document="voorkomen")
    assert "(hidden from who asks)" in printed("uhp", document="leden")
    with pytest.raises(CommandError):
        printed("uhp", document="nergens")


# ---------- the page in the admin ----------


@pytest.mark.parametrize("who", [StaffFactory, AdministratorFactory])
def test_page_is_for_staff(uhp, client, who):
    client.force_login(who())
    response = client.get(PAGE, {"q": "uhp"})
    assert response.status_code == 200
    assert "Uithuisplaatsing voorkomen" in response.text
    assert "voor leden" in response.text
    assert PAGE in client.get("/beheer/").text


@pytest.mark.parametrize("who", [None, MemberFactory, ProviderEditorFactory])
def test_page_is_for_nobody_else(uhp, client, who):
    if who:
        client.force_login(who())
    response = client.get(PAGE, {"q": "uhp"})
    assert response.status_code in (302, 403)
    assert "Uithuisplaatsing voorkomen" not in response.text


def test_page_shows_what_a_visitor_gets(uhp, client):
    client.force_login(StaffFactory())
    assert "voor leden" not in client.get(PAGE, {"q": "uhp", "visitor": "on"}).text


def test_page_names_nothing_that_its_reader_may_not_see(uhp, client):
    PracticeFactory(title="Van anderen", slug="van-anderen", live=False)
    client.force_login(StaffFactory())
    response = client.get(PAGE, {"q": "uhp", "document": "van-anderen"})
    assert response.context["form"].errors.keys() == {"document"}
    assert "Van anderen" not in response.text


def test_page_keeps_what_was_typed_when_there_is_no_such_result(uhp, client):
    client.force_login(StaffFactory())
    response = client.get(PAGE, {"q": "uhp", "document": "nergens"})
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"document"}
    assert 'value="nergens"' in response.text


@pytest.mark.parametrize(
    "asked, status",
    [({}, 200), ({"q": ""}, 200), ({"q": "x" * 100_000}, 200), ({"q": "-x"}, 200), ({"q": "\x00"}, 400)],
)
def test_page_takes_anything(uhp, client, asked, status):
    client.force_login(StaffFactory())
    assert client.get(PAGE, asked).status_code == status
