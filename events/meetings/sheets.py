"""Who comes to a meeting, as organisers take it along: a table for a spreadsheet, a sheet to sign, badges."""

from math import ceil

from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext as _

from events.meetings.badges import badge_url, qr
from events.meetings.choices import ALIVE, SEATED
from events.meetings.models import Answer

# So many people are on one file of paper: with thousands it would take minutes to make.
AT_ONCE = 200
# Lines for who comes unannounced.
EMPTY_LINES = 8
LONG_NAME = 24  # letters


def by_name(event, who):
    """Registrations of ``event`` for which ``who`` holds, by name, with organisation and theme."""
    found = event.registrations.filter(who).with_people()
    return found.annotate(shown_name=Coalesce("member__name", "guest_name")).order_by(Lower("shown_name"), "pk")


def expected(event):
    """Who has a seat, or was there."""
    return by_name(event, Q(status__in=SEATED) | Q(attended_at__isnull=False))


def organisation_of(registration):
    """What a list says about where somebody works; an empty text when we don't know."""
    if registration.member_id is None:
        return registration.guest_organisation
    return registration.member.organisation.name if registration.member.organisation_id else ""


def table(event):
    """``(headings, rows)`` of everybody who comes, waits or was there, with what they answered."""
    questions = list(event.questions.all())
    answers = {
        (row, question): text
        for row, question, text in Answer.objects.filter(registration__event=event).values_list(
            "registration_id", "question_id", "text"
        )
    }
    headings = [_("Name"), _("Organisation"), _("Status"), _("Place in line"), _("Theme"), _("Was there")]
    in_line = {pk: place for place, pk in enumerate(event.registrations.line().values_list("pk", flat=True), start=1)}
    rows = [
        [
            row.name,
            organisation_of(row),
            row.get_status_display(),
            in_line.get(row.pk),
            row.break_out.title if row.break_out_id else "",
            row.attended_at is not None,
            *(answers.get((row.pk, question.pk), "") for question in questions),
        ]
        for row in by_name(event, Q(status__in=ALIVE) | Q(attended_at__isnull=False))
    ]
    return headings + [question.label for question in questions], rows


def parts(event):
    """How many files of paper everybody together takes; at least 1."""
    return max(1, ceil(expected(event).count() / AT_ONCE))


def part(event, number):
    """One of them, from 1: its registrations."""
    return list(expected(event)[(number - 1) * AT_ONCE : number * AT_ONCE])


def sheet(event, number):
    """The context of the sheet to sign."""
    rows = [(row.name, organisation_of(row), row.break_out) for row in part(event, number)]
    return {
        "event": event,
        "rows": rows,
        "start": (number - 1) * AT_ONCE + 1,
        "empty_lines": range(EMPTY_LINES if number == parts(event) else 0),
        "themes": any(theme for _name, _organisation, theme in rows),
    }


def badges(event, number):
    """The context of the badges."""
    people = [
        {
            "name": row.name,
            "is_long": len(row.name) > LONG_NAME,
            "organisation": organisation_of(row),
            "theme": row.break_out,
            "qr": qr(badge_url(row)),
        }
        for row in part(event, number)
    ]
    return {"event": event, "people": people}
