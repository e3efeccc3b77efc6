"""After a session, on a phone: who was there, a reflection of one's own, and a lesson that all agree with."""

import pytest
from playwright.sync_api import expect

from events.sessions.models import Reflection
from tests.factories.people import MemberFactory
from tests.factories.sessions import make_session

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_was_there_a_reflection_and_a_lesson_on_a_phone(page, sign_in, person, axe, fits):
    leader, other, absent = (MemberFactory(name=name) for name in ("Mirthe Tolhek", "Kofi Oduber", "Loes Bannink"))
    session = make_session("Wat doe ik met stilte?", days=-1, members=[leader, other, absent], facilitator=leader)
    page.set_viewport_size({"width": 375, "height": 800})
    sign_in(leader)
    page.goto(session.get_absolute_url())
    page.get_by_role("link", name="Noteer wie er waren").click()
    page.get_by_label("Loes Bannink").uncheck()
    axe()
    fits(320)
    page.get_by_role("button", name="Noteer wie er waren").click()
    page.get_by_role("button", name="Sluit de sessie af").click()
    expect(page.get_by_role("main")).to_contain_text("Was er, 2 uur")
    axe()

    page.goto(f"/sessies/{session.pk}/reflectie/")
    page.get_by_label("Wie ik hierin ben").fill("Ik praatte de stilte van Daan Terborgh vol.")
    page.get_by_role("button", name="Bewaar mijn reflectie").click()
    expect(page.locator("#errors")).to_be_focused()
    assert not Reflection.objects.exists()
    axe()
    fits(320)
    page.get_by_role("button", name="Maak er [naam] van").click()
    page.get_by_label("Ik heb het nagelezen").check()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Bewaar mijn reflectie")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Ik praatte de stilte van [naam] vol.")
    axe()
    fits(320)
    page.goto("/mijn/reflecties/")
    expect(page.get_by_role("link", name="Wat doe ik met stilte?")).to_be_visible()
    axe()
    fits(320)

    page.goto(f"/sessies/{session.pk}/les/")
    page.get_by_label("De les in één zin").fill("Benoem de stilte, en wacht dan")
    page.get_by_label("Wat leerden jullie samen?").fill("Zeg dat het stil is. Tel tot tien.")
    page.get_by_label("Ik heb het nagelezen").check()
    axe()
    page.get_by_role("button", name="Vraag het de groep").click()
    expect(page.get_by_text("Nog niet iedereen vindt het goed.")).to_be_visible()
    asked = person(other)
    asked.goto(f"/sessies/{session.pk}/les/")
    axe(asked)
    asked.get_by_role("button", name="Ja, anderen mogen dit lezen").click()
    expect(asked.get_by_text("Iedereen vindt het goed.")).to_be_visible()
    page.reload()
    axe()
    fits(320)
    page.get_by_role("button", name="Maak het").click()
    expect(page.get_by_label("Hoe noem je het?")).to_have_value("Benoem de stilte, en wacht dan")
