"""Forms that staff put together in the admin."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeCharField, SafeTextField

LINE = 255
TEXT = 5000


class SurveyForm(PrivacyCheckedForm, BaseForm):
    """What every form page asks: the questions of its staff, with data of clients kept out (N22)."""


class SurveyBuilder(FormBuilder):
    """Makes a form of the questions of a page, with the same limits as all other forms."""

    def create_singleline_field(self, field, options):
        return SafeCharField(max_length=LINE, **options)

    def create_multiline_field(self, field, options):
        return SafeTextField(max_length=TEXT, **options)

    def create_hidden_field(self, field, options):
        return SafeCharField(max_length=LINE, widget=forms.HiddenInput, **options)

    def create_number_field(self, field, options):
        return forms.DecimalField(max_digits=20, **options)

    def create_dropdown_field(self, field, options):
        form_field = super().create_dropdown_field(field, options)
        if not field.default_value:
            form_field.choices = [("", _("Choose")), *form_field.choices]
        return form_field

    def create_date_field(self, field, options):
        return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)

    def get_form_class(self):
        questions = list(self.fields)
        fields = self.formfields
        fields["token"] = forms.UUIDField(required=False, widget=forms.HiddenInput)
        exempt = {
            question.clean_name or question.get_field_clean_name()
            for question in questions
            if question.own_details or question.field_type in ("hidden", "email")
        }
        return type("Survey", (SurveyForm,), {**fields, "privacy_exempt": exempt})
