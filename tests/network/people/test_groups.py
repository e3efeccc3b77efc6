"""Groups: knowing of them, joining, inviting, leaving, and writing to everybody."""

import pytest
from django.core import mail
from django.test import Client

from network.people import actions_groups as actions
from network.people.models import Membership, PeopleGroup
from tests.factories.groups import MembershipFactory, PeopleGroupFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
CLOSED = {"visibility": "participants", "joining": "invited"}


def signed_in(member):
    client = Client()
    client.member = member
    client.force_login(member)
    return client


@pytest.fixture
def group():
    return PeopleGroupFactory(
        name="Expertteam Beek", slug="expertteam-beek", description="Wij denken **mee**.", for_members="Geheim nummer"
    )


@pytest.fixture
def coordinator(group):
    return signed_in(MembershipFactory(group=group, is_coordinator=True, member__name="Coby Coördinator").member)


@pytest.fixture
def reader():
    return signed_in(MemberFactory(name="Rens Lezer"))


@pytest.fixture
def post(django_capture_on_commit_callbacks):
    """Post as somebody, with the mails that follow."""

    def do(client, address, **data):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, data)

    return do


def test_a_member_reads_what_a_group_does_but_not_what_is_for_the_group(client, reader, coordinator, group):
    page = reader.get("/mensen/groepen/expertteam-beek/").text
    assert "<strong>mee</strong>" in page
    assert "Coby Coördinator" in page
    assert "Geheim nummer" not in page
    assert "Geheim nummer" in coordinator.get(group.get_absolute_url()).text
    assert client.get(group.get_absolute_url())["Location"].startswith("/inloggen/?next=")


def test_a_visitor_sees_an_open_group_without_names(client, group, coordinator):
    PeopleGroup.objects.update(visibility="public")
    page = client.get(group.get_absolute_url()).text
    assert "Wij denken" in page
    assert not [words for words in ("Coby", "Geheim nummer") if words in page]


def test_the_practices_of_its_people_are_those_the_reader_may_see(client, reader, coordinator, group):
    asked = MembershipFactory(group=group, status="asked").member
    for word, fields in {
        "open": {"owner": coordinator.member},
        "besloten": {"owner": coordinator.member, "visibility": "participants"},
        "gevraagd": {"owner": asked},
        "elders": {},
    }.items():
        PracticeFactory(title=f"Praktijk {word}", **fields)

    def titles(client):
        page = client.get(group.get_absolute_url()).text
        return [word for word in ("open", "besloten", "gevraagd", "elders") if f"Praktijk {word}" in page]

    assert titles(reader) == ["open"]
    assert titles(coordinator) == ["open", "besloten"]
    PeopleGroup.objects.update(visibility="public")
    assert titles(client) == []


def test_a_closed_group_is_not_found_and_not_listed(reader, group, coordinator):
    PeopleGroup.objects.update(**CLOSED)
    assert reader.get(group.get_absolute_url()).status_code == 404
    assert "Beek" not in reader.get("/mensen/groepen/").text
    assert "Beek" in coordinator.get("/mensen/groepen/").text
    assert reader.post(f"{group.get_absolute_url()}meedoen/").status_code == 404


def test_asking_to_join_and_being_let_in(reader, coordinator, group, post):
    post(reader, f"{group.get_absolute_url()}meedoen/", motivation="Ik leer graag")
    post(reader, f"{group.get_absolute_url()}meedoen/", motivation="Nog eens")
    membership = Membership.objects.get(member=reader.member)
    assert (membership.status, membership.motivation) == ("asked", "Ik leer graag")
    assert [message.to for message in mail.outbox] == [[coordinator.member.email]]
    assert "Ik leer graag" in mail.outbox[0].body
    assert "Geheim nummer" not in reader.get(group.get_absolute_url()).text
    assert "Ik leer graag" in coordinator.get(group.get_absolute_url()).text
    post(coordinator, f"{group.get_absolute_url()}leden/{membership.pk}/", doe="toelaten")
    assert mail.outbox[-1].to == [reader.member.email]
    assert "Geheim nummer" in reader.get(group.get_absolute_url()).text


def test_a_group_by_invitation_lets_nobody_ask(reader, group, post):
    PeopleGroup.objects.update(joining="invited")
    assert post(reader, f"{group.get_absolute_url()}meedoen/").status_code == 404
    assert not Membership.objects.filter(member=reader.member).exists()


def test_an_invitation_is_accepted_by_who_got_it(reader, coordinator, group, post):
    PeopleGroup.objects.update(**CLOSED)
    assert reader.get(group.get_absolute_url()).status_code == 404
    post(coordinator, f"{group.get_absolute_url()}uitnodigen/", member=reader.member.name)
    assert mail.outbox[0].to == [reader.member.email]
    assert "Ik doe mee" in reader.get(group.get_absolute_url()).text
    post(reader, f"{group.get_absolute_url()}meedoen/")
    assert Membership.objects.get(member=reader.member).status == "active"


def test_who_asked_and_is_invited_is_in(reader, coordinator, group):
    MembershipFactory(group=group, member=reader.member, status="asked")
    assert actions.invite(group, coordinator.member, reader.member).status == "active"


def test_who_was_declined_hears_it_kindly(reader, coordinator, group, post):
    membership = MembershipFactory(group=group, member=reader.member, status="asked")
    post(coordinator, f"{group.get_absolute_url()}leden/{membership.pk}/", doe="weg")
    assert not Membership.objects.filter(member=reader.member).exists()
    assert mail.outbox[0].to == [reader.member.email]


@pytest.mark.parametrize("status", ["asked", "invited", "active"])
def test_everybody_may_leave(reader, group, coordinator, post, status):
    membership = MembershipFactory(group=group, member=reader.member, status=status)
    assert post(reader, f"{group.get_absolute_url()}leden/{membership.pk}/", doe="weg").status_code == 302
    assert not Membership.objects.filter(member=reader.member).exists()
    assert mail.outbox == []


def test_the_last_coordinator_stays_until_there_is_another(coordinator, group, post):
    own = group.memberships.get()
    address = f"{group.get_absolute_url()}leden/{own.pk}/"
    for verb in ("weg", "geen-coordinator"):
        response = coordinator.post(address, {"doe": verb}, follow=True)
        assert "Maak eerst iemand anders coördinator" in response.text
    assert Membership.objects.get().is_coordinator
    other = MembershipFactory(group=group)
    post(coordinator, f"{group.get_absolute_url()}leden/{other.pk}/", doe="coordinator")
    post(coordinator, address, doe="weg")
    assert list(group.memberships.values_list("member", "is_coordinator")) == [(other.member_id, True)]


@pytest.mark.parametrize("verb", ["toelaten", "coordinator", "geen-coordinator", "weg", "onzin", ""])
def test_nobody_changes_the_membership_of_somebody_else(reader, group, coordinator, verb):
    for membership in (MembershipFactory(group=group), MembershipFactory(group=group, status="asked")):
        before = Membership.objects.values().get(pk=membership.pk)
        assert reader.post(f"{group.get_absolute_url()}leden/{membership.pk}/", {"doe": verb}).status_code == 404
        assert Membership.objects.values().get(pk=membership.pk) == before


@pytest.mark.parametrize("verb", ["toelaten", "coordinator"])
def test_nobody_lets_themselves_in(reader, group, coordinator, verb):
    membership = MembershipFactory(group=group, member=reader.member, status="asked")
    assert reader.post(f"{group.get_absolute_url()}leden/{membership.pk}/", {"doe": verb}).status_code == 404
    membership.refresh_from_db()
    assert (membership.status, membership.is_coordinator) == ("asked", False)


def test_a_membership_of_another_group_is_not_found(coordinator, group):
    other = MembershipFactory()
    assert coordinator.post(f"{group.get_absolute_url()}leden/{other.pk}/", {"doe": "weg"}).status_code == 404
    assert coordinator.post(f"{other.group.get_absolute_url()}leden/{other.pk}/", {"doe": "weg"}).status_code == 404
    assert Membership.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("page", ["bewerken", "uitnodigen", "bericht"])
def test_only_coordinators_and_staff_get_the_screens_of_a_group(client, reader, coordinator, group, page):
    address = f"{group.get_absolute_url()}{page}/"
    MembershipFactory(group=group, member=reader.member)
    assert reader.get(address).status_code == 404
    assert reader.post(address, {"subject": "x", "text": "y"}).status_code == 404
    assert client.get(address).status_code == 302
    assert coordinator.get(address).status_code == 200
    assert signed_in(StaffFactory()).get(address).status_code == 200


def test_the_page_of_a_group_is_changed(coordinator, group):
    topic, organisation = TopicFactory(name="Slapen"), OrganisationFactory(name="De Beek")
    data = {
        "summary": "Samen sterk",
        "topics": [topic.pk],
        "organisations": [organisation.pk],
        "joining": "ask",
        "visibility": "public",
        "name": "Gekaapt",
    }
    assert coordinator.post(f"{group.get_absolute_url()}bewerken/", data).status_code == 302
    page = coordinator.get(group.get_absolute_url()).text
    assert [words for words in ("Samen sterk", "Slapen", "De Beek") if words not in page] == []
    assert "Gekaapt" not in page


@pytest.mark.parametrize(
    "wrong", [{"visibility": "iedereen"}, {"joining": "x"}, {"summary": "x" * 251}, {"topics": ["9999"]}]
)
def test_a_wrong_page_comes_back_with_what_was_typed(coordinator, group, wrong):
    data = {"description": "Blijft staan", "joining": "ask", "visibility": "members", **wrong}
    response = coordinator.post(f"{group.get_absolute_url()}bewerken/", data)
    assert response.status_code == 422
    assert "Blijft staan" in response.text


def test_a_message_goes_to_everybody_and_answers_to_who_wrote_it(coordinator, group, post):
    member = MembershipFactory(group=group).member
    for status in ("asked", "invited"):
        MembershipFactory(group=group, status=status)
    MembershipFactory(group=group, member__is_active=False)
    post(coordinator, f"{group.get_absolute_url()}bericht/", subject="Dinsdag\r\nBcc: iemand", text="Kom je ook?")
    assert sorted(message.to[0] for message in mail.outbox) == sorted([coordinator.member.email, member.email])
    for message in mail.outbox:
        assert message.message()["Reply-To"] == coordinator.member.email
        assert message.message()["Bcc"] is None
        assert "Kom je ook?" in message.body


def test_a_message_with_somebodys_number_is_held_back(coordinator, group, post):
    response = post(coordinator, f"{group.get_absolute_url()}bericht/", subject="Vraag", text="Het BSN is 123456782")
    assert response.status_code == 422
    assert mail.outbox == []


def test_a_colleague_is_invited_by_name(coordinator, group):
    one = MemberFactory(name="Ilse Vos")
    response = coordinator.post(f"{group.get_absolute_url()}uitnodigen/", {"member": " ilse  vos "})
    assert response.status_code == 302
    assert group.memberships.get(member=one).status == "invited"


def test_only_colleagues_can_be_invited(coordinator, group):
    gone, twice = MemberFactory(is_active=False), [MemberFactory(name="Jan Bos"), MemberFactory(name="Jan Bos")]
    for name in ("", "x", "\0", "9" * 200, gone.name, twice[0].name):
        response = coordinator.post(f"{group.get_absolute_url()}uitnodigen/", {"member": name})
        assert response.status_code == 422, name
    assert group.memberships.count() == 1


@pytest.mark.parametrize("address", ["/mensen/groepen/", "/mensen/groepen/expertteam-beek/"])
def test_pages_take_as_many_queries_for_twenty_as_for_one(reader, group, django_assert_max_num_queries, address):
    def count():
        reader.get(address)
        with django_assert_max_num_queries(30) as counted:
            assert reader.get(address).status_code == 200
        return len(counted)

    def add():
        PeopleGroupFactory().topics.add(TopicFactory())
        PracticeFactory(owner=MembershipFactory(group=group).member)
        group.topics.add(TopicFactory())
        group.organisations.add(OrganisationFactory())

    add()
    one = count()
    for _number in range(19):
        add()
    assert count() == one


def test_a_member_called_like_the_groups_has_another_address():
    assert MemberFactory(name="Groepen").slug == "groepen-2"
