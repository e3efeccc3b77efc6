"""The index follows what changes beside a thing: merged topics, and relations cleared from the other side."""

import pytest

from base import stamps
from network.people.models import MemberTopic
from network.topics.actions import merge_topics
from search.answers import Filters
from search.find import find
from search.models import Pending
from tests.factories.groups import PeopleGroupFactory
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory
from tests.factories.services import ServiceFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(search_index):
    """The titles of all that holds the words, once the index has caught up."""

    def _found(words, member, **filters):
        search_index()
        stamps.forget()
        answer = find(words, Filters(**filters), member, all_kinds_list=True)
        return [] if answer.near or answer.replaced else sorted(hit.row.title for hit in answer.hits)

    return _found


def test_what_carries_a_merged_topic_is_found_under_the_new_name_at_once(found, search_index):
    reader = MemberFactory(name="Leo Lezer", organisation=None)
    old, new = TopicFactory(name="Vlinderkunde", slug="vlinderkunde"), TopicFactory(name="Insecten", slug="insecten")
    PracticeFactory(title="Praktijk", with_topics=[old])
    company = OrganisationFactory(name="Organisatie")
    service = ServiceFactory(name="Aanbod", organisation=OrganisationFactory(name="Elders"))
    group = PeopleGroupFactory(name="Groep", visibility="public")
    for thing in (company, service, group):
        thing.topics.add(old)
    # one that has both keeps one
    service.topics.add(new)
    person = MemberFactory(name="Persoon", organisation=None)
    MemberTopic.objects.create(member=person, topic=old)
    carriers = ["Aanbod", "Groep", "Organisatie", "Persoon", "Praktijk"]
    assert found("vlinderkunde", reader) == sorted([*carriers, "Vlinderkunde"])
    merge_topics(old, new)
    for words in ("insecten", "vlinderkunde"):
        assert found(words, reader) == sorted([*carriers, "Insecten"]), words
    for thing in (company, service, group, person):
        assert [topic.name for topic in thing.topics.all()] == ["Insecten"]
    assert found("insecten", reader, topics=("insecten",)) == sorted([*carriers, "Insecten"])


def test_what_was_cleared_from_the_other_side_is_noted(found):
    place, topic = MunicipalityFactory(name="Kolmeerdam"), TopicFactory(name="Vlinderkunde")
    company = OrganisationFactory(name="De Bleek")
    company.municipalities.add(place)
    group = PeopleGroupFactory(name="Expertteam", visibility="public")
    group.topics.add(topic)
    assert found("kolmeerdam", None) == ["De Bleek"]
    assert found("vlinderkunde", None) == ["Expertteam", "Vlinderkunde"]
    place.organisation_set.clear()
    topic.people_groups.clear()
    assert set(Pending.objects.values_list("model", "object_id")) == {
        ("organisations.organisation", str(company.pk)),
        ("people.peoplegroup", str(group.pk)),
    }
    assert found("kolmeerdam", None) == []
    assert found("vlinderkunde", None) == ["Vlinderkunde"]
