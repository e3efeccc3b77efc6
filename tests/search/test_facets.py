"""Filters of search: what is counted, and what a choice leaves over."""

import datetime

import pytest
from django.db import connection

from base.findable import Facts, Kind
from network.topics.models import Topic
from search import facets
from search.answers import Filters
from tests.factories.organisations import MunicipalityFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 22)


class Things(Kind):
    """A kind whose facts a test says."""

    name = "thing"
    slug = "dingen"
    label = "Dingen"

    def __init__(self, facts):
        self.known = facts

    def facts(self):
        return self.known


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("search.facets.timezone.localdate", lambda: TODAY)


def narrowed(facts, filters=None, scores=None):
    scores = dict.fromkeys(facts, 1.0) if scores is None else scores
    return facets.Narrowed(Things(facts), scores, facets.chosen_values(filters or Filters()))


def counted(found, filters=None, date_label="Datum"):
    """``{parameter: {value: count}}``, the facets of one parameter taken together."""
    rows = {}
    for facet in facets.other_facets(found, filters or Filters(), date_label):
        rows.setdefault(facet.name, {}).update({value.value: value.count for value in facet.values})
    return rows


def test_each_value_is_counted_and_what_has_none_is_left_out():
    theme, law = TopicFactory(slug="rouw"), TopicFactory(slug="jeugdwet", kind=Topic.Kind.LAW)
    TopicFactory(slug="niemand")
    place = MunicipalityFactory(slug="borne")
    MunicipalityFactory(slug="losser")
    found = narrowed(
        {
            1: Facts((theme.pk,), (place.pk,), TODAY),
            2: Facts((theme.pk, law.pk), (), TODAY - datetime.timedelta(days=100)),
            3: Facts(),
        }
    )
    assert counted([found]) == {
        "onderwerp": {"rouw": 2, "jeugdwet": 1},
        "gemeente": {"borne": 1},
        "periode": {"month": 1, "year": 2, "coming": 1},
    }


def test_only_results_are_counted():
    theme = TopicFactory(slug="rouw")
    facts = {pk: Facts((theme.pk,)) for pk in range(1, 10)}
    assert counted([narrowed(facts, scores={2: 1.0, 5: 1.0})]) == {"onderwerp": {"rouw": 2}}
    assert counted([narrowed(facts, scores={})]) == {}


def test_a_broader_topic_counts_what_carries_a_narrower_one_but_once():
    broad = TopicFactory(slug="school")
    narrow = TopicFactory(slug="verzuim", broader=broad)
    deep = TopicFactory(slug="thuiszitten", broader=narrow, kind=Topic.Kind.TARGET_GROUP)
    facts = {1: Facts((deep.pk, narrow.pk)), 2: Facts((broad.pk,))}
    assert counted([narrowed(facts)]) == {"onderwerp": {"school": 2, "verzuim": 1, "thuiszitten": 1}}
    assert narrowed(facts, Filters(topics=("verzuim",))).scores == {1: 1.0}


def test_topics_in_a_circle_and_topics_that_are_not_accepted_do_no_harm():
    one = TopicFactory(slug="een")
    two = TopicFactory(slug="twee", broader=one)
    Topic.objects.filter(pk=one.pk).update(broader=two)
    hidden = TopicFactory(slug="voorstel", status="suggested")
    assert counted([narrowed({1: Facts((one.pk, hidden.pk))})]) == {"onderwerp": {"een": 1, "twee": 1}}


def test_within_a_facet_any_value_will_do_and_between_facets_all_must_fit():
    one, two = TopicFactory(slug="een"), TopicFactory(slug="twee")
    law = TopicFactory(slug="wet", kind=Topic.Kind.LAW)
    place = MunicipalityFactory(slug="borne")
    facts = {
        1: Facts((one.pk, law.pk), (place.pk,)),
        2: Facts((two.pk,), (place.pk,)),
        3: Facts((law.pk,), ()),
    }
    assert set(narrowed(facts, Filters(topics=("een", "twee"))).scores) == {1, 2}
    assert set(narrowed(facts, Filters(topics=("een", "wet"))).scores) == {1}
    assert set(narrowed(facts, Filters(topics=("twee",), municipalities=("borne",))).scores) == {2}
    assert narrowed(facts, Filters(topics=("bestaat-niet",))).scores == {}
    assert narrowed(facts, Filters(municipalities=("nergens",))).scores == {}


def test_counts_leave_out_the_choice_in_their_own_facet():
    one, two = TopicFactory(slug="een"), TopicFactory(slug="twee")
    here, there = MunicipalityFactory(slug="hier"), MunicipalityFactory(slug="daar")
    facts = {
        1: Facts((one.pk,), (here.pk,)),
        2: Facts((two.pk,), (here.pk,)),
        3: Facts((two.pk,), (there.pk,)),
    }
    filters = Filters(topics=("een",), municipalities=("hier",))
    assert counted([narrowed(facts, filters)], filters) == {
        "onderwerp": {"een": 1, "twee": 1},
        "gemeente": {"hier": 1},
    }


def test_a_chosen_value_stays_when_it_gives_nothing():
    TopicFactory(slug="leeg", name="Leeg")
    filters = Filters(topics=("leeg",), period="coming")
    rows = facets.other_facets([narrowed({1: Facts()}, filters)], filters, "Datum")
    assert [(facet.name, [(v.value, v.count, v.chosen) for v in facet.values]) for facet in rows] == [
        ("onderwerp", [("leeg", 0, True)]),
        ("periode", [("coming", 0, True)]),
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, ["month", "year", "coming"]),
        (-31, ["month", "year"]),
        (-32, ["year"]),
        (-366, ["year"]),
        (-367, []),
        (1, ["coming"]),
        (300, ["coming"]),
    ],
)
def test_a_day_falls_in_periods(days, expected):
    assert facets.periods_of(TODAY + datetime.timedelta(days=days), TODAY) == expected


def test_periods_move_on_with_the_day(monkeypatch):
    facts = {1: Facts(date=TODAY)}
    assert counted([narrowed(facts)])["periode"] == {"month": 1, "year": 1, "coming": 1}
    monkeypatch.setattr("search.facets.timezone.localdate", lambda: TODAY + datetime.timedelta(days=40))
    assert counted([narrowed(facts)])["periode"] == {"year": 1}


def test_what_has_no_facts_is_a_result_until_something_is_chosen():
    theme = TopicFactory(slug="rouw")
    facts = {1: Facts((theme.pk,))}
    assert set(narrowed(facts, scores={1: 1.0, 99: 2.0}).scores) == {1, 99}
    assert set(narrowed(facts, Filters(topics=("rouw",)), scores={1: 1.0, 99: 2.0}).scores) == {1}
    assert set(narrowed({}, scores={99: 2.0}).scores) == {99}
    assert set(narrowed({}, Filters(topics=("rouw",)), scores={99: 2.0}).scores) == set()


def test_kinds_are_counted_together_for_a_mixed_list():
    theme = TopicFactory(slug="rouw")
    one, other = narrowed({1: Facts((theme.pk,))}), narrowed({1: Facts((theme.pk,)), 2: Facts()})
    assert counted([one, other], date_label="") == {"onderwerp": {"rouw": 2}}
    kinds = facets.kind_facet([one, other], "thing")
    assert [(value.value, value.label, value.count, value.chosen) for value in kinds.values] == [
        ("dingen", "Dingen", 1, True),
        ("dingen", "Dingen", 2, True),
    ]


def test_masks_are_made_anew_when_the_vocabulary_changes(django_capture_on_commit_callbacks):
    theme, broader = TopicFactory(slug="rouw"), TopicFactory(slug="verlies")
    facts = {1: Facts((theme.pk,))}
    assert counted([narrowed(facts)]) == {"onderwerp": {"rouw": 1}}
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        theme.broader = broader
        theme.save()
    assert counted([narrowed(facts)]) == {"onderwerp": {"rouw": 1, "verlies": 1}}


def test_ten_thousand_are_counted_right():
    theme = TopicFactory(slug="rouw")
    facts = {pk: Facts((theme.pk,) if pk % 3 == 0 else ()) for pk in range(10_000)}
    found = narrowed(facts, Filters(topics=("rouw",)))
    assert len(found.scores) == 3334
    assert counted([found]) == {"onderwerp": {"rouw": 3334}}
