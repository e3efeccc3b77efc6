"""Reading the plain files in which the demo region is written."""

import json
import uuid
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone

FOLDER = Path(__file__).resolve().parent
_NAMESPACE = uuid.UUID("6c4b2f0e-6a55-4b0f-9a57-1d1d6f6f5a11")


@cache
def read(name):
    """What is in ``<name>.json``."""
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


@cache
def read_practices():
    """The practices, one a file, oldest first: the order in which the region wrote them."""
    practices = [json.loads(path.read_text("utf-8")) for path in sorted((FOLDER / "practices").glob("*.json"))]
    return sorted(practices, key=lambda practice: (-practice["published_days_ago"], practice["slug"]))


def text(value):
    """A long text, which stands in a file as one text or as a list of its lines."""
    return "\n".join(value) if isinstance(value, list) else value


def days_ago(number, hour=10):
    """A moment some days ago, during working hours; a negative number lies ahead."""
    moment = timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0)
    return moment - timedelta(days=number)


def page_key(name):
    """The translation key of a page of the demo region: who it is, whatever title and address somebody gives it."""
    return uuid.uuid5(_NAMESPACE, name)
