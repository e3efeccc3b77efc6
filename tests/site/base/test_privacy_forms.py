"""Forms that find personal data before they store anything."""

import logging

import pytest
from django import forms
from django.forms import formset_factory
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from base.fields import error_items
from base.privacy.forms import PrivacyCheckedForm, privacy_summary
from base.text import SafeCharField, SafeTextField

# the words of the site, such as its municipalities, come from the database
pytestmark = pytest.mark.django_db


class StoryForm(PrivacyCheckedForm, forms.Form):
    privacy_exempt = {"contact"}

    title = SafeCharField(label="Titel")
    story = SafeTextField(label="Verhaal", required=False)
    contact = SafeCharField(label="Contact", required=False)
    mail = forms.EmailField(label="Mail", required=False)
    weeks = forms.IntegerField(required=False)

    def clean(self):
        # Does not call super(), as forms of rooms may forget.
        return self.cleaned_data


def story(**typed):
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return StoryForm(data)


def codes(form):
    return {name: [error.code for error in errors] for name, errors in form.errors.as_data().items()}


def test_a_text_without_personal_data_is_stored_as_it_was_typed():
    form = story(title="Rust in huis", story="Eén gezicht voor het gezin.", contact="06-12345678", mail="a@example.org")
    assert form.is_valid()
    assert form.cleaned_data["contact"] == "06-12345678"
    assert not form.privacy


def test_what_is_blocked_is_an_error_on_its_field_and_no_tick_helps():
    form = story(title="Rust", story="Bel 06-12345678.")
    assert codes(form) == {"story": ["personal_data"]}
    keys = [item.key for item in form.privacy.items]
    again = story(title="Rust", story="Bel 06-12345678.", privacy_confirmed="1", privacy_seen=keys)
    assert codes(again) == {"story": ["personal_data"]}
    assert "story" not in again.cleaned_data


def test_names_are_asked_about_and_kept_when_they_are_no_client():
    form = story(title="Rust", story="Daan belde uit Enschede.")
    assert codes(form) == {"story": ["personal_data_ask"]}
    keys = [item.key for item in form.privacy.asks]
    again = story(title="Rust", story="Daan belde uit Enschede.", privacy_confirmed="1", privacy_seen=keys)
    assert again.is_valid()
    assert again.cleaned_data["story"] == "Daan belde uit Enschede."


def test_hidden_keys_without_the_tick_and_a_name_typed_later_ask_again():
    keys = [item.key for item in story(title="Rust", story="Daan belde.").privacy.asks] or None
    form = story(title="Rust", story="Daan belde.")
    form.is_valid()
    keys = [item.key for item in form.privacy.asks]
    assert not story(title="Rust", story="Daan belde.", privacy_seen=keys).is_valid()
    later = story(title="Rust", story="Daan belde Lieke.", privacy_confirmed="1", privacy_seen=keys)
    assert codes(later) == {"story": ["personal_data_ask"]}


def test_one_button_replaces_one_thing_everywhere_and_nothing_else_is_lost():
    typed = {"title": "Bij Daan thuis", "story": "Daan en  Lieke\r\nbelden.", "contact": "Daan", "weeks": "x"}
    form = story(**typed)
    form.is_valid()
    key = next(item.key for item in form.privacy.items if item.text == "Daan")
    again = story(**typed, privacy_replace=key)
    assert not again.is_valid()
    assert [again["title"].value(), again["story"].value(), again["contact"].value(), again["weeks"].value()] == [
        "Bij [naam] thuis",
        "[naam] en  Lieke\nbelden.",
        "Daan",
        "x",
    ]
    assert again.privacy.replaced
    assert [item.text for item in again.privacy.items] == ["Lieke"]


def test_one_button_replaces_all_and_the_text_is_read_before_it_is_stored():
    form = story(title="Rust", story="Daan, 06-12345678", privacy_replace="all")
    assert not form.is_valid()
    assert form.errors == {}
    assert form["story"].value() == "[naam], [telefoonnummer]"
    assert story(title="Rust", story="[naam], [telefoonnummer]").is_valid()


@pytest.mark.parametrize("value", ["", "story:0:4", "f" * 5000, "\x00"])
def test_a_made_up_button_changes_nothing_and_stores_nothing(value):
    form = story(title="Rust", story="Daan", privacy_replace=value)
    assert not form.is_valid()
    assert form["story"].value() == "Daan"


def test_a_field_with_another_error_is_checked_too():
    form = story(title="", story="x\x00 Daan 111222333")
    assert codes(form)["title"] == ["required"]
    assert "personal_data" in codes(form)["story"]


def test_the_tick_stays_while_another_field_is_wrong():
    form = story(title="Rust", story="Daan")
    form.is_valid()
    keys = [item.key for item in form.privacy.asks]
    again = story(title="Rust", story="Daan", weeks="x", privacy_confirmed="1", privacy_seen=keys)
    assert codes(again) == {"weeks": ["invalid"]}
    assert again.privacy.confirmed


def test_a_page_of_several_forms_has_one_summary_and_one_answer():
    formset = formset_factory(StoryForm, extra=0)(
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "0",
            "form-0-title": "Daan",
            "form-1-title": "Bij Daan en Lieke",
        }
    )
    assert not formset.is_valid()
    summary = privacy_summary(*formset.forms)
    assert [item.text for item in summary.items] == ["Daan", "Lieke"]
    data = formset.data | {"privacy_replace": summary.items[0].key}
    again = formset_factory(StoryForm, extra=0)(data)
    assert not again.is_valid()
    assert [form["title"].value() for form in again.forms] == ["[naam]", "Bij [naam] en Lieke"]


def test_only_kinds_and_numbers_are_logged(caplog):
    with caplog.at_level(logging.DEBUG):
        story(title="Daan", story="bsn 111222333").is_valid()
    assert caplog.messages == ["personal data held back: {'name': 1, 'bsn': 1}"]


def test_the_component_shows_what_was_found_with_its_buttons():
    form = story(title="Rust", story="Hij <b>Daan</b> heeft 111222333.")
    form.is_valid()
    with translation.override("nl"):
        markup = render_to_string("components/findings.html", {"privacy": form.privacy})
    assert '<mark class="finding">Daan</mark>&lt;/b&gt;' in markup
    assert markup.count('name="privacy_replace"') == 3
    assert markup.count('name="privacy_seen"') == 1
    assert "burgerservicenummer" in markup
    assert render_to_string("components/findings.html", {"privacy": story(title="Rust").privacy}).strip() == ""


def test_one_thing_is_left_as_it_is_with_a_button_and_not_asked_again():
    form = story(title="Rust", story="Daan belde Lieke.")
    form.is_valid()
    daan, lieke = (item.key for item in form.privacy.asks)
    left = story(title="Rust", story="Daan belde Lieke.", privacy_leave=daan)
    assert not left.is_valid()
    assert codes(left) == {"story": ["personal_data_ask"]}
    assert ([item.text for item in left.privacy.items], left.privacy.left) == (["Lieke"], [daan])
    both = story(title="Rust", story="Daan belde Lieke.", privacy_left=daan, privacy_leave=lieke)
    assert codes(both) == {}
    assert not both.is_valid()
    assert story(title="Rust", story="Daan belde Lieke.", privacy_left=[daan, lieke]).is_valid()


def test_replacing_all_leaves_what_was_left():
    form = story(title="Rust", story="Daan belde Lieke.")
    form.is_valid()
    key = next(item.key for item in form.privacy.items if item.text == "Daan")
    again = story(title="Rust", story="Daan belde Lieke.", privacy_left=key, privacy_replace="all")
    assert again["story"].value() == "Daan belde [naam]."


def test_what_is_blocked_cannot_be_left():
    form = story(title="Rust", story="Bel 06-12345678.")
    form.is_valid()
    key = form.privacy.items[0].key
    again = story(title="Rust", story="Bel 06-12345678.", privacy_leave=key, privacy_left=[key, "all"])
    assert codes(again) == {"story": ["personal_data"]}
    assert [item.key for item in again.privacy.items] == [key]


def test_what_was_found_is_summed_up_once_and_other_errors_apart():
    form = story(title="", story="Daan belde.", weeks="x")
    form.is_valid()
    assert [address for address, _sentence in error_items(form)] == ["#id_title", "#id_weeks"]
    assert [passage.parts for passage in form.privacy.passages] == [[("Daan", True), (" belde.", False)]]


def test_of_a_long_text_only_what_stands_around_a_finding_is_shown():
    form = story(title="Rust", story="Het begon zo. " * 40 + "Toen kwam Daan binnen. " + "Het ging zo door. " * 40)
    form.is_valid()
    parts = form.privacy.passages[0].parts
    assert [text for text, found in parts if found] == ["Daan"]
    assert sum(len(text) for text, _found in parts) < 260
    assert parts[0][0].startswith(" … ") and parts[0][0].endswith("Toen kwam ") and parts[-1][0].endswith(" …")


def test_the_component_has_a_sentence_and_two_buttons_for_each_name_and_takes_the_focus():
    form = story(title="Rust", story="Daan belde 06-12345678.", privacy_left=["0" * 16])
    form.is_valid()
    with translation.override("nl"):
        markup = render_to_string("components/findings.html", {"privacy": form.privacy})
        stored = render_to_string("components/findings.html", {"privacy": form.privacy, "stored": True})
    assert "<b>Daan</b> lijkt een naam." in markup
    assert (markup.count('name="privacy_leave"'), markup.count('name="privacy_left"')) == (1, 0)
    assert 'id="findings" role="alert" tabindex="-1" autofocus' in markup
    assert "autofocus" not in stored
