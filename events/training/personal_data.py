"""What SKJ folders hold about people, for the register: all of it is the member's own, and goes with them."""

from django.db.models import Q

from base.personal_data import Leaving, register
from events.training.models import Entry, FolderSettings, FolderTarget, Period, ProofFile


def _mine(member):
    return Q(member=member)


def files(member):
    """For ``base.slots.own_files``: the proofs, for the archive of one's data."""
    for proof in ProofFile.objects.of(member):
        yield f"skj/{proof.pk}-{proof.name}", proof.file


def fill():
    register(FolderSettings, nothing="id site explanation")
    register(FolderTarget, nothing="id sort_order settings category hours")
    register(
        Period,
        rows=_mine,
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="starts_on ends_on number targets",
    )
    register(
        ProofFile,
        rows=_mine,
        leaving=Leaving.DELETE,
        nothing="id entry",
        person="member",
        own="name size created_at",
        secret="file",  # noqa: S106
        order=40,
    )
    register(
        Entry,
        rows=_mine,
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="category title given_by happened_on hours note created_at",
    )
