"""Did you mean: what is offered, and to whom."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.findable import kinds
from practices.models import PracticePage
from search import lexicon, spelling
from search.answers import Filters
from search.find import find, visible_scores
from search.lexicon import Lexicon, sound
from search.models import Synonym
from search.question import parse
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def practices(search_index):
    """Make a practice of each text that anybody may see, and index them."""

    def make(*texts, visibility="public"):
        for text in texts:
            PracticeFactory(title="Een praktijk", approach=text, visibility=visibility)
        search_index()

    return make


def look_for(member):
    return lambda query: visible_scores(query, member, list(kinds))[0]


def meant(text, member=None):
    return spelling.meant(parse(text), look_for(member))


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("shcool", "school"),
        ("psychiatr", "psychiater"),
        ("jeugdbeschering", "jeugdbescherming"),
        ("wachttjid", "wachttijd"),
        ("wachtijd", "wachttijd"),
        ("hegting", "hechting"),
        ("begelijding", "begeleiding"),
        ("psygiater", "psychiater"),
    ],
)
def test_word_with_a_slip_is_put_right(practices, typed, expected):
    practices("De school en de psychiater, jeugdbescherming, wachttijd, hechting en begeleiding.")
    assert meant(typed) == expected


def test_other_words_stay_as_they_were_typed(practices):
    practices("Pleegzorg en school.", "Een wachttijd.")
    assert meant("Pleegzorg  op shcool") == "Pleegzorg op school"
    assert meant('"de shcool" -wachttijd') == '"de school" -wachttijd'


def test_two_words_are_put_right_together(practices):
    practices("Pleegzorg heeft een wachttijd.")
    assert meant("pleegzogr wachttjid") == "pleegzorg wachttijd"


def test_word_that_is_right_is_left_alone(practices):
    practices("De school en het schoolplein.")
    assert meant("schoolplein") == ""


@pytest.mark.parametrize("typed", ["", "-shcool", "12345", "xq", "qqqqqqqqqq", "***"])
def test_nothing_is_offered_for_what_looks_like_nothing(practices, typed):
    practices("De school en de psychiater.")
    assert meant(typed) == ""


def test_frequent_word_is_preferred(practices):
    practices("De scholen.", "Het schema.", "Het schema.", "Het schema.", "Het schema.")
    assert meant("schelma") == "schema"


def test_what_was_two_words_is_offered_as_one(practices):
    practices("Over thuiszitter Sam.")
    assert meant("thuis zitter") == "thuiszitter"


def test_words_without_their_spaces_are_found_apart(practices):
    practices("Hulp van Bruggink.", "Voor Aaltjes gezin.")
    assert meant("brugginkaaltjes") == "bruggink aaltjes"
    assert meant("brugginkenaaltjes") == "bruggink en aaltjes"
    assert meant("brugginkxaaltjes") == ""


def test_abbreviation_of_staff_is_offered_as_they_write_it(practices):
    Synonym.objects.create(term="LVB", means="licht verstandelijke beperking")
    practices("Jongeren met een licht verstandelijke beperking en een lvb.")
    assert meant("lbv") == "LVB"


def test_word_of_members_is_not_offered_to_a_visitor(practices):
    practices("De vertrouwenspersoon.", visibility="members")
    assert meant("vertrouwenspesroon") == ""
    assert meant("vertrouwenspesroon", MemberFactory()) == "vertrouwenspersoon"


def test_other_form_of_a_word_that_somebody_sees_is_not_offered_when_it_is_hidden(practices):
    practices("De vertrouwenspersonen.")
    practices("De vertrouwenspersoon.", visibility="members")
    assert meant("vertrouwenspesroon") in ("", "vertrouwenspersonen")


def test_withdrawn_word_is_gone_before_the_index_knows(practices, django_capture_on_commit_callbacks):
    practices("De vertrouwenspersoon.")
    assert meant("vertrouwenspesroon") == "vertrouwenspersoon"
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        PracticePage.objects.get().unpublish()
    assert meant("vertrouwenspesroon") == ""


def test_whether_a_hidden_word_exists_makes_no_difference_to_a_visitor(practices):
    practices("Pleegzorg op school.", "Pleegzorg thuis.", "Pleegzorg in de wijk.", "Een wijk.")
    practices("Geheimwoord.", visibility="members")

    def answered(words):
        answer = find(words, Filters(), None, all_kinds_list=True)
        return answer.count, [hit.row.pk for hit in answer.hits], answer.did_you_mean, answer.near, answer.replaced

    assert answered("pleegzorg geheimwoord") == answered("pleegzorg bestaatniet")
    assert answered("geheimwoord") == answered("bestaatniet")
    assert answered("geheimworod") == answered("bestaatneit")


def test_word_of_a_topic_is_offered(practices, django_capture_on_commit_callbacks):
    topic = TopicFactory(name="Logeeropvang", slug="logeeropvang")
    practices("Even logeren.")
    assert meant("logeeropvnag") == "logeeropvang"
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        topic.status = "declined"
        topic.save()
    assert meant("logeeropvnag") == ""


def test_name_is_put_right(search_index):
    OrganisationFactory(name="Kompasroos", description="")
    search_index()
    assert meant("kompasross") == "kompasroos"


def test_near_words_are_of_a_word_that_nothing_holds(practices):
    practices("De school, het schooltje, de wachttijd.")
    assert spelling.near_words(parse("shcool wachttijd"), look_for(None)) == {"shcool": ["school"]}


def test_near_words_keep_what_members_have_from_a_visitor(practices):
    practices("Geheimwoord.", visibility="members")
    assert spelling.near_words(parse("geheimwoort"), look_for(None)) == {}
    assert spelling.near_words(parse("geheimwoort"), look_for(MemberFactory())) == {"geheimwoort": ["geheimwoord"]}


@pytest.mark.parametrize(
    "one, other",
    [
        ("hegting", "hechting"),
        ("leiding", "lijding"),
        ("kou", "kau"),
        ("zaak", "saak"),
        ("fysiek", "fisiek"),
        ("bet", "bed"),
    ],
)
def test_what_sounds_alike_has_the_same_sound(one, other):
    assert sound(one) == sound(other)


def test_lexicon_gives_words_within_reach():
    words = Lexicon()
    for word in ("school", "scholen", "schoot", "olifant", "psychiater"):
        words.add(word, 1)
    assert dict(words.near("shcool")) == {"school": 1, "schoot": 2}
    assert dict(words.near("psychiatr")) == {"psychiater": 1}
    assert words.near("xx") == []


def test_lexicon_follows_the_index(practices):
    practices("De school.")
    assert "wachttijd" not in lexicon.lexicon().counts
    practices("De wachttijd.")
    assert lexicon.lexicon().counts["wachttijd"] == 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80) | st.text(alphabet='schol"- x', max_size=60))
def test_any_question_may_be_meant(practices, text):
    assert isinstance(meant(text), str)
