"""The bitsets: who sees what, what is counted, in which order."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone
from wagtail.models import PageViewRestriction

from base.choices import Visibility
from network.topics.models import Topic
from practices import facets
from practices.models import PracticePage
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import AdministratorFactory, MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


def pks(index, mask):
    return {pk for pk, place in index.position.items() if mask >> place & 1}


def seen(index, member):
    return pks(index, index.base(member))


def in_order(index, mask, sort, start=0, stop=20):
    return index.slice(mask, sort, start, stop)


def practice(day, **fields):
    return PracticeFactory(first_published_at=timezone.make_aware(datetime.datetime(2026, 1, day)), **fields)


def test_base_is_visible_to_for_every_member_and_every_kind_of_practice():
    author, co_author, contact, stranger = MemberFactory.create_batch(4)
    for level in Visibility.values:
        for live in (True, False):
            page = PracticeFactory(visibility=level, live=live, owner=author, contact=contact)
            page.co_authors.add(co_author)
            page.save()
            PracticeFactory(visibility=level, live=live)
    restricted = PracticeFactory(owner=author)
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    members = [
        None,
        AnonymousUser(),
        author,
        co_author,
        contact,
        stranger,
        ProviderEditorFactory(),
        StaffFactory(),
        AdministratorFactory(),
        MemberFactory(is_superuser=True),
        MemberFactory(is_active=False),
    ]
    index = facets.build()
    for member in members:
        visible = set(PracticePage.objects.visible_to(member).values_list("pk", flat=True))
        assert seen(index, member) == visible
        assert restricted.pk not in visible
    assert len(seen(index, None)) == 2
    assert len(seen(index, stranger)) == 4
    assert len(seen(index, author)) == 5
    assert len(seen(index, StaffFactory())) == 6


def test_a_closed_list_shows_nothing():
    page = PracticeFactory()
    PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.PASSWORD, password="geheim"
    )
    assert facets.build().pks == []


def test_counts_say_nothing_of_practices_that_the_member_may_not_see():
    topic = TopicFactory(slug="verzuim")
    PracticeFactory(with_topics=[topic])
    PracticeFactory(with_topics=[topic], visibility="members")
    PracticeFactory(with_topics=[topic], visibility="participants")
    PracticeFactory(with_topics=[topic], live=False)
    index = facets.build()
    for member, expected in ((None, 1), (MemberFactory(), 2), (StaffFactory(), 3)):
        _result, counts = index.narrow(index.base(member), {})
        assert counts("topic:theme") == {"verzuim": expected}


def test_within_a_facet_any_value_fits_and_between_facets_all_must():
    theme, other = TopicFactory(slug="een"), TopicFactory(slug="twee")
    law = TopicFactory(slug="wet", kind=Topic.Kind.LAW)
    first = PracticeFactory(with_topics=[theme, law])
    second = PracticeFactory(with_topics=[other])
    PracticeFactory(with_topics=[law])
    index = facets.build()
    result, _counts = index.narrow(index.everything, {"topic:theme": ["een", "twee"]})
    assert pks(index, result) == {first.pk, second.pk}
    result, _counts = index.narrow(index.everything, {"topic:theme": ["een", "twee"], "topic:law": ["wet"]})
    assert pks(index, result) == {first.pk}


def test_counts_leave_out_what_was_chosen_in_the_same_facet():
    enschede, almelo = MunicipalityFactory(slug="enschede"), MunicipalityFactory(slug="almelo")
    PracticeFactory(with_municipalities=[enschede], badge=1)
    PracticeFactory(with_municipalities=[almelo], badge=1)
    PracticeFactory(with_municipalities=[almelo], badge=2)
    index = facets.build()
    _result, counts = index.narrow(index.everything, {"gemeente": ["enschede"], "toets": [1]})
    assert counts("gemeente") == {"enschede": 1, "almelo": 1}
    assert counts("toets") == {1: 1, 2: 0, 3: 0, 4: 0}


def test_a_broader_topic_includes_the_narrower_ones_but_not_the_other_way_round():
    broad = TopicFactory(slug="school")
    middle = TopicFactory(slug="verzuim", broader=broad)
    narrow = TopicFactory(slug="thuiszitten", broader=middle, kind=Topic.Kind.TARGET_GROUP)
    page, other = PracticeFactory(with_topics=[narrow]), PracticeFactory(with_topics=[broad])
    index = facets.build()
    assert pks(index, index.masks["topic:theme"]["school"]) == {page.pk, other.pk}
    assert pks(index, index.masks["topic:theme"]["verzuim"]) == {page.pk}
    assert pks(index, index.masks["topic:target_group"]["thuiszitten"]) == {page.pk}
    assert index.topics_of(page.pk) == [narrow]


def test_topics_in_a_circle_are_no_endless_loop():
    one = TopicFactory(slug="een")
    two = TopicFactory(slug="twee", broader=one)
    Topic.objects.filter(pk=one.pk).update(broader=two)
    page = PracticeFactory(with_topics=[one])
    index = facets.build()
    assert pks(index, index.masks["topic:theme"]["twee"]) == {page.pk}


def test_topics_that_were_not_accepted_are_no_filter():
    PracticeFactory(with_topics=[TopicFactory(status="suggested"), TopicFactory(status="declined")])
    index = facets.build()
    assert index.topics == {}
    assert index.masks["topic:theme"] == {}


@pytest.mark.parametrize(
    ("age_from", "age_to", "bands"),
    [
        (None, None, []),
        (0, 4, ["0-4"]),
        (4, 12, ["4-12"]),
        (3, 13, ["0-4", "4-12", "12-18"]),
        (16, 23, ["12-18", "18+"]),
        (18, 18, ["18+"]),
        (0, 0, ["0-4"]),
        (12, None, ["12-18", "18+"]),
        (None, 4, ["0-4"]),
    ],
)
def test_an_age_fits_the_groups_that_it_overlaps(age_from, age_to, bands):
    PracticeFactory(age_from=age_from, age_to=age_to)
    masks = facets.build().masks["leeftijd"]
    assert [band for band, mask in masks.items() if mask] == bands


def test_elsewhere_means_another_organisation_and_not_an_author():
    own = OrganisationFactory()
    author, co_author = MemberFactory(), MemberFactory()
    page = PracticeFactory(owner=author, organisation=own)
    page.co_authors.add(co_author)
    page.save()
    AdoptionReportFactory(practice=page, result="worked", organisation=own)
    AdoptionReportFactory(practice=page, result="partly", member=author)
    AdoptionReportFactory(practice=page, result="partly", member=co_author)
    AdoptionReportFactory(practice=page, result="too_early", organisation=None)
    AdoptionReportFactory(practice=page, result="not")
    AdoptionReportFactory(practice=page, result="not")
    index = facets.build()
    assert {result: mask.bit_count() for result, mask in index.masks["elders"].items()} == {
        "worked": 0,
        "partly": 0,
        "not": 1,
        "too_early": 0,
    }
    assert index.reports == {page.pk: 6}


def test_slice_gives_each_order():
    old = practice(1, title="Zon", badge=3)
    middle = practice(2, title="aap", badge=1)
    new = practice(3, title="Boom", badge=3)
    AdoptionReportFactory(practice=middle)
    index = facets.build()
    everything = index.everything
    assert in_order(index, everything, "newest") == [new.pk, middle.pk, old.pk]
    assert in_order(index, everything, "tested") == [new.pk, old.pk, middle.pk]
    assert in_order(index, everything, "report") == [middle.pk, new.pk, old.pk]
    assert in_order(index, everything, "title") == [middle.pk, new.pk, old.pk]
    assert in_order(index, everything, "title", 1, 2) == [new.pk]
    assert in_order(index, index.mask_of([old.pk, middle.pk]), "title") == [middle.pk, old.pk]
    assert in_order(index, 0, "title") == in_order(index, 0, "newest") == []


def test_slice_sorts_the_same_when_few_are_left_as_when_many_are():
    made = [practice(1 + number % 28, title=f"{number * 7 % 45:02d}", badge=1 + number % 4) for number in range(45)]
    index = facets.build()
    few = index.mask_of([made[3].pk, made[20].pk])
    for sort in ("tested", "report", "title"):
        everything = index.slice(index.everything, sort, 0, 45)
        assert index.slice(few, sort, 0, 20) == [pk for pk in everything if pk in {made[3].pk, made[20].pk}]


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What happens inside is committed, as far as ``on_commit`` goes; what waited from before is forgotten."""

    def commit():
        connection.run_on_commit.clear()
        return django_capture_on_commit_callbacks(execute=True)

    return commit


def test_the_index_is_remembered_until_a_practice_changes(committed, django_assert_num_queries):
    PracticeFactory()
    facets.index()
    with django_assert_num_queries(0):
        first = facets.index()
    with committed():
        PracticeFactory()
    assert len(facets.index().pks) == len(first.pks) + 1


def test_the_index_learns_of_restrictions_topics_and_unpublishing(committed):
    page, other = PracticeFactory(), PracticeFactory()
    assert set(facets.index().pks) == {page.pk, other.pk}
    with committed():
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert facets.index().pks == [other.pk]
    with committed():
        other.unpublish()
    assert facets.index().pks == []
    with committed():
        TopicFactory(slug="nieuw")
    assert list(facets.index().topics) == ["nieuw"]


def test_counting_ten_thousand_counts_right():
    size = 10_000
    masks = {str(value): int("10" * (size // 2), 2) >> value % 2 for value in range(100)}
    index = facets.Index(
        pks=list(range(size)),
        position={},
        levels={},
        taking_part={},
        masks={"gemeente": masks},
        topics={},
        tagged={},
        municipalities={},
        places={},
        reports={},
        titles=[],
        orders={},
    )
    result, counts = index.narrow(index.everything, {"gemeente": ["1", "3"]})
    assert set(counts("gemeente").values()) == {size // 2}
    assert result.bit_count() == size // 2
