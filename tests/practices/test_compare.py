"""Two to four practices side by side."""

import re

import pytest
from django.test import Client

from base import stamps
from practices.compare import align
from practices.models import Mechanism
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import MemberFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db
COMPARE = "/praktijken/vergelijken/"


def get(*slugs, member=None):
    client = Client()
    if member is not None:
        client.force_login(member)
    response = client.get(COMPARE, {"p": slugs})
    assert response.status_code == 200
    return response.content.decode()


def columns(html):
    """The titles at the head of the columns."""
    return re.findall(r'<th scope="col"><a[^>]*>([^<]*)</a></th>', html)


def row(html, label):
    """The cells of a row, without marks."""
    found = re.search(rf'<tr><th scope="row">{label}</th>(.*?)</tr>', html, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<td>(.*?)</td>", found[1], re.S)]


def with_elements(*elements, **fields):
    page = PracticeFactory(mechanisms=0, **fields)
    for number, element in enumerate(elements):
        page.mechanisms.add(Mechanism(sort_order=number, element=element, outcome=f"uitkomst {number}"))
    page.save()
    return page


def test_practices_stand_in_the_order_that_was_asked_with_equal_questions_on_one_line():
    place = MunicipalityFactory(name="Borne")
    topics = [TopicFactory(name="Rouw"), TopicFactory(name="Verzuim")]
    one = PracticeFactory(title="Een", occasion="Kinderen **misten** les.", age_from=4, age_to=12, with_topics=topics)
    two = PracticeFactory(title="Twee", occasion="", cost="€ 20", badge=3, with_municipalities=[place])
    AdoptionReportFactory.create_batch(2, practice=two, result="not")
    html = get(two.slug, one.slug)
    assert columns(html) == ["Twee", "Een"]
    assert row(html, "Aanleiding") == ["Niet ingevuld", "Kinderen misten les."]
    assert row(html, "Kosten") == ["€ 20", "Niet ingevuld"]
    assert row(html, "Gemeenten") == ["Borne", "Niet ingevuld"]
    assert row(html, "Onderwerpen") == ["Niet ingevuld", "Rouw, Verzuim"]
    assert row(html, "Leeftijd") == ["Niet ingevuld", "4 tot 12 jaar"]
    assert row(html, "Hoe ver getoetst") == ["Ook elders toegepast", "Beschreven"]
    assert row(html, "Wat gebeurde er elders") == ["Werkte hier niet : 2", "Niet ingevuld"]
    assert 'scope="row">Materialen<' not in html


def test_explanations_with_the_same_element_stand_on_one_line_and_the_rest_by_order():
    one = with_elements("Eigen regie", "Vertrouwde relatie", "Ritme")
    two = with_elements("vertrouwde relatie ", "Samen doen")
    three = with_elements("", "Vertrouwde relatie")
    pages = [one, two, three]
    rows = [(element, [cell and cell.element for cell in cells]) for element, cells in align(pages)]
    assert rows == [
        ("Vertrouwde relatie", ["Vertrouwde relatie", "vertrouwde relatie ", "Vertrouwde relatie"]),
        ("", ["Eigen regie", "Samen doen", ""]),
        ("", ["Ritme", None, None]),
    ]
    html = get(*(page.slug for page in pages))
    assert row(html, "Vertrouwde relatie") == [
        "Dit leidt tot uitkomst 1.",
        "Dit leidt tot uitkomst 0.",
        "Dit leidt tot uitkomst 1.",
    ]
    assert row(html, "Verklaring 3") == ["Dit leidt tot uitkomst 2. Ritme", "Geen", "Geen"]


def test_an_element_that_stands_twice_in_one_practice_is_not_lost():
    one, two = with_elements("Ritme", "Ritme"), with_elements("Ritme")
    rows = [[cell and cell.outcome for cell in cells] for _element, cells in align([one, two])]
    assert rows == [["uitkomst 0", "uitkomst 0"], ["uitkomst 1", None]]


def test_with_one_it_says_what_to_do_and_offers_practices_on_the_same_topics():
    topic = TopicFactory()
    one, other = PracticeFactory(with_topics=[topic]), PracticeFactory(title="Buurman", with_topics=[topic])
    html = get(one.slug)
    assert "<table" not in html
    assert f'href="?p={one.slug}&amp;p={other.slug}"' in html
    assert 'href="/praktijken/"' in html


def test_with_none_it_says_how_to_choose():
    html = get()
    assert "<table" not in html
    assert "Kies twee tot vier praktijken" in html


def test_with_five_four_are_shown_and_the_fifth_is_named():
    pages = [PracticeFactory(title=f"Praktijk {letter}") for letter in "ABCDE"]
    html = get(*(page.slug for page in pages))
    assert columns(html) == [page.title for page in pages[:4]]
    assert "Niet meegenomen: Praktijk E" in html


def test_the_same_one_twice_is_one():
    one = PracticeFactory()
    assert "<table" not in get(one.slug, one.slug)


@pytest.mark.parametrize("slug", ["bestaat-niet", "", "x" * 5000, "' or 1=1 --", "a/b", "😀"])
def test_what_is_unknown_is_said_and_the_rest_is_compared(slug):
    one, two = PracticeFactory(), PracticeFactory()
    html = get(one.slug, slug, two.slug)
    assert columns(html) == [one.title, two.title]
    assert "Niet alles wat je koos, staat hier" in html


def test_a_very_long_query_is_no_error():
    get(*(f"praktijk-{number}" for number in range(500)))


def test_what_the_visitor_may_not_see_is_the_same_as_unknown():
    shown = [PracticeFactory(), PracticeFactory()]
    hidden = [
        PracticeFactory(title="Geheim", visibility="members"),
        PracticeFactory(title="Geheim", visibility="participants"),
        PracticeFactory(title="Geheim", live=False),
    ]
    slugs = [page.slug for page in (*shown, *hidden)]
    html = get(*slugs)
    assert "Geheim" not in html
    assert "3 praktijken zijn niet gevonden" in html
    assert columns(get(*slugs, member=MemberFactory())).count("Geheim") == 1


def test_the_table_scrolls_in_a_region_that_the_keyboard_reaches():
    html = get(PracticeFactory().slug, PracticeFactory().slug)
    assert re.search(r'<div class="table-wrap" tabindex="0" role="region" aria-label="[^"]+"', html)


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries, settings):
    settings.PAGE_CACHE_SECONDS = 0
    used = []
    for size in (2, 4):
        pages = [
            PracticeFactory(
                mechanisms=size,
                with_topics=TopicFactory.create_batch(size),
                with_municipalities=MunicipalityFactory.create_batch(size),
            )
            for _ in range(size)
        ]
        for page in pages:
            AdoptionReportFactory.create_batch(size, practice=page)
        stamps.forget()
        get()
        get(pages[0].slug, pages[1].slug)
        with django_assert_max_num_queries(8) as captured:
            get(*(page.slug for page in pages))
        used.append(len(captured))
    assert used[0] == used[1]
