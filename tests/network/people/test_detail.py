"""The page of a member: for members, and of who is let in."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils.html import escape

from network.people.models import Member, MemberTopic
from tests.factories.groups import MembershipFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

HOSTILE = "\"'></div><script>alert(1)</script>{{7*7}}"


@pytest.fixture
def person():
    person = MemberFactory(
        name="Jamal Aydeniz",
        job_title="Leerkracht",
        organisation__name="De Wilgenkamp",
        bio="Ik help **scholen**.",
        languages="Nederlands, Turks",
        expert_by_experience=True,
        open_to_visits=True,
    )
    person.municipalities.add(MunicipalityFactory(name="Kolmeer"))
    topics = {"Schoolverzuim": "can_help", "Rouw": "wants_to_learn"}
    for name, level in topics.items():
        MemberTopic.objects.create(member=person, topic=TopicFactory(name=name), level=level)
    declined = TopicFactory(name="Afgewezen woord", status="declined")
    MemberTopic.objects.create(member=person, topic=declined)
    return person


@pytest.fixture
def reader():
    client = Client()
    client.force_login(MemberFactory(name="Marit Lezer"))
    return client


def test_a_member_reads_who_a_colleague_is(reader, person):
    page = reader.get("/mensen/jamal-aydeniz/").text
    assert "<h1>Jamal Aydeniz</h1>" in page
    company = f'<a href="{person.organisation.get_absolute_url()}">De Wilgenkamp</a>'
    assert f'<p class="lead">Leerkracht, {company}</p>' in page
    assert "<p>Ik help <strong>scholen</strong>.</p>" in page
    assert "<dt>Werkt in</dt><dd>Kolmeer</dd>" in page
    assert "<dt>Talen</dt><dd>Nederlands, Turks</dd>" in page
    assert "Ervaringsdeskundige" in page
    can_help, wants = page.index("Kan helpen met"), page.index("Wil meer leren over")
    assert can_help < page.index("Schoolverzuim") < wants < page.index(">Rouw<")
    assert "je mag komen kijken hoe wij werken" in page
    assert "<li>Vragen</li>" not in page
    assert "Afgewezen woord" not in page


def test_the_address_of_a_mailbox_stands_nowhere_on_the_page(reader, person):
    Member.objects.update(open_to_questions=True)
    assert person.email not in reader.get(person.get_absolute_url()).text


@pytest.mark.parametrize("slug", ["jamal-aydeniz", "bestaat-niet"])
def test_a_visitor_is_asked_to_sign_in_whether_somebody_is_a_member_or_not(client, person, slug):
    response = client.get(f"/mensen/{slug}/")
    assert response.status_code == 302
    assert response["Location"] == f"/inloggen/?next=/mensen/{slug}/"


@pytest.mark.parametrize("slug", ["bestaat-niet", "a" * 2000, "0", "-"])
def test_an_unknown_member_is_not_there(reader, person, slug):
    assert reader.get(f"/mensen/{slug}/").status_code == 404


def test_who_left_or_was_not_let_in_has_no_page(reader):
    gone = MemberFactory(is_active=False)
    waiting = MemberFactory(is_active=False, approved_at=None)
    odd = MemberFactory(approved_at=None)
    technical = MemberFactory(is_superuser=True, organisation=None)
    for member in (gone, waiting, odd, technical):
        assert reader.get(f"/mensen/{member.slug}/").status_code == 404
        assert member.page_url == ""


def test_page_url_says_the_same_as_the_queryset(person):
    functional = MemberFactory(is_superuser=True, organisation=None, job_title="Functioneel beheerder")
    MemberFactory(is_superuser=True, organisation=None)
    MemberFactory(is_active=False)
    MemberFactory(approved_at=None)
    listed = set(Member.objects.visible_to(person))
    assert listed == {person, functional}
    assert {member for member in Member.objects.all() if member.page_url} == listed


def test_visitors_see_no_member(person):
    assert list(Member.objects.visible_to(None)) == []
    assert list(Member.objects.visible_to(AnonymousUser())) == []
    assert list(Member.objects.visible_to(MemberFactory(is_active=False))) == []


def test_practices_of_a_colleague_are_those_the_reader_may_see(reader, person):
    for level in ("public", "members", "participants"):
        PracticeFactory(title=f"Praktijk {level}", visibility=level, owner=person)
    PracticeFactory(title="Praktijk concept", live=False, owner=person)
    shared = PracticeFactory(title="Praktijk samen")
    shared.co_authors.add(person)
    shared.save()
    PracticeFactory(title="Praktijk vraagbaak", contact=person)
    PracticeFactory(title="Praktijk ander")
    words = ("public", "members", "participants", "concept", "samen", "vraagbaak", "ander")

    def titles(client):
        page = client.get(person.get_absolute_url()).text
        return {word for word in words if f"Praktijk {word}" in page}

    assert titles(reader) == {"public", "members", "samen", "vraagbaak"}
    staff = Client()
    staff.force_login(StaffFactory())
    assert titles(staff) == {"public", "members", "participants", "samen", "vraagbaak"}


def test_what_a_colleague_tried_and_takes_part_in_is_what_the_reader_may_know(reader, person):
    for level in ("public", "participants"):
        practice = PracticeFactory(title=f"Praktijk {level}", visibility=level)
        AdoptionReportFactory(practice=practice, member=person, headline=f"Zo ging het: {level}")
        MembershipFactory(member=person, group__name=f"Groep {level}", group__visibility=level)
    AdoptionReportFactory(practice=PracticeFactory(live=False), member=person, headline="Zo ging het: concept")
    AdoptionReportFactory(headline="Zo ging het: ander")
    for status in ("asked", "invited"):
        MembershipFactory(member=person, status=status, group__name=f"Groep {status}")
    words = [f"Zo ging het: {word}" for word in ("public", "participants", "concept", "ander")]
    words += [f"Groep {word}" for word in ("public", "participants", "asked", "invited")]

    def shown(client):
        page = client.get(person.get_absolute_url()).text
        return [word for word in words if word in page]

    assert shown(reader) == ["Zo ging het: public", "Groep public"]
    staff = Client()
    staff.force_login(StaffFactory())
    assert shown(staff) == ["Zo ging het: public", "Zo ging het: participants", "Groep public", "Groep participants"]
    Member.objects.filter(pk=person.pk).update(is_public=True)
    assert shown(Client()) == []


def test_what_somebody_typed_stays_text(reader):
    person = MemberFactory(
        name=HOSTILE, slug="x", job_title=HOSTILE, languages=HOSTILE, bio=HOSTILE + "\n\n[hier](javascript:alert(1))"
    )
    page = reader.get(person.get_absolute_url()).text
    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert f"<h1>{escape(HOSTILE)}</h1>" in page


def test_my_own_page_leads_to_my_profile(client, person):
    client.force_login(person)
    assert "Verander mijn profiel" in client.get(person.get_absolute_url()).text
    assert f'<a href="{person.get_absolute_url()}">Jamal Aydeniz</a>' in client.get("/mijn/").text
    client.force_login(MemberFactory())
    assert "Verander mijn profiel" not in client.get(person.get_absolute_url()).text


def test_an_empty_profile_says_what_to_do(client):
    person = MemberFactory(name="Nel Nieuw", organisation=None)
    client.force_login(person)
    page = client.get(person.get_absolute_url()).text
    assert "Nel heeft hier nog niets geschreven." in page
    assert "Vertel collega" in page


def test_the_page_of_a_practice_links_names_for_members_only(client, reader, person):
    company = person.organisation
    page = PracticeFactory(owner=person, contact=person, organisation=company)
    Member.objects.filter(pk=person.pk).update(open_to_questions=True)
    reporter, gone = MemberFactory(name="Rik Probeerder"), MemberFactory(name="Ina Weg", is_active=False)
    for member in (reporter, gone):
        AdoptionReportFactory(practice=page, member=member)
    open_page, closed_page = client.get(page.get_absolute_url()).text, reader.get(page.get_absolute_url()).text
    for one in (open_page, closed_page):
        assert f'<a href="{company.get_absolute_url()}">De Wilgenkamp</a>' in one
    assert person.get_absolute_url() not in open_page
    assert reporter.get_absolute_url() not in open_page
    assert f'<a href="{person.get_absolute_url()}">Jamal Aydeniz</a>' in closed_page
    assert f'<a href="{reporter.get_absolute_url()}">Rik Probeerder</a>' in closed_page
    assert gone.get_absolute_url() not in closed_page


def test_the_page_costs_as_many_queries_with_much_as_with_little(reader, person, django_assert_max_num_queries):
    reader.get("/robots.txt")

    def add():
        person.municipalities.add(MunicipalityFactory())
        MemberTopic.objects.create(member=person, topic=TopicFactory())
        PracticeFactory(owner=person)
        AdoptionReportFactory(member=person)
        MembershipFactory(member=person)

    def queries():
        reader.get(person.get_absolute_url())
        with django_assert_max_num_queries(16) as captured:
            assert reader.get(person.get_absolute_url()).status_code == 200
        return len(captured)

    add()
    few = queries()
    for _number in range(19):
        add()
    assert queries() == few
