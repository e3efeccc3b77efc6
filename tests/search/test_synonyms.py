"""Which words mean the same."""

import pytest
from django.db import transaction

from network.topics.models import Topic
from search import analysis, synonyms
from search.first_words import FIRST_WORDS, ensure_first_words
from search.models import CompoundRule, Synonym
from tests.factories.people import MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


def means(text):
    """{text: weight} of what is looked for besides."""
    words = analysis.words(text)
    return {meaning.text: meaning.weight for span in synonyms.table().spans(words) for meaning in span.meanings}


def test_topic_and_its_synonyms_stand_for_each_other():
    TopicFactory(name="Uithuisplaatsing", synonyms="UHP\nuit huis geplaatst")
    assert means("uithuisplaatsing") == {"UHP": 0.8, "uit huis geplaatst": 0.8}
    assert means("UHP") == {"Uithuisplaatsing": 0.8, "uit huis geplaatst": 0.4}
    assert means("kinderen die uit huis geplaatst zijn") == {"Uithuisplaatsing": 0.8, "UHP": 0.4}


@pytest.mark.parametrize("status", ["suggested", "declined", "merged"])
def test_topic_that_isnt_accepted_widens_nothing(status):
    topic = TopicFactory(name="Geheim", synonyms="stiekem", status=status)
    assert means("geheim") == {}
    assert synonyms.table().topics(analysis.words("geheim")) == []
    Topic.objects.get(pk=topic.pk).delete()


def test_synonym_works_both_ways():
    Synonym.objects.create(term="GI", means="gecertificeerde instelling\nvoogdijinstelling")
    assert means("gi") == {"gecertificeerde instelling": 0.8, "voogdijinstelling": 0.8}
    assert means("de gecertificeerde instellingen") == {"GI": 0.8}
    assert means("voogdijinstelling") == {"GI": 0.8}


def test_one_way_synonym_works_from_the_word_only():
    Synonym.objects.create(term="hulp", means="ondersteuning", one_way=True)
    assert means("hulp") == {"ondersteuning": 0.8}
    assert means("ondersteuning") == {}


def test_change_works_at_once(django_capture_on_commit_callbacks):
    def after(change):
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            change()
        return means("praktijkhulp")

    assert means("praktijkhulp") == {}
    row = Synonym(term="praktijkhulp", means="POH")
    assert after(row.save) == {"POH": 0.8}
    row.means = "POH\nondersteuner"
    assert after(row.save) == {"POH": 0.8, "ondersteuner": 0.8}
    assert after(row.delete) == {}
    topic = TopicFactory.build(name="Praktijkhulp", slug="praktijkhulp", synonyms="spreekuur")
    assert after(topic.save) == {"spreekuur": 0.8}
    topic.status = "declined"
    assert after(topic.save) == {}


def test_table_is_made_again_when_a_long_word_is_split_otherwise(django_capture_on_commit_callbacks):
    before = synonyms.table()
    assert synonyms.table() is before
    with django_capture_on_commit_callbacks(execute=True):
        CompoundRule.objects.create(word="praktijkhulp", parts="praktijk hulp")
    assert synonyms.table() is not before


def test_words_are_only_recognised_whole_and_in_order():
    TopicFactory(name="Schoolverzuim", synonyms="niet naar school")
    assert means("school") == {}
    assert means("naar school") == {}
    assert means("een kind dat niet naar school gaat") == {"Schoolverzuim": 0.8}


def test_words_that_would_say_something_else_are_not_looked_for():
    TopicFactory(name="Schoolverzuim", synonyms="niet naar school\nhet verzuim")
    assert means("schoolverzuim") == {"het verzuim": 0.8}


def test_small_words_may_be_left_out_of_a_name():
    Synonym.objects.create(term="RvdK", means="Raad voor de Kinderbescherming")
    assert means("raad kinderbescherming") == {"RvdK": 0.8}
    assert means("rvdk") == {"Raad voor de Kinderbescherming": 0.8}


def test_topics_are_recognised_by_name_and_synonym():
    topic = TopicFactory(name="Uithuisplaatsing", synonyms="UHP")
    other = TopicFactory(name="Wachttijd", synonyms="")
    table = synonyms.table()
    assert table.topics(analysis.words("uithuisplaatsingen")) == [topic.pk]
    assert table.topics(analysis.words("uhp")) == [topic.pk]
    assert table.topics(analysis.words("wachttijd uhp")) == []
    spans = table.spans(analysis.words("wachttijd bij uhp"))
    assert [(span.start, span.end, span.topics) for span in spans] == [(0, 1, (other.pk,)), (2, 3, (topic.pk,))]


def test_number_of_meanings_has_a_limit():
    Synonym.objects.create(term="veel", means="\n".join(f"woord{number}" for number in range(100)))
    Synonym.objects.create(term="jeugd", means="\n".join(f"woord{number}" for number in range(100)))
    assert len(means("jeugd")) == synonyms.MOST_MEANINGS


def test_table_costs_two_queries_whatever_its_size(django_assert_num_queries):
    TopicFactory(synonyms="a1")
    Synonym.objects.create(term="b1", means="c1")
    with django_assert_num_queries(2):
        synonyms._load()
    for number in range(20):
        TopicFactory(synonyms=f"d{number}")
        Synonym.objects.create(term=f"e{number}", means="f1")
    with django_assert_num_queries(2):
        synonyms._load()


def test_new_site_gets_the_abbreviations_of_the_field_once():
    assert ensure_first_words() == len(FIRST_WORDS)
    assert means("uhp") == {"uithuisplaatsing": 0.8}
    assert ensure_first_words() == 0
    assert Synonym.objects.count() == len(FIRST_WORDS)


def test_first_words_stay_away_when_staff_removed_them(client):
    ensure_first_words()
    client.force_login(MemberFactory(is_superuser=True))
    for row in Synonym.objects.exclude(term="UHP"):
        row.delete()
    assert ensure_first_words() == 0
    last = Synonym.objects.get()
    response = client.post(f"/beheer/zoeken/synoniemen/delete/{last.pk}/")
    assert response.status_code == 302
    assert Synonym.objects.count() == 0
    assert ensure_first_words() == 0


def test_each_first_word_widens_a_question():
    ensure_first_words()
    assert [term for term in FIRST_WORDS if not means(term)] == []
