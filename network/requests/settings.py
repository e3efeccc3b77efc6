"""What the region decided about requests."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from network.requests.models import ExchangeSettings


def exchange_settings():
    """The settings of the one site there is."""
    site = Site.objects.filter(is_default_site=True).first() or Site.objects.first()
    return ExchangeSettings.for_site(site) if site is not None else ExchangeSettings()


# What everybody agrees to who takes part, where the region has no rules of its own.
GROUND_RULES = (
    _("What is said here stays here. You take home your own lesson, not somebody else's story."),
    _("No names of children, parents or colleagues, and nothing by which others know them."),
    _("It is about how we work, not about who is right. You ask before you advise."),
    _("You are on time and you stay until the end. If you can't come, you say so."),
    _("Is a child in danger? Then you do what your own organisation's reporting code says, not this group."),
)


def ground_rules():
    """The ground rules as a list of sentences."""
    own = [" ".join(line.split()) for line in exchange_settings().ground_rules.splitlines()]
    return [line for line in own if line] or [str(line) for line in GROUND_RULES]
