"""Every field is labelled, its error stands above it, and the summary links to it."""

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

COLOURS = [("Warm", [("r", "Rood"), ("g", "Geel")]), ("Koud", [("b", "Blauw & wit")])]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


class SampleForm(forms.Form):
    title = forms.CharField(label="Titel", help_text="Kort & krachtig", max_length=20)
    story = forms.CharField(label="Verhaal", widget=forms.Textarea, max_length=50, required=False)
    long = forms.CharField(label="Lang", widget=forms.Textarea, max_length=20_000, required=False)
    age = forms.IntegerField(label="Leeftijd", required=False)
    since = forms.DateField(label="Sinds", required=False)
    colour = forms.ChoiceField(label="Welke kleur?", choices=COLOURS, widget=forms.RadioSelect)
    shapes = forms.MultipleChoiceField(
        label="Vormen",
        choices=[("c", "Cirkel"), ("v", "Vierkant")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agree = forms.BooleanField(label="Akkoord", help_text="Lees eerst")
    photo = forms.FileField(label="Foto", required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    region = forms.CharField(label="Regio", disabled=True, required=False, initial="Twente")

    def clean(self):
        if self.data.get("title") == "dubbel":
            raise forms.ValidationError("Dit <bestaat> al.")


RowFormSet = forms.formset_factory(SampleForm, min_num=1, validate_min=True, extra=0)


def show(form, name, options=""):
    template = Template("{% load components %}{% field field " + options + " %}")
    return template.render(Context({"field": form[name]}))


def summary(*forms_):
    names = " ".join(f"form{number}" for number in range(len(forms_)))
    template = Template("{% load components %}{% errors " + names + " %}")
    return template.render(Context({f"form{number}": form for number, form in enumerate(forms_)}))


def test_field_ties_label_and_help_to_its_input():
    html = show(SampleForm(), "title")
    assert '<label for="id_title">Titel</label>' in html
    assert '<span class="hint" id="id_title-hint">Kort &amp; krachtig</span>' in html
    assert 'class="input"' in html and 'aria-describedby="id_title-hint"' in html
    assert "aria-invalid" not in html and " required" not in html


def test_field_that_may_stay_empty_says_so():
    assert '<label for="id_story">Verhaal <span class="optional">(optional)</span></label>' in show(
        SampleForm(), "story"
    )


def test_error_stands_above_the_input_and_is_read_with_it():
    html = show(SampleForm({"title": "", "agree": "on"}), "title")
    assert 'class="field has-error"' in html
    assert '<span class="error" id="id_title-error">Error: This field is required.</span>' in html
    assert 'aria-describedby="id_title-hint id_title-error"' in html and 'aria-invalid="true"' in html
    assert html.index("id_title-error") < html.index("<input")


def test_what_was_typed_comes_back_escaped():
    html = show(SampleForm({"title": '"><script>' * 9}), "title")
    assert 'value="&quot;&gt;&lt;script&gt;' in html and "<script" not in html


def test_counter_of_a_text_says_its_limit_and_lets_a_paste_in():
    html = show(SampleForm(), "story")
    assert '<p class="counter" id="id_story-count" data-counter="id_story" data-max="50"' in html
    assert "At most 50 characters" in html
    assert "maxlength" not in html
    assert 'aria-describedby="id_story-count"' in html


def test_counter_of_a_long_text_waits_until_the_end_is_near():
    assert 'data-max="20000" hidden' in show(SampleForm(), "long")


def test_number_is_typed_as_text_so_that_a_wrong_one_can_be_seen():
    html = show(SampleForm({"age": "veel"}), "age")
    assert 'type="text"' in html and 'inputmode="numeric"' in html and 'value="veel"' in html


def test_date_uses_the_picker_of_the_browser():
    import datetime

    html = show(SampleForm(initial={"since": datetime.date(2026, 11, 3)}), "since")
    assert 'type="date"' in html and 'value="2026-11-03"' in html


def test_choices_are_a_fieldset_with_named_groups():
    html = show(SampleForm({"colour": "g"}), "colour")
    assert '<fieldset class="field" id="id_colour">' in html
    assert "<legend>Welke kleur?</legend>" in html
    assert '<p class="choices__group">Warm</p>' in html and '<p class="choices__group">Koud</p>' in html
    assert "<span>Blauw &amp; wit</span>" in html
    (chosen,) = [part for part in html.split("<input")[1:] if " checked" in part.split(">")[0]]
    assert 'value="g"' in chosen and 'id="id_colour_0_1"' in chosen
    assert 'for="id_colour_0_1"' in html


def test_choices_say_their_error_once_for_the_group():
    html = show(SampleForm({"title": "x"}), "colour")
    assert '<fieldset class="field has-error" id="id_colour" aria-describedby="id_colour-error">' in html
    assert html.count("This field is required.") == 1


def test_several_choices_keep_what_was_ticked():
    html = show(SampleForm({"shapes": ["c", "v"]}), "shapes", "size='cols'")
    assert html.count(" checked") == 2 and 'class="choices choices--cols"' in html


def test_single_checkbox_has_its_label_behind_it():
    html = show(SampleForm({"agree": ""}), "agree")
    assert '<label class="choice" for="id_agree"><input type="checkbox" name="agree"' in html
    assert "<span>Akkoord</span></label>" in html
    assert 'aria-describedby="id_agree-hint id_agree-error"' in html
    assert 'class="input' not in html


def test_hidden_field_is_only_its_input():
    assert show(SampleForm(initial={"version": "3"}), "version").startswith(
        '<input type="hidden" name="version" value="3"'
    )


def test_disabled_field_is_not_called_optional():
    html = show(SampleForm(), "region")
    assert " disabled" in html and "optional" not in html


@pytest.mark.parametrize("name", list(SampleForm.base_fields))
def test_every_kind_of_field_shows_in_both_states(name):
    for form in (SampleForm(prefix="p"), SampleForm({"p-title": ""}, prefix="p")):
        assert f'name="p-{name}"' in show(form, name)


def test_summary_links_each_error_to_its_field():
    form = SampleForm({"title": "", "story": "x" * 60, "age": "veel"})
    html = summary(form)
    assert 'role="alert" tabindex="-1"' in html
    assert "5 things are not right yet" in html
    assert '<li><a href="#id_title">Titel: This field is required.</a></li>' in html
    assert '<li><a href="#id_colour_0_0">Welke kleur? This field is required.</a></li>' in html
    assert '<li><a href="#id_agree">Akkoord: This field is required.</a></li>' in html
    for address in html.split('href="#')[1:]:
        target = address.split('"')[0]
        assert any(f'id="{target}"' in show(form, name) for name in form.fields)


def test_summary_shows_errors_of_the_whole_form_without_link():
    html = summary(SampleForm({"title": "dubbel", "colour": "r", "agree": "on"}))
    assert "One thing is not right yet" in html
    assert "<li>Dit &lt;bestaat&gt; al.</li>" in html


def test_summary_gathers_forms_and_formsets():
    data = {"rows-TOTAL_FORMS": "2", "rows-INITIAL_FORMS": "0", "rows-0-title": "x", "rows-0-colour": "r",
            "rows-0-agree": "on", "rows-1-title": "y", "rows-1-colour": "paars", "rows-1-agree": "on"}  # fmt: skip
    html = summary(SampleForm({"title": "x", "agree": "on", "colour": ""}), RowFormSet(data, prefix="rows"))
    assert '<a href="#id_colour_0_0">Welke kleur? This field is required.</a>' in html
    assert '<a href="#id_rows-1-colour_0_0">Row 2, Welke kleur? Select a valid choice.' in html
    assert "2 things are not right yet" in html


def test_summary_of_a_formset_without_its_counts_says_what_is_wrong():
    html = summary(RowFormSet({}, prefix="rows"))
    assert html.count("<li>") == 1


def test_summary_without_errors_is_nothing():
    assert summary(SampleForm()).strip() == ""
    assert summary(SampleForm({"title": "x", "colour": "r", "agree": "on"}), RowFormSet(prefix="rows")).strip() == ""
    assert summary(None).strip() == ""
