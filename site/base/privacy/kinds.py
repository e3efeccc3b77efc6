"""The kinds of personal data that are looked for: what happens with each and how it is called."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

BLOCK = "block"
ASK = "ask"


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    action: str
    label: str
    replacement: str


_ALL = (
    Kind("iban", BLOCK, _("a bank account number"), _("[account number]")),
    Kind("email", BLOCK, _("an e-mail address"), _("[e-mail address]")),
    Kind("phone", BLOCK, _("a phone number"), _("[phone number]")),
    Kind("bsn", BLOCK, _("a citizen service number (BSN)"), _("[number]")),
    Kind("address", BLOCK, _("a postcode with a house number"), _("[address]")),
    Kind("date_of_birth", BLOCK, _("a date of birth"), _("[date of birth]")),
    Kind("name", ASK, _("a name"), _("[name]")),
    Kind("initials", ASK, _("an initial"), _("[name]")),
    Kind("school", ASK, _("a school"), _("[school]")),
    Kind("street", ASK, _("a street"), _("[street]")),
    Kind("place", ASK, _("a place"), _("[place]")),
    Kind("postcode", ASK, _("a postcode"), _("[postcode]")),
    Kind("date", ASK, _("a full date from the past"), _("[date]")),
    Kind("plate", ASK, _("a licence plate"), _("[licence plate]")),
)
KINDS = {kind.name: kind for kind in _ALL}
# Where two findings lie over each other the earlier kind wins, then the longer text.
RANK = {kind.name: rank for rank, kind in enumerate(_ALL)}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a text that looks like personal data: ``text[start:end]``, in the text as it was given."""

    start: int
    end: int
    kind: str

    @property
    def action(self) -> str:
        return KINDS[self.kind].action

    @property
    def label(self) -> str:
        return KINDS[self.kind].label

    @property
    def replacement(self) -> str:
        return str(KINDS[self.kind].replacement)

    def as_dict(self) -> dict:
        return {"start": self.start, "end": self.end, "kind": self.kind, "action": self.action}
