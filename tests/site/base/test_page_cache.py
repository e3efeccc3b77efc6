"""Kept pages: quick, never stale, never another person's, never in another language."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from base import page_cache, stamps
from practices.models import PracticePage
from tests.factories.people import MemberFactory
from tests.factories.practices import PracticeFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def practice():
    page_cache.clear()
    page = PracticeFactory(title="Eerste titel", slug="samen")
    page.save_revision().publish()
    return page


def kept(client, address, django_assert_num_queries, **headers):
    """Ask twice; the second time must cost no query. Gives the second answer."""
    first = client.get(address, **headers)
    assert first.status_code == 200
    with django_assert_num_queries(0):
        second = client.get(address, **headers)
    assert second.content == first.content
    return second


@pytest.mark.parametrize("address", ["/praktijken/", "/praktijken/samen/", "/", "/onderwerpen/", "/api/v1/practices"])
def test_page_is_kept_for_visitors_and_costs_no_query_the_second_time(
    client, practice, django_assert_num_queries, address
):
    answer = kept(client, address, django_assert_num_queries)
    assert answer["ETag"]
    for tag in (answer["ETag"], f"W/{answer['ETag']}"):
        again = client.get(address, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")


def test_page_is_new_at_once_after_publishing(client, practice, django_assert_num_queries):
    kept(client, "/praktijken/samen/", django_assert_num_queries)
    page = PracticePage.objects.get(pk=practice.pk)
    page.title = "Tweede titel"
    page.save_revision().publish()
    assert "Tweede titel" in client.get("/praktijken/samen/").content.decode()
    assert "Tweede titel" in client.get("/praktijken/").content.decode()


def test_page_is_gone_at_once_after_unpublishing_and_deleting(client, practice, django_assert_num_queries):
    kept(client, "/praktijken/samen/", django_assert_num_queries)
    PracticePage.objects.get(pk=practice.pk).unpublish()
    assert client.get("/praktijken/samen/").status_code == 404
    PracticePage.objects.get(pk=practice.pk).get_latest_revision().publish()
    kept(client, "/praktijken/samen/", django_assert_num_queries)
    PracticePage.objects.get(pk=practice.pk).delete()
    assert client.get("/praktijken/samen/").status_code == 404


def test_page_is_gone_at_once_when_it_is_for_members_only(client, practice, django_assert_num_queries):
    kept(client, "/praktijken/samen/", django_assert_num_queries)
    page = PracticePage.objects.get(pk=practice.pk)
    page.visibility = "members"
    page.save_revision().publish()
    assert client.get("/praktijken/samen/").status_code in (302, 404)
    assert "Eerste titel" not in client.get("/praktijken/").content.decode()


def test_page_follows_scheduled_publishing_and_unpublishing(client, practice, django_assert_num_queries):
    kept(client, "/praktijken/samen/", django_assert_num_queries)
    page = PracticePage.objects.get(pk=practice.pk)
    page.expire_at = timezone.now() - timezone.timedelta(minutes=1)
    page.save()
    call_command("publish_scheduled", verbosity=0)
    assert client.get("/praktijken/samen/").status_code == 404


def test_page_of_a_member_is_never_kept_nor_given_to_a_visitor(client, practice):
    member = MemberFactory(name="Noor Averink")
    client.force_login(member)
    answer = client.get("/praktijken/samen/")
    assert answer["Cache-Control"] == "private, no-store"
    client.logout()
    client.cookies.clear()
    assert "uitloggen" not in client.get("/praktijken/samen/").content.decode()


def test_page_kept_for_visitors_is_not_given_to_a_member(client, practice, django_assert_num_queries):
    kept(client, "/praktijken/samen/", django_assert_num_queries)
    client.force_login(MemberFactory())
    assert "/uitloggen/" in client.get("/praktijken/samen/").content.decode()


def test_page_is_kept_apart_by_language(client, practice, django_assert_num_queries):
    dutch = kept(client, "/praktijken/", django_assert_num_queries).content.decode()
    client.cookies["leerkring_language"] = "en"
    english = kept(client, "/praktijken/", django_assert_num_queries).content.decode()
    assert '<html lang="nl"' in dutch
    assert '<html lang="en"' in english


def test_page_is_kept_apart_by_query_and_by_what_htmx_asks(client, practice, django_assert_num_queries):
    whole = kept(client, "/praktijken/", django_assert_num_queries).content
    part = kept(client, "/praktijken/", django_assert_num_queries, headers={"hx-request": "true"}).content
    assert part != whole
    assert b"<html" not in part
    other = kept(client, "/praktijken/?sorteer=titel", django_assert_num_queries)
    assert other.status_code == 200


def test_page_rendered_before_a_change_is_not_kept_after_it(client, practice, monkeypatch):
    """A change that is committed while a page is being made: the page made from old data must not stay."""
    keep = page_cache.keep

    def slow_keep(key, stamp, response):
        stamps.bump("site")
        keep(key, stamp, response)

    monkeypatch.setattr(page_cache, "keep", slow_keep)
    client.get("/praktijken/samen/")
    monkeypatch.setattr(page_cache, "keep", keep)
    PracticePage.objects.filter(pk=practice.pk).update(title="Stil veranderd")
    assert "Stil veranderd" in client.get("/praktijken/samen/").content.decode()


@pytest.mark.parametrize("address", ["/bestaat-niet/", "/inloggen/", "/mijn/", "/healthz", "/taal/en/"])
def test_page_that_is_no_page_for_everybody_is_not_kept(client, practice, address):
    client.get(address)
    assert not [key for key in page_cache._pages if key[3].startswith(address)]


def test_number_of_kept_pages_has_a_limit(client, practice, settings):
    settings.PAGE_CACHE_ENTRIES = 3
    for number in range(6):
        client.get(f"/praktijken/?pagina=1&x={number}")
    assert len(page_cache._pages) == 3


def test_size_of_all_kept_pages_has_a_limit(client, practice, monkeypatch):
    size = len(client.get("/praktijken/?x=0").content)
    page_cache.clear()
    monkeypatch.setattr(page_cache, "MOST_BYTES", int(2.5 * size))
    for number in range(6):
        client.get(f"/praktijken/?x={number}")
    assert [key[3] for key in page_cache._pages] == ["/praktijken/?x=4", "/praktijken/?x=5"]


def test_page_of_an_older_stamp_is_not_given_when_a_slow_request_put_that_stamp_back(client, practice, monkeypatch):
    client.get("/praktijken/samen/")
    (key,) = page_cache._pages
    PracticePage.objects.get(pk=practice.pk).unpublish()
    monkeypatch.setattr(page_cache, "_generation", stamps.current("site"))
    assert key in page_cache._pages
    assert client.get("/praktijken/samen/").status_code == 404


@pytest.mark.parametrize("header", ["hx-target", "x-forwarded-proto"])
def test_request_with_an_endless_header_keeps_nothing(client, practice, header):
    client.get("/praktijken/", headers={"hx-request": "true", header: "x" * 5000})
    assert not page_cache._pages


def test_page_for_the_back_button_of_htmx_is_whole(client, practice):
    part = client.get("/praktijken/", headers={"hx-request": "true"}).content
    back = client.get("/praktijken/", headers={"hx-request": "true", "hx-history-restore-request": "true"}).content
    assert b"<html" not in part
    assert b"<html" in back
