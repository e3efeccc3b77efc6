"""Synonyms and the splitting of words in the admin."""

import pytest

from search.models import CompoundRule, Synonym
from tests.factories.people import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db

SYNONYMS = "/beheer/zoeken/synoniemen/"
RULES = "/beheer/zoeken/splitsen/"


@pytest.fixture
def staff(client):
    client.force_login(StaffFactory())
    return client


def test_staff_add_change_and_remove_a_synonym(staff):
    assert (
        staff.post(f"{SYNONYMS}add/", {"term": " GI ", "means": "gecertificeerde  instelling\n\n"}).status_code == 302
    )
    row = Synonym.objects.get()
    assert (row.term, row.means, row.one_way) == ("GI", "gecertificeerde instelling", False)
    data = {"term": "GI", "means": "voogdij", "one_way": "on"}
    assert staff.post(f"{SYNONYMS}edit/{row.pk}/", data).status_code == 302
    row.refresh_from_db()
    assert (row.means, row.one_way) == ("voogdij", True)
    assert "voogdij" in staff.get(SYNONYMS).text
    assert staff.post(f"{SYNONYMS}delete/{row.pk}/").status_code == 302
    assert not Synonym.objects.exists()


@pytest.mark.parametrize(
    "data, field",
    [
        ({"term": "", "means": "x"}, "term"),
        ({"term": "***", "means": "x"}, "term"),
        ({"term": "a", "means": ""}, "means"),
        ({"term": "a", "means": "goed\n!!!"}, "means"),
        ({"term": "x" * 200, "means": "y"}, "term"),
        ({"term": "a", "means": "b" * 100_000}, "means"),
        ({"term": "a\x00", "means": "b"}, "term"),
    ],
)
def test_synonym_that_isnt_words_is_refused(staff, data, field):
    response = staff.post(f"{SYNONYMS}add/", data)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {field}
    assert not Synonym.objects.exists()


def test_same_word_can_be_there_once(staff):
    Synonym.objects.create(term="GI", means="x")
    response = staff.post(f"{SYNONYMS}add/", {"term": "GI", "means": "y"})
    assert response.context["form"].errors.keys() == {"term"}


@pytest.mark.parametrize(
    "data, kept",
    [
        ({"word": "Kinderopvang", "parts": "kinder  Opvang"}, ("kinderopvang", "kinder opvang")),
        ({"word": "jeugdwerk", "parts": ""}, ("jeugdwerk", "")),
        ({"word": "begeleidingsplan", "parts": "begeleiding plan"}, ("begeleidingsplan", "begeleiding plan")),
    ],
)
def test_staff_say_how_a_word_is_split(staff, data, kept):
    assert staff.post(f"{RULES}add/", data).status_code == 302
    row = CompoundRule.objects.get()
    assert (row.word, row.parts) == kept


@pytest.mark.parametrize(
    "data, field",
    [
        ({"word": "twee woorden", "parts": ""}, "word"),
        ({"word": "!!", "parts": ""}, "word"),
        ({"word": "kinderopvang", "parts": "kinderopvang"}, "parts"),
        ({"word": "kinderopvang", "parts": "opvang kinder"}, "parts"),
        ({"word": "kinderopvang", "parts": "kinder huis"}, "parts"),
    ],
)
def test_splitting_that_cant_be_is_refused(staff, data, field):
    response = staff.post(f"{RULES}add/", data)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {field}


@pytest.mark.parametrize("address", [SYNONYMS, f"{SYNONYMS}add/", RULES, f"{RULES}add/"])
def test_words_are_for_staff(client, address):
    client.force_login(MemberFactory())
    assert client.get(address).status_code in (302, 403)
