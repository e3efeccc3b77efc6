"""Asking people who fit: those whom somebody ticked, or a few at a time by the site itself, until there are enough.

Nothing here tells who asked that somebody said no. A round lasts as long as the region says, whatever is answered
meanwhile, and asks as many people as the last one; so neither the moment nor the number says anything.

Under the lock of the request, and then of the members, in order of their primary keys: two requests that think of the
same colleague at once never ask more of them than they want.
"""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from network.people.models import Member
from network.requests import rules
from network.requests.actions import joining, telling
from network.requests.actions.flow import NotAllowed, locked
from network.requests.choices import Origin, Part, RequestStatus
from network.requests.matching import Ranking, stored, tidy_weights
from network.requests.matching.facts import asked_enough
from network.requests.models import Participation, Request
from network.requests.rules_people import asks_only_named, may_ask_people
from network.requests.settings import exchange_settings

LOOSER = {"afstand": {"travel_km": None}, "collegas": {"other_organisations_only": False}}


@transaction.atomic
def ask_chosen(request, by, pks, weights=None, now=None):
    """Ask the people whom ``by`` ticked, as far as they still may be asked; gives the new rows."""
    request, now = _to_ask(request, by), now or timezone.now()
    request.weights = tidy_weights(weights)
    request.save(update_fields=["weights"])
    matches = Ranking(request, now=now).matches_of(pks)
    return _ask(request, matches, now, by=by, origin=Origin.CHOSEN, round=request.round)


@transaction.atomic
def start(request, by, weights=None, now=None):
    """Let the site ask from now on; the first people at once. Starting twice asks nobody twice."""
    request, now = _to_ask(request, by), now or timezone.now()
    if request.next_round_at is not None:
        return []
    if weights is not None:
        request.weights = tidy_weights(weights)
        request.save(update_fields=["weights"])
    return begin(request, now)


@transaction.atomic
def begin(request, now=None):
    """The first round, as soon as a request is open that wants the site to ask."""
    now = now or timezone.now()
    if asks_only_named(request):
        return []
    Request.objects.filter(pk=request.pk).update(asks_itself=True, next_round_at=now)
    return next_round(request, now)


@transaction.atomic
def stop(request, by):
    """Let the site ask nobody any more; who was asked may still answer."""
    request = locked(request)
    if not rules.asked(by, request):
        raise NotAllowed("edit")
    request.asks_itself, request.next_round_at = False, None
    request.save(update_fields=["asks_itself", "next_round_at"])


@transaction.atomic
def next_round(request, now=None):
    """Ask the next people when it is time; gives the new rows. When nobody is left, who asked hears it once."""
    request, now = locked(request), now or timezone.now()
    if request.next_round_at is None or request.next_round_at > now or request.status != RequestStatus.OPEN:
        return []
    if joining.is_full(request):
        return _no_more(request)
    settings = exchange_settings()
    request.round += 1
    made = _ask(
        request,
        Ranking(request, now=now).matches(settings.round_size),
        now,
        by=request.asked_by,
        origin=Origin.SITE,
        round=request.round,
    )
    if not made:
        return _no_more(request, tell=True)
    request.next_round_at = now + timedelta(days=settings.round_days)
    request.save(update_fields=["round", "next_round_at"])
    return made


def run(now=None):
    """For the worker: what nobody answered in time lapses, and rounds go on; how much there was to do."""
    now = now or timezone.now()
    late = Participation.objects.filter(state=Part.ASKED, until__lte=now)
    number = late.update(state=Part.LAPSED)
    for request in Request.objects.open().filter(next_round_at__lte=now).order_by("next_round_at", "pk"):
        number += len(next_round(request, now))
    return number


@transaction.atomic
def loosen(request, by, what):
    """Let go of a limit that leaves nobody: ``what`` is a key of ``LOOSER``."""
    request = _to_ask(request, by)
    for name, value in LOOSER[what].items():
        setattr(request, name, value)
    request.save(update_fields=list(LOOSER[what]))
    joining.settle_apart(request)


def _to_ask(request, by):
    request = locked(request)
    if not may_ask_people(by, request):
        raise NotAllowed("edit" if not rules.asked(by, request) else "step")
    return request


def _ask(request, matches, now, **more):
    """Ask these, but for who was asked often enough by others a moment ago."""
    pks = sorted(match.member.pk for match in matches)
    list(Member.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").values_list("pk"))
    enough = asked_enough(pks, now)
    matches = [match for match in matches if match.member.pk not in enough]
    return joining.invite(
        request,
        [match.member for match in matches],
        reasons={match.member.pk: stored(match.reasons) for match in matches},
        until=now + timedelta(days=exchange_settings().round_days),
        **more,
    )


def _no_more(request, tell=False):
    request.next_round_at = None
    request.save(update_fields=["next_round_at"])
    if tell:
        telling.tell(
            [request.asked_by_id],
            "request_nobody_left",
            request,
            None,
            f"request:{request.pk}:nobody:{request.round}",
            url=reverse("requests:people", args=[request.pk]),
        )
    return []


def is_asking(request):
    """Whether the site is asking people for a request now."""
    return request.is_open and request.next_round_at is not None
