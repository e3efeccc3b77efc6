"""The writing form: screens, saving without JavaScript, and everything that may be wrong with what is posted."""

import json
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from practices import actions, readable, writing
from practices.forms import MAX_MECHANISMS, PLAIN_FIELDS, RICHER, STEPS
from practices.forms.write import MechanismForm
from practices.models import Draft, PracticePage
from practices.moderation import State, standing, workflows_of
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import practice_index
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

NEW = "/praktijken/nieuw/"
SENTENCE = {
    "context": "de eerste week thuis",
    "resource": "een vast gezicht",
    "reasoning": "durft een jongere het te zeggen",
    "outcome": "minder terugkeer",
}
FULL = {
    "title": "Een vast gezicht",
    "summary": "Iemand die meegaat naar huis.",
    "approach": "1. Kom kennismaken\n2. Ga mee naar huis",
}


@pytest.fixture(autouse=True)
def index():
    return practice_index()


@pytest.fixture
def author():
    return MemberFactory()


@pytest.fixture
def writer(client, author):
    client.force_login(author)
    return client


def hidden(response):
    """The hidden fields of the form on a page, as a browser would send them back."""
    form = re.search(r"<form[^>]*data-write.*?</form>", response.content.decode(), re.S).group()
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: value.replace("&quot;", '"') for name, value in inputs if name != "csrfmiddlewaretoken"}


def rows(*sentences):
    data = {"mechanisms-TOTAL_FORMS": len(sentences), "mechanisms-INITIAL_FORMS": 0}
    for number, sentence in enumerate(sentences):
        data |= {f"mechanisms-{number}-{name}": value for name, value in sentence.items()}
    return data


def begin(writer, **typed):
    """Post the whole page at once, as a writer who takes it in one go; gives the draft."""
    page = writer.get(NEW, {"weergave": "alles"})
    data = {**hidden(page), **FULL, **rows(SENTENCE), "save": "1", **typed}
    writer.post(NEW, data)
    return Draft.objects.get(pk=data["draft"])


def address(draft, **query):
    return reverse("practices:draft", args=[draft.pk], query=query or None)


def test_new_sends_a_visitor_to_sign_in(client):
    response = client.get(NEW)
    assert (response.status_code, response["Location"]) == (302, f"/inloggen/?next={NEW}")


def test_new_stores_nothing_until_something_is_saved(writer):
    assert writer.get(NEW).status_code == 200
    assert Draft.objects.count() == 0


def test_new_begins_with_one_step_and_the_view_that_was_chosen_is_remembered(writer):
    assert 'name="approach"' not in writer.get(NEW).content.decode()
    assert 'name="approach"' in writer.get(NEW, {"weergave": "alles"}).content.decode()
    assert 'name="approach"' in writer.get(NEW).content.decode()
    assert 'name="approach"' not in writer.get(NEW, {"weergave": "stappen"}).content.decode()


def test_all_on_one_page_has_every_field_of_the_ten_minute_version(writer):
    html = writer.get(NEW, {"weergave": "alles"}).content.decode()
    TopicFactory(), MunicipalityFactory()
    html = writer.get(NEW, {"weergave": "alles"}).content.decode()
    for name in [name for step in STEPS for name in step.plain_fields]:
        assert f'name="{name}"' in html
    for name in SENTENCE:
        assert f'name="mechanisms-0-{name}"' in html


def test_contact_and_organisation_are_filled_in_already(writer, author):
    html = writer.get(NEW, {"weergave": "alles"}).content.decode()
    assert f'<option value="{author.pk}" selected>' in html
    assert f'<option value="{author.organisation_id}" selected>' in html


def test_steps_without_javascript_save_and_go_on_to_sending_in(writer, author):
    page = writer.get(NEW)
    data = {**hidden(page), "title": FULL["title"], "summary": FULL["summary"], "next": "1"}
    response = writer.post(NEW, data)
    draft = Draft.objects.get()
    assert response["Location"] == f"/praktijken/concept/{draft.pk}/?stap=aanleiding"
    typed = {
        "aanleiding": {"occasion": "Het ging mis."},
        "doen": {"approach": FULL["approach"]},
        "waarom": rows(SENTENCE),
        "resultaat": {"results": "Meer rust."},
        "wie": {"contact": author.pk, "organisation": author.organisation_id, "age_from": "4", "age_to": "12"},
    }
    following = []
    for step, fields in typed.items():
        page = writer.get(address(draft, stap=step))
        response = writer.post(address(draft), {**hidden(page), **fields, "next": "1"})
        following.append(response["Location"].rpartition("=")[2])
    assert following == ["doen", "waarom", "resultaat", "wie", "nalezen"]
    html = writer.get(address(draft, stap="nalezen")).content.decode()
    for text in ("Het ging mis.", "Meer rust.", "Kom kennismaken", "een vast gezicht", author.name):
        assert text in html
    response = writer.post(address(draft), {"stap": "nalezen", "send_in": "1"})
    assert response["Location"] == address(draft)
    page = PracticePage.objects.get()
    assert (page.title, page.live, page.age_to) == (FULL["title"], False, 12)
    assert page.mechanisms.get().context == SENTENCE["context"]


def test_previous_saves_and_goes_back(writer):
    draft = begin(writer)
    page = writer.get(address(draft, stap="doen"))
    response = writer.post(address(draft), {**hidden(page), "approach": "Anders", "previous": "1"})
    assert response["Location"] == address(draft, stap="aanleiding")
    draft.refresh_from_db()
    assert draft.data["approach"] == "Anders"


def test_a_step_of_the_list_can_be_chosen_and_saves_first(writer):
    draft = begin(writer)
    page = writer.get(address(draft, stap="wat"))
    data = {**hidden(page), **FULL, "title": "Nieuw", "go": "resultaat"}
    assert writer.post(address(draft), data)["Location"] == address(draft, stap="resultaat")
    draft.refresh_from_db()
    assert draft.data["title"] == "Nieuw"


def test_rows_are_added_and_removed_without_javascript(writer):
    draft = begin(writer)
    page = writer.get(address(draft, stap="waarom"))
    response = writer.post(address(draft), {**hidden(page), **rows(SENTENCE), "row_add": "1"})
    assert response["Location"] == f"{address(draft, stap='waarom', rijen=2)}#id_mechanisms-1-context"
    page = writer.get(address(draft, stap="waarom", rijen=2))
    assert 'name="mechanisms-1-context"' in page.content.decode()
    second = {**SENTENCE, "context": "op school"}
    response = writer.post(address(draft), {**hidden(page), **rows(SENTENCE, second), "row_remove": "0"})
    assert response.status_code == 302
    draft.refresh_from_db()
    assert [row["context"] for row in draft.data["mechanisms"]] == ["op school"]


def test_no_more_rows_than_twelve(writer):
    many = [{**SENTENCE, "context": f"situatie {number}"} for number in range(30)]
    page = writer.get(NEW, {"weergave": "alles"})
    response = writer.post(NEW, {**hidden(page), **FULL, **rows(*many), "save": "1"})
    assert response.status_code == 422
    assert len(Draft.objects.get().data["mechanisms"]) == MAX_MECHANISMS


@pytest.mark.parametrize("count", ["", "-1", "x", "99999999999999999999"])
def test_a_broken_count_of_rows_does_no_harm(writer, count):
    draft = begin(writer)
    page = writer.get(address(draft, stap="waarom"))
    data = {**hidden(page), **rows(SENTENCE), "mechanisms-TOTAL_FORMS": count, "save": "1"}
    assert writer.post(address(draft), data).status_code in (302, 422)
    draft.refresh_from_db()
    assert draft.data["mechanisms"][0]["context"] == SENTENCE["context"]


def test_what_is_not_right_comes_back_as_it_was_typed_with_an_error_above_it_and_in_the_summary(writer):
    draft = begin(writer)
    page = writer.get(address(draft, stap="wie"))
    data = {**hidden(page), "age_from": "twaalf", "age_to": "6", "next": "1"}
    response = writer.post(address(draft), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="twaalf"' in html
    assert 'href="#id_age_from"' in html
    assert 'id="id_age_from-error"' in html
    draft.refresh_from_db()
    assert draft.data["age_from"] == "twaalf"


def test_sending_in_too_early_shows_what_is_missing_and_keeps_the_rest(writer):
    draft = begin(writer, title="", approach="")
    response = writer.post(address(draft), {"stap": "nalezen", "send_in": "1"})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_title"' in html and 'href="#id_approach"' in html
    assert FULL["summary"] in html
    assert not PracticePage.objects.exists()


def test_the_same_form_posted_twice_makes_one_draft_and_one_practice(writer, author):
    page = writer.get(NEW, {"weergave": "alles"})
    data = {**hidden(page), **FULL, **rows(SENTENCE), "save": "1"}
    assert [writer.post(NEW, data).status_code for _ in range(2)] == [302, 302]
    draft = Draft.objects.get()
    for _ in range(2):
        writer.post(address(draft), {"stap": "nalezen", "send_in": "1"})
    assert PracticePage.objects.count() == 1
    assert Draft.objects.filter(conflict_of=None).count() == 1
    assert Draft.objects.filter(conflict_of=draft).count() == 0


def test_personal_data_is_shown_at_once_and_not_stored(writer):
    draft = begin(writer)
    page = writer.get(address(draft, stap="doen"))
    text = "Bel 06-12345678 en vraag naar hem"
    response = writer.post(address(draft), {**hidden(page), "approach": text, "next": "1"})
    html = response.content.decode()
    assert response.status_code == 422
    assert text in html
    assert 'name="privacy_replace"' in html
    draft.refresh_from_db()
    assert "12345678" not in json.dumps(draft.data)


def test_a_replace_button_puts_the_general_word_in_the_form_and_in_the_draft(writer):
    draft = begin(writer)
    page = writer.get(address(draft, stap="doen"))
    data = {**hidden(page), "approach": "Bel 06-12345678 maar", "privacy_replace": "all"}
    response = writer.post(address(draft), data)
    assert response.status_code == 200
    assert "06-12345678" not in response.content.decode()
    draft.refresh_from_db()
    with translation.override("nl"):
        assert draft.data["approach"].startswith("Bel [")


def test_a_name_is_stored_after_the_tick_that_it_is_no_client_and_not_asked_again(writer):
    draft = begin(writer)
    page = writer.get(address(draft, stap="resultaat"))
    text = "Mevrouw Willemsen zag meer rust."
    page = writer.post(address(draft), {**hidden(page), "results": text, "next": "1"})
    assert page.status_code == 422
    seen = re.findall(r'name="privacy_seen" value="([^"]+)"', page.content.decode())
    data = {**hidden(page), "results": text, "privacy_seen": seen, "privacy_confirmed": "1", "next": "1"}
    assert writer.post(address(draft), data).status_code == 302
    draft.refresh_from_db()
    assert draft.data["results"] == text
    page = writer.get(address(draft, stap="resultaat"))
    data = {**hidden(page), "results": text, "not_for": "Bel mevrouw Willemsen.", "next": "1"}
    assert writer.post(address(draft), data).status_code == 302


def test_personal_data_in_a_field_for_a_date_is_not_stored_either(writer):
    draft = begin(writer)
    page = writer.get(address(draft, stap="erkenning"))
    writer.post(address(draft), {**hidden(page), "recognition_date": "BSN 111222333", "save": "1"})
    draft.refresh_from_db()
    assert "111222333" not in json.dumps(draft.data)


TRICKS = [
    "<script>alert(1)</script>",
    '<math><mi//xlink:href="data:x,<script>alert(4)</script>">',
    '<svg onload=alert(1)>"><img src=x onerror=alert(1)>',
    "[klik](javascript:alert(1))",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_script_tricks_in_every_field_stay_text(writer, author, trick):
    texts = {
        name: trick for name in PLAIN_FIELDS if name not in ("contact", "organisation", "topics", "municipalities")
    }
    draft = begin(writer)
    Draft.objects.filter(pk=draft.pk).update(
        data={**draft.data, **texts, "mechanisms": [{**dict.fromkeys(SENTENCE, trick), "element": trick}]}
    )
    for key in ["alles", "nalezen", *(step.key for step in STEPS + RICHER)]:
        html = writer.get(address(draft, stap=key)).content.decode()
        for bad in ("<script>alert", "<math", "<svg onload", "<img src=x", 'href="javascript'):
            assert bad not in html


@pytest.mark.parametrize("name", ["title", "summary", "approach", "occasion", "age_from", "contact", "topics"])
@pytest.mark.parametrize("value", ["x" * 100_000, "voor\x00na", "om\u202ekering"], ids=["long", "nul", "rtl"])
def test_hostile_text_is_an_error_of_the_form_or_harmless(writer, name, value):
    page = writer.get(NEW, {"weergave": "alles"})
    response = writer.post(NEW, {**hidden(page), **FULL, **rows(SENTENCE), "save": "1", name: value})
    assert response.status_code in (302, 422)
    stored = json.dumps(Draft.objects.get().data, ensure_ascii=False)
    assert "\x00" not in stored and "\u202e" not in stored and "\\u0000" not in stored


def test_a_text_that_is_too_long_is_kept_and_can_not_be_sent_in(writer):
    draft = begin(writer, approach="woord " * 16_000)
    assert len(draft.data["approach"]) > 90_000
    response = writer.post(address(draft), {"stap": "nalezen", "send_in": "1"})
    assert response.status_code == 422
    assert not PracticePage.objects.exists()


def test_a_draft_of_somebody_else_is_not_there(client, writer):
    draft = begin(writer)
    client.force_login(MemberFactory())
    for name in ("draft", "draft_choose", "draft_people", "draft_discard"):
        assert client.get(reverse(f"practices:{name}", args=[draft.pk])).status_code == 404
    assert client.post(address(draft), {**FULL, "stap": "alles"}).status_code == 404
    assert client.post(NEW, {**FULL, "draft": str(draft.pk)}).status_code == 404
    assert client.post(reverse("practices:draft_save", args=[draft.pk]), {**FULL, "new": "1"}).status_code == 404
    assert client.post(reverse("practices:draft_withdraw", args=[draft.pk])).status_code == 404
    draft.refresh_from_db()
    assert draft.version == 1


def test_staff_do_not_read_a_draft_either(client, writer):
    draft = begin(writer)
    client.force_login(StaffFactory())
    assert client.get(address(draft)).status_code == 404


@pytest.mark.parametrize("name", ["contact", "organisation", "topics", "municipalities"])
def test_a_foreign_id_is_an_error_of_the_form(writer, name):
    inactive = MemberFactory(is_active=False)
    suggested = TopicFactory(status="suggested")
    foreign = {"contact": inactive.pk, "topics": suggested.pk}.get(name, 999_999_999)
    page = writer.get(NEW, {"weergave": "alles"})
    response = writer.post(NEW, {**hidden(page), **FULL, **rows(SENTENCE), name: foreign, "save": "1"})
    assert response.status_code == 422
    draft = Draft.objects.get()
    assert writer.post(address(draft), {"stap": "nalezen", "send_in": "1"}).status_code == 422


def test_a_stranger_can_not_be_the_contact(writer):
    stranger = MemberFactory()
    page = writer.get(NEW, {"weergave": "alles"})
    response = writer.post(NEW, {**hidden(page), **FULL, **rows(SENTENCE), "contact": stranger.pk, "save": "1"})
    assert response.status_code == 422


def test_without_a_csrf_token_nothing_is_saved(author):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(author)
    key = uuid.uuid4()
    assert strict.post(NEW, {**FULL, "draft": str(key)}).status_code == 403
    assert strict.post(reverse("practices:draft_save", args=[key]), {**FULL, "new": "1"}).status_code == 403
    assert Draft.objects.count() == 0


def test_richer_is_offered_after_the_first_sending_in_with_progress(writer, author):
    draft = begin(writer)
    link = "stap=uitvoering"
    button = 'value="uitvoering"'
    assert button not in writer.get(address(draft, stap="wat")).content.decode()
    page = actions.publish(actions.send_in(draft, author), StaffFactory())
    location = writer.get(reverse("practices:edit", args=[page.slug]))["Location"]
    html = writer.get(f"{location}?{link}").content.decode()
    assert button in html
    assert '<progress value="0" max="20"' in html
    page = writer.get(f"{location}?{link}")
    response = writer.post(location, {**hidden(page), "materials": "Een kaart", "who": "Twee mensen", "next": "1"})
    assert response["Location"] == f"{location}?stap=voorwaarden"
    assert '<progress value="2" max="20"' in writer.get(f"{location}?{link}").content.decode()


def test_every_richer_field_comes_on_the_page(writer, author):
    draft = begin(writer)
    typed = {
        "recognition_register": "Databank",
        "recognition_level": "good",
        "recognition_date": "2025-03-01",
        "recognition_link": "https://example.org/register",
        "review_date": "2030-05-06",
        "shadow_visit": "on",
        "visibility": "members",
    }
    long_names = [name for step in RICHER for name in step.plain_fields if name not in typed]
    typed |= {name: f"Tekst van {name}" for name in long_names}
    for step in RICHER:
        page = writer.get(address(draft, stap=step.key))
        fields = {name: typed[name] for name in step.plain_fields}
        if step.has_mechanisms:
            fields |= rows({**SENTENCE, "element": "Vast gezicht", "core": "core", "basis": "study"})
        assert writer.post(address(draft), {**hidden(page), **fields, "next": "1"}).status_code == 302
    draft.refresh_from_db()
    page = PracticePage.objects.get(pk=actions.send_in(draft, author).pk)
    for name in long_names:
        assert getattr(page, name) == f"Tekst van {name}"
    assert (page.recognition_level, page.visibility, page.shadow_visit) == ("good", "members", True)
    assert str(page.review_date) == "2030-05-06"
    assert (page.mechanisms.get().element, page.mechanisms.get().basis) == ("Vast gezicht", "study")


@pytest.mark.parametrize(
    ("name", "typed", "bare"),
    [
        ("context", "In the first week", "the first week"),
        ("context", "in de eerste week", "de eerste week"),
        ("context", "Inside the house", "Inside the house"),
        ("resource", "Bieden wij  een wandeling", "een wandeling"),
        ("outcome", "In", "In"),
    ],
)
def test_words_that_stand_before_a_field_are_not_said_twice(name, typed, bare):
    form = MechanismForm({name: typed})
    assert form.is_valid()
    assert form.cleaned_data[name] == bare
    assert readable.sentence({name: typed}) == readable.sentence({name: bare})


def test_a_day_is_read_in_words_and_anything_else_as_it_was_typed():
    assert readable.text_of("review_date", "2027-11-22") == "22 november 2027"
    assert [readable.text_of("review_date", text) for text in ("2027-13-45", "ooit")] == ["2027-13-45", "ooit"]


def test_a_level_of_a_register_needs_its_link(writer):
    draft = begin(writer)
    page = writer.get(address(draft, stap="erkenning"))
    response = writer.post(address(draft), {**hidden(page), "recognition_level": "good", "next": "1"})
    assert response.status_code == 422
    assert 'href="#id_recognition_link"' in response.content.decode()


def test_a_link_that_is_no_web_address_is_refused(writer):
    draft = begin(writer)
    page = writer.get(address(draft, stap="erkenning"))
    data = {**hidden(page), "recognition_link": "javascript:alert(1)", "next": "1"}
    assert writer.post(address(draft), data).status_code == 422


def test_every_field_has_guidance_and_the_long_ones_an_example(writer):
    html = writer.get(NEW, {"weergave": "alles"}).content.decode()
    assert html.count('<details class="note">') >= 8
    assert 'id="privacy-title"' in html


def test_preview_shows_markdown_to_members_only(client, writer):
    url = reverse("practices:preview")
    response = writer.post(url, {"text": "**vet** <script>alert(1)</script>"})
    assert "<strong>vet</strong>" in response.content.decode()
    assert "<script" not in response.content.decode()
    assert writer.post(url, {"text": "x" * 20_001}).status_code == 413
    assert writer.get(url).status_code == 405
    client.logout()
    assert client.post(url, {"text": "x"}).status_code == 302


def test_preview_is_not_made_without_end(writer, monkeypatch):
    monkeypatch.setattr("practices.views.autosave.PREVIEWS_A_MINUTE", 2)
    url = reverse("practices:preview")
    statuses = [writer.post(url, {"text": "x"}).status_code for _ in range(5)]
    assert statuses.count(429) >= 1


def test_co_authors_are_found_by_name_or_whole_address_and_write_along(client, writer, author):
    other = MemberFactory(name="Ziggy Meedoener", email="ziggy@voorbeeld.example")
    MemberFactory(name="Ziggy Weg", is_active=False)
    draft = begin(writer)
    url = reverse("practices:draft_people", args=[draft.pk])
    assert other in writer.get(url, {"who": "ziggy"}).context["found"]
    assert len(writer.get(url, {"who": "ziggy"}).context["found"]) == 1
    assert list(writer.get(url, {"who": "ziggy@voorbeeld.example"}).context["found"]) == [other]
    assert list(writer.get(url, {"who": "@voorbeeld.example"}).context["found"]) == []
    assert writer.post(url, {"add": other.pk}).status_code == 302
    client.force_login(other)
    assert client.get(address(draft)).status_code == 200
    assert client.get(reverse("practices:draft_discard", args=[draft.pk])).status_code == 404
    assert client.post(url, {"remove": other.pk}).status_code == 302
    assert client.get(address(draft)).status_code == 404


@pytest.mark.parametrize("wanted", ["x", "", "999999999", "-1", "9" * 40])
def test_a_co_author_that_does_not_exist_is_not_found(writer, wanted):
    draft = begin(writer)
    assert writer.post(reverse("practices:draft_people", args=[draft.pk]), {"add": wanted}).status_code == 404


def test_a_co_author_whose_account_does_not_work_is_not_found(writer):
    draft = begin(writer)
    inactive = MemberFactory(is_active=False)
    assert writer.post(reverse("practices:draft_people", args=[draft.pk]), {"add": inactive.pk}).status_code == 404


def test_two_editors_see_both_texts_and_choose(client, writer, author):
    other = MemberFactory()
    draft = begin(writer)
    actions.add_co_author(draft, author, other)
    first = hidden(writer.get(address(draft, stap="doen")))
    writer.post(address(draft), {**first, "approach": "Wat de een schreef", "save": "1"})
    client.force_login(other)
    response = client.post(address(draft), {**first, "approach": "Wat de ander schreef", "save": "1"})
    choose = reverse("practices:draft_choose", args=[draft.pk])
    assert response["Location"] == choose
    html = client.get(choose).content.decode()
    assert "Wat de een schreef" in html and "Wat de ander schreef" in html
    conflict = Draft.objects.get(conflict_of=draft)
    field = f"conflict-{conflict.pk}-approach"
    assert client.post(choose, {})["Location"] == choose
    assert client.post(choose, {field: "mine"})["Location"] == address(draft, stap="nalezen")
    draft.refresh_from_db()
    assert draft.data["approach"] == "Wat de ander schreef"
    assert not Draft.objects.filter(conflict_of=draft).exists()


def test_what_a_moderator_changed_meanwhile_is_shown_beside_the_draft(writer, author):
    draft = begin(writer)
    page = actions.publish(actions.send_in(draft, author), StaffFactory())
    actions.save_draft(draft, author, {"approach": "Van mij"}, writing.fingerprints(FULL, ["approach"]))
    changed = PracticePage.objects.get(pk=page.pk)
    changed.approach = "Van de moderator"
    changed.save_revision().publish()
    choose = reverse("practices:draft_choose", args=[draft.pk])
    assert choose in writer.get(address(draft, stap="doen")).content.decode()
    response = writer.post(address(draft), {"stap": "nalezen", "send_in": "1"})
    assert response["Location"] == choose
    html = writer.get(choose).content.decode()
    assert "Van mij" in html and "Van de moderator" in html
    writer.post(choose, {"page": "1", "page-approach": "mine"})
    assert writer.post(address(draft), {"stap": "nalezen", "send_in": "1"})["Location"] == address(draft)


def test_sent_in_it_can_not_be_changed_but_taken_back(writer, author):
    draft = begin(writer)
    actions.send_in(draft, author)
    response = writer.get(address(draft))
    assert "practices/write/waiting.html" in [template.name for template in response.templates]
    writer.post(reverse("practices:draft_withdraw", args=[draft.pk]))
    assert 'name="title"' in writer.get(address(draft, stap="wat")).content.decode()


def test_throwing_away_asks_first(writer):
    draft = begin(writer)
    url = reverse("practices:draft_discard", args=[draft.pk])
    assert writer.get(url).status_code == 200
    assert Draft.objects.count() == 1
    writer.post(url)
    assert Draft.objects.count() == 0


def test_edit_is_for_authors(client, writer, author):
    draft = begin(writer)
    page = actions.publish(actions.send_in(draft, author), StaffFactory())
    url = reverse("practices:edit", args=[page.slug])
    assert writer.get(url)["Location"] == address(draft)
    client.force_login(MemberFactory())
    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


def test_my_pages_say_where_each_practice_stands_and_what_to_do(writer, author):
    moderator = StaffFactory()

    def shown():
        page = PracticePage.objects.first()
        html = writer.get("/mijn/").content.decode()
        draft = Draft.objects.get()
        state = standing(page, draft, workflows_of([page]).get(page.pk) if page else None).state
        assert str(state.label) in html
        return state, html

    draft = begin(writer)
    assert shown()[0] == State.WRITING
    page = actions.send_in(draft, author)
    assert shown()[0] == State.SENT_IN
    actions.send_back(page, moderator, "Schrijf op voor wie het is.")
    state, html = shown()
    assert state == State.SENT_BACK
    assert "Schrijf op voor wie het is." in html
    actions.publish(actions.send_in(draft, author), moderator)
    state, html = shown()
    assert state == State.PUBLISHED
    assert reverse("practices:edit", args=[page.slug]) in html
    draft = actions.start_editing(page, author)
    actions.save_draft(draft, author, {"results": "Meer"}, {})
    assert shown()[0] == State.CHANGES_OPEN
    actions.send_in(draft, author)
    assert shown()[0] == State.CHANGES_SENT_IN
