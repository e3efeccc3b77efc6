"""Who may look for people for a request."""

from network.requests import rules
from network.requests.choices import Audience, RequestKind


def looks_for_people(request):
    """Whether it is of a kind for which colleagues are asked: not an offer, a challenge or a question."""
    if request.kind == RequestKind.VISIT:
        return not request.is_offer
    return request.rules.joining in ("group", "one")


def may_ask_people(member, request):
    """May ask colleagues to take part: who asked, as long as it is open."""
    return rules.asked(member, request) and request.is_open and looks_for_people(request)


def may_see_parties(member, request):
    """May see which organisations and groups a challenge can be brought to: who put it, and staff."""
    return request.kind == RequestKind.CHALLENGE and rules.may_decide(member, request)


def asks_only_named(request):
    """Whether nobody but whom they named is to hear of it, so that the site asks nobody by itself."""
    return bool(request.to_member_id) or request.visibility == Audience.CHOSEN
