"""The SKJ folder where other rooms show it: only on the member's own page."""

from events.training.folder import Folder, choose_period, settings_now
from events.training.models import Period


def my_block(member):
    """What stands in the folder of this period, for who filled in when they are registered."""
    period = choose_period(list(Period.objects.of(member)))
    if period is None:
        return None
    return {"template": "training/blocks/mine.html", "folder": Folder(member, period, settings_now())}
