"""What callers do with findings: check several fields, hold back, replace, count."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

from base.privacy.detector import find_personal_data
from base.privacy.folding import fold
from base.privacy.kinds import BLOCK, Finding


def check_fields(fields: Mapping[str, str], exempt: Iterable[str] = (), **words) -> dict[str, list[Finding]]:
    """The findings of each field that has any. ``words`` go to ``find_personal_data``."""
    exempt = set(exempt)
    found = {}
    for name, text in fields.items():
        if name in exempt or not isinstance(text, str) or not text:
            continue
        findings = find_personal_data(text, **words)
        if findings:
            found[name] = findings
    return found


def finding_key(text: str, finding: Finding) -> str:
    """A short name for what was found, the same wherever it stands, so that a writer can confirm it once."""
    folded, _starts, _ends = fold(text[finding.start : finding.end])
    found = " ".join(folded.casefold().split())
    return hashlib.sha256(f"{finding.kind}:{found}".encode()).hexdigest()[:16]


LEAVE, LEFT, ALL = "privacy_leave", "privacy_left", "all"


def confirmed_keys(data) -> set[str]:
    """The findings that a posted form says are not about a client.

    All that it shows, by its tick; and one by one, by the button "leave it" (``privacy_leave``), now or before
    (``privacy_left``).
    """
    keys = {*left_keys(data)}
    if data.get("privacy_confirmed") or data.get(LEAVE) == ALL:
        keys |= set(_values(data, "privacy_seen"))
    return keys


def left_keys(data) -> set[str]:
    """The findings that were left as they are with a button of their own."""
    return {*_values(data, LEFT), *_values(data, LEAVE)} - {ALL}


def _values(data, name) -> list[str]:
    values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
    return [values] if isinstance(values, str) else list(values)


def needs_answer(text: str, findings: Iterable[Finding], confirmed: Iterable[str] = ()) -> list[Finding]:
    """The findings that keep a text from being stored: all of `block`, and `ask` that nobody confirmed."""
    confirmed = set(confirmed)
    return [f for f in findings if f.action == BLOCK or finding_key(text, f) not in confirmed]


def hold_back(
    fields: Mapping[str, str], exempt: Iterable[str] = (), confirmed: Iterable[str] = (), **words
) -> tuple[dict[str, str], dict[str, list[Finding]]]:
    """Parts ``fields`` in what may be stored and the findings of what may not."""
    held = {}
    for name, findings in check_fields(fields, exempt, **words).items():
        open_findings = needs_answer(fields[name], findings, confirmed)
        if open_findings:
            held[name] = open_findings
    return {name: text for name, text in fields.items() if name not in held}, held


def replace_findings(text: str, findings: Iterable[Finding]) -> str:
    """The text with each finding replaced by its general word."""
    parts, at = [], 0
    for finding in sorted(findings, key=lambda f: f.start):
        parts += [text[at : finding.start], finding.replacement]
        at = finding.end
    return "".join([*parts, text[at:]])


def count_kinds(found: Mapping[str, Iterable[Finding]]) -> dict[str, int]:
    """How many of which kind: all that may be logged."""
    return dict(Counter(finding.kind for findings in found.values() for finding in findings))
