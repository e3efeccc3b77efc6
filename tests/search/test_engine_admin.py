"""The searches of the admin are answered by our index, whatever is typed there."""

import pytest
from django.urls import reverse

from tests.factories.files import ImageFactory
from tests.factories.people import AdministratorFactory
from tests.factories.practices import PracticeFactory

PLACES = [
    "wagtailadmin_pages:search",
    "wagtailimages:index",
    "wagtaildocs:index",
    "wagtailusers_users:index",
]


@pytest.fixture
def admin(client, search_index):
    client.force_login(AdministratorFactory())
    return client


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "typed", ['"titel tussen aanhalingstekens" en een losse "', "a\x00b", "x" * 3_000, "* AND -'", "🙂"]
)
def test_nothing_that_is_typed_is_an_error(admin, place, typed):
    assert admin.get(reverse(place), {"q": typed}).status_code in (200, 400)


def test_pages_are_found_by_other_forms_and_parts_of_words(admin, search_index):
    PracticeFactory(title="Jeugdbeschermingstafels voor kinderen")
    search_index()
    for typed in ("jeugdbeschermingstafel", "kind", "bescherming", '"jeugdbeschermingstafels voor kinderen"'):
        assert "Jeugdbeschermingstafels voor kinderen" in admin.get(reverse(PLACES[0]), {"q": typed}).content.decode()
    assert "Jeugdbescherming" not in admin.get(reverse(PLACES[0]), {"q": "olifant"}).content.decode()


def test_images_are_found(admin, search_index):
    ImageFactory(title="Een zwartkruis op papier")
    ImageFactory(title="Iets anders")
    search_index()
    html = admin.get(reverse("wagtailimages:index"), {"q": "zwartkruis"}).content.decode()
    assert "Een zwartkruis op papier" in html
    assert "Iets anders" not in html
