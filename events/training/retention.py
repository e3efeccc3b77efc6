"""How long the folder keeps things: what is in it as long as the member wants."""

from django.utils.translation import gettext_lazy as _

from base.retention import Rule, rules
from events.training.models import ProofFile


def loose_files(before):
    """Files of a form that was never put right."""
    return ProofFile.objects.loose().filter(created_at__lt=before)


def fill():
    rules.register(Rule("training.loose", 1, _("Files of an SKJ folder that were sent but not kept"), loose_files))
