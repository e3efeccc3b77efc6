"""Which column of a file is which of ours."""

import re
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from network.organisations.models import Organisation
from network.people import roles
from network.people.models import Member
from network.services.importing.models import ImportRun
from network.services.models import Service, WaitingTime

LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class Column:
    """A column of ours. ``sort`` is how a cell is read: the methods of ``Cells``."""

    name: str
    label: str
    sort: str = "text"
    required: bool = False
    choices: type | None = None
    also: tuple[str, ...] = ()  # other headings that people give it, in lower case
    example: str = ""

    @property
    def many(self):
        """Whether a cell holds several, with semicolons between them."""
        return self.sort in ("topics", "municipalities")


@dataclass(frozen=True)
class Sheet:
    """What a file of one kind may hold, and the columns that together say which thing a row is about."""

    model: type
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    by_way: tuple[str, ...] = ()

    @property
    def own_columns(self):
        """The columns that a thing has itself: a waiting time has its organisation by way of the service."""
        return tuple(column for column in self.columns if column.name not in self.by_way)

    def column(self, name):
        return next(column for column in self.columns if column.name == name)


class InvitedAs(models.TextChoices):
    """The roles that a file may give."""

    MEMBER = "member", _("Member")
    PROVIDER_EDITOR = roles.PROVIDER_EDITOR, roles.ROLES[roles.PROVIDER_EDITOR]


_TOPICS = Column("topics", _("Topics"), "topics", also=("thema", "specialisme", "specialismen"), example="Rouw; Trauma")
_MUNICIPALITIES = Column("municipalities", _("Municipalities"), "municipalities", also=("gemeente", "werkgebied"))
_ORGANISATION = Column(
    "organisation",
    _("Organisation"),
    "organisation",
    required=True,
    also=("aanbieder", "provider", "zorgaanbieder"),
    example="De Brug",
)

SHEETS = {
    ImportRun.Kind.ORGANISATIONS: Sheet(
        Organisation,
        (
            Column("name", _("Name"), required=True, also=("organisatie", "aanbieder", "provider"), example="De Brug"),
            Column("kind", _("Kind"), "choice", choices=Organisation.Kind, also=("type",), example="provider"),
            Column("size", _("Size"), "choice", choices=Organisation.Size, also=("omvang",), example="small"),
            _MUNICIPALITIES,
            _TOPICS,
            Column("description", _("Description"), also=("omschrijving",)),
            Column("website", _("Website"), also=("url", "site"), example="https://debrug.example"),
        ),
        ("name",),
    ),
    ImportRun.Kind.SERVICES: Sheet(
        Service,
        (
            _ORGANISATION,
            Column("name", _("Service"), required=True, also=("naam", "name", "dienst"), example="Rouwgroep"),
            Column("summary", _("In one sentence"), also=("samenvatting", "summary")),
            Column("description", _("What do you do?"), also=("beschrijving", "omschrijving", "description")),
            _TOPICS,
            Column("age_from", _("From age"), "number", also=("leeftijd van",), example="8"),
            Column("age_to", _("To age"), "number", also=("leeftijd tot", "leeftijd tot en met"), example="12"),
            _MUNICIPALITIES,
            Column("at_home", _("At people's homes"), "yes", also=("thuis",), example="nee"),
            Column("online", _("Online too"), "yes", also=("online",), example="ja"),
            Column("how_to_refer", _("How do people refer?"), also=("verwijzen", "aanmelden")),
            Column("contact_name", _("Who can professionals call?"), also=("contactpersoon", "contact")),
            Column("contact_phone", _("Phone"), also=("telefoonnummer", "telefoon")),
            Column("contact_email", _("E-mail address"), also=("email", "e-mail", "mail")),
            Column("consultation_possible", _("Consultation"), "yes", also=("consultatie mogelijk",)),
            Column("languages", _("Languages"), also=("taal",)),
            Column("starts_on", _("Offered from"), "date", also=("startdatum",)),
            Column("ends_on", _("Offered until"), "date", also=("einddatum",)),
            Column("status", _("Status"), "choice", choices=Service.Status),
        ),
        ("organisation", "name"),
    ),
    ImportRun.Kind.WAITING: Sheet(
        WaitingTime,
        (
            _ORGANISATION,
            Column("service", _("Service"), "service", required=True, also=("naam", "name", "dienst"), example="Rouw"),
            Column("state", _("State"), "choice", choices=WaitingTime.State, also=("status",), example="weeks"),
            Column("weeks_to_intake", _("Weeks to the first talk"), "number", also=("weken tot intake", "intake")),
            Column("weeks_to_start", _("Weeks to the start"), "number", also=("weken", "wachttijd", "weeks")),
            Column("measured_on", _("Measured on"), "date", required=True, also=("datum", "peildatum", "date")),
            Column("definition", _("How it was measured"), also=("definitie",)),
        ),
        ("service", "measured_on"),
        ("organisation",),
    ),
    ImportRun.Kind.MEMBERS: Sheet(
        Member,
        (
            Column(
                "email",
                _("E-mail address"),
                "email",
                required=True,
                also=("email", "e-mail", "mail", "mailadres"),
                example="anna@debrug.example",
            ),
            Column("name", _("Name"), also=("lid", "volledige naam"), example="Anna de Wit"),
            replace(_ORGANISATION, required=False),
            Column("job_title", _("Job"), also=("functietitel", "beroep")),
            Column("role", _("Role"), "choice", choices=InvitedAs),
        ),
        ("email",),
        ("role",),
    ),
}


def plain(text):
    """A heading without capitals and punctuation."""
    return " ".join(re.sub(r"[^\w]+|_", " ", text.casefold()).split())


def guess(kind, header):
    """The place in the file of each column that can be recognised by its heading. A place is given away once."""
    places = {}
    for place, text in enumerate(header):
        places.setdefault(plain(text), place)
    mapping, taken = {}, set()
    columns = SHEETS[kind].columns
    # A column's own name comes before what people also call it: "naam" beside "aanbieder".
    for names in (_own_names, _other_names):
        for column in columns:
            place = next((places[name] for name in names(column) if places.get(name, -1) not in taken | {-1}), None)
            if column.name not in mapping and place is not None:
                mapping[column.name] = place
                taken.add(place)
    return mapping


def _own_names(column):
    names = [plain(column.name)]
    for language in LANGUAGES:
        with override(language):
            names.append(plain(str(column.label)))
    return names


def _other_names(column):
    return [plain(name) for name in column.also]


def missing(kind, mapping):
    """The columns that a file can't do without and that were not pointed out."""
    return [column for column in SHEETS[kind].columns if column.required and column.name not in mapping]


def twice(mapping):
    """Whether one column of the file is used for two of ours."""
    return len(set(mapping.values())) < len(mapping)


def words_of(choices):
    """What people may write for each choice, in lower case: its value, and its name in both languages."""
    words = {value.casefold(): value for value in choices.values}
    for language in LANGUAGES:
        with override(language):
            words |= {str(label).casefold(): value for value, label in choices.choices}
    return words
