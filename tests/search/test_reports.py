"""What staff see of search: what was asked, what found nothing, the index, picks; and what is forgotten at night."""

import datetime
import io
from unittest import mock

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion

from base.document_text import reading
from search import admin_reports, clearing, indexing
from search.models import Asked, IndexCheck, Pending
from tests.factories.files import DocumentFactory
from tests.factories.people import AdministratorFactory, MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.practices import PracticeFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 22)
ASKED, NOTHING, INDEX = "/beheer/reports/zoekvragen/", "/beheer/reports/niets-gevonden/", "/beheer/reports/zoekindex/"


def asked(words, times=1, nothing=0, day=TODAY):
    return Asked.objects.create(words=words, times=times, times_nothing=nothing, day=day)


def rows(response):
    """(words, times, without a result) of the table."""
    return [(row["words"], row["asked"], row["nothing"]) for row in response.context["object_list"]]


@pytest.fixture
def staff(client):
    client.force_login(StaffFactory())
    return client


@pytest.mark.parametrize("address", [ASKED, NOTHING, INDEX, ASKED + "rijen/", NOTHING + "rijen/"])
@pytest.mark.parametrize(
    ("person", "may"), [(MemberFactory, False), (ProviderEditorFactory, False), (StaffFactory, True)]
)
def test_reports_are_for_staff(client, address, person, may):
    client.force_login(person())
    assert (client.get(address).status_code == 200) is may


def test_reports_stand_in_the_menu_and_wagtails_own_does_not(client, rf):
    from wagtail.admin.menu import reports_menu

    request = rf.get("/beheer/")
    for person, expected in (
        (StaffFactory(), True),
        (MemberFactory(is_superuser=True), True),
        (MemberFactory(), False),
    ):
        request.user = person
        names = {item.name for item in reports_menu.menu_items_for_request(request)}
        assert ({"search_asked", "search_nothing", "search_index"} <= names) is expected
        assert "search-terms" not in names


# ---------- what was asked ----------


def test_each_question_stands_once_with_all_its_days_the_most_asked_first(staff):
    asked("scheiding", 2, day=TODAY - datetime.timedelta(days=1))
    asked("scheiding", 3, 1)
    asked("wachttijd", 4)
    asked("aanmelden", 4, 4)
    assert rows(staff.get(ASKED)) == [("scheiding", 5, 1), ("aanmelden", 4, 4), ("wachttijd", 4, 0)]


def test_without_a_result_has_only_those(staff):
    asked("scheiding", 5)
    asked("zwemdiploma", 2, 2)
    asked("loyaliteit", 9, 3)
    assert rows(staff.get(NOTHING)) == [("loyaliteit", 9, 3), ("zwemdiploma", 2, 2)]


@pytest.mark.parametrize("address", [ASKED, NOTHING])
def test_a_period_and_words_narrow_the_report(staff, address):
    asked("scheiding", 2, 2, day=datetime.date(2026, 10, 1))
    asked("scheiding", 3, 1)
    asked("wachttijd", 4, 4, day=datetime.date(2026, 10, 1))
    period = {"day_from": "2026-10-01", "day_to": "2026-10-31"}
    assert sorted(rows(staff.get(address, period))) == [("scheiding", 2, 2), ("wachttijd", 4, 4)]
    assert rows(staff.get(address, period | {"q": "scheid"})) == [("scheiding", 2, 2)]
    assert rows(staff.get(address, {"q": "scheid"})) == [("scheiding", 5, 3)]


@pytest.mark.parametrize(
    "data", [{"day_from": "gisteren"}, {"q": "\x00"}, {"q": "a" * 10_000}, {"ordering": "pk"}, {"p": "1000"}]
)
def test_odd_addresses_break_nothing(staff, data):
    asked("scheiding")
    assert staff.get(ASKED, data).status_code in (200, 400, 404)


def test_the_report_costs_as_many_queries_with_one_row_as_with_twenty(staff, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked("woord 0")
    staff.get(ASKED)
    with CaptureQueriesContext(connection) as one:
        staff.get(ASKED)
    for number in range(1, 20):
        asked(f"woord {number}")
    with django_assert_num_queries(len(one)):
        staff.get(ASKED)


def test_a_formula_in_the_export_does_nothing(staff):
    asked('=HYPERLINK("https://boef.example")', 3, 1)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(staff.get(ASKED, {"export": "xlsx"}).streaming_content)))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)]
    assert cells == [['\'=HYPERLINK("https://boef.example")', 3, 1, datetime.date(2026, 11, 22)]]
    text = b"".join(staff.get(ASKED, {"export": "csv"}).streaming_content).decode()
    assert text.splitlines()[1] == '"\'=HYPERLINK(""https://boef.example"")",3,1,2026-11-22'


# ---------- the index ----------


def test_the_state_of_the_index(staff, search_index):
    PracticeFactory()
    search_index()
    DocumentFactory(title="Op slot", file=ContentFile(b"een\x00twee", name="raar.txt"))
    reading.read_waiting()
    search_index()
    IndexCheck.objects.create(documents=12, missing=1, note="van vannacht")
    Pending.objects.create(
        model="practices.practicepage", object_id="1", created_at=timezone.now() - datetime.timedelta(minutes=6)
    )
    response = staff.get(INDEX)
    context = response.context
    assert (context["why"], context["pending"], context["is_late"]) == ("", 1, True)
    assert context["things"] == len(indexing.store().keys())
    assert [(document.title, str(why)) for document, why in context["unread"]] == [("Op slot", "het is geen tekst")]
    assert "van vannacht" in response.content.decode()
    assert "Maak de index opnieuw" not in response.content.decode()


def test_the_state_of_an_index_that_is_away(staff, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "nothing"
    with mock.patch.object(admin_reports, "_things", return_value=None), mock.patch.object(indexing, "state") as state:
        state.return_value = "missing"
        assert staff.get(INDEX).status_code == 200


@pytest.mark.parametrize(("person", "may"), [(StaffFactory, False), (AdministratorFactory, True)])
def test_only_administrators_let_the_index_be_made_anew(client, person, may):
    client.force_login(person())
    assert ("Maak de index opnieuw" in client.get(INDEX).content.decode()) is may
    with mock.patch.object(admin_reports.rebuilding, "start") as start:
        response = client.post(INDEX)
    assert start.called is may
    assert response.status_code == 302
    assert (response.url == INDEX) is may


def test_making_the_index_anew_finds_what_was_never_noted(client, search_index):
    from search.engine import store

    page = PracticeFactory()
    Pending.objects.all().delete()
    assert not any(key.endswith(f":{page.pk}") for key in store().keys())
    assert admin_reports.rebuild() == 0
    assert any(key.endswith(f":{page.pk}") for key in store().keys())


# ---------- what editors put on top ----------


def test_staff_put_a_page_on_top_for_a_question(staff):
    page = PracticeFactory(title="Ouderschapsplan in plaatjes")
    add = reverse("wagtailsearchpromotions:add")
    assert staff.get(add).status_code == 200
    data = {
        "query_string": "Scheiding",
        "editors_picks-TOTAL_FORMS": "1",
        "editors_picks-INITIAL_FORMS": "0",
        "editors_picks-0-page": str(page.pk),
        "editors_picks-0-external_link_url": "",
        "editors_picks-0-external_link_text": "",
        "editors_picks-0-description": "Begin hier.",
        "editors_picks-0-ORDER": "1",
    }
    assert staff.post(add, data).status_code == 302
    pick = SearchPromotion.objects.get()
    assert (pick.query.query_string, pick.page_id, pick.description) == ("scheiding", page.pk, "Begin hier.")
    index = staff.get(reverse("wagtailsearchpromotions:index"))
    assert "Ouderschapsplan in plaatjes" in index.content.decode()
    assert staff.get(reverse("wagtailsearchpromotions:edit", args=[pick.query_id])).status_code == 200


def test_members_put_nothing_on_top(client):
    client.force_login(ProviderEditorFactory())
    assert client.get(reverse("wagtailsearchpromotions:add")).status_code == 302
    assert not SearchPromotion.objects.exists()


# ---------- what is forgotten, what is lent ----------


def days_ago(number):
    return TODAY - datetime.timedelta(days=number)


def test_what_is_old_and_what_hardly_anybody_asked_is_forgotten():
    asked("vaak", 9, day=days_ago(401))
    asked("vaak", 3, day=days_ago(399))
    asked("vaak", 1, day=days_ago(31))
    asked("zelden", 2, day=days_ago(31))
    asked("nieuw", 1, day=days_ago(30))
    clearing.clear_asked(TODAY)
    assert sorted(Asked.objects.values_list("words", "times")) == [("nieuw", 1), ("vaak", 1), ("vaak", 3)]


def test_old_checks_and_changes_are_forgotten():
    now = timezone.now()
    for days in (29, 31, 91):
        moment = now - datetime.timedelta(days=days)
        IndexCheck.objects.create(checked_at=moment, note=str(days))
        Pending.objects.create(model="practices.practicepage", object_id=str(days), created_at=moment)
    assert clearing.clear() == 0
    assert sorted(IndexCheck.objects.values_list("note", flat=True)) == ["29", "31"]
    assert list(Pending.objects.filter(object_id__in=["29", "31", "91"]).values_list("object_id", flat=True)) == ["29"]


def test_wagtail_is_lent_what_was_asked_in_the_last_month_and_nothing_twice():
    picked = Query.objects.create(query_string="zelden")
    SearchPromotion.objects.create(query=picked, page=PracticeFactory())
    Query.objects.create(query_string="vergeten")
    asked("scheiding", 4, day=days_ago(1))
    asked("scheiding", 5, day=days_ago(2))
    asked("scheiding", 90, day=days_ago(30))
    asked("zelden", 1)
    asked("een keer", 1)
    for _night in range(2):
        clearing.lend_popular(TODAY)
        hits = QueryDailyHits.objects.values_list("query__query_string", "hits", "date")
        assert sorted(hits) == [("scheiding", 9, TODAY), ("zelden", 1, TODAY)]
    assert [(query.query_string, query.hits) for query in Query.get_most_popular()] == [("scheiding", 9), ("zelden", 1)]


def test_editors_choose_words_from_what_was_asked(staff):
    asked("scheiding", 4)
    clearing.lend_popular(TODAY)
    response = staff.get(reverse("wagtailsearchpromotions:chooserresults"))
    assert "scheiding" in response.content.decode()
