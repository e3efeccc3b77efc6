"""How long mail is kept. Its text goes when it is sent; these rules are for the rest."""

from django.utils.translation import gettext_lazy as _

from base import retention
from base.mail.sending import EMPTIED
from base.models import Mail

# So long is known who got which mail, and a key is remembered.
DAYS = 90
# So long what could not be delivered can be tried again.
DAYS_OF_TEXT = 30


def _with_text(before):
    return Mail.objects.over(before).exclude(text="", html="")


def _empty(mails):
    return mails.update(subject="", **EMPTIED)


def _delete(mails):
    return mails.delete()[0]


def register():
    """Add the rules to those of the site."""
    retention.rules.register(
        retention.Rule(
            "base.mail_texts",
            DAYS_OF_TEXT,
            _("Text of mail that could not be delivered"),
            _with_text,
            all_at_once=_empty,
        )
    )
    retention.rules.register(
        retention.Rule("base.mails", DAYS, _("Who got which mail"), Mail.objects.over, all_at_once=_delete)
    )
