"""What people write for themselves, and what who brings the question writes for the others."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.sessions.choices import SessionState
from events.sessions.models import Session, SessionNote


@transaction.atomic
def keep_note(session, member, text):
    """Keep somebody's own notes; an empty text leaves nothing behind."""
    # Under the lock of the session, as two windows of one person may save at once.
    Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if not text.strip():
        SessionNote.objects.filter(session=session, member=member).delete()
        return None
    note, _is_new = SessionNote.objects.update_or_create(session=session, member=member, defaults={"text": text})
    return note


@transaction.atomic
def prepare(session, by, text):
    """Write the preparation, as who brings the question. Raises ``ValidationError`` once the session was held."""
    current = Session.objects.select_for_update(of=("self",)).select_related("event").get(pk=session.pk)
    if current.presenter_id != by.pk:
        raise ValidationError(_("Only who brings the question writes this."))
    if current.state not in (SessionState.PLANNED, SessionState.RUNNING) or current.is_called_off:
        raise ValidationError(_("This session is over."))
    current.preparation = text
    current.save(update_fields=["preparation"])
    return current
