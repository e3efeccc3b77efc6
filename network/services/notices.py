"""What provider editors are told."""

from django.utils.translation import gettext_lazy as _

from network.notices.kinds import NoticeKind, notice_kinds
from network.people.rules import is_provider_editor


def _edited(member, pks):
    """The organisation that somebody speaks for, now."""
    return set(pks) & {member.organisation_id} if is_provider_editor(member) else set()


def fill():
    """Register the monthly question about waiting times. Its mail has a link of its own, so it doesn't wait."""
    notice_kinds.register(
        NoticeKind(
            "waiting_times",
            _("Waiting times to confirm"),
            _("Do the waiting times of “%(organisation)s” still hold?"),
            default="at_once",
            can_wait=False,
            visible_pks=_edited,
            meant_for=is_provider_editor,
        ),
        order=30,
    )
