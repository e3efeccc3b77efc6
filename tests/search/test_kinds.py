"""People, organisations, topics, news and pages as search finds them, also after what they are made of changed."""

import pytest

from base import stamps
from network.people import actions
from network.people.models import MemberTopic
from search.answers import Filters
from search.find import find
from tests.factories.home import ContentPageFactory, NewsPageFactory
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return MemberFactory(name="Leo Lezer", email="leo@elders.example", organisation=None)


@pytest.fixture
def found(search_index):
    """The names of what holds the words, of all kinds, once the index has caught up."""

    def _found(words, member):
        search_index()
        stamps.forget()
        answer = find(words, Filters(), member, all_kinds_list=True)
        return [] if answer.near or answer.replaced else sorted(hit.row.title for hit in answer.hits)

    return _found


@pytest.fixture
def person():
    person = MemberFactory(
        name="Jamal Aydeniz",
        email="kastanje@wilgenlaan.example",
        job_title="Orthopedagoog",
        organisation=OrganisationFactory(name="De Wilgenkamp"),
        bio="Ik begeleid **pleegouders** al jaren.",
        languages="Koerdisch",
    )
    person.municipalities.add(MunicipalityFactory(name="Kolmeer"))
    actions.set_topics(person, can_help=[TopicFactory(name="Hechting")], wants_to_learn=[TopicFactory(name="Rouw")])
    return person


@pytest.mark.parametrize("words", ["Jamal", "aydeniz", "orthopedagogen", "pleegouder", "Koerdisch", "Kolmeer"])
def test_a_member_finds_a_colleague_by_what_their_page_says(found, reader, person, words):
    assert found(words, reader) == ["Jamal Aydeniz"]
    assert found(words, None) == []


@pytest.mark.parametrize(
    "words", ["kastanje", "wilgenlaan", "kastanje@wilgenlaan.example", "kasta", "wilgenlaan.example"]
)
def test_nobody_is_found_by_their_address(found, reader, person, words):
    assert found(words, reader) == []


def test_who_wants_to_learn_is_not_found_as_somebody_who_can_help(found, reader, person):
    assert found("rouw", reader) == ["Rouw"]
    assert found("hechting", reader) == ["Hechting", "Jamal Aydeniz"]


def test_people_follow_their_topics_organisation_and_places(found, reader, person):
    topic, company, place = person.topics.get(name="Hechting"), person.organisation, person.municipalities.get()
    for thing, name in ((topic, "Trauma"), (company, "De Eendracht"), (place, "Rietvoort")):
        old, thing.name = thing.name, name
        thing.save()
        assert "Jamal Aydeniz" in found(name, reader)
        assert "Jamal Aydeniz" not in found(old, reader)
    MemberTopic.objects.filter(member=person).delete()
    assert found("trauma", reader) == ["Trauma"]
    company.delete()
    assert found("eendracht", reader) == []
    person.municipalities.clear()
    assert found("rietvoort", reader) == []


def test_an_organisation_is_found_by_everybody_and_follows_its_places(found, person):
    company = person.organisation
    company.description = "Wij bieden *gezinsopnames*."
    company.save()
    place = MunicipalityFactory(name="Aldervoort")
    company.municipalities.add(place)
    for words in ("wilgenkamp", "gezinsopname", "Aldervoort"):
        assert found(words, None) == ["De Wilgenkamp"]
    place.name = "Rietvoort"
    place.save()
    assert found("Rietvoort", None) == ["De Wilgenkamp"]
    assert found("Aldervoort", None) == []


def test_a_topic_is_found_by_its_definition_until_it_is_declined(found):
    topic = TopicFactory(name="Uithuisplaatsing", definition="Een kind woont tijdelijk elders.")
    assert found("uithuisplaatsing", None) == found("tijdelijk elders", None) == ["Uithuisplaatsing"]
    topic.status = "declined"
    topic.save()
    assert found("uithuisplaatsing", None) == []


@pytest.mark.parametrize("make", [NewsPageFactory, ContentPageFactory])
def test_news_and_pages_are_found_by_their_text_until_they_are_unpublished(found, make):
    page = make(title="Verhuisd", body="<p>Het kantoor staat bij de <b>waterkrachtcentrale</b>.</p>")
    assert "Verhuisd" in found("waterkrachtcentrales", None)
    page.unpublish()
    assert "Verhuisd" not in found("waterkrachtcentrales", None)
