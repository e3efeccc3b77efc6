"""From a question to what is looked up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from modelsearch.query import And, Boost, Not, Or

from search import analysis
from search.plan import MOST_ALSO, NOTHING, plan
from search.query import Coverage, Sequence, Term
from search.question import parse
from search.synonyms import NEAR, SAME, Table


def stem(word):
    return analysis.words(word)[0].term


def made(text, synonyms=(), **options):
    """The plan of a text, with (word, meaning) pairs as synonyms."""
    table = Table()
    for word, meaning in synonyms:
        table.add(word, meaning)
    return plan(parse(text), synonyms=table, **options)


def nodes(query):
    """All nodes of a tree."""
    yield query
    below = list(getattr(query, "subqueries", ()))
    below += [query.subquery] if hasattr(query, "subquery") else []
    below += [term for place in getattr(query, "places", ()) for term in place]
    for node in below:
        yield from nodes(node)


def ways(text, synonyms=(), **options):
    """[(text, why, weight)] of each word of a question."""
    return [[(way.text, way.why, way.weight) for way in group.ways] for group in made(text, synonyms, **options).groups]


def test_word_is_looked_for_by_its_stem_and_in_names_as_it_is():
    query = made("gezinnen").query
    assert repr(query) == repr(Term(text=stem("gezin"), name="gezinnen"))


def test_small_words_are_left_out():
    assert [group.word.surface for group in made("het kind in de wijk").groups] == ["kind", "wijk"]


def test_small_words_are_looked_for_when_nothing_else_is_left():
    assert repr(made("de").query) == repr(Term(text="de", name="de"))
    assert repr(made('de "op tafel"').query) == repr(made('"op tafel"').query)


def test_word_that_was_typed_twice_counts_once():
    assert len(made("kind kinderen kind school").groups) == 2


@pytest.mark.parametrize(
    "text, least", [("kind school", 1.0), ("kind school wijk", 0.66), ("kind school wijk arts", 0.6)]
)
def test_longer_question_asks_for_a_smaller_share(text, least):
    query = made(text).query
    assert isinstance(query, Coverage)
    assert query.least == least


def test_wide_plan_puts_what_has_the_rarest_word_after_what_has_enough():
    query = made("kind school", wide=True).query
    assert isinstance(query, Or)
    exact, wide = query.subqueries
    assert repr(exact) == repr(made("kind school").query)
    assert isinstance(wide, Boost) and wide.boost < 1
    assert wide.subquery.least < exact.least


def test_wide_plan_takes_a_part_of_a_compound():
    exact, wide = made("rouwbegeleiding", wide=True).query.subqueries
    assert [node for node in nodes(exact) if isinstance(node, Coverage)] == []
    parts = [node for node in nodes(wide.subquery.subqueries[0]) if isinstance(node, Coverage)]
    assert [[term.text for term in node.subqueries] for node in parts] == [[stem("rouw"), stem("begeleiding")]]


def test_compound_is_found_by_all_its_parts_for_less():
    word = analysis.words("jeugdbeschermingstafel")[0]
    query = made("jeugdbeschermingstafel").query
    assert isinstance(query, Or)
    own, parts = query.subqueries
    assert repr(own) == repr(Term(text=word.term, name=word.folded))
    assert isinstance(parts, Boost) and parts.boost < 0.5
    assert isinstance(parts.subquery, And)
    assert {term.text for term in parts.subquery.subqueries} == set(word.parts)


def test_synonym_is_worth_less_than_the_word():
    assert ways("uhp", [("UHP", "uithuisplaatsing")]) == [[("uhp", "word", 1), ("uithuisplaatsing", "synonym", SAME)]]


def test_synonym_of_several_words_is_a_sequence():
    query = made("GI", [("gi", "gecertificeerde instelling")]).query
    (sequence,) = [node for node in nodes(query) if isinstance(node, Sequence)]
    assert [place[0].text for place in sequence.places] == [stem("gecertificeerde"), stem("instelling")]


def test_small_word_in_a_sequence_is_a_gap():
    query = made('"de raad voor de kinderbescherming"').query
    assert [[term.text for term in place] for place in query.places] == [
        [stem("raad")],
        [],
        [],
        [stem("kinderbescherming")],
    ]


def test_words_that_mean_something_together_share_its_weight():
    found = ways("gecertificeerde instellingen", [("gecertificeerde instelling", "GI")])
    assert [[way for way in group if way[1] == "synonym"] for group in found] == [[("GI", "synonym", SAME / 2)]] * 2


def test_longest_synonym_is_taken():
    pairs = [("instelling", "organisatie"), ("gecertificeerde instelling", "GI")]
    assert made("een gecertificeerde instelling", pairs).also == ["GI"]
    assert made("een instelling", pairs).also == ["organisatie"]


def test_two_words_are_looked_for_as_one():
    found = ways("jeugd zorg")
    assert [("jeugdzorg", "joined", 0.5) in group for group in found] == [True, True]


def test_words_on_both_sides_of_a_phrase_are_not_joined():
    assert not [way for group in ways('jeugd "de wijk" zorg') for way in group if way[1] == "joined"]


def test_words_apart_have_the_synonyms_of_the_word_they_make():
    assert made("uithuis plaatsing", [("uithuisplaatsing", "UHP")]).also == ["UHP"]


def test_phrase_is_looked_for_as_it_stands():
    plan = made('"jeugd zorg"', [("jeugd", "jongeren")])
    assert isinstance(plan.query, Sequence)
    assert plan.also == []


def test_words_and_phrases_must_all_be_there_and_minus_words_not():
    query = made('pleegzorg "ronde tafel" -crisis').query
    assert isinstance(query, And)
    words, phrase, without = query.subqueries
    assert isinstance(phrase, Sequence)
    assert isinstance(without, Not)
    assert repr(without.subquery) == repr(Term(text=stem("crisis"), name="crisis"))


@pytest.mark.parametrize("text", ["", "-crisis", "***", '""'])
def test_nothing_asked_finds_nothing(text):
    assert made(text).query is NOTHING
    assert made(text).is_empty


def test_literal_looks_for_the_own_words_only():
    plan = made("jeugd zorg uhp", [("uhp", "uithuisplaatsing")], literal=True, fuzzy={"uhp": ["ups"]})
    assert [[way.why for way in group.ways] for group in plan.groups] == [["word"]] * 3
    assert (plan.also, plan.topics) == ([], [])


def test_words_that_look_alike_are_worth_less():
    assert ("school", "fuzzy", 0.5) in ways("shcool", fuzzy={"shcool": ["school"]})[0]


def test_marks_have_what_each_term_is_worth():
    plan = made("uhp", [("uhp", "uithuisplaatsing"), ("uhp", "plaatsing uit huis")])
    marks = plan.marks
    assert marks["uhp"] == 1
    assert marks[stem("uithuisplaatsing")] == SAME
    assert marks[(stem("plaatsing"), "", stem("huis"))] == SAME


def test_marks_have_no_small_words_at_the_ends():
    marks = made("uhp", [("uhp", "uit huis geplaatst")]).marks
    assert set(marks) == {"uhp", (stem("huis"), stem("geplaatst"))}


def test_marks_of_a_compound_are_its_parts_together_and_apart_when_looking_widely():
    parts = {stem("jeugd"), stem("zorg"), stem("tafel")}
    assert set(made("jeugdzorgtafel").marks) == {stem("jeugdzorgtafel"), frozenset(parts)}
    assert set(made("jeugdzorgtafel", wide=True).marks) == {stem("jeugdzorgtafel"), *parts}


def test_marks_of_a_phrase_are_its_words_together():
    assert made('"kleine kinderen"').marks == {(stem("kleine"), stem("kinderen")): 1.0}
    assert made('"raad van de stad"').marks == {(stem("raad"), "", "", stem("stad")): 1.0}
    assert made('"raad van de stad"').name_marks == {("raad", "van", "de", "stad"): 1.0}


def test_weaker_meaning_gives_way_to_the_better():
    table = Table()
    table.add("een1", "twee2", NEAR)
    table.add("een1", "twee2", SAME)
    (group,) = plan(parse("een1"), synonyms=table).groups
    assert [way.weight for way in group.ways] == [1, SAME]


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from(["jeugd", "zorg", "uhp", "-gi", '"', "de", "jeugdbeschermingstafel", "*"]), max_size=60
    ).map(" ".join)
)
def test_tree_of_any_question_is_small(text):
    table = Table()
    for number in range(50):
        table.add("jeugd", f"heel veel woorden nummer {number}")
        table.add("jeugd zorg", f"ander {number}")
    plan_ = plan(parse(text), synonyms=table)
    assert len(list(nodes(plan_.query))) <= 4000
    assert len(plan_.also) <= MOST_ALSO
