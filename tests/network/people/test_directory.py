"""The expertise directory: who fits, why, and how many."""

from dataclasses import replace

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.test import Client

from base import page_cache, stamps
from network.people.models import Member, MemberTopic
from network.people.profiles import Profile
from network.people.views_directory import card, find
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    client = Client()
    client.member = MemberFactory(name="Aal Lezer")
    client.force_login(client.member)
    return client


@pytest.fixture
def people():
    """Three colleagues who differ in what they can be found by."""
    broad = TopicFactory(name="Gedrag", slug="gedrag")
    narrow = TopicFactory(name="Woede", slug="woede", broader=broad)
    learn = TopicFactory(name="Rouw", slug="rouw")
    town = MunicipalityFactory(name="Kolmeer", slug="kolmeer")
    school = OrganisationFactory(kind="school")
    both = MemberFactory(name="Bep Beide", organisation=school, open_to_consultation=True)
    one = MemberFactory(name="Cor Een", expert_by_experience=True)
    none = MemberFactory(name="Dik Geen", open_to_visits=True)
    both.municipalities.add(town)
    for member, topic, level in ((both, broad, "can_help"), (both, narrow, "can_help"), (one, narrow, "can_help")):
        MemberTopic.objects.create(member=member, topic=topic, level=level)
    MemberTopic.objects.create(member=none, topic=learn, level="wants_to_learn")
    MemberFactory(name="Weg Gegaan", is_active=False)
    return both, one, none


def names(query, reader):
    found = find(QueryDict(query), reader)
    by_pk = Member.objects.in_bulk(found.index.pks)
    return [by_pk[found.index.pks[place]].name for place in found.places()]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Aal Lezer", "Bep Beide", "Cor Een", "Dik Geen"]),
        ("onderwerp=gedrag", ["Bep Beide", "Cor Een"]),
        ("onderwerp=gedrag&onderwerp=woede", ["Bep Beide", "Cor Een"]),
        ("onderwerp=rouw", []),
        ("gemeente=kolmeer", ["Bep Beide"]),
        ("soort=school&openvoor=consultatie", ["Bep Beide"]),
        ("openvoor=consultatie&openvoor=kijkje", ["Bep Beide", "Dik Geen"]),
        ("ervaring=ja", ["Cor Een"]),
        ("ervaring=ja&gemeente=kolmeer", []),
        ("onderwerp=onzin&soort=x&openvoor=y&ervaring=z", ["Aal Lezer", "Bep Beide", "Cor Een", "Dik Geen"]),
    ],
)
def test_each_filter_gives_who_fits(reader, people, query, expected):
    assert names(query, reader.member) == expected


def test_each_result_says_why_it_is_there(reader, people):
    page = reader.get("/mensen/?onderwerp=gedrag&openvoor=consultatie").text
    assert "Kan helpen met Gedrag" in page
    assert "Open voor: Consultatie" in page
    assert "Cor Een" not in page.partition('class="rows"')[2]


def test_words_that_stand_in_what_somebody_does_are_marked_there(reader):
    made = MemberFactory(job_title="Psychiater & trainer", organisation=None)
    profile = Profile(Member.objects.for_page().get(pk=made.pk), reader.member)
    parts = [("Psychiater", True), (" & trainer", False)]
    found = replace(find(QueryDict(""), reader.member), says=lambda texts: ("", parts))
    shown = card(found, profile, 0)
    assert (shown.role, shown.why) == ("<mark>Psychiater</mark> &amp; trainer", [])


def test_a_visitor_is_asked_to_sign_in(client, people):
    page = client.get("/mensen/").text
    assert "/inloggen/?next=/mensen/" in page
    assert not [name for name in ("Bep", "Cor", "Dik") if name in page]


def test_when_nobody_fits_it_says_what_to_remove(reader, people):
    page = reader.get("/mensen/?ervaring=ja&gemeente=kolmeer").text
    assert "Niemand past hierbij" in page
    assert 'href="/mensen/?ervaring=ja"' in page


@pytest.mark.parametrize(
    "query", ["q=%22%27", "pagina=99999", "pagina=x", "q=" + "a" * 3000, "onderwerp=" + "&onderwerp=x" * 500]
)
def test_nothing_typed_in_the_address_breaks_it(reader, people, query):
    assert reader.get(f"/mensen/?{query}").status_code == 200


@pytest.mark.parametrize("query", ["", "onderwerp=gedrag&openvoor=consultatie&gemeente=kolmeer"])
def test_the_list_takes_as_many_queries_for_twenty_as_for_one(reader, people, django_assert_max_num_queries, query):
    def count():
        page_cache.clear()
        cache.clear()
        reader.get(f"/mensen/?{query}")
        with django_assert_max_num_queries(30) as counted:
            reader.get(f"/mensen/?{query}")
        return len(counted)

    one = count()
    broad, town = people[0].topics.get(slug="gedrag"), people[0].municipalities.get()
    for _number in range(19):
        member = MemberFactory(open_to_consultation=True)
        member.municipalities.add(town)
        MemberTopic.objects.create(member=member, topic=broad)
    stamps.bump("people")
    assert count() == one
