"""What the demo region agreed and asked: agreements and questions in every state, as people write and answer them."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from home.demo.content import days_ago, read
from home.demo.waiting import number
from network.notices.models import Notification
from network.requests import actions as asking
from network.requests.models import Request, Response
from network.tables import actions as agreeing
from network.tables.choices import AgreementStatus
from network.tables.models import Agreement, AgreementChange

# What becomes of an agreement in the file; late follows from its date, and who declines leaves it without an owner.
ENDS = {"done": AgreementStatus.DONE, "dropped": AgreementStatus.DROPPED}
CONFIRMED_AFTER = timedelta(days=2)
UNREAD = timedelta(days=8)  # notices of before are read


def load_agreed(region):
    """Agreements and questions that are not there yet, known by what they say; what came out of a report goes on."""
    held = set(Agreement.objects.values_list("title", flat=True)) - set(region.handed)
    for row in read("agreed")["agreements"]:
        if row["title"] not in held:
            _agree(row, region)
    held = set(Request.objects.values_list("title", flat=True)) - set(region.handed)
    for row in read("agreed")["questions"]:
        if row["title"] not in held:
            _ask(row, region)


def _began(row, days, region):
    """When it was said: at the end of the meeting, or so many days ago."""
    if "meeting" in row:
        return region.meetings[row["meeting"]].ends_at
    return days_ago(days)


def _seen_by(row, region):
    """As many as see the meeting; without one, all members."""
    return region.meetings[row["meeting"]].visibility if "meeting" in row else None


# ---------- agreements ----------


def _agree(row, region):
    owner, by = region.members[row["owner"]], region.members[row["by"]]
    due = timezone.localdate() + timedelta(days=row["due"])
    agreement = region.handed.get(row["title"]) or agreeing.make(
        row["title"],
        by,
        owner=owner,
        due=due,
        event=region.meetings.get(row.get("meeting")),
        text=row.get("text", ""),
        visibility=_seen_by(row, region),
        topics=region.tags(row["topics"]),
    )
    if row["state"] != "proposed":
        note = row.get("note", "") if row["state"] == "declined" else ""
        agreement = agreeing.answer(agreement, row["state"] != "declined", note)
    if "closed" in row:
        agreement = agreeing.change(
            agreement,
            owner,
            status=ENDS.get(row["state"], agreement.status),
            due=due,
            owner=owner,
            progress=row.get("progress", ""),
            note=row.get("note", ""),
        )
    began = _began(row, row.get("made"), region)
    _set_back(agreement, began, days_ago(row["closed"], hour=11) if "closed" in row else None)


def _set_back(agreement, began, closed):
    """Give what happened the moments when it happened."""
    Agreement.objects.filter(pk=agreement.pk).update(created_at=began)
    changes = list(agreement.changes.order_by("pk"))
    for place, change in enumerate(changes):
        change.at = closed if closed and place == len(changes) - 1 else began + CONFIRMED_AFTER * place
    AgreementChange.objects.bulk_update(changes, ["at"])
    _age_notices(f"agreement:{agreement.pk}", changes[-1].at)


def _age_notices(bundle, moment):
    """Who was told of it, was told then; what is old was read."""
    told = Notification.objects.filter(bundle=bundle)
    read_at = moment + timedelta(hours=20) if moment < timezone.now() - UNREAD else None
    told.update(created_at=moment, read_at=read_at)


# ---------- questions ----------


def _ask(row, region):
    to = None
    for kind, found in (
        ("organisation", region.organisations),
        ("municipality", region.municipalities),
        ("member", region.members),
    ):
        if kind in row:
            to = found[row[kind]]
    began = _began(row, row.get("asked"), region)
    within = timedelta(days=row["within"]) if "within" in row else None
    question = region.handed.get(row["title"]) or asking.ask(
        row["title"],
        region.members[row["by"]],
        text=row.get("text", ""),
        to=to,
        topics=region.tags(row["topics"]),
        event=region.meetings.get(row.get("meeting")),
        visibility=_seen_by(row, region),
        wanted_by=timezone.localdate(began) + within if within else None,
    )
    moments, last, accepted = {"created_at": began}, began, None
    for answer in row.get("answers", []):
        response = asking.answer(question, region.members[answer["by"]], answer["text"])
        last = _hour_of(began + timedelta(days=answer["after"]), answer["text"])
        Response.objects.filter(pk=response.pk).update(created_at=last)
        accepted = response if answer.get("accepted") else accepted
    if accepted:
        asking.accept(accepted, region.members[row["by"]])
        moments["closed_at"] = last + timedelta(hours=4)
    if row.get("withdrawn"):
        asking.withdraw(question, region.members[row["by"]])
    Request.objects.filter(pk=question.pk).update(**moments)
    _age_notices(f"request:{question.pk}", last)


def _hour_of(moment, text):
    """The same day during working hours."""
    day = timezone.localdate(moment)
    return timezone.make_aware(datetime.combine(day, time(9 + number(text, 0, 6), number(text, 0, 59))))
