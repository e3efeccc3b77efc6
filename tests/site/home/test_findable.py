"""News and pages in search: what is published and open to everybody."""

import datetime
from contextlib import contextmanager

import pytest
from django.db import connection
from wagtail.models import PageViewRestriction

from base.findable import Facts, kinds
from home.findable import News, Pages
from home.models import ContentPage, NewsPage
from tests.factories.home import ContentPageFactory, NewsPageFactory, news_index
from tests.factories.people import StaffFactory
from tests.indexed import indexed

pytestmark = pytest.mark.django_db

news, pages = News(), Pages()
BODY = '<p>Wij gaan <b>verhuizen</b>.</p><h2>Waarheen?</h2><p>Naar <a linktype="page" id="3">Kolmeer</a> &amp; ver.</p>'
MAKERS = {"news": (news, NewsPageFactory), "page": (pages, ContentPageFactory)}


@pytest.fixture(autouse=True)
def first_pages():
    """Primary keys of the pages that every site begins with."""
    news_index()
    return frozenset(ContentPage.objects.values_list("pk", flat=True))


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """A block after which what it wrote is committed."""

    @contextmanager
    def block():
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return block


def test_news_and_pages_are_registered():
    assert [kind.name for kind in kinds if kind.model in (NewsPage, ContentPage)] == ["news", "page"]


@pytest.mark.parametrize("name", MAKERS)
def test_the_words_of_the_text_are_indexed_without_its_marks(name):
    _kind, make = MAKERS[name]
    found = indexed(make(title="Verhuisd", lead="Wij zitten elders.", body=BODY))
    assert (found["title"], found["title*"], found["lead"]) == ("Verhuisd", "Verhuisd", "Wij zitten elders.")
    assert " ".join(" ".join(found["body"]).split()) == "Wij gaan verhuizen. Waarheen? Naar Kolmeer & ver."


@pytest.mark.parametrize("name", MAKERS)
def test_drafts_and_what_wagtail_keeps_closed_are_found_by_nobody(name, first_pages):
    kind, make = MAKERS[name]
    shown, draft, closed = make(), make(live=False), make()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    for reader in (None, StaffFactory()):
        assert kind.visible_pks(reader) - first_pages == {shown.pk}
        assert [row.pk for row in kind.rows([shown.pk, draft.pk, closed.pk], reader)] == [shown.pk]


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_unpublished_is_gone_at_once(name, first_pages, committed):
    kind, make = MAKERS[name]
    page = make()
    assert kind.visible_pks(None) - first_pages == {page.pk}
    with committed():
        page.unpublish()
    assert page.pk not in kind.visible_pks(None)


@pytest.mark.parametrize("name", MAKERS)
def test_a_section_that_is_closed_is_gone_at_once(name, first_pages, committed):
    kind, make = MAKERS[name]
    page = make()
    assert kind.visible_pks(None) - first_pages == {page.pk}
    with committed():
        PageViewRestriction.objects.create(
            page=page.get_parent(), restriction_type=PageViewRestriction.PASSWORD, password="sesam"
        )
    assert kind.visible_pks(None) == frozenset()


def test_a_row_of_news_has_its_date():
    page = NewsPageFactory(title="Verhuisd", slug="verhuisd", lead="Wij zitten elders.", body=BODY)
    (row,) = news.rows([page.pk], None)
    assert (row.title, row.url, row.date) == ("Verhuisd", "/nieuws/verhuisd/", datetime.date(2026, 11, 1))
    assert row.summary == "Wij zitten elders."
    assert row.texts == [("", "Wij zitten elders."), ("", "Wij gaan verhuizen. Waarheen? Naar Kolmeer & ver.")]
    assert news.facts() == {page.pk: Facts(date=datetime.date(2026, 11, 1))}


def test_a_row_of_a_page_has_no_date(first_pages):
    page = ContentPageFactory(title="Over ons", slug="over-ons", lead="", body="")
    (row,) = pages.rows([page.pk], None)
    assert (row.title, row.url, row.date, row.texts) == ("Over ons", "/over-ons/", None, [])
    assert pages.facts() == dict.fromkeys({page.pk, *first_pages}, Facts())


@pytest.mark.parametrize("name", MAKERS)
def test_rows_take_as_many_queries_for_twenty_as_for_one(name, django_assert_num_queries):
    kind, make = MAKERS[name]
    pks = [make().pk for _number in range(20)]
    kind.rows(pks, None)
    for number in (1, 20):
        with django_assert_num_queries(1):
            assert len(kind.rows(pks[:number], None)) == number


def test_numbers_have_a_word():
    assert [news.counted(number) for number in (1, 2)] == ["1 nieuwsbericht", "2 nieuwsberichten"]
    assert [pages.counted(number) for number in (1, 2)] == ["1 pagina", "2 pagina’s"]
