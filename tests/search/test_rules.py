"""Rules of staff and words of topics change how long words are split."""

import pytest

from base import stamps
from search import analysis, synonyms
from search.dutch import compounds, forms, rules
from search.models import CompoundRule
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_rules():
    yield
    compounds.use()
    forms.forget()


def parts(word):
    (found,) = analysis.words(word)
    return found.parts


def follow():
    stamps.bump(synonyms.STAMP)
    rules.follow(synonyms.STAMP)


def test_word_is_never_split_when_staff_say_so():
    follow()
    assert parts("wijkteam") == ("wijk", "team")
    CompoundRule.objects.create(word="wijkteam", parts="")
    follow()
    assert parts("wijkteam") == ()
    assert [term for term, _, _ in analysis.terms("wijkteam")] == ["wijkteam"]


def test_word_is_split_as_staff_say():
    follow()
    assert parts("kringgesprekkenpot") != ("kring", "gesprek", "pot")
    CompoundRule.objects.create(word="Brusjesdinges", parts="brusjes dinges")
    follow()
    assert parts("brusjesdinges") == ("brusj", "dinges")


def test_rule_also_holds_inside_a_longer_word():
    CompoundRule.objects.create(word="wijkteam", parts="")
    follow()
    assert parts("wijkteamleider") == ("wijkteam", "leider")


def test_removed_rule_is_forgotten_at_once(django_capture_on_commit_callbacks):
    rule = CompoundRule.objects.create(word="wijkteam", parts="")
    follow()
    with django_capture_on_commit_callbacks(execute=True):
        rule.delete()
    synonyms.table()
    assert parts("wijkteam") == ("wijk", "team")


def test_word_of_a_topic_may_be_a_part():
    follow()
    assert parts("zwrrkaanpak") == ()
    TopicFactory(name="Zwrrk in de wijk")
    follow()
    assert parts("zwrrkaanpak") == ("zwrrk", "aanpak")


def test_rules_are_read_once_until_they_change(django_assert_num_queries):
    follow()
    with django_assert_num_queries(0):
        rules.follow(synonyms.STAMP)
        analysis.terms("een zin met veel woorden over schoolverzuim")
