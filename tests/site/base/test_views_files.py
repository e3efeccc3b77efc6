"""Images and documents are for who may see what they belong to, at every address that they have."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from base.models import CustomImage
from home.models import ContentPage, HomePage, NewsIndexPage, NewsPage
from practices.models import Draft, PracticeDocument, PracticePage
from tests.factories.files import PDF, DocumentFactory, ImageFactory, docx_bytes, image_bytes, upload
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import PracticeFactory, practice_index

pytestmark = pytest.mark.django_db


def status(client, address, member=None):
    client.logout()
    if member is not None:
        client.force_login(member)
    return client.get(address).status_code


def practice_with(document=None, image=None, **kwargs):
    practice = PracticeFactory(image=image, **kwargs)
    if document is not None:
        practice.documents.add(PracticeDocument(document=document))
        practice.save()
    return practice


def addresses_of(image):
    return [image.file.url, image.get_rendition("width-10").url]


# ---------- what a file belongs to ----------


def test_a_document_is_nobody_elses_before_its_practice_is_published_and_everybodys_after(client):
    author, colleague = MemberFactory(), MemberFactory()
    document = DocumentFactory(uploaded_by_user=author)
    practice = practice_with(document, owner=author, live=False)
    assert status(client, document.url) == 404
    assert status(client, document.url, colleague) == 404
    assert status(client, document.url, author) == 200
    assert status(client, document.url, StaffFactory()) == 200
    practice.save_revision().publish()
    assert status(client, document.url) == 200
    PracticePage.objects.get(pk=practice.pk).unpublish()
    assert status(client, document.url) == 404


def test_an_image_and_its_sizes_follow_the_practice(client):
    author = MemberFactory()
    image = ImageFactory(uploaded_by_user=author)
    practice = practice_with(image=image, owner=author, live=False)
    for address in addresses_of(image):
        assert status(client, address) == 404
        assert status(client, address, MemberFactory()) == 404
        assert status(client, address, author) == 200
    practice.save_revision().publish()
    for address in addresses_of(image):
        assert status(client, address) == 200


def test_files_of_a_practice_for_members_are_for_members(client):
    document, image = DocumentFactory(), ImageFactory()
    practice_with(document, image, visibility="members")
    for address in [document.url, *addresses_of(image)]:
        assert status(client, address) == 404
        assert status(client, address, MemberFactory()) == 200
        assert status(client, address, MemberFactory(is_active=False)) == 404


def test_a_file_of_two_practices_is_for_who_may_see_one_of_them(client):
    document = DocumentFactory()
    practice_with(document, visibility="members")
    assert status(client, document.url) == 404
    practice_with(document)
    assert status(client, document.url) == 200


def test_a_file_may_be_for_fewer_people_than_its_practice_never_for_more(client):
    document = DocumentFactory(visibility="members")
    practice_with(document)
    assert status(client, document.url) == 404
    assert status(client, document.url, MemberFactory()) == 200
    for_some = DocumentFactory(visibility="participants")
    practice_with(for_some)
    assert status(client, for_some.url) == 404
    assert status(client, for_some.url, MemberFactory()) == 200


def test_what_a_member_sent_for_a_draft_is_for_who_writes_it(client):
    author, co_author, other = MemberFactory(), MemberFactory(), MemberFactory()
    document = DocumentFactory(uploaded_by_user=author)
    image = ImageFactory(uploaded_by_user=author)
    draft = Draft.objects.create(author=author, data={"documents": [document.pk], "image": str(image.pk)})
    draft.co_authors.add(co_author)
    for address in [document.url, *addresses_of(image)]:
        assert status(client, address) == 404
        assert status(client, address, other) == 404
        assert status(client, address, author) == 200
        assert status(client, address, co_author) == 200


def test_naming_a_file_of_somebody_else_in_a_draft_opens_nothing(client):
    thief = MemberFactory()
    document = DocumentFactory(uploaded_by_user=MemberFactory())
    Draft.objects.create(author=thief, data={"documents": [document.pk]})
    assert status(client, document.url, thief) == 404


def test_what_staff_sent_for_a_draft_is_not_public_either(client):
    document = DocumentFactory(uploaded_by_user=(staff := StaffFactory()))
    assert status(client, document.url) == 200
    Draft.objects.create(author=staff, data={"documents": [str(document.pk)]})
    assert status(client, document.url) == 404


def test_a_file_that_a_member_sent_and_nothing_uses_is_theirs(client):
    author = MemberFactory()
    document = DocumentFactory(uploaded_by_user=author)
    assert status(client, document.url) == 404
    assert status(client, document.url, MemberFactory()) == 404
    assert status(client, document.url, author) == 200


def test_a_file_that_the_admin_keeps_is_for_whom_it_says(client):
    member = MemberFactory()
    seen = {
        level: (status(client, document.url), status(client, document.url, member))
        for level in ("public", "members", "participants")
        for document in [DocumentFactory(visibility=level)]
    }
    assert seen == {"public": (200, 200), "members": (404, 200), "participants": (404, 404)}


def test_files_of_news_and_plain_pages_follow_the_page(client):
    practice_index()
    home = HomePage.objects.first()
    news = NewsIndexPage.objects.first() or home.add_child(instance=NewsIndexPage(title="Nieuws", slug="nieuws"))
    image, document = ImageFactory(), DocumentFactory()
    item = NewsPage(title="Bericht", date=timezone.localdate(), lead="x", body="<p>x</p>", image=image, live=False)
    news.add_child(instance=item)
    body = f'<p><a linktype="document" id="{document.pk}">stuk</a></p>'
    page = home.add_child(instance=ContentPage(title="Over", slug="over-ons-x", body=body, live=False))
    ReferenceIndex.create_or_update_for_object(page)
    addresses = [image.file.url, document.url]
    assert [status(client, address) for address in addresses] == [404, 404]
    item.save_revision().publish()
    page.save_revision().publish()
    assert [status(client, address) for address in addresses] == [200, 200]


# ---------- addresses and headers ----------


@pytest.mark.parametrize(
    "path",
    [
        "documents/x.pdf",
        "wagtail_uploads/x.png",
        "../leerkring.sqlite3",
        "original_images/../../x",
        "images/x.png",
        "x",
        "%00",
    ],
)
def test_nothing_but_images_has_an_address_of_its_own(client, path):
    assert client.get(f"/media/{path}").status_code in (400, 404)


def test_the_stored_name_of_a_document_is_no_address(client):
    document = DocumentFactory()
    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert client.get(document.url.replace(document.filename, "ander.pdf")).status_code == 404


def test_a_public_image_may_be_kept_by_anybody_and_a_private_one_by_nobody_else(client):
    image, private = ImageFactory(), ImageFactory(visibility="members")
    response = client.get(image.file.url)
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(image.file.url, headers={"If-None-Match": response["ETag"]}).status_code == 304
    client.force_login(MemberFactory())
    response = client.get(private.file.url)
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache", "max-age=0"}
    client.logout()
    assert client.get(private.file.url, headers={"If-None-Match": response["ETag"]}).status_code == 404


def test_a_pdf_opens_and_every_other_document_is_saved(client):
    pdf = DocumentFactory()
    response = client.get(pdf.url)
    assert response["Content-Disposition"] == f'inline; filename="{pdf.filename}"'
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Security-Policy"] == "default-src 'none'"
    docx = DocumentFactory(file=ContentFile(docx_bytes(), name="plan é.docx"))
    response = client.get(docx.url)
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_is_gone_is_not_found(client):
    image = ImageFactory()
    image.file.storage.delete(image.file.name)
    assert client.get(image.file.url).status_code == 404
    assert client.head(image.file.url).status_code in (200, 404)
    assert client.post(image.file.url).status_code == 405


def test_an_image_that_gets_another_picture_gets_another_tag(client):
    image = ImageFactory()
    before = client.get(image.file.url)["ETag"]
    image.file = upload("ander.png", image_bytes(size=(4, 4)))
    image.save()
    assert client.get(CustomImage.objects.get().file.url)["ETag"] != before


def test_the_admin_shows_its_images(client):
    image = ImageFactory(visibility="participants")
    client.force_login(StaffFactory())
    assert client.get(reverse("wagtailimages:index")).status_code == 200
    assert client.get(image.get_rendition("max-165x165").url).status_code == 200
