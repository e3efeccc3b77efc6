"""The one way into the log of what people did with the data of others."""

from network.people.models import AuditEntry

Action = AuditEntry.Action


def record(actor, subject, action, detail=""):
    """Remember that ``actor`` did ``action`` with the data of ``subject`` (None: of several people, or of one who is
    gone). ``detail`` has names of fields or numbers, never contents. Call it in the transaction of what was done.
    """
    return AuditEntry.objects.create(actor=actor, subject=subject, action=action, detail=str(detail)[:300])


def viewed(actor, subject):
    """Somebody opened what the admin shows of one other person. Lists aren't written down, nor who looks at oneself."""
    if actor.pk != subject.pk:
        record(actor, subject, Action.VIEWED)


def exported(actor, model, count):
    """For ``base.spreadsheets.exports``: somebody took a list out of the site as a file."""
    record(actor, None, Action.EXPORTED, f"{model._meta.label_lower}: {count}")
