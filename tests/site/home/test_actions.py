"""The pages that every site must have."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from home.actions import ensure_site_tree
from home.models import ContentPage, HomePage, NewsIndexPage
from practices.models import PracticeIndexPage
from tests.factories.practices import practice_index

pytestmark = pytest.mark.django_db


def tree():
    return list(Page.objects.order_by("path").values_list("depth", "slug", "live"))


def test_ensure_site_tree_makes_the_whole_tree_on_a_fresh_database():
    home = ensure_site_tree()
    assert tree() == [
        (1, "root", True),
        (2, "begin", True),
        (3, "praktijken", True),
        (3, "agenda", True),
        (3, "nieuws", True),
        (3, "toegankelijkheid", True),
        (3, "privacy", True),
    ]
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk


def test_ensure_site_tree_again_changes_nothing():
    ensure_site_tree()
    before = list(Page.objects.order_by("path").values("pk", "path", "latest_revision_id", "last_published_at"))
    call_command("setup_site", stdout=open("/dev/null", "w"))
    assert list(Page.objects.order_by("path").values("pk", "path", "latest_revision_id", "last_published_at")) == before
    assert Page.find_problems() == ([], [], [], [], [])


def test_ensure_site_tree_keeps_what_staff_wrote_and_moved():
    home = ensure_site_tree()
    ContentPage.objects.filter(slug="privacy").update(body="<p>Van de regio.</p>")
    NewsIndexPage.objects.update(slug="actueel", url_path="/begin/actueel/")
    ensure_site_tree()
    assert ContentPage.objects.get(slug="privacy").body == "<p>Van de regio.</p>"
    assert list(NewsIndexPage.objects.values_list("slug", flat=True)) == ["actueel"]
    assert HomePage.objects.get() == home


def test_ensure_site_tree_uses_the_pages_that_are_there():
    index = practice_index()
    ensure_site_tree()
    assert list(PracticeIndexPage.objects.all()) == [index]
    assert HomePage.objects.count() == 1


@pytest.mark.parametrize(
    ("base_url", "hostname", "port"),
    [
        ("https://leerkring.voorbeeld.example", "leerkring.voorbeeld.example", 443),
        ("http://localhost:8123", "localhost", 8123),
    ],
)
def test_ensure_site_tree_puts_the_site_at_the_address_of_the_installation(settings, base_url, hostname, port):
    settings.BASE_URL = base_url
    ensure_site_tree()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == (hostname, port)


def test_the_pages_that_the_law_asks_for_answer_on_a_fresh_site(client):
    ensure_site_tree()
    for address, title in (
        ("/privacy/", "Privacy"),
        ("/toegankelijkheid/", "Toegankelijkheid"),
        ("/nieuws/", "Nieuws"),
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert f"<h1>{title}</h1>" in response.text
