"""The checklist for what no software finds."""

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from base.privacy import KINDS
from base.privacy.checklist import PrivacyChecklist
from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeTextField

# the words of the site, such as its municipalities, come from the database
pytestmark = pytest.mark.django_db


class AskForm(PrivacyChecklist, PrivacyCheckedForm, forms.Form):
    text = SafeTextField(label="Vraag")


class PlainForm(PrivacyChecklist, forms.Form):
    text = SafeTextField(label="Vraag")


@pytest.mark.parametrize("form_class", [AskForm, PlainForm])
def test_the_tick_is_required_and_the_last_field(form_class):
    form = form_class({"text": "Hoe blijf ik rustig?"})
    assert not form.is_valid()
    assert {name: [error.code for error in errors] for name, errors in form.errors.as_data().items()} == {
        "privacy_read": ["required"]
    }
    assert list(form.fields) == ["text", "privacy_read"]
    assert form_class({"text": "Hoe blijf ik rustig?", "privacy_read": "on"}).is_valid()


def test_a_draft_asks_for_no_tick_and_shows_no_list():
    form = AskForm({"text": "Hoe blijf ik rustig?"}, ask_checklist=False)
    assert form.is_valid()
    assert render_to_string("components/privacy_checklist.html", {"form": form}).strip() == ""


def test_the_tick_never_lets_personal_data_through():
    form = AskForm({"text": "Haar bsn is 111222333.", "privacy_read": "on"})
    assert not form.is_valid()
    assert list(form.errors) == ["text"]


def test_a_replaced_text_is_read_again():
    form = AskForm({"text": "Hoe help ik Daan?", "privacy_read": "on", "privacy_replace": "all"})
    assert not form.is_valid()
    assert form["text"].value() == f"Hoe help ik {KINDS['name'].replacement}?"
    assert form["privacy_read"].value() is False


def test_the_component_lists_the_signs_and_shows_the_error_beside_the_tick():
    form = AskForm({"text": "Hoe blijf ik rustig?"})
    form.is_valid()
    with translation.override("en"):
        markup = render_to_string("components/privacy_checklist.html", {"form": form})
    assert markup.count("<li>") == len(form.privacy_signs)
    assert 'id="id_privacy_read-error"' in markup
    assert 'aria-labelledby="id_privacy_read-title"' in markup
