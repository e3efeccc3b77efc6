"""Intervision and consultation on a telephone, from asking to closing, with everybody in a browser of their own."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.sessions.actions import closing as session_closing
from home.actions import ensure_site_tree
from network.requests.actions import joining
from network.requests.choices import RequestStatus
from network.requests.models import Request
from tests.factories.people import MemberFactory
from tests.factories.requests import SecondReaderFactory
from tests.factories.sessions import make_method

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def colleague(person):
    """``colleague(member)``: a page on a telephone of their own."""

    def on_telephone(member):
        page = person(member)
        page.set_viewport_size({"width": 375, "height": 812})
        return page

    return on_telephone


def test_intervision_goes_from_a_doubt_to_what_it_brought(phone, sign_in, colleague, axe, fits):
    ensure_site_tree()
    make_method("Drie vragen", least=3)
    asker, reader = MemberFactory(name="Noor Zilverberk"), SecondReaderFactory()
    colleagues = MemberFactory.create_batch(3)
    sign_in(asker)
    phone.goto("/uitwisseling/nieuw/?soort=intervisie")
    phone.locator("#id_title").fill("Hoe blijf ik naast ouders staan?")
    phone.locator("#id_text").fill("Ik begeleid Daan Terborgh en merk dat ik te snel ja zeg.")
    phone.get_by_role("button", name="Verder", exact=True).click()
    expect(phone.locator(".swaps")).to_contain_text("Daan Terborgh")
    phone.locator(".swap button").first.press("Enter")
    expect(phone.locator("#findings")).to_contain_text("Vervangen")
    phone.get_by_role("button", name="Verder", exact=True).click()
    phone.get_by_text("Drie vragen: 30 minuten, 4 tot 8 mensen").click()
    phone.locator("#id_size").fill("4")
    phone.get_by_role("button", name="Verder", exact=True).click()
    day = timezone.localdate() + timedelta(days=5)
    phone.locator("#id_moment0_day").fill(day.isoformat())
    phone.locator("#id_moment0_from").fill("10:00")
    phone.get_by_role("button", name="Stuur het naar de tweede lezer").click()
    expect(phone.locator("#errors")).to_be_focused()
    axe(schemes=("light",))
    fits(320)
    phone.locator("#id_privacy_read").check()
    phone.get_by_role("button", name="Stuur het naar de tweede lezer").click()
    expect(phone.locator(".ask")).to_contain_text("Een tweede lezer kijkt")

    first = colleague(reader)
    first.goto("/uitwisseling/lezen/")
    first.get_by_role("link", name="Hoe blijf ik naast ouders staan?").click()
    expect(first.locator("main")).to_contain_text("merk dat ik te snel ja zeg")
    axe(first, schemes=("light",))
    first.locator("#id_privacy_read").check()
    first.get_by_role("button", name="Goed zo, zet het open").click()
    expect(first.locator(".empty")).to_be_visible()

    asked = Request.objects.get()
    rows = joining.invite(asked, colleagues, asker)
    theirs = colleague(colleagues[0])
    theirs.goto(asked.get_absolute_url())
    expect(theirs.locator("main")).not_to_contain_text("te snel ja zeg")
    axe(theirs, schemes=("light",))
    theirs.get_by_role("button", name="Ja, ik doe mee met deze afspraken").click()
    expect(theirs.locator("main")).to_contain_text("te snel ja zeg")
    theirs.locator("#momenten").get_by_text("Ja", exact=True).click()
    theirs.get_by_role("button", name="Bewaar wanneer ik kan").click()
    expect(theirs.locator(".poll")).to_contain_text("Past het best")
    fits(320, theirs)
    for row in rows[1:]:
        joining.say_yes(row, agreed=True)

    phone.goto(asked.get_absolute_url())
    axe(schemes=("dark",))
    phone.get_by_role("link", name="Kies het moment").click()
    phone.get_by_label("Waar?").fill("Stadhuis")
    axe(schemes=("light",))
    phone.get_by_role("button", name="Plan het en mail iedereen").click()
    phone.wait_for_url("**/sessies/*/")
    asked.refresh_from_db()
    session = asked.session
    assert timezone.localtime(session.starts_at).date() == day
    start = timezone.now() - timedelta(hours=3)
    type(session.event).objects.filter(pk=session.event_id).update(starts_at=start, ends_at=start + timedelta(hours=1))
    session_closing.confirm_attendance(session, asker, {asker.pk, *(one.pk for one in colleagues)})

    phone.goto(asked.get_absolute_url())
    phone.get_by_role("button", name="Rond het af").click()
    expect(phone.locator("#errors")).to_be_focused()
    phone.get_by_label("Het hielp", exact=True).check()
    phone.get_by_role("button", name="Rond het af").click()
    expect(phone.locator("#uitkomst + .voice")).to_have_text("Het hielp")
    asked.refresh_from_db()
    assert (asked.status, asked.text) == (RequestStatus.CLOSED, "")


def test_a_consultation_comes_back_once_and_is_then_promised_and_judged(phone, sign_in, colleague, axe, fits):
    asker, reader = MemberFactory(), SecondReaderFactory()
    specialist = MemberFactory(name="Weet Veel")
    sign_in(asker)
    phone.goto("/uitwisseling/nieuw/?soort=consultatie")
    phone.locator("#id_title").fill("Wat helpt bij slecht slapen?")
    phone.locator("#id_text").fill("Een kind van negen in een klein dorp slaapt slecht.")
    phone.get_by_role("button", name="Verder", exact=True).click()
    phone.locator("#id_to_member").fill("Weet Veel")
    phone.locator("#id_privacy_read").check()
    axe(schemes=("light",))
    phone.get_by_role("button", name="Stuur het naar de tweede lezer").click()
    expect(phone.locator(".ask")).to_contain_text("Een tweede lezer kijkt")
    asked = Request.objects.get()

    first = colleague(reader)
    first.goto(asked.get_absolute_url())
    first.locator("#id_remark").fill("Laat het dorp weg.")
    first.get_by_role("button", name="Stuur het terug met deze opmerking").click()
    expect(first.locator(".empty")).to_be_visible()
    phone.goto(asked.get_absolute_url())
    expect(phone.locator(".msg--warn")).to_contain_text("Laat het dorp weg.")
    phone.get_by_role("link", name="Ga verder met je vraag").click()
    phone.locator("#id_text").fill("Een kind in de basisschool slaapt slecht.")
    phone.get_by_role("button", name="Verder", exact=True).click()
    phone.locator("#id_privacy_read").check()
    phone.get_by_role("button", name="Stuur het naar de tweede lezer").click()
    expect(phone.locator(".ask")).to_contain_text("Een tweede lezer kijkt")
    first.goto(asked.get_absolute_url())
    first.locator("#id_privacy_read").check()
    first.get_by_role("button", name="Goed zo, zet het open").click()
    expect(first.locator(".empty")).to_be_visible()

    theirs = colleague(specialist)
    theirs.goto(asked.get_absolute_url())
    expect(theirs.locator("main")).to_contain_text("Een kind in de basisschool slaapt slecht.")
    axe(theirs, schemes=("light",))
    fits(320, theirs)
    theirs.get_by_role("button", name="Ja, ik denk mee met deze afspraken").click()
    theirs.get_by_role("button", name="We hebben elkaar gesproken").click()
    expect(theirs.locator(".kind").first).to_contain_text("Besproken")
    phone.goto(asked.get_absolute_url())
    phone.get_by_label("Het hielp een beetje").check()
    phone.get_by_label("Wat heeft het je gebracht?").fill("Ik weet nu waar ik op let.")
    phone.get_by_role("button", name="Rond het af").click()
    expect(phone.locator("#uitkomst")).to_be_visible()
    theirs.reload()
    expect(theirs.locator("main")).to_contain_text("Ik weet nu waar ik op let.")
    expect(theirs.locator("main")).not_to_contain_text("slaapt slecht")
