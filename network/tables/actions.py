"""Writing agreements down, confirming them, and saying how far they are."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from base.mail import absolute_url, send_mail_later
from network.notices.actions import notify
from network.notices.following import followers_of
from network.tables.choices import OPEN, AgreementStatus
from network.tables.models import Agreement, AgreementChange

# Owners hear of the date this many days before it, and this many days after it while nothing was said.
BEFORE, AFTER = 7, (1, 15, 29)


@transaction.atomic
def make(title, by, *, owner=None, organisation=None, due=None, event=None, text="", visibility=None, topics=()):
    """Write an agreement down. Its owner confirms it by mail, unless they wrote it themselves."""
    agreement = Agreement.objects.create(
        title=title,
        text=text,
        owner=owner,
        organisation=organisation or (owner.organisation if owner else None),
        due=due,
        event=event,
        made_by=by,
        status=AgreementStatus.AGREED if owner is not None and owner == by else AgreementStatus.PROPOSED,
        **({"visibility": visibility} if visibility else {}),
    )
    agreement.topics.set(topics)
    _note(agreement, by)
    if agreement.status == AgreementStatus.PROPOSED:
        ask_owner(agreement)
    return agreement


def ask_owner(agreement):
    """Mail the owner with a link to say yes or no."""
    owner = agreement.owner
    if owner is None or not owner.is_active:
        return
    context = {
        "agreement": agreement,
        "by": agreement.made_by,
        "address": absolute_url(reverse("tables:answer", args=[agreement.key])),
        "name": owner.get_short_name(),
    }
    key = f"agreement:{agreement.pk}:ask:{owner.pk}:{agreement.changes.count()}"
    send_mail_later(owner.email, "tables/confirm", context, key=key)


@transaction.atomic
def answer(agreement, yes, note=""):
    """The owner says yes, or that it is not theirs to do; again changes nothing."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if agreement.status != AgreementStatus.PROPOSED or agreement.owner is None:
        return agreement
    owner = agreement.owner
    if yes:
        agreement.status = AgreementStatus.AGREED
    else:
        agreement.owner = None
    agreement.save(update_fields=["status", "owner"])
    _note(agreement, owner, note)
    if agreement.made_by is not None:
        kind = "agreement_confirmed" if yes else "agreement_declined"
        _tell([agreement.made_by], kind, agreement, owner, name=owner.name, note=note)
    return agreement


@transaction.atomic
def change(agreement, by, *, status, due, owner, progress="", note=""):
    """Say how far it is, or who does it before when; who follows it hears of it."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    new_owner = owner is not None and owner.pk != agreement.owner_id
    changed = new_owner or (agreement.status, agreement.due, agreement.progress, agreement.owner) != (
        status,
        due,
        progress,
        owner,
    )
    if not changed and not note:
        return agreement
    agreement.due, agreement.owner, agreement.progress = due, owner, progress
    agreement.status = _status_with(status, owner, by, new_owner)
    agreement.save(update_fields=["status", "due", "owner", "progress"])
    _note(agreement, by, note or progress)
    if new_owner and agreement.status == AgreementStatus.PROPOSED:
        ask_owner(agreement)
    told = {member.pk for member in (agreement.owner, agreement.made_by) if member is not None}
    told |= set(followers_of("agreement", [agreement.pk]).values_list("pk", flat=True))
    _tell(told, "agreement_changed", agreement, by, name=by.name, note=agreement.get_status_display())
    return agreement


def _status_with(status, owner, by, new_owner):
    """What becomes of the status when somebody else is to do it: they confirm it first, unless they said it."""
    if new_owner and owner != by and status in OPEN:
        return AgreementStatus.PROPOSED
    if status == AgreementStatus.PROPOSED and owner is not None and owner == by:
        return AgreementStatus.AGREED
    return status


def remind_due(today=None):
    """For the worker: tell owners of dates that come near or are past; how many were told."""
    today = today or timezone.localdate()
    open_ = Agreement.objects.open().filter(owner__is_active=True).select_related("owner")
    told = 0
    for agreement in open_.filter(due=today + timedelta(days=BEFORE)):
        told += _remind(agreement, "agreement_near")
    for days in AFTER:
        for agreement in open_.filter(due=today - timedelta(days=days)):
            told += _remind(agreement, "agreement_late", f":{days}")
    return told


def _remind(agreement, kind, more=""):
    return notify(
        [agreement.owner],
        kind,
        key=f"agreement:{agreement.pk}:{kind}:{agreement.due:%Y%m%d}{more}",
        url=agreement.get_absolute_url(),
        words={"title": agreement.title, "due": f"{agreement.due:%d-%m-%Y}"},
        target=agreement,
    )


def _tell(members, kind, agreement, actor, **words):
    last = agreement.changes.first()
    notify(
        members,
        kind,
        key=f"agreement:{agreement.pk}:{kind}:{last.pk if last else 0}",
        url=agreement.get_absolute_url(),
        words={"title": agreement.title, **words},
        target=agreement,
        bundle=f"agreement:{agreement.pk}",
        actor=actor,
    )


def _note(agreement, by, note=""):
    AgreementChange.objects.create(
        agreement=agreement, by=by, status=agreement.status, due=agreement.due, note=note[:500]
    )
