"""The home page, plain pages, news and the sitemap."""

import datetime
import json
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from base import page_cache, stamps
from home.models import HomePage, NewsPage
from network.organisations.models import Organisation
from tests.factories.home import ContentPageFactory, NewsPageFactory, home_page, news_index
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory
from tests.factories.services import ServiceFactory
from tests.factories.sessions import make_method
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def titles(response):
    return [entry.find(f"{ATOM}title").text for entry in ElementTree.fromstring(response.content).iter(f"{ATOM}entry")]


def places(client):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}


# ---------- the home page ----------


def test_home_asks_the_question_of_the_region_and_searches_practices(client):
    home_page()
    text = client.get("/").text
    assert "Wat wil je weten van een collega?" in text
    assert 'action="/zoeken/"' in text
    assert 'href="/zoeken/?q=Wat%20regel%20ik%20eerst%20als%20iemand%20bijna%2018%20is%3F"' in text


def test_home_shows_the_newest_practices_and_the_topics_most_used(client):
    home_page()
    topic = TopicFactory(name="Rouw")
    TopicFactory(name="Nergens gebruikt")
    now = timezone.now()
    for number in range(6):
        page = PracticeFactory(title=f"Nummer {number}", with_topics=[topic])
        page.first_published_at = now + datetime.timedelta(minutes=number)
        page.save()
    text = client.get("/").text
    shown = [number for number in range(6) if f"Nummer {number}" in text]
    assert shown == [2, 3, 4, 5]
    assert "Alle 6 praktijken" in text
    assert "Rouw <b>6</b>" in text
    assert "Nergens gebruikt" not in text


def test_home_leaks_nothing_to_a_visitor_or_member(client):
    home_page()
    topic = TopicFactory(name="Rouw")
    for level in ("members", "participants"):
        PracticeFactory(title=f"Voor {level}", visibility=level, with_topics=[topic])
    PracticeFactory(title="Nog niet af", live=False, with_topics=[topic])
    text = client.get("/").text
    for secret in ("Voor members", "Voor participants", "Nog niet af", "Rouw"):
        assert secret not in text
    client.force_login(MemberFactory())
    text = client.get("/").text
    assert "Voor members" in text
    assert "Rouw <b>1</b>" in text
    for secret in ("Voor participants", "Nog niet af"):
        assert secret not in text


def test_home_for_visitors_is_not_what_staff_saw_before(client):
    """What is made once for visitors is never made of what somebody else may see."""
    home_page()
    PracticeFactory(title="Voor participants", visibility="participants")
    client.force_login(StaffFactory())
    assert "Voor participants" in client.get("/").text
    client.logout()
    assert "Voor participants" not in client.get("/").text


@pytest.mark.django_db(transaction=True)
def test_home_shows_a_change_at_once(client):
    home_page()
    assert "Een nieuwe praktijk" not in client.get("/").text
    PracticeFactory(title="Een nieuwe praktijk")
    assert "Een nieuwe praktijk" in client.get("/").text


def test_home_tells_what_happened_when_a_colleague_tried_also_when_it_did_not_work(client):
    home_page()
    practice = PracticeFactory(title="Samen eten")
    AdoptionReportFactory(practice=practice, headline="Bij ons werkte het niet.", result="not")
    AdoptionReportFactory(practice=practice, headline="Wij beginnen net.", result="too_early")
    text = client.get("/").text
    assert "Bij ons werkte het niet." in text
    assert "Wij beginnen net." not in text


def test_home_tells_nobody_what_happened_with_a_practice_they_may_not_read(client):
    home_page()
    AdoptionReportFactory(practice=PracticeFactory(visibility="members"), headline="Alleen voor leden.")
    AdoptionReportFactory(practice=PracticeFactory(live=False), headline="Van een concept.")
    assert "Alleen voor leden." not in client.get("/").text
    client.force_login(MemberFactory())
    text = client.get("/").text
    assert "Alleen voor leden." in text
    assert "Van een concept." not in text


def test_home_speaks_the_language_of_the_visitor(client):
    home_page()
    assert "Zo werkt het" in client.get("/").text
    client.cookies["leerkring_language"] = "en"
    assert "How it works" in client.get("/").text


def test_home_without_practices_says_what_to_do_next(client):
    home_page()
    assert "Er is nog geen praktijk gepubliceerd." in client.get("/").text


@pytest.mark.parametrize(("signed_in", "limit"), [(False, 8), (True, 12)])
def test_home_costs_the_same_for_one_practice_and_twenty(client, django_assert_max_num_queries, signed_in, limit):
    home_page()
    if signed_in:
        client.force_login(MemberFactory())
    used = []
    for number in (1, 19):
        for _each in range(number):
            PracticeFactory(with_topics=[TopicFactory()])
        stamps.forget()
        for most in (99, limit):
            page_cache.clear()
            with django_assert_max_num_queries(most) as queries:
                assert client.get("/").status_code == 200
            used.append(len(queries))
    assert used[:2] == used[2:]


def test_home_behind_a_lock_asks_for_the_password(client):
    home = home_page()
    PageViewRestriction.objects.create(page=home, restriction_type="password", password="geheim")
    response = client.get("/")
    assert "Wat wil je weten" not in response.text


def test_home_that_is_not_published_is_not_there(client):
    home_page().unpublish()
    assert client.get("/").status_code == 404


# ---------- plain pages and news ----------


def test_a_page_that_staff_write_has_nothing_in_it_that_runs(client):
    page = ContentPageFactory(slug="over-ons")
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
    block = {"key": "a", "type": "unstyled", "text": "Klik <script>alert(2)</script>", "depth": 0}
    ranges = {"inlineStyleRanges": [], "entityRanges": [{"offset": 0, "length": 4, "key": 0}]}
    body = json.dumps({"blocks": [{**block, **ranges}], "entityMap": {"0": link}})
    client.force_login(StaffFactory())
    form = {"title": "Over ons", "slug": "over-ons", "lead": "", "body": body, "action-publish": "1"}
    assert client.post(f"/beheer/pages/{page.pk}/edit/", form).status_code == 302
    text = client.get("/over-ons/").text
    assert "Klik" in text
    assert "javascript:" not in text
    assert "<script>alert" not in text


def test_a_page_below_a_page_has_the_way_to_it(client):
    above = ContentPageFactory(title="Over ons", slug="over-ons")
    ContentPageFactory(title="Wie wij zijn", slug="wie", parent=above)
    text = client.get("/over-ons/wie/").text
    assert '<a href="/over-ons/">Over ons</a>' in text
    assert '<span aria-current="page">Wie wij zijn</span>' in text


def test_news_is_listed_newest_first_twenty_a_page(client):
    for day in range(1, 23):
        NewsPageFactory(title=f"Bericht {day}", date=datetime.date(2026, 10, day))
    assert [item.title for item in client.get("/nieuws/").context["page_obj"]][:2] == ["Bericht 22", "Bericht 21"]
    assert [item.title for item in client.get("/nieuws/?pagina=2").context["page_obj"]] == ["Bericht 2", "Bericht 1"]
    for odd in ("0", "99", "x", "-1"):
        assert client.get(f"/nieuws/?pagina={odd}").status_code == 200


def test_news_that_is_not_published_is_nowhere(client):
    NewsPageFactory(title="Geheim bericht", slug="geheim", live=False)
    for address in ("/nieuws/", "/feeds/nieuws.xml", "/sitemap.xml"):
        assert "eheim" not in client.get(address).text
    assert client.get("/nieuws/geheim/").status_code == 404


def test_news_behind_a_lock_is_in_no_list(client):
    page = NewsPageFactory(title="Geheim bericht", slug="geheim")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    for address in ("/nieuws/", "/feeds/nieuws.xml", "/sitemap.xml"):
        assert "eheim" not in client.get(address).text


def test_an_empty_news_list_says_what_to_do_next(client):
    news_index()
    assert "Er is nog geen nieuws." in client.get("/nieuws/").text


def test_the_list_of_news_costs_the_same_for_one_and_twenty(client, django_assert_max_num_queries):
    used = []
    for number in (1, 19):
        for _each in range(number):
            NewsPageFactory()
        page_cache.clear()
        stamps.forget()
        client.get("/nieuws/")
        page_cache.clear()
        with django_assert_max_num_queries(8) as queries:
            client.get("/nieuws/")
        used.append(len(queries))
    assert used[0] == used[1]


def test_the_news_feed_is_atom_with_the_newest_first(client):
    NewsPageFactory(title="Oud", date=datetime.date(2026, 1, 1))
    item = NewsPageFactory(title="Nieuw & <mooi>", slug="nieuw", date=datetime.date(2026, 2, 1))
    response = client.get("/feeds/nieuws.xml")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert titles(response) == ["Nieuw & <mooi>", "Oud"]
    entry = ElementTree.fromstring(response.content).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/nieuws/nieuw/"
    assert entry.find(f"{ATOM}summary").text == item.lead


# ---------- sitemap ----------


def test_the_sitemap_has_what_a_visitor_may_read_and_nothing_else(client):
    home_page()
    NewsPageFactory(slug="bericht")
    TopicFactory(slug="rouw")
    TopicFactory(slug="voorstel", status="suggested")
    for level in ("public", "members", "participants"):
        PracticeFactory(slug=f"voor-{level}", visibility=level)
    PracticeFactory(slug="concept", live=False)
    ServiceFactory(slug="hulp-thuis")
    ServiceFactory(slug="gestopt", status="defunct")
    make_method("Drie vragen")
    expected = {organisation.get_absolute_url() for organisation in Organisation.objects.all()} | {
        "/aanbieders/",
        "/sociale-kaart/",
        "/sociale-kaart/hulp-thuis/",
        "/",
        "/praktijken/",
        "/onderwerpen/",
        "/begrippen/",
        "/agenda/",
        "/agenda/methoden/",
        "/sessies/methoden/",
        "/sessies/methoden/drie-vragen/",
        "/samenwerkingsagenda/",
        "/uitwisseling/",
        "/nieuws/",
        "/nieuws/bericht/",
        "/privacy/",
        "/toegankelijkheid/",
        "/onderwerpen/rouw/",
        "/praktijken/voor-public/",
    }
    assert places(client) == {f"http://testserver{address}" for address in expected}


def test_the_sitemap_for_staff_is_the_same(client):
    home_page()
    PracticeFactory(slug="geheim", visibility="participants")
    client.force_login(StaffFactory())
    assert "geheim" not in client.get("/sitemap.xml").text


def test_only_one_home_page_and_its_texts_are_staffs(client):
    home = home_page()
    home.lead, home.questions = "Een eigen zin.", "Eerste vraag?\n\nTweede vraag?"
    home.save()
    text = client.get("/").text
    assert "Een eigen zin." in text
    assert HomePage.objects.get().question_list == ["Eerste vraag?", "Tweede vraag?"]
    assert NewsPage.objects.count() == 0
