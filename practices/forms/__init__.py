"""The forms with which a member writes a practice."""

from practices.forms.guide import GUIDES
from practices.forms.steps import ALL_STEPS, COUNTED, EVERYTHING, MAX_MECHANISMS, PLAIN_FIELDS, RICHER, STEPS
from practices.forms.write import MechanismRows, PracticeForm, privacy_words

__all__ = [
    "ALL_STEPS",
    "COUNTED",
    "EVERYTHING",
    "GUIDES",
    "MAX_MECHANISMS",
    "PLAIN_FIELDS",
    "RICHER",
    "STEPS",
    "MechanismRows",
    "PracticeForm",
    "privacy_words",
]
