"""Topics for visitors and members."""

import pytest

from base import page_cache, stamps
from network.people.models import MemberTopic
from network.topics.forms import SuggestForm
from network.topics.models import Topic
from network.topics.vocabulary import counts_for
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


def headings(response):
    return [(str(block.title), block.count) for block, _html in response.context["blocks"]]


def test_list_shows_topics_by_kind_and_only_accepted_ones(client):
    TopicFactory(name="Zorgboerderij", kind="care_form")
    TopicFactory(name="Rouw", kind="theme")
    TopicFactory(name="Afscheid", kind="theme")
    TopicFactory(name="Geheim voorstel", status="suggested")
    groups = client.get("/onderwerpen/").context["groups"]
    assert [(kind, [term.name for term, _count in rows]) for kind, _heading, rows in groups] == [
        ("theme", ["Afscheid", "Rouw"]),
        ("care_form", ["Zorgboerderij"]),
    ]


@pytest.fixture
def tree():
    """A topic with a narrower one, and practices of every visibility below it."""
    top = TopicFactory(name="Onderwijs", slug="onderwijs")
    below = TopicFactory(name="Schoolverzuim", slug="schoolverzuim", broader=top)
    for level in ("public", "members", "participants"):
        PracticeFactory(title=f"Voor {level}", visibility=level, with_topics=[below])
    PracticeFactory(title="Op beide", with_topics=[top, below])
    PracticeFactory(title="Nog niet af", live=False, with_topics=[top])
    return top


def test_counts_are_of_what_the_visitor_may_see_and_a_thing_counts_once(tree):
    below = Topic.objects.get(slug="schoolverzuim")
    assert counts_for(None) == {tree.pk: 2, below.pk: 2}
    assert counts_for(MemberFactory()) == {tree.pk: 3, below.pk: 3}
    assert counts_for(StaffFactory()) == {tree.pk: 4, below.pk: 4}


def test_detail_shows_what_carries_it_or_a_narrower_one(client, tree):
    response = client.get("/onderwerpen/onderwijs/")
    assert headings(response) == [("Praktijken", 2)]
    assert "Voor public" in response.text
    assert "Op beide" in response.text
    assert [term.name for term in response.context["narrower"]] == ["Schoolverzuim"]


def test_detail_leaks_nothing_to_a_visitor(client, tree):
    MemberTopic.objects.create(member=MemberFactory(name="Greet Geheim"), topic=tree)
    text = client.get("/onderwerpen/onderwijs/").text
    for secret in ("Voor members", "Voor participants", "Nog niet af", "Greet Geheim"):
        assert secret not in text


def test_detail_shows_a_member_what_is_for_members_and_who_can_help(client, tree):
    MemberTopic.objects.create(member=MemberFactory(name="Greet Kan Helpen"), topic=tree)
    MemberTopic.objects.create(member=MemberFactory(name="Leen Wil Leren"), topic=tree, level="wants_to_learn")
    MemberTopic.objects.create(member=MemberFactory(name="Wim Weg", is_active=False), topic=tree)
    client.force_login(MemberFactory())
    response = client.get("/onderwerpen/onderwijs/")
    assert headings(response) == [("Praktijken", 3), ("Mensen die kunnen helpen", 1)]
    assert "Greet Kan Helpen" in response.text
    for absent in ("Voor participants", "Leen Wil Leren", "Wim Weg"):
        assert absent not in response.text


def test_detail_shows_five_practices_the_furthest_tested_first_and_links_to_all(client):
    topic = TopicFactory(slug="rouw")
    for number in range(7):
        PracticeFactory(title=f"Nummer {number}", badge=4 if number == 3 else 1, with_topics=[topic])
    response = client.get("/onderwerpen/rouw/")
    assert response.text.index("Nummer 3") < response.text.index("Nummer 6")
    assert response.text.count('class="row ') == 5
    assert 'href="/praktijken/?onderwerp=rouw"' in response.text
    assert "Alle 7 praktijken" in response.text


def test_detail_of_nothing_says_what_to_do_next(client):
    TopicFactory(slug="rouw")
    assert "Niemand heeft hier nog iets over gedeeld." in client.get("/onderwerpen/rouw/").text


@pytest.mark.parametrize("status", ["suggested", "declined"])
def test_detail_of_a_topic_outside_the_vocabulary_is_not_there(client, status):
    TopicFactory(slug="rouw", status=status)
    client.force_login(MemberFactory())
    assert client.get("/onderwerpen/rouw/").status_code == 404


def test_the_address_of_a_merged_topic_leads_to_the_other(client):
    target = TopicFactory(slug="scheiding")
    TopicFactory(slug="echtscheiding", status="merged", merged_into=target)
    response = client.get("/onderwerpen/echtscheiding/")
    assert (response.status_code, response["Location"]) == (301, "/onderwerpen/scheiding/")


def test_glossary_is_by_letter_whatever_the_accents_and_capitals(client):
    for name in ("zorg", "Écht anders", "afscheid", "18 worden", "Adhd"):
        TopicFactory(name=name)
    rows = client.get("/begrippen/").context["rows"]
    assert [(letter, [topic.name for topic in topics]) for letter, _anchor, topics in rows] == [
        ("A", ["Adhd", "afscheid"]),
        ("E", ["Écht anders"]),
        ("Z", ["zorg"]),
        ("#", ["18 worden"]),
    ]


def test_glossary_has_meaning_synonyms_and_links(client):
    top = TopicFactory(name="Onderwijs", slug="onderwijs")
    TopicFactory(name="Verzuim", slug="verzuim", definition="Lessen missen.", synonyms="spijbelen\nhaken", broader=top)
    text = client.get("/begrippen/").text
    for piece in ("Lessen missen.", "spijbelen, haken", 'href="/onderwerpen/verzuim/"', 'href="#onderwijs"'):
        assert piece in text


def test_glossary_leaves_out_what_is_not_accepted(client):
    TopicFactory(name="Geheim voorstel", status="suggested")
    assert "Geheim voorstel" not in client.get("/begrippen/").text


def fill(topic, number):
    for _each in range(number):
        below = TopicFactory(broader=topic, synonyms="een\ntwee")
        page = PracticeFactory(with_topics=[topic, below])
        MemberTopic.objects.create(member=page.owner, topic=topic)


@pytest.mark.parametrize("address", ["/onderwerpen/", "/onderwerpen/rouw/", "/begrippen/"])
@pytest.mark.parametrize(("signed_in", "limit"), [(False, 8), (True, 13)])
def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries, address, signed_in, limit):
    """Neither right after a change, when nothing is remembered, nor from then on, within the limit."""
    topic = TopicFactory(slug="rouw")
    if signed_in:
        client.force_login(MemberFactory())
    used = []
    for number in (1, 19):
        fill(topic, number)
        stamps.forget()
        for most in (99, limit):
            page_cache.clear()
            with django_assert_max_num_queries(most) as queries:
                assert client.get(address).status_code == 200
            used.append(len(queries))
    assert used[:2] == used[2:]


def suggestion(**changes):
    return {"name": "Schoolangst", "kind": "theme", "reason": "Ik zoek er vaak naar.", "definition": "", **changes}


def test_suggesting_asks_a_visitor_to_sign_in(client):
    assert client.get("/onderwerpen/voorstellen/").status_code == 302
    client.post("/onderwerpen/voorstellen/", suggestion())
    assert not Topic.objects.exists()


def test_a_member_suggests_a_topic(client):
    member = MemberFactory()
    client.force_login(member)
    response = client.post("/onderwerpen/voorstellen/", suggestion(), follow=True)
    topic = Topic.objects.get()
    assert (topic.name, topic.status, topic.suggested_by) == ("Schoolangst", "suggested", member)
    assert "Schoolangst" in response.text


@pytest.mark.parametrize("name", ["schoolverzuim", " School  verzuim ", "SPIJBELEN"])
def test_a_topic_that_is_there_is_shown_instead(client, name):
    TopicFactory(name="Schoolverzuim", synonyms="spijbelen\nschool verzuim", definition="Lessen missen.")
    client.force_login(MemberFactory())
    response = client.post("/onderwerpen/voorstellen/", suggestion(name=name))
    assert list(response.context["form"].errors) == ["name"]
    assert "Lessen missen." in response.text
    assert "Ik zoek er vaak naar." in response.text
    assert Topic.objects.count() == 1


def test_a_topic_that_was_merged_shows_the_one_it_became(client):
    target = TopicFactory(name="Scheiding", definition="Uit elkaar.")
    TopicFactory(name="Echtscheiding", status="merged", merged_into=target)
    client.force_login(MemberFactory())
    assert "Uit elkaar." in client.post("/onderwerpen/voorstellen/", suggestion(name="echtscheiding")).text


def test_somebody_elses_suggestion_is_not_shown_to_others(client):
    TopicFactory(name="Schoolangst", status="suggested", definition="Woorden van een ander.")
    client.force_login(MemberFactory())
    response = client.post("/onderwerpen/voorstellen/", suggestion())
    assert list(response.context["form"].errors) == ["name"]
    assert "Woorden van een ander." not in response.text


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "x" * 101}, ["name"]),
        ({"name": "x\x00y"}, ["name"]),
        ({"kind": "other"}, ["kind"]),
        ({"kind": "\x00"}, ["kind"]),
        ({"reason": ""}, ["reason"]),
        ({"reason": "x" * 100_000}, ["reason"]),
        ({"definition": "x\x00y"}, ["definition"]),
        ({"definition": "Bel 06-12345678 over hem."}, ["definition"]),
    ],
)
def test_bad_input_gives_the_form_back_with_what_was_typed(client, changes, wrong):
    client.force_login(MemberFactory())
    response = client.post("/onderwerpen/voorstellen/", suggestion(**changes))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == wrong
    assert response.context["form"]["reason"].value() == suggestion(**changes)["reason"]
    assert not Topic.objects.exists()


def test_markup_in_a_topic_is_shown_as_text(client):
    trick = "<script>alert(1)</script><math><mi//xlink:href='data:x,y'>"
    TopicFactory(name=f"Rouw {trick}", slug="rouw", definition=trick, synonyms=trick)
    for address in ("/onderwerpen/", "/onderwerpen/rouw/", "/begrippen/"):
        text = client.get(address).text
        assert "<script>alert" not in text
        assert "<math>" not in text


def test_two_members_who_suggest_the_same_at_once_get_no_error_page(client, monkeypatch):
    """The second one's form was checked before the first one's topic was there."""
    monkeypatch.setattr(SuggestForm, "clean_name", lambda form: form.cleaned_data["name"])
    TopicFactory(name="Schoolangst", status="suggested")
    client.force_login(MemberFactory())
    response = client.post("/onderwerpen/voorstellen/", suggestion())
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["name"]
    assert "Ik zoek er vaak naar." in response.text
