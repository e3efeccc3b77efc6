"""Forms that find personal data before they store anything, and that work without JavaScript."""

import logging
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from base import slots, stamps
from base.privacy.checks import (
    ALL,
    LEAVE,
    check_fields,
    confirmed_keys,
    count_kinds,
    finding_key,
    left_keys,
    needs_answer,
    replace_findings,
)
from base.privacy.kinds import ASK, BLOCK, Finding
from base.text import clean_text

logger = logging.getLogger(__name__)

REPLACE = "privacy_replace"
AROUND = 80
# Fields of their own kind, that hold what their kind says (an address is checked where it is typed as text).
_SKIPPED = (forms.EmailField, forms.URLField, forms.SlugField, forms.UUIDField, forms.JSONField)


@dataclass(frozen=True)
class Item:
    """One thing found, as the page shows it."""

    finding: Finding
    key: str
    label: str
    html_id: str
    text: str

    @property
    def blocks(self) -> bool:
        return self.finding.action == BLOCK


@dataclass(frozen=True)
class Passage:
    """What somebody wrote in one field, with what was found marked: ``parts`` are (text, whether it was found)."""

    label: str
    html_id: str
    parts: list[tuple[str, bool]]


@dataclass
class PrivacySummary:
    """What ``components/findings.html`` shows: each thing once, wherever it stands on the page."""

    items: list[Item] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    replaced: bool = False
    confirmed: bool = False

    @property
    def blocks(self) -> list[Item]:
        return [item for item in self.items if item.blocks]

    @property
    def asks(self) -> list[Item]:
        return [item for item in self.items if not item.blocks]

    def __bool__(self) -> bool:
        return bool(self.items or self.left) or self.replaced

    def add(self, other: "PrivacySummary") -> None:
        once = {}
        for item in [*self.items, *other.items]:
            once.setdefault(item.key, item)
        self.items = sorted(once.values(), key=lambda item: not item.blocks)
        self.passages = [*self.passages, *other.passages]
        self.left = sorted({*self.left, *other.left})
        self.replaced = self.replaced or other.replaced
        self.confirmed = self.confirmed or other.confirmed


def site_words() -> dict:
    """Words of the site itself that rooms gave (``slots.privacy_words``), such as its municipalities."""
    return stamps.remember("site", "privacy words", _site_words)


def _site_words() -> dict:
    words: dict[str, set[str]] = {}
    for entry in slots.privacy_words:
        for name, phrases in entry().items():
            words.setdefault(name, set()).update(phrases)
    return {name: tuple(sorted(phrases)) for name, phrases in words.items()}


def privacy_summary(*forms_on_page) -> PrivacySummary:
    """One summary for a page of several forms."""
    summary = PrivacySummary()
    for form in forms_on_page:
        summary.add(form.privacy)
    return summary


class PrivacyCheckedForm(forms.BaseForm):
    """Mixin, first among the bases: see the docstring of ``base.privacy``."""

    privacy_exempt: set[str] = set()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.privacy = PrivacySummary()
        if self.is_bound and REPLACE in self.data:
            self._replace_found(self.data[REPLACE])

    def privacy_words(self) -> dict:
        """Extra names, places and allowed phrases for the detector: a hook for rooms."""
        return site_words()

    def is_valid(self):
        # Whoever pressed one of these buttons wants to read the text before it is stored.
        return super().is_valid() and not (self.is_bound and (REPLACE in self.data or LEAVE in self.data))

    def _post_clean(self):
        # Not in clean(), which a form may override without calling ours. Before super(), which would give
        # the texts to the model instance.
        texts = self._texts()
        confirmed, alone = confirmed_keys(self.data), left_keys(self.data)
        found = check_fields(texts, **self.privacy_words())
        held = {}
        for name, findings in found.items():
            self.privacy.add(self._summary(name, texts[name], findings, alone))
            left = needs_answer(texts[name], findings, confirmed)
            if left:
                held[name] = left
                for message in _messages(texts[name], left):
                    self.add_error(name, message)
        if held:
            logger.info("personal data held back: %s", count_kinds(held))
        else:
            # Kept ticked, so that an error in another field does not ask the same again.
            self.privacy.confirmed = bool(self.privacy.items)
        super()._post_clean()

    def _texts(self) -> dict[str, str]:
        """What is typed in each text field, as it will be stored where it is valid and as it was typed where not."""
        texts = {}
        for name, form_field in self.fields.items():
            if name in self.privacy_exempt or form_field.disabled:
                continue
            if not isinstance(form_field, forms.CharField) or isinstance(form_field, _SKIPPED):
                continue
            value = getattr(self, "cleaned_data", {}).get(name)
            if value is None:
                value = self._raw(name)
            if isinstance(value, str) and value:
                texts[name] = clean_text(value)
        return texts

    def _raw(self, name):
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def _summary(self, name, text, findings, alone) -> PrivacySummary:
        bound, items, shown, left = self[name], [], [], []
        for finding in findings:
            key = finding_key(text, finding)
            if key in alone and finding.action == ASK:
                left.append(key)
                continue
            shown.append(finding)
            words = text[finding.start : finding.end]
            items.append(Item(finding, key, bound.label, bound.auto_id, words))
        passages = [Passage(bound.label, bound.auto_id, _marked(text, shown))] if shown else []
        return PrivacySummary(items, passages, left)

    def _replace_found(self, wanted: str) -> None:
        """Replaces what a button names, in the data as it was posted; found anew, so that no offset is trusted."""
        data = self.data.copy()
        texts, left = self._texts(), left_keys(data)
        for name, findings in check_fields(texts, **self.privacy_words()).items():
            text = texts[name]
            keys = {f: finding_key(text, f) for f in findings}
            # "All" is all that the page asked about, so not what was left as it is.
            chosen = [f for f in findings if keys[f] == wanted or (wanted == ALL and needs_answer(text, [f], left))]
            if chosen:
                data[self.add_prefix(name)] = replace_findings(text, chosen)
                self.privacy.replaced = True
        self.data = data


def _messages(text: str, findings: list[Finding]) -> list[ValidationError]:
    errors = []
    for kind in dict.fromkeys(f.label for f in findings if f.action == BLOCK):
        message = _("This looks like %(kind)s. It can't be stored here: take it out or replace it.")
        errors.append(ValidationError(message, code="personal_data", params={"kind": kind}))
    asked = list(dict.fromkeys(text[f.start : f.end] for f in findings if f.action == ASK))
    if asked:
        words = ", ".join(f"“{words}”" for words in asked[:5]) + (" …" if len(asked) > 5 else "")
        message = _("Is this about a client? %(words)s. Replace it, or say that it is not about a client.")
        errors.append(ValidationError(message, code="personal_data_ask", params={"words": words}))
    return errors


def _marked(text: str, findings: list[Finding]) -> list[tuple[str, bool]]:
    """A text in parts, those that were found apart; where it is long only what stands around them."""
    parts, at = [], 0
    for finding in findings:
        between = text[at : finding.start]
        if len(between) > 3 * AROUND:
            before = "" if at == 0 else between[:AROUND].rsplit(" ", 1)[0]
            between = f"{before} … {between[-AROUND:].split(' ', 1)[-1]}"
        parts += [(between, False), (text[finding.start : finding.end], True)]
        at = finding.end
    rest = text[at:]
    parts.append((rest if len(rest) <= 2 * AROUND else rest[:AROUND].rsplit(" ", 1)[0] + " …", False))
    return [part for part in parts if part[0]]
