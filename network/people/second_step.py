"""The second step of whoever may do more than a member: proved in each session, and there is no way round it.

A session knows by which steps somebody came in (allauth keeps that). As long as the second one isn't among them,
``middleware.SecondStepMiddleware`` opens nothing but the pages where it is set up or done.
"""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator

from network.people import rules


def has_one(member):
    """Whether a member has an app or a key. Recovery codes alone are none."""
    return member.authenticator_set.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def is_missing(request):
    """Whether who is signed in needs a second step and didn't do it in this session."""
    if not rules.needs_second_step(request.user):
        return False
    records = get_authentication_records(request, request.user)
    done = any(record.get("method") == "mfa" for record in records)
    # Who took the last one away again is back where they were.
    return not done or not has_one(request.user)


def may_take_away(authenticator):
    """Whether its owner may do without this app or key: who needs one keeps one."""
    others = authenticator.user.authenticator_set.exclude(pk=authenticator.pk)
    left = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
    return left or not rules.needs_second_step(authenticator.user)


def note_added(request, user, authenticator, **kwargs):
    """For allauth's signal: who just added an app or a key has shown that they hold it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
