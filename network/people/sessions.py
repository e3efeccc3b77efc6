"""Where somebody is signed in."""

from allauth.usersessions.models import UserSession


def end_all(member):
    """Sign a member out everywhere, at once."""
    for session in UserSession.objects.filter(user=member):
        session.end()
