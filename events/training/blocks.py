"""The SKJ folder where other rooms show it: only on the member's own page."""

from events.training.folder import Folder, choose_period, settings_now
from events.training.models import Period


def my_block(member):
    """What stands in the folder of this period; for who has none yet, that there is one. No hours are made up."""
    period = choose_period(list(Period.objects.of(member)))
    folder = Folder(member, period, settings_now()) if period else None
    return {"template": "training/blocks/mine.html", "folder": folder}
