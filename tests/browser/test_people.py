"""A member says who they are on the first visit, shows a photo to some, and writes to a colleague."""

import pytest
from playwright.sync_api import expect

from network.people.models import Contact, Member
from tests.factories.files import image_bytes
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import MemberFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_first_visit_takes_three_steps(page, sign_in, axe, fits):
    OrganisationFactory(name="De Bleek")
    for number in range(6):
        TopicFactory(name=f"Onderwerp {number}")
    member = MemberFactory(name="Noor Averink", organisation=None)
    sign_in(member)
    page.goto("/mijn/")
    page.get_by_role("link", name="Beantwoord drie vragen").click()
    axe()
    fits(320)
    page.get_by_label("Organisatie").select_option("De Bleek")
    page.get_by_role("button", name="Volgende").click()
    for box in page.get_by_role("main").get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_role("alert")).to_contain_text("Je koos 6 onderwerpen.")
    axe()
    page.get_by_label("Onderwerp 5").uncheck()
    page.get_by_role("button", name="Volgende").click()
    axe()
    fits(320)
    page.get_by_label("Anderen mogen mij vragen stellen").check()
    page.get_by_role("button", name="Klaar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Noor Averink")
    expect(page.get_by_role("main")).to_contain_text("Onderwerp 4")
    page.goto("/mijn/")
    expect(page.get_by_role("link", name="Beantwoord drie vragen")).to_have_count(0)


def test_photo_and_levels_are_kept_and_shown(page, sign_in, person, axe, fits):
    member = MemberFactory(name="Noor Averink", job_title="Sluiswachter")
    sign_in(member)
    page.goto("/mijn/profiel/")
    page.get_by_label("Wie ziet dit? (Functie)").select_option("Alleen mijn organisatie")
    broken = {"name": "ik.jpg", "mimeType": "image/jpeg", "buffer": b"geen plaatje"}
    page.get_by_label("Foto", exact=False).first.set_input_files(broken)
    page.get_by_role("button", name="Bewaar mijn profiel").click()
    expect(page.get_by_role("alert")).to_contain_text("Foto")
    expect(page.get_by_label("Wie ziet dit? (Functie)")).to_have_value("organisation")
    axe()
    page.locator("[name=new_photo]").set_input_files({**broken, "buffer": image_bytes("JPEG", (400, 300))})
    page.get_by_role("button", name="Bewaar mijn profiel").click()
    expect(page.get_by_role("status").filter(has_text="Je profiel is bewaard")).to_be_visible()
    axe()
    fits(320)
    other = person(MemberFactory())
    other.goto(Member.objects.get(pk=member.pk).get_absolute_url())
    expect(other.get_by_role("main")).not_to_contain_text("Sluiswachter")
    assert other.locator("img.person__face").evaluate("image => image.decode().then(() => image.naturalWidth)") == 256


def test_message_is_written_wrongly_then_rightly(page, sign_in, axe, fits):
    MemberFactory(name="Jamal Aydeniz", email="jamal.geheim@wilg.example")
    sign_in(MemberFactory(name="Noor Averink"))
    page.goto("/mensen/")
    page.get_by_role("link", name="Jamal Aydeniz").click()
    page.get_by_role("link", name="Stuur een bericht").click()
    axe()
    page.get_by_label("Je bericht").fill("Bel de moeder op 06-12345678.")
    page.get_by_role("button", name="Stuur mijn bericht").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.get_by_label("Je bericht")).to_have_value("Bel de moeder op 06-12345678.")
    axe()
    fits(320)
    page.get_by_label("Waar gaat het over?").fill("Schoolverzuim")
    page.get_by_label("Je bericht").fill("Mag ik eens komen kijken?")
    page.get_by_role("button", name="Stuur mijn bericht").click()
    expect(page.get_by_role("status").filter(has_text="onderweg naar Jamal Aydeniz")).to_be_visible()
    assert Contact.objects.count() == 1
    assert "geheim" not in page.content()
