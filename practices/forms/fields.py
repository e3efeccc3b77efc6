"""Fields of the writing form that Django's own need help with."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from network.topics.merged import goals_of

MAX_CHOSEN = 100


def is_key(value):
    """Whether a posted text can be a primary key: digits that fit the column, so that no database has to refuse it."""
    return isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 18


class ChosenField(forms.ModelMultipleChoiceField):
    """Several objects; an id that is none is an error of the form, whatever its length."""

    def __init__(self, queryset, **kwargs):
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(queryset, **kwargs)

    def _check_values(self, value):
        value = list(value)
        if len(value) > MAX_CHOSEN:
            raise forms.ValidationError(_("Choose fewer."), code="too_many")
        for key in value:
            if not is_key(str(key)):
                raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
        return super()._check_values(value)


class ByKind(forms.models.ModelChoiceIterator):
    """Topics under the heading of their kind."""

    def __iter__(self):
        groups = {}
        for topic in self.queryset:
            groups.setdefault(topic.kind, []).append(self.choice(topic))
        labels = dict(self.queryset.model.Kind.choices)
        for kind, label in labels.items():
            if kind in groups:
                yield label, groups[kind]


class TopicsField(ChosenField):
    """Topics, shown by kind. One that was merged since the form was opened counts as what it became."""

    iterator = ByKind

    def _check_values(self, value):
        goals = goals_of([key for key in list(value)[:MAX_CHOSEN] if is_key(str(key))])
        return super()._check_values(dict.fromkeys(str(goals.get(int(k), k)) if is_key(str(k)) else k for k in value))


class WebAddressField(forms.URLField):
    """A link to a page on the web; nothing but http and https."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 400)
        kwargs.setdefault("assume_scheme", "https")
        super().__init__(**kwargs)


class DayField(forms.DateField):
    """A day, by the browser's own picker or typed the Dutch way."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs):
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"])
        super().__init__(**kwargs)
