"""What changes services and their waiting times."""

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from base.mail import absolute_url, send_mail_later
from network.notices.actions import OwnMail, notify
from network.organisations.models import Organisation
from network.people.models import Member
from network.people.roles import PROVIDER_EDITOR
from network.services import freshness, links, rules
from network.services.models import Service, WaitingAsk, WaitingTime

MAILS_AN_HOUR = 10
HOUR = 3600


class NotAllowed(Exception):
    """Somebody may not do this."""


class Outdated(Exception):
    """Somebody else told another figure in the meantime."""


@transaction.atomic
def report_waiting(service, member, *, state, weeks_to_intake=None, weeks_to_start=None, measured_on=None, **more):
    """Add a figure to the history. ``more``: ``definition``, ``source``."""
    if not rules.may_edit(member, service):
        raise NotAllowed
    if state != WaitingTime.State.WEEKS:
        weeks_to_intake = weeks_to_start = None
    return WaitingTime.objects.create(
        service=service,
        reported_by=member,
        state=state,
        weeks_to_intake=weeks_to_intake,
        weeks_to_start=weeks_to_start,
        measured_on=measured_on or timezone.localdate(),
        **more,
    )


@transaction.atomic
def confirm_waiting(service, member, shown):
    """Say that the figure with primary key ``shown`` still holds today. Confirming twice on a day is confirming once.

    Raises ``Outdated`` when it isn't the figure of now any more: nobody confirms a figure they did not see.
    """
    if not rules.may_edit(member, service):
        raise NotAllowed
    Service.objects.select_for_update().get(pk=service.pk)
    last = WaitingTime.objects.latest_of([service.pk]).get(service.pk)
    today = timezone.localdate()
    if last is None:
        raise Outdated
    if last.measured_on == today and (last.pk == shown or _confirms(last, shown)):
        return last
    if last.pk != shown:
        raise Outdated
    return WaitingTime.objects.create(
        service=service,
        reported_by=member,
        state=last.state,
        weeks_to_intake=last.weeks_to_intake,
        weeks_to_start=last.weeks_to_start,
        definition=last.definition,
        measured_on=today,
        source=WaitingTime.Source.CONFIRMED,
    )


def _confirms(last, shown):
    """Whether ``last`` says what the figure ``shown`` said."""
    earlier = WaitingTime.objects.filter(pk=shown, service_id=last.service_id).first()
    return earlier is not None and (earlier.state, earlier.weeks_to_intake, earlier.weeks_to_start) == (
        last.state,
        last.weeks_to_intake,
        last.weeks_to_start,
    )


def ask_editors(today=None):
    """Mail each provider editor once a month about the waiting times of their organisation. Returns how many mails.

    Each mail has a transaction of its own with a row that can be written once, so several runs at once, or one that was
    cut off, ask nobody twice.
    """
    today = today or timezone.localdate()
    asked = 0
    editors = Member.objects.in_role(PROVIDER_EDITOR).exclude(organisation=None).select_related("organisation")
    for editor in editors.order_by("pk"):
        if Service.objects.offered(today).filter(organisation=editor.organisation_id).exists():
            asked += _ask(editor, today)
    return asked


def _ask(editor, today):
    try:
        with transaction.atomic():
            WaitingAsk.objects.create(member=editor, organisation_id=editor.organisation_id, month=today.replace(day=1))
            notify(
                [editor],
                "waiting_times",
                key=f"waiting:{editor.organisation_id}:{today:%Y-%m}",
                url=reverse("services:manage", args=[editor.organisation.slug]),
                words={"organisation": editor.organisation.name},
                target=editor.organisation_id,
                mail=OwnMail("waiting_times", _mail(editor, today)),
            )
    except IntegrityError:
        return 0
    return 1


def _mail(editor, today):
    services = list(Service.objects.offered(today).filter(organisation=editor.organisation_id).order_by("name"))
    waiting = WaitingTime.objects.latest_of([service.pk for service in services])
    address = reverse("services:waiting", args=[links.make(editor, editor.organisation)])
    rows = [(service, waiting.get(service.pk)) for service in services]
    return {
        "name": editor.get_short_name(),
        "organisation": editor.organisation,
        "rows": [(service, last, freshness.of(last and last.measured_on, today)) for service, last in rows],
        "address": absolute_url(address),
        "days": links.DAYS,
    }


def asked(text):
    """The editor and the organisation behind a link; None when it no longer holds for them."""
    keys = links.read(text)
    if keys is None:
        return None
    member = Member.objects.active().filter(pk=keys[0]).select_related("organisation").first()
    organisation = Organisation.objects.filter(pk=keys[1]).first()
    if member is None or organisation is None or not rules.may_edit_organisation(member, organisation):
        return None
    return member, organisation


def mail_short_list(member, rows):
    """Mail a short list (``ServiceRow``) to the member who asks for it, at their own address; False when often enough.

    Nothing of it is stored but that this member mailed so many, for an hour.
    """
    key = f"short-list-mailed-{member.pk}"
    sent = cache.get(key, 0)
    if sent >= MAILS_AN_HOUR:
        return False
    cache.set(key, sent + 1, HOUR)
    send_mail_later(member.email, "short_list", {"rows": rows})
    return True
