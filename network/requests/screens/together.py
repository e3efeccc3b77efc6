"""Intervision and consultation: people come together at a moment. What each reader gets of it is decided here."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from network.people.rules import is_member
from network.requests import rules
from network.requests.actions import joining, rounds
from network.requests.actions.closing import OPEN_AGAIN
from network.requests.choices import Can, Meets, Origin, Part, RequestKind, RequestStatus
from network.requests.forms.ask import WITHIN
from network.requests.forms.together import CloseForm, ComeForm, MomentsForm, YesForm, moment_label
from network.requests.matching import sentences_to_member
from network.requests.models import MomentAnswer
from network.requests.rules_people import may_ask_people
from network.requests.settings import exchange_settings, ground_rules

BEFORE = (RequestStatus.DRAFT, RequestStatus.READING)
WAITING = (RequestStatus.OPEN, RequestStatus.MATCHED)


def context(asked, member):
    """What its page shows besides: how and when for all; the rest for who asked, is asked, or takes part."""
    part = rules.part_of(member, asked)
    role = role_of(asked, member, part)
    people, most = asked.people, joining.most_people(asked)
    found = {
        "role": role,
        "part": part,
        "is_group": asked.kind == RequestKind.INTERVISION,
        "people": people,
        "most": most,
        "least": joining.LEAST[asked.kind],
        "free": max(0, most - people),
        "is_waiting": asked.status in WAITING,
        "goes_online": asked.meets in (Meets.ONLINE, Meets.EITHER),
        "moment_rows": moment_table(asked, with_answers=False)["rows"] if asked.status in (*BEFORE, *WAITING) else [],
        "how_soon": dict(WITHIN).get(asked.answer_within, ""),
        "ground_rules": ground_rules() if asked.status in (*BEFORE, *WAITING) else [],
        "outcome_text": asked.outcome_text if role in ("asker", "joined") else "",
    }
    if role in ("asker", "joined"):
        found |= _inside(asked, member, role, part)
    if role == "asker":
        found |= _asker(asked, member)
    elif role == "asked" and asked.is_open:
        reasons = sentences_to_member(part.reasons)
        found |= {"reasons": reasons, "yes_form": YesForm(asked=asked), "is_late": _is_late(part)}
    elif role == "network" and rules.may_come(member, asked):
        found["come_form"] = ComeForm()
    return found


def role_of(asked, member, part):
    """What somebody is in it: ``asker``, ``joined``, ``asked``, ``wants`` or ``network``."""
    if rules.asked(member, asked):
        return "asker"
    if part is not None and is_member(member) and part.state in (Part.JOINED, Part.ASKED, Part.WANTS):
        return {Part.JOINED: "joined", Part.ASKED: "asked", Part.WANTS: "wants"}[part.state]
    return "network"


def _inside(asked, member, role, part):
    """For who asked and who takes part: the others, the moments with everybody's answers, and the session."""
    joined = list(asked.participations.joined().select_related("member__organisation", "member__photo"))
    session = asked.session
    found = {
        "joined": joined,
        "session": session,
        "session_begun": session is not None and session.has_begun(),
        "may_say_held": rules.may_say_held(member, asked),
        "may_leave": role == "joined" and asked.status in (*WAITING, RequestStatus.SCHEDULED),
    }
    if asked.status in WAITING:
        table = moment_table(asked, joined, reader=member)
        found["table"] = table if table["rows"] else None
        if role == "joined" and table["rows"]:
            answers = {one.option_id: one.can for one in part.moments.all()}
            coming = [row["option"] for row in table["rows"] if not row["is_over"]]
            found["moments_form"] = MomentsForm(options=coming, answers=answers) if coming else None
            found["moments_answered"] = bool(answers)
    return found


def _asker(asked, member):
    """For who asked: who wants to come, what to do next, and the remark with which it came back."""
    wants = asked.participations.shown().filter(state=Part.WANTS)
    found = {
        "wants": list(wants.select_related("member__organisation", "member__photo")) if asked.is_open else [],
        "may_ask_people": may_ask_people(member, asked),
        "may_begin": asked.is_open and joining.is_enough(asked),
        "may_look_further": asked.status == RequestStatus.MATCHED and not joining.is_full(asked),
        "may_plan": rules.may_plan(member, asked),
        "may_move": rules.may_move(member, asked),
        "may_change_moments": asked.status in WAITING,
        "keeps_days": exchange_settings().keep_text_days,
        "starts_with_edit": asked.status == RequestStatus.DRAFT,
        "site_asks": rounds.is_asking(asked),
        "asked_number": _asked_number(asked) if asked.is_open else 0,
    }
    if asked.status == RequestStatus.DRAFT:
        found["remark"] = asked.changes.filter(old=RequestStatus.READING).exclude(remark="").last()
    if asked.status == RequestStatus.READING:
        found["nobody_reads"] = not rules.readers_of(asked).exists()
    if asked.status == RequestStatus.HELD:
        found["close_form"] = CloseForm(asked=asked)
    if asked.status == RequestStatus.EXPIRED:
        kept = max(OPEN_AGAIN, timedelta(days=found["keeps_days"]))
        found["again_until"] = None if asked.text_deleted_at else asked.closed_at + kept
    return found


def _asked_number(asked):
    """How many colleagues were asked, whatever they said: so it doesn't change when somebody says no."""
    return asked.participations.filter(origin__in=(Origin.SITE, Origin.CHOSEN), member__is_active=True).count()


def _is_late(part):
    return part.until is not None and part.until <= timezone.now()


# ---------- moments ----------


def moment_table(asked, joined=None, with_answers=True, reader=None):
    """Who can when: ``people`` (names, who asked first; empty as long as nobody joined) and a row a moment.

    A row is ``option``, ``label``, ``cells`` (name, label and value of ``Can`` or empty texts, as ``people``), ``yes``
    and ``maybe`` (numbers, with who asked, who can at what they propose), ``is_best`` (no other moment suits more
    people) and ``is_over``.
    """
    options = list(asked.moments.all())
    if with_answers and joined is None:
        joined = list(asked.participations.joined().select_related("member"))
    others = [row.member.name for row in joined] if with_answers else []
    people = [_name_of_asker(asked, reader), *others] if others else []
    answers = {}
    if with_answers and options:
        for one in MomentAnswer.objects.filter(option__in=options, participation__in=joined):
            answers[one.option_id, one.participation_id] = one.can
    now, rows = timezone.now(), []
    for option in options:
        given = [answers.get((option.pk, row.pk), "") for row in joined] if with_answers else []
        given = [Can.YES.value, *given]
        rows.append(
            {
                "option": option,
                "label": moment_label(option.starts_at, option.ends_at),
                "cells": [(name, Can(can).label if can else "", can) for name, can in zip(people, given, strict=False)],
                "yes": given.count(Can.YES),
                "maybe": given.count(Can.MAYBE),
                "no": given.count(Can.NO),
                "is_over": option.starts_at <= now,
                "is_best": False,
            }
        )
    _mark_best(rows)
    return {"people": people, "rows": rows}


def _name_of_asker(asked, reader):
    if asked.asked_by is None:
        return _("Who asks")
    return _("You") if reader == asked.asked_by else asked.asked_by.name


def _mark_best(rows):
    coming = [row for row in rows if not row["is_over"] and row["yes"] > 1]
    if coming:
        best = max((row["yes"], row["maybe"]) for row in coming)
        for row in coming:
            row["is_best"] = (row["yes"], row["maybe"]) == best
