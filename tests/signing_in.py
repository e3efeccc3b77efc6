"""Signing in without the forms, with and without the second step."""

from importlib import import_module

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from network.people import rules, second_step
from network.people.models import Member


def by_password_alone(client, member):
    """Make ``client`` the session of somebody who typed a password and nothing else."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


def do_second_step(client, user):
    """Note in the session of ``client`` that its member, where the role asks for it, did a second step."""
    member = Member.objects.get(pk=user.pk)
    if not rules.needs_second_step(member):
        return
    if not second_step.has_one(member):
        TOTP.activate(member, generate_totp_secret())
    session = client.session
    steps = session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [*steps, {"method": "mfa", "at": 0, "type": Authenticator.Type.TOTP}]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(member.pk)
    session.save()
