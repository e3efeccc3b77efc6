"""Writing a practice: with a crash in the middle, by keyboard alone, without script, two at once; and moderating it."""

import re
import time

import pytest
from playwright.sync_api import expect

from practices import actions
from practices.models import Draft, PracticePage
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import practice_index
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)

CLAUSES = {
    "context": "de eerste week thuis",
    "resource": "een vast gezicht",
    "reasoning": "durft een jongere het te zeggen",
    "outcome": "minder terugkeer",
}
TYPED = {"title": "Een vast gezicht", "summary": "Iemand die meegaat.", "approach": "1. Kom kennismaken"}


@pytest.fixture(autouse=True)
def index():
    return practice_index()


@pytest.fixture
def author():
    return MemberFactory(name="Noor Averink")


@pytest.fixture
def form(page, sign_in, author):
    """The page of a member who wants everything at once."""
    sign_in(author)
    page.goto("/praktijken/nieuw/?weergave=alles")
    return page


def saved(page):
    """Wait until the form says that all is saved."""
    expect(page.locator("#saved")).to_contain_text("Bewaard om")


def crash(page):
    """Pull the plug: the page is gone, and no last words of it reach the server."""
    page.context.set_offline(True)
    page.close()
    page.context.set_offline(False)


def test_a_crash_while_typing_loses_at_most_the_last_five_seconds(form, context, author):
    form.get_by_role("textbox", name="Hoe noem je het?").fill("Een vast gezicht")
    area = form.get_by_role("textbox", name="Wat doe je?")
    area.focus()
    typed = []
    end = time.monotonic() + 9
    number = 0
    while time.monotonic() < end:
        number += 1
        form.keyboard.type(f"woord{number} ")
        typed.append((time.monotonic(), number))
        form.wait_for_timeout(100)
    crashed = time.monotonic()
    crash(form)
    must_be_there = max(number for moment, number in typed if moment < crashed - 5)
    again = context.new_page()
    again.goto("/mijn/")
    again.get_by_role("link", name="Schrijf verder").click()
    again.get_by_role("heading", level=1).wait_for()
    again.goto(f"{again.url.partition('?')[0]}?stap=doen")
    kept = [
        int(word.removeprefix("woord"))
        for word in again.get_by_role("textbox", name="Wat doe je?").input_value().split()
    ]
    assert kept[-1] >= must_be_there
    assert kept == list(range(1, kept[-1] + 1))
    assert Draft.objects.get().author == author


def test_closing_the_page_at_once_still_saves(form):
    form.get_by_role("textbox", name="Hoe noem je het?").fill("Net nog getypt")
    form.goto("/mijn/")
    # The last save goes its own way, beside the next page.
    for _ in range(20):
        if form.get_by_role("link", name="Net nog getypt").count():
            break
        form.wait_for_timeout(250)
        form.reload()
    expect(form.get_by_role("link", name="Net nog getypt")).to_be_visible()


def test_the_writing_form_can_be_walked_by_keyboard_alone(page, sign_in, author):
    MunicipalityFactory(name="Kolmeer", slug="kolmeer")
    TopicFactory(name="Pleegzorg", slug="pleegzorg")
    sign_in(author)
    page.goto("/praktijken/nieuw/?weergave=stappen")

    def tab_to(target, most=60):
        for _ in range(most):
            if target.evaluate("element => element === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"not reached with the Tab key: {target}")

    def write(label, text):
        tab_to(page.get_by_role("textbox", name=label))
        page.keyboard.type(text)

    def go_on(name="Bewaar en ga verder"):
        tab_to(page.get_by_role("button", name=name))
        page.keyboard.press("Enter")
        page.wait_for_load_state()

    write("Hoe noem je het?", "Een vast gezicht")
    write("Wat is het, in één zin?", "Iemand die meegaat naar huis.")
    go_on()
    expect(page).to_have_url(re.compile(r"\?stap=aanleiding$"))
    write("Wat was het probleem?", "Jongeren begonnen steeds opnieuw.")
    write("Voor wie is het?", "Jongeren van 14 tot 18 jaar.")
    go_on()
    write("Wat doe je?", "Eerst kennismaken. Dan meegaan.")
    go_on()
    for number, (label, text) in enumerate(
        zip(("In …", "bieden wij …", "daardoor …", "en dat leidt tot …"), CLAUSES.values(), strict=True)
    ):
        assert number < 4
        write(label, text)
    tab_to(page.get_by_role("button", name="Nog een verklaring erbij"))
    page.keyboard.press("Enter")
    expect(page.locator("#id_mechanisms-1-context")).to_be_focused()
    tab_to(page.get_by_role("button", name="Haal deze verklaring weg (2)"))
    page.keyboard.press("Enter")
    expect(page.locator("#id_mechanisms-0-context")).to_be_focused()
    expect(page.locator("#id_mechanisms-1-context")).to_have_count(0)
    go_on()
    write("Wat leverde het op?", "Meer rust thuis.")
    write("Voor wie werkte het niet?", "Voor wie geen thuis heeft.")
    go_on()
    tab_to(page.get_by_label("Kolmeer"))
    page.keyboard.press("Space")
    write("Vanaf welke leeftijd?", "14")
    tab_to(page.get_by_label("Pleegzorg"))
    page.keyboard.press("Space")
    go_on("Bewaar en lees het door")
    expect(page.get_by_role("main")).to_contain_text("In de eerste week thuis bieden wij een vast gezicht")
    go_on("Stuur het in")
    expect(page.get_by_role("main")).to_contain_text("Ingestuurd, iemand leest het na")
    practice = PracticePage.objects.get()
    assert (practice.title, practice.live, practice.age_from) == ("Een vast gezicht", False, 14)
    assert [str(topic) for topic in practice.topics.all()] == ["Pleegzorg"]


def test_everything_works_without_script(person, author):
    page = person(author, java_script_enabled=False)
    page.goto("/praktijken/nieuw/?weergave=alles")
    for name, text in TYPED.items():
        page.locator(f"#id_{name}").fill(text)
    for name, text in CLAUSES.items():
        page.locator(f"#id_mechanisms-0-{name}").fill(text)
    page.get_by_role("button", name="Nog een verklaring erbij").click()
    for name, text in CLAUSES.items():
        page.locator(f"#id_mechanisms-1-{name}").fill(f"tweede {text}")
    page.get_by_role("button", name="Haal deze verklaring weg (1)").click()
    expect(page.locator("#id_mechanisms-0-context")).to_have_value(f"tweede {CLAUSES['context']}")
    page.locator("main").get_by_role("button", name="Lees het door en stuur het in").first.click()
    page.get_by_role("button", name="Stuur het in", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Ingestuurd")
    assert PracticePage.objects.get().mechanisms.get().context == f"tweede {CLAUSES['context']}"


def test_personal_data_is_shown_beside_the_field_at_once_and_replaced(form):
    form.get_by_role("textbox", name="Wat doe je?").fill("Bel 06-12345678 en vraag door.")
    expect(form.locator("#id_approach-held")).to_contain_text("telefoonnummer")
    assert "12345678" not in str(Draft.objects.get().data)
    form.get_by_role("button", name="Maak er [telefoonnummer] van").click()
    expect(form.get_by_role("textbox", name="Wat doe je?")).to_have_value("Bel [telefoonnummer] en vraag door.")
    assert Draft.objects.get().data["approach"] == "Bel [telefoonnummer] en vraag door."


def test_what_is_wrong_comes_back_with_a_summary_and_then_goes_right(form, axe):
    form.get_by_role("textbox", name="Vanaf welke leeftijd?").fill("twaalf")
    form.get_by_role("button", name="Lees het door en stuur het in").first.click()
    summary = form.get_by_role("alert")
    expect(summary).to_be_focused()
    axe()
    summary.get_by_role("link").first.click()
    expect(form.get_by_role("textbox", name="Vanaf welke leeftijd?")).to_be_focused()
    expect(form.get_by_role("textbox", name="Vanaf welke leeftijd?")).to_have_value("twaalf")
    form.keyboard.press("Control+A")
    form.keyboard.type("12")
    form.get_by_role("button", name="Lees het door en stuur het in").first.click()
    expect(form.get_by_role("heading", name="Jouw tekst")).to_be_visible()
    form.get_by_role("button", name="Stuur het in", exact=True).click()
    expect(form.get_by_role("alert").get_by_role("link")).to_have_count(3)


def test_the_toolbar_marks_text_and_the_preview_shows_it(form):
    area = form.get_by_role("textbox", name="Wat doe je?")
    area.fill("Ga mee\nKom terug")
    toolbar = form.get_by_role("toolbar", name="Opmaak: Wat doe je?")
    area.evaluate("element => element.setSelectionRange(0, 2)")
    toolbar.get_by_role("button", name="Vet").click()
    expect(area).to_have_value("**Ga** mee\nKom terug")
    form.keyboard.press("Control+Z")
    expect(area).to_have_value("Ga mee\nKom terug")
    form.keyboard.press("Control+A")
    form.keyboard.press("Shift+Tab")
    expect(toolbar.get_by_role("button", name="Vet")).to_be_focused()
    for _ in range(4):
        form.keyboard.press("ArrowRight")
    expect(toolbar.get_by_role("button", name="Nummers")).to_be_focused()
    form.keyboard.press("Enter")
    expect(area).to_have_value("1. Ga mee\n2. Kom terug")
    toolbar.get_by_role("button", name="Bekijk").click()
    expect(form.get_by_role("region", name="Bekijk").get_by_role("listitem")).to_have_count(2)
    toolbar.get_by_role("button", name="Bekijk").click()
    expect(area).to_be_focused()


def test_without_connection_it_says_so_and_saves_later(form, context):
    form.get_by_role("textbox", name="Hoe noem je het?").fill("Eerst")
    saved(form)
    context.set_offline(True)
    form.get_by_role("textbox", name="Hoe noem je het?").fill("Zonder verbinding")
    expect(form.locator("#saved")).to_contain_text("Niet bewaard: geen verbinding")
    context.set_offline(False)
    saved(form)
    assert Draft.objects.get().data["title"] == "Zonder verbinding"


def test_two_editors_at_once_lose_nothing_and_the_second_sees_both(page, sign_in, person, author):
    other = MemberFactory(name="Kofi Oduber")
    draft = actions.create_draft(author, TYPED)
    actions.add_co_author(draft, author, other)
    sign_in(author)
    address = f"/praktijken/concept/{draft.pk}/?stap=doen"
    page.goto(address)
    second = person(other)
    second.goto(address)
    page.get_by_role("textbox", name="Wat doe je?").fill("Eerst rustig kennismaken")
    saved(page)
    second.get_by_role("textbox", name="Wat doe je?").fill("Meteen samen op pad")
    link = second.get_by_role("link", name="Bekijk beide teksten en kies")
    expect(link).to_be_visible()
    link.click()
    expect(second.get_by_role("main")).to_contain_text("Eerst rustig kennismaken")
    expect(second.get_by_role("main")).to_contain_text("Meteen samen op pad")
    second.get_by_label("Jouw tekst").check()
    second.get_by_role("button", name="Bewaar wat ik koos").click()
    expect(second.get_by_role("main")).to_contain_text("Meteen samen op pad")
    draft.refresh_from_db()
    assert draft.data["approach"] == "Meteen samen op pad"


def test_sent_back_sent_in_again_published_and_edited_it_stays_published(page, sign_in, person, author):
    draft = actions.create_draft(author, {**TYPED, "mechanisms": [CLAUSES]})
    practice = actions.send_in(draft, author)
    moderator = person(StaffFactory())
    moderator.goto(f"/praktijken/{practice.slug}/nalezen/")
    moderator.get_by_role("textbox", name="Opmerking aan de auteurs").fill("Zeg voor wie het is.")
    moderator.get_by_role("button", name="Stuur het terug met de opmerking").click()
    expect(moderator.get_by_role("main")).to_contain_text("Teruggestuurd")

    sign_in(author)
    page.goto("/mijn/")
    expect(page.get_by_role("main")).to_contain_text("Zeg voor wie het is.")
    page.get_by_role("link", name="Pas het aan en stuur het in").click()
    page.get_by_role("button", name="Probleem en doelgroep").click()
    page.get_by_role("textbox", name="Voor wie is het?").fill("Jongeren van 14 tot 18 jaar.")
    page.get_by_role("button", name="Lees het door en stuur het in").click()
    page.get_by_role("button", name="Stuur het in", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Ingestuurd")

    moderator.goto(f"/praktijken/{practice.slug}/nalezen/")
    moderator.get_by_role("button", name="Publiceer het").click()
    expect(moderator.get_by_role("heading", level=1)).to_have_text("Een vast gezicht")
    visitor = person()
    visitor.goto(f"/praktijken/{practice.slug}/")
    expect(visitor.get_by_role("main")).to_contain_text("Jongeren van 14 tot 18 jaar.")

    page.goto(f"/praktijken/{practice.slug}/bewerken/?stap=wat")
    page.get_by_role("textbox", name="Hoe noem je het?").fill("Een gezicht dat blijft")
    page.get_by_role("button", name="Lees het door en stuur het in").click()
    page.get_by_role("button", name="Stuur het in", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("je wijzigingen worden nagelezen")
    visitor.reload()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Een vast gezicht")

    moderator.goto(f"/praktijken/{practice.slug}/nalezen/")
    expect(moderator.locator("ins").first).to_be_visible()
    moderator.get_by_role("button", name="Publiceer het").click()
    visitor.reload()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Een gezicht dat blijft")


def test_pages_of_writing_are_accessible_and_fit_a_phone(page, sign_in, author, axe, fits):
    TopicFactory(), MunicipalityFactory()
    draft = actions.create_draft(author, {**TYPED, "mechanisms": [CLAUSES]})
    sign_in(author)
    concept = f"/praktijken/concept/{draft.pk}/"
    addresses = [
        "/praktijken/nieuw/?weergave=stappen",
        "/praktijken/nieuw/?weergave=alles",
        *(f"{concept}?stap={key}" for key in ("waarom", "elementen", "erkenning", "nalezen")),
        f"{concept}mensen/?who=a",
        f"{concept}bestanden/",
        f"{concept}weggooien/",
        "/mijn/",
    ]
    for address in addresses:
        page.goto(address)
        axe()
        fits(320)
    actions.save_draft(draft, author, {"approach": "Anders"}, {})
    page.goto(f"{concept}kiezen/")
    axe()
    fits(320)


def test_the_moderators_page_is_accessible_and_fits_a_phone(page, sign_in, author, axe, fits):
    practice = actions.publish(actions.send_in(actions.create_draft(author, TYPED), author), StaffFactory())
    draft = actions.start_editing(practice, author)
    actions.save_draft(draft, author, {"results": "Meer rust"}, {})
    sign_in(author)
    actions.send_in(draft, author)
    page.goto(f"/praktijken/concept/{draft.pk}/")
    axe()
    fits(320)
    sign_in(StaffFactory())
    page.goto(f"/praktijken/{practice.slug}/nalezen/")
    axe()
    fits(320)
