"""Challenges and proposals for tests, made by the actions that people use."""

from datetime import timedelta

from django.utils import timezone

from network.people.models import Member
from network.requests import actions
from network.requests.actions import proposals
from network.requests.choices import RequestKind
from network.requests.models import Request
from tests.factories.people import MemberFactory, StaffFactory

CRITERIA = [("Helpt binnen twee weken", 2), ("Jongeren dachten mee", 1)]


def put_challenge(by=None, *, days=10, assessors=(), shown="assessors", title="Wie vangt ze op?", **more):
    """A challenge that is open; ``days`` until the last day for proposals, negative for one that is over."""
    today = timezone.localdate()
    cleaned = {
        "title": title,
        "text": "Niemand weet bij wie ze terechtkunnen.",
        "criteria": CRITERIA,
        "budget": "€ 40.000",
        "wanted_by": today + timedelta(days=max(days, 0)),
        "proposals_shown": shown,
        "assessors": list(assessors),
        "visibility": "members",
        **more,
    }
    by = by or StaffFactory()
    asked = actions.send(actions.begin(RequestKind.CHALLENGE, by, cleaned), by)
    if days < 0:
        end(asked, days)
    return asked


def propose(asked, by=None, *, handed_in=True, title="Een huis met de deur open", organisations=(), writers=()):
    """A proposal in the name of where ``by`` works; of a challenge that is over as if it had been made in time."""
    last, asked.wanted_by = asked.wanted_by, timezone.localdate()
    asked.save(update_fields=["wanted_by"])
    by = by or MemberFactory()
    cleaned = {
        "title": title,
        "text": "We openen **drie** kamers.",
        "costs": "€ 38.000",
        "organisations": [by.organisation, *organisations],
        "writers": list(writers),
    }
    proposal = proposals.begin(asked, by, cleaned)
    if handed_in:
        proposal = proposals.hand_in(proposal, by)
    asked.wanted_by = last
    asked.save(update_fields=["wanted_by"])
    return proposal


def end(asked, days=-1):
    """Let the last day for proposals be over."""
    asked.wanted_by = timezone.localdate() + timedelta(days=days)
    Request.objects.filter(pk=asked.pk).update(wanted_by=asked.wanted_by)


def fresh(member):
    """The member as a new request would read them."""
    return Member.objects.get(pk=member.pk)
