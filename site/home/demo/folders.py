"""What members of the demo region keep in their SKJ folder, besides what the site knows of itself."""

from datetime import timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.core.files.base import ContentFile
from django.utils import timezone

from events.training.actions import keep_entry, keep_file
from events.training.forms import YEARS
from events.training.models import Entry, Period
from home.demo.content import read


def load_folders(region):
    """Fill the folders that are still empty."""
    for row in read("folders"):
        member = region.members[row["member"]]
        if Period.objects.of(member).exists() or Entry.objects.of(member).exists():
            continue
        start = _day(row["registered"])
        end = start + relativedelta(years=YEARS) - timedelta(days=1)
        Period.objects.create(member=member, starts_on=start, ends_on=end, number=row["number"], targets=row["targets"])
        for written in row["entries"]:
            _keep(written, member)


def _keep(row, member):
    hours = Decimal(row["hours"]) if "hours" in row else None
    plain = {name: row[name] for name in ("category", "title", "given_by", "note")}
    entry = Entry(member=member, happened_on=_day(row["days"]), hours=hours, **plain)
    proof = (
        keep_file(member, ContentFile(row["proof"].encode(), name="Bewijs van deelname.txt"))
        if "proof" in row
        else None
    )
    keep_entry(entry, proof)


def _day(days):
    return timezone.localdate() - timedelta(days=days)
