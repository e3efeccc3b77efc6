"""Leaving: what a member is to the site goes, what they published stays, under a name that says that they left."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from base import personal_data
from network.people import audit, roles, rules
from network.people.models import Member


def is_last_administrator(member):
    """Whether nobody would be left who can manage people."""
    others = Member.objects.active().filter(Q(is_superuser=True) | Q(groups__name=roles.ADMINISTRATOR))
    return rules.is_administrator(member) and not others.exclude(pk=member.pk).exists()


@transaction.atomic
def leave(member, *, keep_name=False, by=None):
    """Make an account anonymous and end it; ``by`` is who did it, None for the site itself (retention).

    A ``ValidationError`` says that the last administrator can't go. Leaving twice changes nothing.
    """
    # Two administrators who leave at once wait here for each other.
    administrators = Q(is_superuser=True) | Q(groups__name=roles.ADMINISTRATOR)
    ids = set(Member.objects.filter(administrators).values_list("pk", flat=True)) | {member.pk}
    locked = {row.pk: row for row in Member.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    row = locked.get(member.pk)
    if row is None or row.has_left:
        return False
    if is_last_administrator(row):
        raise ValidationError(_("You are the only administrator. First give somebody else that role."))
    with translation.override(settings.LANGUAGE_CODE):
        row.leaves_as = row.name if keep_name else _("Former member")
    personal_data.forget(row)
    audit.record(by, row, audit.Action.ANONYMISED)
    return True
