"""Each field of a profile has its own level: who sees it, on every way out."""

import pytest
from django.http import QueryDict
from django.test import Client

from base import stamps
from network.organisations.slots import organisation_blocks
from network.people import profiles
from network.people.choices import ShownTo
from network.people.findable import People
from network.people.models import Member, MemberTopic
from network.people.profiles import FIELDS, Profile, Relation
from network.people.views_directory import find
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

# What each field has that stands nowhere else.
SECRETS = {
    "job_title": "Sluiswachter",
    "organisation": "De Zeldzame Wilg",
    "municipalities": "Kolmeerdam",
    "topics": "Vlinderkunde",
    "bio": "Ik speel harmonica",
    "languages": "Esperanto",
    "expert_by_experience": "Ervaringsdeskundige",
    "open_to": "Training geven",
}
READERS = ("self", "colleague", "member", "staff", "visitor")
SEES = {
    ShownTo.MEMBERS: {"self", "colleague", "member", "staff"},
    ShownTo.ORGANISATION: {"self", "colleague"},
    ShownTo.NOBODY: {"self"},
}


@pytest.fixture
def person():
    person = MemberFactory(
        name="Jamal Aydeniz",
        job_title=SECRETS["job_title"],
        organisation=OrganisationFactory(name=SECRETS["organisation"], slug="wilg", kind="school"),
        bio=SECRETS["bio"],
        languages=SECRETS["languages"],
        expert_by_experience=True,
        open_to_training=True,
    )
    person.municipalities.add(MunicipalityFactory(name=SECRETS["municipalities"], slug="kolmeerdam"))
    MemberTopic.objects.create(member=person, topic=TopicFactory(name=SECRETS["topics"], slug="vlinderkunde"))
    return person


@pytest.fixture
def readers(person):
    return {
        "self": person,
        # hides the organisation too, so that it stands nowhere because of somebody else
        "colleague": MemberFactory(organisation=person.organisation, shown_to={"organisation": "nobody"}),
        "member": MemberFactory(),
        "staff": StaffFactory(),
        "visitor": None,
    }


def hide(person, field, level):
    person.shown_to = {field: level}
    person.save()
    stamps.bump("people")
    stamps.bump("site")


def page(reader, address):
    client = Client()
    if reader is not None:
        client.force_login(Member.objects.get(pk=reader.pk))
    return client.get(address, follow=True).text


@pytest.mark.parametrize("level", ShownTo.values)
@pytest.mark.parametrize("field", SECRETS)
def test_a_field_is_on_the_page_of_whom_its_level_says(person, readers, field, level):
    hide(person, field, level)
    for name in READERS:
        shown = page(readers[name], person.get_absolute_url())
        inside = shown.partition("<main")[2]
        assert (SECRETS[field] in inside) is (name in SEES[level]), name
        others = {word for other, word in SECRETS.items() if other != field and word in inside}
        assert len(others) == (0 if name == "visitor" else len(SECRETS) - 1)


@pytest.mark.parametrize("level", [ShownTo.ORGANISATION, ShownTo.NOBODY])
@pytest.mark.parametrize(
    ("field", "query", "facet", "value"),
    [
        ("organisation", "soort=school", "soort", "school"),
        ("municipalities", "gemeente=kolmeerdam", "gemeente", "kolmeerdam"),
        ("topics", "onderwerp=vlinderkunde", "topic:theme", "vlinderkunde"),
        ("expert_by_experience", "ervaring=ja", "ervaring", "ja"),
        ("open_to", "openvoor=training", "openvoor", "training"),
    ],
)
def test_filtering_on_a_hidden_field_reveals_nothing(person, readers, field, query, facet, value, level):
    for chosen in (ShownTo.MEMBERS, level):
        hide(person, field, chosen)
        for name in READERS:
            if name == "self":
                continue
            found = find(QueryDict(query), readers[name])
            pks = [found.index.pks[place] for place in found.places()]
            seen = name in SEES[chosen]
            assert (person.pk in pks) is seen, (name, chosen)
            everybody = find(QueryDict(""), readers[name])
            assert everybody.counts(facet).get(value, 0) == int(seen), (name, chosen)
            listed = person.pk in [everybody.index.pks[place] for place in everybody.places()]
            assert listed is (name != "visitor")


@pytest.mark.parametrize("field", SECRETS)
@pytest.mark.parametrize("level", [ShownTo.ORGANISATION, ShownTo.NOBODY])
def test_the_list_shows_and_says_only_what_the_reader_may_see(person, readers, field, level):
    hide(person, field, level)
    address = "/mensen/?onderwerp=vlinderkunde&openvoor=training"
    for name in ("member", "staff", "visitor"):
        for query in ("/mensen/", address):
            results = page(readers[name], query).partition('class="rows"')[2]
            assert SECRETS[field] not in results.partition("</ul>\n")[0], (name, query)


@pytest.mark.parametrize("field", ["job_title", "organisation", "municipalities", "topics", "bio", "languages"])
@pytest.mark.parametrize("level", [ShownTo.ORGANISATION, ShownTo.NOBODY])
def test_no_hidden_word_is_in_the_index_or_in_what_search_shows(person, readers, field, level):
    hide(person, field, level)
    indexed = " ".join(
        str(value() if callable(value := getattr(person, one.field_name)) else value)
        for one in Member.search_fields
        if hasattr(one, "boost")
    )
    assert SECRETS[field] not in indexed
    kind = People()
    for name in ("member", "staff"):
        assert SECRETS[field] not in str(kind.rows([person.pk], readers[name]))
    facts = kind.facts()[person.pk]
    assert bool(facts.topics) is (field != "topics")
    assert bool(facts.municipalities) is (field != "municipalities")


@pytest.mark.parametrize("level", ShownTo.values)
def test_the_page_of_an_organisation_names_who_lets_it(person, readers, level):
    hide(person, "organisation", level)
    for name in ("colleague", "member", "visitor"):
        blocks = [block(person.organisation, readers[name]) for block in organisation_blocks]
        named = [profile.pk for one in blocks if one is not None for profile, _why in one.context.get("people", ())]
        assert (person.pk in named) is (name in SEES[level]), name


@pytest.mark.parametrize("level", [ShownTo.ORGANISATION, ShownTo.NOBODY])
def test_the_page_of_a_topic_names_who_lets_it(person, readers, level):
    address = "/onderwerpen/vlinderkunde/"
    assert "Jamal" in page(readers["member"], address)
    hide(person, "topics", level)
    assert "Jamal" not in page(readers["member"], address)


@pytest.mark.parametrize("level", [ShownTo.ORGANISATION, ShownTo.NOBODY])
def test_that_somebody_is_open_to_questions_stands_nowhere_when_it_is_hidden(person, readers, level):
    person.open_to_questions = True
    hide(person, "open_to", ShownTo.MEMBERS)
    practice = PracticeFactory(owner=person)
    told = {
        "/onderwerpen/vlinderkunde/": "Je mag vragen stellen",
        person.organisation.get_absolute_url(): "Open voor: Vragen, Training geven",
        practice.get_absolute_url(): f"{person.get_absolute_url()}bericht/",
    }
    for address, words in told.items():
        shown = page(readers["member"], address)
        assert words in shown
        # also who may be asked keeps their address until they answer
        assert person.email not in shown
    hide(person, "open_to", level)
    for address, words in told.items():
        assert words not in page(readers["member"], address)


def test_a_card_that_is_open_shows_everyone_what_all_members_see(person, readers):
    assert "Jamal" not in page(None, "/mensen/")
    person.is_public = True
    hide(person, "bio", ShownTo.ORGANISATION)
    shown = page(None, person.get_absolute_url())
    assert SECRETS["job_title"] in shown
    assert SECRETS["bio"] not in shown
    assert "Jamal Aydeniz" in page(None, "/mensen/")
    assert person.email not in shown


def test_the_name_is_always_visible_to_members(person, readers):
    person.shown_to = dict.fromkeys(FIELDS, ShownTo.NOBODY)
    person.save()
    assert "Jamal Aydeniz" in page(readers["member"], person.get_absolute_url())
    assert not [word for word in SECRETS.values() if word in page(readers["member"], person.get_absolute_url())]


@pytest.mark.parametrize("broken", [[], "x", None, {"bio": "iedereen"}, {"bio": None}, {"bio": {}}])
def test_a_broken_choice_hides(person, broken):
    person.shown_to = broken
    assert not profiles.shows(person, "bio", Relation.MEMBER)


def test_two_people_without_an_organisation_are_no_colleagues():
    alone, other = MemberFactory(organisation=None), MemberFactory(organisation=None, shown_to={"bio": "organisation"})
    assert Profile(other, alone).relation == Relation.MEMBER
