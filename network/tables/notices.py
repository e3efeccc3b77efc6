"""What members are told about agreements."""

from django.utils.translation import gettext_lazy as _

from network.notices.kinds import NoticeKind
from network.tables.models import Agreement


def visible_pks(member, pks):
    """Which agreements the member may see now."""
    return set(Agreement.objects.visible_to(member).filter(pk__in=pks).values_list("pk", flat=True))


KINDS = [
    NoticeKind(name, label, sentence, default=default, visible_pks=visible_pks)
    for name, label, sentence, default in (
        (
            "agreement_confirmed",
            _("Somebody confirmed an agreement"),
            _("%(name)s takes on “%(title)s”"),
            "daily",
        ),
        (
            "agreement_declined",
            _("Somebody doesn't take on an agreement"),
            _("%(name)s doesn't take on “%(title)s”: look for somebody else. %(note)s"),
            "at_once",
        ),
        (
            "agreement_changed",
            _("Changes of agreements that you have or follow"),
            _("%(name)s: “%(title)s” is now: %(note)s"),
            "daily",
        ),
        (
            "agreement_near",
            _("A week before the date of an agreement"),
            _("You agreed to do “%(title)s” before %(due)s. Is it going well?"),
            "at_once",
        ),
        (
            "agreement_late",
            _("The date of an agreement is past"),
            _("“%(title)s” was to be done before %(due)s. Is it done, or is there another date?"),
            "at_once",
        ),
    )
]
