"""Who may do what with sessions, as small predicates. Who doesn't take part may nothing, staff neither."""

from network.people.rules import is_member


def takes_part(member, session):
    """Whether ``member`` is one of the group."""
    return is_member(member) and session.members.filter(member_id=member.pk).exists()


def may_lead(member, session):
    """May run the clock, note who was there, move it and call it off."""
    return takes_part(member, session) and leads(member, session)


def leads(member, session):
    """Of the group: the facilitator, or everybody where there is none, or an account that was closed."""
    return session.facilitator_id in (None, member.pk) or not session.facilitator.is_active


def may_reflect(place):
    """Whether who has this place (a ``SessionMember``) may write about the session: once it has begun, unless it was
    noted that they were not there."""
    return place.attended is not False and place.session.has_begun() and not place.session.is_called_off


def was_there(member, session):
    """Whether it was noted that ``member`` was there."""
    return is_member(member) and session.members.filter(member_id=member.pk, attended=True).exists()


def may_write_lesson(member, session, lesson=None):
    """Who was there may put a lesson to the group. Only who wrote it changes it, unless their account was closed."""
    if not was_there(member, session):
        return False
    writer = lesson.written_by if lesson is not None else None
    return writer is None or writer.pk == member.pk or not writer.is_active
