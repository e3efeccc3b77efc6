"""The list of what is asked: its filters, and that their counts tell nobody of what they may not see."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from network.requests import exchange
from network.requests.choices import Audience, RequestKind, RequestStatus
from network.requests.forms.lists import ListForm
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import MemberFactory
from tests.factories.requests import RequestFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """One of each: open and closed, for all and for some, about a broader and a narrower topic."""
    place, broad = MunicipalityFactory(name="Kolmeer", slug="kolmeer"), TopicFactory(name="School", slug="school")
    narrow = TopicFactory(name="Verzuim", slug="verzuim", broader=broad)
    made = {
        "question": RequestFactory(kind=RequestKind.QUESTION, to_municipality=place),
        "offer": RequestFactory(kind=RequestKind.VISIT, is_offer=True, municipality=place),
        "visit": RequestFactory(kind=RequestKind.VISIT),
        "closed": RequestFactory(status=RequestStatus.CLOSED),
        "secret": RequestFactory(visibility=Audience.CHOSEN, municipality=place),
    }
    made["question"].topics.add(narrow)
    made["secret"].topics.add(broad)
    return made


def found(address, reader):
    """What the list gives, and the numbers beside its filters."""
    result = exchange.find(ListForm(QueryDict(urlencode(address))), reader)
    return set(result.pks()), result


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({}, {"question", "offer", "visit"}),
        ({"stand": "alle"}, {"question", "offer", "visit", "closed"}),
        ({"stand": "afgerond"}, {"closed"}),
        ({"soort": "kijkje"}, {"offer", "visit"}),
        ({"soort": "aangeboden"}, {"offer"}),
        ({"onderwerp": "school"}, {"question"}),
        ({"gemeente": "kolmeer"}, {"question", "offer"}),
        (
            {"soort": "bestaat-niet", "stand": "\x00", "pagina": "x", "gemeente": "nergens"},
            {"question", "offer", "visit"},
        ),
    ],
)
def test_each_filter_narrows_the_list(asked, address, expected):
    assert found(address, MemberFactory())[0] == {asked[name].pk for name in expected}


def test_numbers_beside_filters_count_only_what_the_reader_may_see(asked):
    _pks, for_member = found({}, MemberFactory())
    assert for_member.counts("soort") == {
        "intervisie": 0,
        "consultatie": 0,
        "kijkje": 2,
        "vraagstuk": 0,
        "vraag": 1,
    } | {"aangeboden": 1}
    assert for_member.counts("gemeente")["kolmeer"] == 2
    _pks, for_asker = found({}, asked["secret"].asked_by)
    assert for_asker.counts("soort")["intervisie"] == 1 and for_asker.counts("gemeente")["kolmeer"] == 3
    assert found({}, None)[0] == set()


def test_the_page_shows_what_was_found_and_only_the_results_to_a_script(client, asked):
    client.force_login(MemberFactory())
    page = client.get("/uitwisseling/?soort=kijkje").content.decode()
    assert asked["visit"].title in page and asked["question"].title not in page
    part = client.get("/uitwisseling/?soort=kijkje", headers={"HX-Request": "true"}).content.decode()
    assert asked["visit"].title in part and "<header" not in part
