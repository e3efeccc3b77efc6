"""Writing in one's own folder."""

from datetime import timedelta
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.text import clean_text
from base.uploads import IMAGE_FORMATS, harmless_image
from events.training.models import Entry, ProofFile
from network.people.models import Member

MOST_ENTRIES = 1000
MOST_PERIODS = 20
MOST_BYTES = 150 * 1024 * 1024  # of all proofs of one member: what they take along has to be made at once
MOST_LOOSE = 3
# A form that is sent twice within this time with the same text is one entry.
TWICE = timedelta(minutes=2)


@transaction.atomic
def keep_entry(entry, proof=None, *, take_away=False):
    """Store an entry, new or changed; ``proof`` (a ``ProofFile`` of this member) takes the place of the one it had.

    The same new entry sent twice is one. A ``ValidationError`` says that the folder is full.
    """
    _lock(entry.member_id)
    if entry.pk is None:
        if (same := _sent_before(entry)) is not None:
            return same
        if Entry.objects.of(entry.member).count() >= MOST_ENTRIES:
            raise ValidationError(
                _("There are %(most)s entries in your folder already."), params={"most": MOST_ENTRIES}
            )
    entry.save()
    if proof is not None or take_away:
        for old in ProofFile.objects.of(entry.member).filter(entry=entry):
            if proof is None or old.pk != proof.pk:
                old.delete()
    if proof is not None:
        ProofFile.objects.of(entry.member).loose().filter(pk=proof.pk).update(entry=entry)
    return entry


def _sent_before(entry):
    """The same entry, stored a moment ago: somebody pressed the button twice."""
    typed = {name: getattr(entry, name) for name in ("category", "title", "given_by", "happened_on", "hours", "note")}
    lately = timezone.now() - TWICE
    return Entry.objects.of(entry.member).filter(created_at__gte=lately, **typed).first()


@transaction.atomic
def keep_file(member, file):
    """Store a file that was checked, of no entry yet. A picture is written anew, without place and time of the photo.

    A ``ValidationError`` says that the folder is full, or that the picture can't be read.
    """
    _lock(member.pk)
    mine = ProofFile.objects.of(member)
    for old in mine.loose()[MOST_LOOSE - 1 :]:
        old.delete()
    name = clean_text(PurePath(file.name).name).replace("\n", " ")
    kept = harmless_image(file) if PurePath(name).suffix.lower().lstrip(".") in IMAGE_FORMATS else file
    if mine.bytes() + kept.size > MOST_BYTES:
        raise ValidationError(
            _("Your folder is full: all files together can be %(most)s. Take some away, or make this one smaller."),
            params={"most": filesizeformat(MOST_BYTES)},
        )
    proof = ProofFile(member=member, name=shortened(name), size=kept.size)
    proof.file.save(file.name, kept, save=False)
    try:
        proof.save()
    except Exception:
        proof.file.delete(save=False)
        raise
    return proof


def shortened(name, most=200):
    """The name of a file within its column, with its ending."""
    ending = PurePath(name).suffix[:12]
    return name if len(name) <= most else name[: most - len(ending)] + ending


def forget_file(instance, **kwargs):
    """When the row of a proof is gone, so is its file."""
    storage, path = instance.file.storage, instance.file.name
    if path:
        transaction.on_commit(lambda: storage.delete(path))


def _lock(member_pk):
    """Two forms that one member sends at once wait for each other, so that limits hold."""
    Member.objects.select_for_update().only("pk").get(pk=member_pk)
