"""Who comes to the meetings of the demo region, who was there, and what they thought of it.

Where seats are scarce, and for the member account, people register by the same action as on the site. The mass of the
others goes in together: for what is over nobody can register any more, and elsewhere there is room for all of them.
"""

from datetime import timedelta

from django.utils import timezone

from events.meetings.actions import registering
from events.meetings.actions.registering import Guest, Wishes
from events.meetings.choices import Status
from events.meetings.models import Answer, Evaluation, Registration
from home.demo.content import read
from home.demo.scale_network import name_of
from home.demo.waiting import number

LID = "noor-zilverberk"  # the member account
GUESTS = 3  # of ten people, where guests may come
THERE = 87  # of a hundred who had a seat
NAMED = 40  # of a hundred who want others to see that they come
UNPROVEN = "thuis-op-school"  # where a guest still has to confirm the address


def fill(event, row, region):
    """Register people for a meeting that was just published. ``row``: its row of the file."""
    crowd = _crowd(event, row, region)
    if event.is_over:
        _was(event, row, crowd, region)
    elif row.get("waiting"):
        _is_full(event, row, crowd, region)
    elif row["registered"]:
        _comes(event, row, crowd, region)


def _crowd(event, row, region):
    """Who is interested, those who know about it first: members without a part in it."""
    busy = {row["owner"], *row.get("organisers", []), LID, "bram-sleutelbos", "hanna-kantlijn"}
    busy |= {slug for speakers in row.get("speakers", {}).values() for slug in speakers}
    about, people = set(row["topics"]), []
    for person in read("members"):
        if person["slug"] not in busy:
            shared = about & {*person["can_help"], *person["wants_to_learn"]}
            people.append((not shared, number(f"{row['slug']} {person['slug']}", 0, 9999), person["slug"]))
    return [region.members[slug] for _shared, _dice, slug in sorted(people)]


def _rows(event, row, crowd, wanted):
    """``wanted`` unsaved registrations of members and guests, with a seat; the first one came first."""
    guests = 0
    if event.guests_allowed:
        guests = max(wanted * GUESTS // 10, wanted - len(crowd))
    members = crowd[: wanted - guests]
    rows = [Registration(event=event, member=member) for member in members]
    works = read("meetings")["guest_work"]
    for place in range(guests):
        one = 1 + number(row["slug"], 0, 4000) + place
        rows.append(
            Registration(
                event=event,
                guest_name=name_of(one, read("scale_network")),
                guest_email=f"gast-{one:04}@voorbeeld.example",
                guest_organisation=works[one % len(works)],
            )
        )
    rows.sort(key=lambda one: number(f"{row['slug']} {one.email}", 0, 9999))
    for one in rows:
        one.status = Status.CONFIRMED
        one.shown_to_others = number(f"shown {row['slug']} {one.email}", 0, 99) < NAMED
    _choose_themes(event, row, rows)
    return rows


def _choose_themes(event, row, rows):
    """Let nine of ten choose a theme that has places left."""
    left = {theme.pk: theme.capacity for theme in event.break_outs.all()}
    for one in rows:
        free = [pk for pk, places in left.items() if places]
        dice = number(f"theme {row['slug']} {one.email}", 0, 99)
        if free and dice < 90:
            one.break_out_id = free[dice % len(free)]
            left[one.break_out_id] -= 1


def _spread(rows, last, days):
    """When they registered: evenly over so many days, the last one at ``last``."""
    step = timedelta(days=days) / max(1, len(rows))
    for place, one in enumerate(rows):
        one.queued_at = one.created_at = last - step * (len(rows) - 1 - place)


# ---------- what is over ----------


def _was(event, row, crowd, region):
    """A meeting that is over: who had a seat, who was there, and what they thought."""
    own = "noor" in row
    rows = _rows(event, row, crowd, row["registered"] - own)
    if own:
        rows.insert(0, Registration(event=event, member=region.members[LID], status=Status.CONFIRMED))
    gone = [
        Registration(event=event, member=member, status=Status.CANCELLED)
        for member in crowd[len(crowd) - row.get("left", 1) :]
        if member not in [one.member for one in rows]
    ]
    _spread(rows + gone, event.starts_at - timedelta(days=3), 30)
    for place, one in enumerate(rows):
        if one.member_id == region.members[LID].pk or number(f"there {row['slug']} {one.email}", 0, 99) < THERE:
            one.attended_at = event.starts_at + timedelta(seconds=17 * place) - timedelta(minutes=12)
    there = [one for one in rows if one.attended_at]
    # the member account still has to say what it thought of the last meeting
    asked = [one for one in there if one.member_id != region.members[LID].pk or row["days"] < -30]
    answered = asked[: row.get("evaluated", 0)]
    for one in answered:
        one.evaluated_at = event.ends_at + timedelta(hours=3 + number(one.email, 0, 60))
    Registration.objects.bulk_create(rows + gone)
    Evaluation.objects.bulk_create([_evaluation(event, row, place) for place in range(len(answered))])


def _evaluation(event, row, place):
    """What somebody thought: around the score of the file, one in three with a sentence."""
    dice, sentences = number(f"{row['slug']} {place}", 0, 99), read("meetings")["better"]
    score = min(5, max(1, row["score"] + (dice < 25) - (dice > 70) - (dice > 92)))
    use = Evaluation.Use.YES if score >= 4 else Evaluation.Use.PARTLY if score == 3 else Evaluation.Use.NO
    better = sentences[dice % len(sentences)] if dice % 3 == 0 else ""
    day = timezone.localdate(event.ends_at) + timedelta(days=dice % 3)
    return Evaluation(event=event, score=score, use=use, better=better, on=min(day, timezone.localdate()))


# ---------- what is coming ----------


def _comes(event, row, crowd, region):
    """A meeting with room: everybody has a seat, and one or two gave theirs up."""
    own = "noor" in row
    rows = _rows(event, row, crowd, row["registered"] - own)
    _spread(rows, timezone.now() - timedelta(hours=5), min(25, 4 + row["days"]))
    Registration.objects.bulk_create(rows)
    _answer(event, row, rows)
    if own:
        theme = next((one for one in event.break_outs.all() if "rooster" in one.title), None)
        asked = {question.pk: "Geen noten" for question in event.questions.all() if "eet" in question.label}
        registering.register(event, region.members[LID], Wishes(theme, True, asked))
    leaves = [one for one in rows if one.member_id][-1 - number(row["slug"], 0, 1) :]
    for one in leaves[1:]:
        registering.cancel(one)
    if row["slug"] == UNPROVEN:
        guest = Guest("Loek Appelkade", "gast-9001@voorbeeld.example", "Een basisschool")
        registering.register_guest(event, guest)
        reason = "Je stond er twee keer in, ook met je oude adres."
        registering.cancel(leaves[0], by=region.members[row["owner"]], reason=reason)


def _answer(event, row, rows):
    """What some of them answered to what the organiser asks."""
    eats, found = read("meetings")["eats"], []
    for question in event.questions.all():
        for one in rows:
            dice = number(f"{question.label} {one.email}", 0, 99)
            if question.choice_list:
                found.append(Answer(registration=one, question=question, text=question.choice_list[dice % 3]))
            elif "eet" in question.label and dice < 30:
                found.append(Answer(registration=one, question=question, text=eats[dice % len(eats)]))
    Answer.objects.bulk_create(found)


def _is_full(event, row, crowd, region):
    """A meeting with more people than seats: they register one by one, and some wait."""
    seats, lid = event.capacity, region.members[LID]
    line = list(crowd[: seats + row["waiting"]])
    # where a seat comes free, the member account is the first who waits; else the third
    offered = row.get("swap") == "offered"
    line.insert(seats if offered else seats + 2, lid)
    line = line if offered else line[: seats + row["waiting"]]
    registrations = [
        registering.register(event, member, Wishes(shown_to_others=place % 2 == 0)) for place, member in enumerate(line)
    ]
    _spread(registrations, timezone.now() - timedelta(hours=9), 12)
    Registration.objects.bulk_update(registrations, ["queued_at", "created_at"])
    if offered:
        registering.cancel(registrations[1])
