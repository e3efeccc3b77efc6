"""Writes about accounts: who comes in, in which role, and who goes."""

import hashlib

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.people import roles
from network.people.models import Member, MemberTopic

KEY_BYTES = 32


def hash_of(key):
    """What is stored of the key of an invitation. The key has 256 random bits, so a plain hash can't be guessed."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def create_member(
    *,
    email,
    name,
    password=None,
    role="",
    organisation=None,
    municipalities=(),
    can_help=(),
    wants_to_learn=(),
    **fields,
):
    """A member with a confirmed address and an approved account; without ``password`` one is set by a reset."""
    fields.setdefault("approved_at", timezone.now())
    try:
        with transaction.atomic():
            member = Member.objects.create_user(email, password, name=name, organisation=organisation, **fields)
            EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    except IntegrityError as error:
        raise ValidationError(_("There is already an account with this e-mail address.")) from error
    set_roles(member, [role] if role else [])
    member.municipalities.set(municipalities)
    set_topics(member, can_help=can_help, wants_to_learn=wants_to_learn)
    return member


def set_roles(member, names):
    """Give a member exactly these roles; other groups stay as they are."""
    unknown = set(names) - set(roles.ROLES)
    if unknown:
        raise ValueError(f"No such role: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        others = member.groups.exclude(name__in=roles.ROLES)
        chosen = [Group.objects.get_or_create(name=name)[0] for name in names]
        member.groups.set([*others, *chosen])
    member.__dict__.pop("_role_names", None)


def set_topics(member, *, can_help=(), wants_to_learn=()):
    """Replace the topics of a member; a topic somebody can help with is not also one to learn."""
    levels = {topic.pk: MemberTopic.Level.WANTS_TO_LEARN for topic in wants_to_learn}
    levels.update({topic.pk: MemberTopic.Level.CAN_HELP for topic in can_help})
    with transaction.atomic():
        member.member_topics.exclude(topic_id__in=levels).delete()
        for topic_id, level in levels.items():
            MemberTopic.objects.update_or_create(member=member, topic_id=topic_id, defaults={"level": level})
