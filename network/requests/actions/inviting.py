"""Asking organisations and groups to make a proposal: who put a challenge brings it to those that fit."""

from django.db import transaction

from network.people.models import Member, Membership
from network.requests import rules_challenges as rules
from network.requests.actions import telling
from network.requests.actions.flow import NotAllowed, locked
from network.requests.models import PartyInvitation


def who_hears(party, is_group):
    """Who hears of it for a party: coordinators of a group; of an organisation who speaks for it.

    Without these all of the group, or who works there and is open to questions.
    """
    if is_group:
        rows = Membership.objects.active().filter(group=party)
        chosen = rows.filter(is_coordinator=True) if rows.filter(is_coordinator=True).exists() else rows
        return Member.objects.active().filter(pk__in=chosen.order_by().values("member_id"))
    editors = rules.editors_of([party])
    if editors.exists():
        return editors
    return Member.objects.active().filter(organisation=party, open_to_questions=True)


@transaction.atomic
def invite(request, by, organisations=(), groups=()):
    """Ask parties that were not asked yet, and of which somebody hears it; gives how many."""
    request = locked(request)
    if not rules.leads(by, request):
        raise NotAllowed("edit")
    if not rules.takes_proposals(request):
        raise NotAllowed("deadline")
    known = set(request.invited_parties.values_list("organisation_id", "group_id"))
    number = 0
    for party, is_group in [*((one, False) for one in organisations), *((one, True) for one in groups)]:
        ids = (None, party.pk) if is_group else (party.pk, None)
        people = list(who_hears(party, is_group))
        if ids in known or not people:
            continue
        known.add(ids)
        PartyInvitation.objects.create(request=request, organisation_id=ids[0], group_id=ids[1], invited_by=by)
        telling.tell(people, "request_for_you", request, by, f"request:{request.pk}:invited")
        number += 1
    return number
