"""A photo of a member: square, without what was beside its pixels, and fetched by whom the member shows it to."""

import io

import pytest
from django.core.files.storage import default_storage
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from PIL import Image

from base import stamps
from base.models import CustomImage
from network.people import photos
from network.people.choices import ShownTo
from network.people.models import Member
from network.people.profiles import Profile
from tests.factories.files import ImageFactory, image_bytes, upload
from tests.factories.people import AdministratorFactory, MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/mijn/profiel/"
SEES = {
    ShownTo.MEMBERS: {"self", "colleague", "member", "staff", "administrator"},
    ShownTo.ORGANISATION: {"self", "colleague"},
    ShownTo.NOBODY: {"self"},
}


def photo(**options):
    return upload("IMG 2041 Jamal.jpg", image_bytes("JPEG", (300, 200), **options))


@pytest.fixture
def person(client):
    person = MemberFactory(name="Jamal Aydeniz")
    client.force_login(person)
    return person


def send(client, file=None, **changes):
    data = {
        "name": "Jamal Aydeniz",
        "organisation": Member.objects.get(name="Jamal Aydeniz").organisation_id,
        **changes,
    }
    return client.post(ADDRESS, data | ({"new_photo": file} if file else {}))


def client_of(member):
    client = Client()
    if member is not None:
        client.force_login(member)
    return client


def test_a_photo_becomes_a_square_with_nothing_beside_its_pixels(client, person):
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Thuis in de Dorpsstraat"
    exif.get_ifd(0x8825)[1] = "N"
    assert send(client, photo(exif=exif, comment=b"geheim")).status_code == 302
    image = Member.objects.get(pk=person.pk).photo
    kept = default_storage.open(image.file.name).read()
    assert b"Dorpsstraat" not in kept and b"geheim" not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (200, 200), {})
        # upright: what was left in the file is on top
        assert picture.getpixel((100, 20))[0] > 150 > picture.getpixel((100, 180))[0]
    assert "jamal" not in image.file.name.lower() and "jamal" not in image.title.lower()
    assert image.renditions.count() == 2


def test_a_see_through_picture_gets_a_white_ground(client, person):
    send(client, upload("a.png", image_bytes("PNG", (120, 120), "RGBA", (0, 0, 0, 0))))
    with Image.open(Member.objects.get(pk=person.pk).photo.file) as picture:
        assert picture.getpixel((60, 60)) == (255, 255, 255)


def test_a_large_photo_is_made_small(client, person):
    send(client, upload("a.jpg", image_bytes("JPEG", (1600, 900))))
    image = Member.objects.get(pk=person.pk).photo
    assert (image.width, image.height) == (photos.SIDE, photos.SIDE)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9"),
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.jpg", image_bytes("PNG", (200, 200))),
        ("a.jpg", image_bytes("JPEG", (200, 200))[:400]),
        ("a.jpg", b""),
        ("a.php", image_bytes("JPEG", (200, 200))),
        ("a.png", image_bytes("PNG", (95, 300))),
        ("a.png", image_bytes("PNG", (20_001, 96), "1")),
    ],
)
def test_a_file_that_is_no_good_photo_is_a_form_error_that_keeps_the_rest(client, person, name, content):
    response = send(client, upload(name, content), languages="Fries")
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["new_photo"]
    assert "Fries" in response.text
    assert CustomImage.objects.count() == 0


def test_a_file_that_is_too_big_is_a_form_error(client, person, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 500
    assert list(send(client, photo()).context["form"].errors) == ["new_photo"]


def test_an_error_elsewhere_asks_for_the_photo_once_more(client, person):
    errors = send(client, photo(), name="").context["form"].errors
    assert errors["new_photo"] == ["Kies je foto nog een keer: hij is nog niet bewaard."]
    assert CustomImage.objects.count() == 0


def test_a_new_photo_takes_the_place_of_the_old_one_and_of_its_files(
    client, person, django_capture_on_commit_callbacks
):
    send(client, photo())
    old = Member.objects.get(pk=person.pk).photo
    files = [old.file.name, *old.renditions.values_list("file", flat=True)]
    with django_capture_on_commit_callbacks(execute=True):
        send(client, photo(), remove_photo="on")
    assert CustomImage.objects.count() == 1
    assert Member.objects.get(pk=person.pk).photo_id not in (None, old.pk)
    assert not [name for name in files if default_storage.exists(name)]


def test_a_photo_is_taken_away_with_its_files(client, person, django_capture_on_commit_callbacks):
    send(client, photo())
    name = Member.objects.get(pk=person.pk).photo.file.name
    send(client)
    assert Member.objects.get(pk=person.pk).photo is not None
    with django_capture_on_commit_callbacks(execute=True):
        send(client, remove_photo="on")
    assert (Member.objects.get(pk=person.pk).photo, CustomImage.objects.count()) == (None, 0)
    assert not default_storage.exists(name)
    send(client, remove_photo="on")


def test_who_is_deleted_leaves_no_photo(client, person):
    send(client, photo())
    Member.objects.get(pk=person.pk).delete()
    assert CustomImage.objects.count() == 0


@pytest.mark.parametrize("level", ShownTo.values)
@pytest.mark.parametrize("open_card", [False, True])
def test_a_photo_is_for_whom_its_owner_says(client, person, level, open_card):
    send(client, photo(), shown_photo=level, **({"is_public": "on"} if open_card else {}))
    image = Member.objects.get(pk=person.pk).photo
    sees = SEES[level] | ({"visitor"} if open_card and level == ShownTo.MEMBERS else set())
    readers = {
        "self": person,
        "colleague": MemberFactory(organisation=person.organisation),
        "member": MemberFactory(),
        "staff": StaffFactory(),
        "administrator": AdministratorFactory(is_superuser=True),
        "visitor": None,
    }
    small = image.get_rendition("fill-112x112").url
    for name, reader in readers.items():
        reading = client_of(reader)
        for address in (image.file.url, small):
            assert reading.get(address).status_code == (200 if name in sees else 404), (name, address)
        assert ("<img" in reading.get(person.get_absolute_url(), follow=True).text) is (name in sees), name
        assert (small in reading.get("/mensen/").text) is (name in sees), name


def test_the_photo_of_a_closed_account_is_nobodys(client, person):
    send(client, photo(), is_public="on")
    Member.objects.filter(pk=person.pk).update(is_active=False)
    address = Member.objects.get(pk=person.pk).photo.file.url
    assert client_of(MemberFactory()).get(address).status_code == 404
    assert Client().get(address).status_code == 404


def test_a_photo_that_nobody_has_any_more_is_nobodys(client, person):
    send(client, photo(), is_public="on")
    address = Member.objects.get(pk=person.pk).photo.file.url
    Member.objects.update(photo=None)
    assert client_of(MemberFactory()).get(address).status_code == 404
    assert Client().get(address).status_code == 404


def test_the_list_takes_as_many_queries_with_ten_photos_as_with_one(client, person, django_assert_max_num_queries):
    def count():
        stamps.bump("people")
        stamps.bump("site")
        client.get("/mensen/?openvoor=vragen&pagina=1")
        with django_assert_max_num_queries(30) as counted:
            page = client.get("/mensen/?openvoor=vragen").text
        return page.count('<img class="person__face"'), len(counted)

    send(client, photo(), open_to_questions="on")
    faces, queries = count()
    assert faces == 1
    for number in range(9):
        member = MemberFactory(open_to_questions=True, languages=str(number))
        photos.keep(member, io.BytesIO(image_bytes("JPEG", (120, 120))))
    assert count() == (10, queries)


def test_faces_beside_names_are_those_the_reader_may_see_in_as_many_queries(client, person, django_assert_num_queries):
    reader = MemberFactory()
    company = person.organisation
    members = [person, *(MemberFactory(organisation=company) for _number in range(4))]
    for member in members:
        photos.keep(member, io.BytesIO(image_bytes("JPEG", (120, 120))))
    Member.objects.filter(pk=members[1].pk).update(shown_to={"photo": "nobody"})
    Member.objects.filter(pk=members[2].pk).update(shown_to={"photo": "organisation"})
    template = Template("{% load components %}{% for one in people %}{% person one %}{% endfor %}")

    def faces(people):
        return template.render(Context({"people": people})).count("<img ")

    # the members with their organisation, the photos and their renditions: three, however many
    for number in (2, 5):
        with django_assert_num_queries(3):
            faces(Member.objects.filter(organisation=company).with_faces()[:number])
    listed = list(Member.objects.filter(organisation=company).with_faces())
    assert faces(listed) == faces([Profile(one, reader) for one in listed]) == 3
    assert faces([Profile(one, members[3]) for one in listed]) == 4
    # a list that did not fetch photos has letters, and asks nothing
    with django_assert_num_queries(1):
        assert faces(Member.objects.filter(organisation=company).select_related("organisation")) == 0


@pytest.mark.parametrize("query", ["", "?q=foto", "?q=beeld"])
def test_photos_are_not_among_the_images_of_the_admin(client, person, query):
    send(client, photo())
    ImageFactory(title="Beeld van een foto")
    admin = client_of(AdministratorFactory())
    for page in ("/beheer/images/", "/beheer/images/chooser/", "/beheer/images/chooser/results/"):
        text = admin.get(page + query).text
        assert "Beeld van een foto" in text, page
        assert "Foto van een lid" not in text, page


@pytest.mark.parametrize("superuser", [False, True])
def test_no_page_of_the_admin_shows_a_photo(client, person, superuser):
    send(client, photo())
    key, other = Member.objects.get(pk=person.pk).photo_id, ImageFactory().pk
    admin = client_of(AdministratorFactory(is_superuser=superuser))
    for name, *rest in (["edit"], ["delete"], ["image_usage"], ["preview", "width-100"]):
        assert admin.get(reverse(f"wagtailimages:{name}", args=[other, *rest])).status_code == 200, name
        response = admin.get(reverse(f"wagtailimages:{name}", args=[key, *rest]))
        assert response.status_code in (302, 403, 404), name
    assert admin.get(f"/beheer/images/chooser/{key}/").status_code in (302, 403, 404)
