"""Who may do what with requests, as small predicates."""

from network.people.rules import is_member, is_staff_member


def may_answer(member, request):
    """Every member who sees an open question may answer it."""
    return is_member(member) and request.is_open


def may_decide(member, request):
    """May say which answer is the answer, and take the question back: who asked it, and staff."""
    return is_member(member) and (request.asked_by_id == member.pk or is_staff_member(member))
