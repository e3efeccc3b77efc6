"""A member changes the own profile and nothing else."""

import pytest

from network.people.models import Member, MemberTopic
from network.people.profiles import FIELDS, OPEN_TO
from network.topics.models import Topic
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/mijn/profiel/"


@pytest.fixture
def member(client):
    member = MemberFactory(name="Anna Bos")
    client.force_login(member)
    return member


def save(client, **changes):
    return client.post(ADDRESS, {"name": "Anna Bos", **changes})


def test_profile_is_saved_whole(client, member):
    organisation, municipality = OrganisationFactory(), MunicipalityFactory()
    known, wanted = TopicFactory(), TopicFactory()
    response = save(
        client,
        name="Anna de Bos",
        job_title="Gezinswerker",
        organisation=organisation.pk,
        municipalities=[municipality.pk],
        can_help=[known.pk],
        wants_to_learn=[wanted.pk],
        bio="Ik **werk** in de wijk.",
        languages="Nederlands, Turks",
        open_to_questions="on",
        open_to_visits="on",
        expert_by_experience="on",
    )
    assert (response.status_code, response.url) == (302, ADDRESS)
    member = Member.objects.get(pk=member.pk)
    assert (member.name, member.job_title, member.bio) == ("Anna de Bos", "Gezinswerker", "Ik **werk** in de wijk.")
    assert (member.organisation, member.languages) == (organisation, "Nederlands, Turks")
    assert (member.open_to_questions, member.open_to_visits, member.expert_by_experience) == (True, True, True)
    assert list(member.municipalities.all()) == [municipality]
    assert set(member.member_topics.values_list("topic", "level")) == {
        (known.pk, "can_help"),
        (wanted.pk, "wants_to_learn"),
    }
    page = client.get(ADDRESS).text
    assert "Je profiel is bewaard." in page
    assert page.count("checked") == 6


def test_saving_again_takes_away_what_is_no_longer_ticked(client, member):
    topic = TopicFactory()
    MemberTopic.objects.create(member=member, topic=topic)
    member.municipalities.add(MunicipalityFactory())
    save(client)
    assert not member.member_topics.exists()
    assert not member.municipalities.exists()


def test_saving_the_same_twice_changes_nothing(client, member):
    topic = TopicFactory()
    save(client, can_help=[topic.pk])
    save(client, can_help=[topic.pk])
    assert list(member.member_topics.values_list("topic", "level")) == [(topic.pk, "can_help")]


def test_topic_moves_from_wanting_to_knowing(client, member):
    topic = TopicFactory()
    save(client, wants_to_learn=[topic.pk])
    save(client, can_help=[topic.pk])
    assert list(member.member_topics.values_list("topic", "level")) == [(topic.pk, "can_help")]


def test_topic_ticked_twice_is_a_form_error_that_names_it(client, member):
    topic = TopicFactory(name="Rouw")
    response = save(client, can_help=[topic.pk], wants_to_learn=[topic.pk])
    assert response.context["form"].errors["wants_to_learn"] == [
        "Deze onderwerpen heb je twee keer aangevinkt: Rouw. Kies een van de twee."
    ]
    assert not member.member_topics.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "\x00"),
        ("name", "a" * 100_000),
        ("job_title", "\x00"),
        ("job_title", "a" * 100_000),
        ("bio", "a\x00b"),
        ("bio", "a" * 100_000),
        ("languages", "a" * 100_000),
        ("organisation", "999999"),
        ("organisation", "x"),
        ("organisation", "\x00"),
        ("municipalities", "999999"),
        ("municipalities", "x"),
        ("can_help", "999999"),
        ("can_help", "\x00"),
        ("wants_to_learn", "1 OR 1=1"),
    ],
)
def test_strange_input_is_a_form_error_and_keeps_the_rest(client, member, field, value):
    response = save(client, **{"languages": "Fries", field: value})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert 'id="errors"' in response.text
    if field != "languages":
        assert "Fries" in response.text
    assert Member.objects.get(pk=member.pk).languages == ""


def test_name_with_an_error_is_not_shown_in_the_menu(client, member):
    text = save(client, name="b" * 200).text
    assert '<p class="menu__who">Anna Bos</p>' in text


def test_topics_that_wait_or_were_declined_can_not_be_chosen(client, member):
    for status in (Topic.Status.SUGGESTED, Topic.Status.DECLINED):
        topic = TopicFactory(status=status)
        assert topic.name not in client.get(ADDRESS).text
        assert list(save(client, can_help=[topic.pk]).context["form"].errors) == ["can_help"]


def test_nothing_but_the_profile_can_be_changed(client, member):
    other = MemberFactory(name="Een ander")
    data = {
        "email": "boef@kwaad.example",
        "is_superuser": "on",
        "slug": "x",
        "groups": "1",
        "pk": other.pk,
        "id": other.pk,
    }
    save(client, **data)
    changed = Member.objects.get(pk=member.pk)
    assert (changed.email, changed.is_superuser, changed.slug) == (member.email, False, member.slug)
    assert not changed.groups.exists()
    assert Member.objects.get(pk=other.pk).name == "Een ander"


def test_right_to_left_override_is_taken_out_of_a_name(client, member):
    save(client, name="Anna\u202e Bos")
    assert Member.objects.get(pk=member.pk).name == "Anna Bos"


def test_topics_stand_by_kind_in_the_order_of_the_vocabulary(client, member):
    TopicFactory(kind=Topic.Kind.LAW)
    TopicFactory(kind=Topic.Kind.THEME)
    choices = client.get(ADDRESS).context["form"].fields["can_help"].choices
    assert [str(label) for label, _topics in choices] == ["Thema", "Wet"]


def test_page_says_how_many_topics_are_chosen(client, member):
    first, second = TopicFactory(), TopicFactory()
    save(client, can_help=[first.pk, second.pk], wants_to_learn=[])
    text = client.get(ADDRESS).text
    assert "Waarover mogen anderen je iets vragen? 2 onderwerpen gekozen" in text
    assert "Waarover wil je meer leren? 0 onderwerpen gekozen" in text


def test_profile_costs_the_same_for_many_topics(client, member, django_assert_max_num_queries):
    TopicFactory.create_batch(2)
    client.get(ADDRESS)
    with django_assert_max_num_queries(30) as few:
        client.get(ADDRESS)
    TopicFactory.create_batch(20)
    with django_assert_max_num_queries(len(few)):
        client.get(ADDRESS)


def test_each_field_has_a_level_that_is_kept(client, member):
    levels = dict.fromkeys(FIELDS, "organisation") | {"bio": "nobody", "topics": "members"}
    sent = {f"shown_{name}": level for name, level in levels.items()}
    assert save(client, **sent).status_code == 302
    # all members is what goes without saying
    del levels["topics"]
    assert Member.objects.get(pk=member.pk).shown_to == levels
    form = client.get(ADDRESS).context["form"]
    assert {name: form[f"shown_{name}"].value() for name in FIELDS} == levels | {"topics": "members"}
    save(client, shown_bio="members")
    assert Member.objects.get(pk=member.pk).shown_to == {name: level for name, level in levels.items() if name != "bio"}


@pytest.mark.parametrize("value", ["everyone", "MEMBERS", "\x00", "a" * 100_000])
def test_an_unknown_level_is_refused(client, member, value):
    response = save(client, shown_bio=value, languages="Fries")
    assert list(response.context["form"].errors) == ["shown_bio"]
    assert 'href="#id_shown_bio"' in response.text
    assert "Fries" in response.text
    assert Member.objects.get(pk=member.pk).shown_to == {}


def test_levels_of_other_fields_are_not_taken_in(client, member):
    save(client, shown_email="members", shown_name="nobody", shown_to='{"bio": "nobody"}')
    assert Member.objects.get(pk=member.pk).shown_to == {}


def test_a_broken_choice_is_put_right_by_saving(client, member):
    Member.objects.filter(pk=member.pk).update(shown_to=["x"])
    save(client, shown_bio="members")
    assert Member.objects.get(pk=member.pk).shown_to == {name: "nobody" for name in FIELDS if name != "bio"}


def test_all_that_one_can_be_open_to_is_kept(client, member):
    save(client, is_public="on", **dict.fromkeys(OPEN_TO, "on"))
    member = Member.objects.get(pk=member.pk)
    assert member.is_public
    assert all(getattr(member, name) for name in OPEN_TO)
    save(client)
    member = Member.objects.get(pk=member.pk)
    assert not member.is_public
    assert not any(getattr(member, name) for name in OPEN_TO)
