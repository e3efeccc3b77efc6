"""What the region decided about requests."""

from wagtail.models import Site

from network.requests.models import ExchangeSettings


def exchange_settings():
    """The settings of the one site there is."""
    site = Site.objects.filter(is_default_site=True).first() or Site.objects.first()
    return ExchangeSettings.for_site(site) if site is not None else ExchangeSettings()
