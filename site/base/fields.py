"""What a form field needs to be shown well: ``components/field.html`` and ``components/errors.html`` show it."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.formsets import BaseFormSet
from django.forms.utils import flatatt
from django.utils.translation import gettext as _

PERSONAL_DATA = frozenset(("personal_data", "personal_data_ask"))  # the codes of base.privacy.forms
COUNTER_FROM_START = 1000  # a counter on a longer field is noise until the end is near


def kind_of(widget):
    """How a widget is laid out: hidden, checkbox, choices (a group), file or plain."""
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    return "file" if isinstance(widget, forms.FileInput) else "plain"


def target_id(bound_field):
    """The id that an error links to: the control itself, or the first choice of a group."""
    if kind_of(bound_field.field.widget) == "choices":
        return next(
            (option["id"] for _name, options in _groups(bound_field) for option in options), bound_field.auto_id
        )
    return bound_field.id_for_label or bound_field.auto_id


def describe_field(bound_field, size="", hint=None, rows=None):
    """The context of ``components/field.html``."""
    field, widget = bound_field.field, bound_field.field.widget
    kind = kind_of(widget)
    hint = bound_field.help_text if hint is None else hint
    limit = getattr(field, "max_length", None) if isinstance(widget, forms.Textarea) else None
    name = bound_field.auto_id
    described = [
        f"{name}-{part}" for part, there in (("hint", hint), ("error", bound_field.errors), ("count", limit)) if there
    ]
    # errors come from the server, all at once and with a summary; a browser's own bubble comes one at a time
    bound_field.form.use_required_attribute = False
    attrs = {
        "class": _classes(widget, kind, size),
        "maxlength": False if limit else widget.attrs.get("maxlength", False),
        "aria-describedby": " ".join(described) or False,
        "aria-invalid": "true" if bound_field.errors else False,
    }
    if rows and isinstance(widget, forms.Textarea):
        attrs["rows"] = rows
    if isinstance(widget, forms.DateInput) and widget.input_type == "text":
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    if isinstance(widget, forms.NumberInput) and widget.input_type == "number":
        # typed text stays visible when it is no number, and a scroll wheel changes nothing
        widget.input_type = "text"
        attrs["inputmode"] = "numeric" if isinstance(field, forms.IntegerField) else "decimal"
    context = {
        "kind": kind,
        "id": name,
        "target": target_id(bound_field),
        "label": bound_field.label,
        "optional": not (field.required or field.disabled or kind == "checkbox" or getattr(field, "either_or", False)),
        "hint": hint,
        "errors": bound_field.errors,
        "described": " ".join(described),
        "size": size,
        "limit": limit,
        "limit_shown": bool(limit) and limit <= COUNTER_FROM_START,
    }
    if kind == "choices":
        context["groups"] = _groups(bound_field)
    else:
        context["control"] = bound_field.as_widget(attrs=attrs)
    return context


def _classes(widget, kind, size):
    classes = [widget.attrs.get("class", "")]
    if kind in ("plain", "file"):
        classes.append("input")
        if isinstance(widget, (forms.DateInput, forms.DateTimeInput)):
            classes.append("input--date")
        if isinstance(widget, forms.NumberInput) or size == "short":
            classes.append("input--short num")
        if size == "voice":
            classes.append("writing")
    return " ".join(part for part in classes if part) or False


def _groups(bound_field):
    """Choices as (name of the group, options); choices outside a group stand in one without a name."""
    widget = bound_field.field.widget
    groups = widget.optgroups(
        bound_field.html_name,
        widget.format_value(bound_field.value()),
        widget.build_attrs(widget.attrs, {"id": bound_field.auto_id, "disabled": bound_field.field.disabled}),
    )
    merged = []
    for name, options, _index in groups:
        options = [_option(option) for option in options]
        if name is None and merged and merged[-1][0] is None:
            merged[-1][1].extend(options)
        else:
            merged.append((name, options))
    return merged


def _option(option):
    attrs = {"type": option["type"], "name": option["name"], "value": str(option["value"])} | option["attrs"]
    return {"id": attrs.get("id", ""), "label": option["label"], "attrs": flatatt(attrs)}


def error_items(form):
    """Pairs of address and sentence for all that is wrong in a form or formset; without a field no address."""
    if isinstance(form, BaseFormSet):
        return _formset_items(form)
    items = []
    for name, messages in form.errors.items():
        if name == NON_FIELD_ERRORS or name not in form.fields:
            items += [("", str(message)) for message in messages]
            continue
        bound_field = form[name]
        # A field in a row of several says in the summary in which row it stands.
        label = str(getattr(bound_field.field, "summary_label", bound_field.label))
        label += "" if label.endswith(("?", ":", ".")) else ":"
        messages = _without_personal_data(form, messages)
        items += [(f"#{target_id(bound_field)}", f"{label} {message}") for message in messages]
    return items


def _without_personal_data(form, errors):
    """The messages, but for those that ``components/findings.html`` has as a summary of their own."""
    if not getattr(getattr(form, "privacy", None), "items", None):
        return list(errors)
    kept = [error for error in errors.as_data() if error.code not in PERSONAL_DATA]
    return [message for error in kept for message in error]


def _formset_items(formset):
    if not formset.is_bound:
        return []
    items = [("", str(message)) for message in formset.non_form_errors()]
    for number, form in enumerate(formset.forms, 1):
        items += [
            (address, _("Row %(number)s, %(error)s") % {"number": number, "error": sentence})
            for address, sentence in error_items(form)
        ]
    return items
