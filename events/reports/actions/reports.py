"""Beginning a report, and publishing it: what was agreed and asked then goes on living on its own."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from base.choices import Visibility
from base.mail import absolute_url, send_mail_later
from events.meetings.models import TaggedEvent
from events.reports.actions.notes import count_change
from events.reports.choices import NoteKind, ReportState
from events.reports.models import MeetingReport, Note, Round
from network.notices.actions import notify
from network.notices.following import followers_of
from network.organisations.models import Municipality, Organisation
from network.people.models import Member
from network.requests import actions as requests
from network.requests.models import Request
from network.tables import actions as tables
from network.tables.models import Agreement
from network.topics.models import Topic


@transaction.atomic
def prepare(event, by, method=None):
    """The report of a meeting, made when there is none, with a round for each round of ``method`` that it lacks.

    Rounds without notes that another method brought go; a word that somebody wrote never does.
    """
    report, made = MeetingReport.objects.get_or_create(event=event, defaults={"made_by": by})
    report = MeetingReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if method is not None:
        report.rounds.filter(notes=None).delete()
        report.method = method
        report.save(update_fields=["method"])
        there = set(report.rounds.values_list("title", flat=True))
        for order, step in enumerate(step for step in method.steps.all() if step.is_round):
            if step.title not in there:
                report.rounds.create(
                    title=step.title, question=step.question, in_break_outs=step.in_break_outs, order=order
                )
    if not report.rounds.exists():
        with translation.override(settings.LANGUAGE_CODE):
            Round.objects.create(report=report, title=_("What was said"), question=_("What do we take along?"))
    return report


@transaction.atomic
def hand_on(note, by):
    """Make an agreement or a question of its own out of a note, once; whether it was done now.

    Later changes of the note leave it as it is, and what was deleted since is not made again.
    """
    number = count_change(note.report_id)
    note = Note.objects.select_for_update(of=("self",)).select_related("report__event", "author").get(pk=note.pk)
    if not note.can_be_handed_on:
        return False
    event = note.report.event
    common = {"event": event, "visibility": event.visibility, "topics": accepted_topics(event)}
    if note.kind == NoteKind.AGREEMENT:
        title, text = _title_of(note.text, Agreement)
        owner, organisation = owner_named(note.owner_name)
        note.agreement = tables.make(
            title, by, owner=owner, organisation=organisation, due=note.due, text=text, **common
        )
    else:
        title, text = _title_of(note.text, Request)
        author = note.author if note.author is not None and note.author.is_active else by
        note.request = requests.ask(title, author, to=addressee_named(note.addressee), text=text, **common)
    note.handed_on_at, note.change = timezone.now(), number
    note.save(update_fields=["agreement", "request", "handed_on_at", "change"])
    return True


@transaction.atomic
def publish(report, by):
    """Publish a report; the first time, who was there and who follows it hear of it. How much was handed on."""
    report = MeetingReport.objects.select_for_update(of=("self",)).select_related("event").get(pk=report.pk)
    number = sum(hand_on(note, by) for note in report.notes.to_hand_on())
    first = report.published_at is None
    report.state = ReportState.PUBLISHED
    report.published_at = report.published_at or timezone.now()
    report.save(update_fields=["state", "published_at"])
    if first:
        _tell_who_was_there(report, by)
        _tell_followers(report, by)
    return number


@transaction.atomic
def take_back(report):
    """Make it a draft again: only its writers see it."""
    report.state = ReportState.DRAFT
    report.save(update_fields=["state"])


def accepted_topics(event):
    """What a meeting is about, as a list."""
    tagged = TaggedEvent.objects.filter(content_object=event).values("tag_id")
    return list(Topic.objects.accepted().filter(pk__in=tagged))


def owner_named(name):
    """(member, organisation) whom “who does it” names; (None, None) when we know neither."""
    member = Member.objects.listed().called(name)
    return member, None if member else _by_name(Organisation, name)


def addressee_named(name):
    """Whom “to whom” names: an organisation, a municipality (“gemeente Kolmeer”) or a member; None is the network."""
    place = name.strip()
    if place.lower().startswith("gemeente "):
        place = place.split(" ", 1)[1].strip()
    return _by_name(Organisation, name) or _by_name(Municipality, place) or Member.objects.listed().called(name)


def _by_name(model, name):
    return model.objects.filter(name__iexact=name.strip()).first() if name.strip() else None


def _title_of(text, model):
    """(title, text): the first line as title, and everything when that isn't all."""
    most = model._meta.get_field("title").max_length
    line = " ".join(text.strip().partition("\n")[0].split())
    title = Truncator(line).chars(most)
    return title, "" if title == text.strip() else text


def _tell_who_was_there(report, by):
    """A mail to who was there; where nobody was checked in, to who had a seat."""
    event = report.event
    rows = event.registrations.attended()
    if not rows.exists():
        rows = event.registrations.taking_part()
    addresses = {}
    for registration in rows.select_related("member"):
        if registration.member_id is None:
            # A guest only opens what is open to everyone.
            if event.visibility == Visibility.PUBLIC:
                addresses.setdefault(registration.language, set()).add(registration.guest_email)
        elif registration.member.is_active:
            addresses.setdefault(registration.language, set()).add(registration.member.email)
    context = {"event": event, "report": report, "url": absolute_url(report.get_absolute_url())}
    for language, some in addresses.items():
        send_mail_later(
            sorted(some), "reports/published", context, language, key=f"report:{report.pk}:published", bulk=True
        )


def _tell_followers(report, by):
    """Who follows a topic of the meeting, or its series, and may see it."""
    event = report.event
    pks = set(followers_of("topic", [topic.pk for topic in accepted_topics(event)]).values_list("pk", flat=True))
    if event.series_id:
        pks |= set(followers_of("series", [event.series_id]).values_list("pk", flat=True))
    members = [
        member
        for member in Member.objects.active().filter(pk__in=pks)
        if MeetingReport.objects.visible_to(member).filter(pk=report.pk).exists()
    ]
    notify(
        members,
        "report_published",
        key=f"report:{report.pk}:published",
        url=report.get_absolute_url(),
        words={"title": event.title},
        target=report,
        actor=by,
    )


@transaction.atomic
def arrange(report, rows, *, intro, note_takers):
    """Store what goes before the rounds, who writes along, and the rounds in the order of ``rows``.

    Each row has pk, title, question and in_break_outs; one without a title goes. Gives the rounds that stay
    all the same, as something is written in them.
    """
    report = MeetingReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    report.intro = intro
    report.save(update_fields=["intro"])
    report.note_takers.set(note_takers)
    there, kept = {one.pk: one for one in report.rounds.all()}, []
    for order, row in enumerate(rows):
        one = there.pop(row.get("pk"), None)
        if not row["title"]:
            if one is not None and one.notes.exists():
                kept.append(one)
            elif one is not None:
                one.delete()
            continue
        one = one or Round(report=report)
        one.title, one.question, one.in_break_outs = row["title"], row["question"], row["in_break_outs"]
        one.order = order
        one.save()
    return kept
