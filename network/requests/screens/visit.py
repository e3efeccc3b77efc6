"""A shadow visit that is asked for or offered."""

from collections import defaultdict

from django.utils import timezone

from events.sessions.models import SessionMember
from network.people.rules import is_member
from network.requests import rules, rules_visits
from network.requests.choices import Part
from network.requests.forms.visits import BookForm, DayForm, EndForm, ImpressionForm, PlanForm, WelcomeForm
from network.requests.models import Impression, Participation

SHOWN_PAST = 12  # days
SHOWN_IMPRESSIONS = 30


def context(asked, member):
    """What its page shows besides."""
    is_host = rules_visits.is_host(member, asked)
    shown = {"is_host": is_host} | _impressions(asked, member, is_host)
    shown |= _offer(asked, member, is_host) if asked.is_offer else _asked(asked, member)
    if rules_visits.may_end(member, asked):
        shown["end_form"] = EndForm()
    return shown


# ---------- offered ----------


def _offer(asked, member, is_host):
    coming = list(asked.days.coming().with_taken().select_related("session"))
    mine = rules.part_of(member, asked)
    day = mine.day if mine is not None and mine.state == Part.JOINED else None
    people = _booked(coming) if is_host else {}
    keeps = rules_visits.may_keep_days(member, asked)
    free = [one for one in coming if one.taken < one.places and (day is None or one.pk != day.pk)]
    books = bool(free) and rules_visits.may_book(member, asked)
    return {
        "days": [_row(one, day, free, people.get(one.pk, [])) for one in coming],
        "past_days": _past(asked, is_host),
        "my_day": day,
        "keeps_days": keeps,
        "day_form": DayForm(initial={"places": asked.size or 1}) if keeps else None,
        "book_form": BookForm(days=free, agreed=rules_visits.has_promised(mine)) if books else None,
    }


def free_days(asked, member):
    """The days on which there is a place for ``member``; not the one that they have."""
    mine = Participation.objects.filter(request=asked, member=member, state=Part.JOINED).values("day_id")
    days = asked.days.coming().exclude(pk__in=mine).with_taken()
    return [day for day in days if day.taken < day.places]


def _row(day, my_day, free, people):
    """A day as the list shows it; ``option`` is its place among those that one can choose."""
    is_mine = my_day is not None and my_day.pk == day.pk
    return {
        "day": day,
        "left": max(0, day.places - day.taken),
        "is_mine": is_mine,
        "option": free.index(day) if day in free else None,
        "people": people,
    }


def _booked(days):
    """Who booked which day: ``{primary key of a day: [members]}``. For the host alone."""
    found = defaultdict(list)
    rows = Participation.objects.joined().filter(day__in=[day.pk for day in days])
    for row in rows.select_related("member__organisation").order_by("answered_at", "pk"):
        found[row.day_id].append(row.member)
    return found


def _past(asked, is_host):
    """Days that were: ``[{"day", "number", "names"}]``; names, and days without visitors, for the host alone."""
    days = list(asked.days.begun()[:SHOWN_PAST])
    were = defaultdict(list)
    rows = SessionMember.objects.filter(session__in=[day.session_id for day in days if day.session_id])
    rows = rows.exclude(attended=False).exclude(member=asked.asked_by_id).select_related("member")
    for row in rows:
        were[row.session_id].append(row.member.name)
    found = [(day, were.get(day.session_id, [])) for day in days]
    rows = [{"day": day, "number": len(names), "names": names if is_host else []} for day, names in found]
    return rows if is_host else [row for row in rows if row["number"]]


# ---------- asked ----------


def _asked(asked, member):
    part = rules.part_of(member, asked)
    mine = rules.asked(member, asked)
    in_it = rules.takes_part(member, asked)
    session = asked.session if in_it else None
    plans = rules_visits.may_plan_visit(member, asked)
    if mine:
        rows = asked.participations.shown().select_related("member__organisation")
        hosts, wanting = _split(rows)
    else:
        hosts, wanting = [], []
    return {
        "part": part,
        "hosts": hosts,
        "wanting": wanting,
        "session": session,
        "plan_form": PlanForm(session=session) if plans else None,
        "welcome_form": WelcomeForm() if rules.may_come(member, asked) else None,
        "is_asked_now": part is not None and part.state == Part.ASKED and asked.is_open,
        "may_leave": part is not None and part.state == Part.JOINED and _may_leave(session),
    }


def _split(rows):
    hosts, wanting = [], []
    for row in rows:
        (hosts if row.state == Part.JOINED else wanting).append(row)
    return hosts, wanting


def _may_leave(session):
    return session is None or session.starts_at > timezone.now()


# ---------- what was seen ----------


def _impressions(asked, member, is_host):
    found = Impression.objects.filter(request=asked).visible_to(member, is_host).select_related("member__organisation")
    rows = list(found[:SHOWN_IMPRESSIONS])
    own = next((one for one in rows if is_member(member) and one.member_id == member.pk), None)
    form = None
    if rules_visits.visited(member, asked):
        initial = {"text": own.text, "offered": own.offered} if own else {}
        form = ImpressionForm(initial=initial)
    return {"impressions": rows, "own_impression": own, "impression_form": form}
