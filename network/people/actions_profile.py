"""Writes of a member about themselves: the profile, the first visit, and mail to another member."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.mail import absolute_url, send_mail_later
from network.people import audit, photos
from network.people.actions import set_topics
from network.people.models import Contact, Member
from network.people.profiles import Profile

DAY = timedelta(hours=24)


@transaction.atomic
def change_profile(form):
    """Save a member's own profile with its topics and photo. A new photo goes before taking the old one away."""
    # So that of two photos sent at once one is kept, and no other is left over.
    photo = Member.objects.select_for_update().values_list("photo_id", flat=True).get(pk=form.instance.pk)
    form.instance.photo_id = photo
    member, data = form.save(), form.cleaned_data
    set_topics(member, can_help=data["can_help"], wants_to_learn=data["wants_to_learn"])
    if data.get("new_photo"):
        photos.keep(member, data["new_photo"])
    elif data.get("remove_photo"):
        photos.take_away(member)
    return member


@transaction.atomic
def save_step(form):
    """Save one step of the first visit."""
    member = form.save()
    if "can_help" in form.cleaned_data:
        known = form.cleaned_data["can_help"]
        learning = [row.topic for row in member.member_topics.filter(level="wants_to_learn").select_related("topic")]
        set_topics(member, can_help=known, wants_to_learn=learning)
    return member


def end_welcome(member):
    """The first visit is over, finished or skipped: don't ask again."""
    Member.objects.filter(pk=member.pk, welcomed_at=None).update(welcomed_at=timezone.now())


@transaction.atomic
def contact(sender, receiver, *, subject, message, phone=""):
    """Mail a message of one member to another. Their answer goes to the sender; until then nobody sees an address.

    What is kept is that it happened. A ``ValidationError`` says when it was too much for today: the sender is locked
    while the messages are counted, so that two sent at once don't both come in as the last.
    """
    Member.objects.select_for_update().get(pk=sender.pk)
    today = Contact.objects.filter(sender=sender, at__gt=timezone.now() - DAY)
    if today.filter(receiver=receiver).count() >= settings.CONTACTS_A_DAY_TO_ONE:
        raise ValidationError(
            _("You wrote to %(name)s several times today already. Wait for an answer, or try again tomorrow.")
            % {"name": receiver.name},
            code="too_many_to_one",
        )
    if today.count() >= settings.CONTACTS_A_DAY:
        raise ValidationError(
            ngettext(
                "You sent %(count)d message in a day, and that is the most. Try again tomorrow.",
                "You sent %(count)d messages in a day, and that is the most. Try again tomorrow.",
                settings.CONTACTS_A_DAY,
            )
            % {"count": settings.CONTACTS_A_DAY},
            code="too_many",
        )
    Contact.objects.create(sender=sender, receiver=receiver)
    context = {
        "name": receiver.name,
        "sender": Profile(sender, receiver),
        "sender_page": absolute_url(sender.page_url) if sender.page_url else "",
        "topic": subject,
        "lines": message.split("\n"),
        "phone": phone,
    }
    send_mail_later(receiver.email, "contact", context, headers={"Reply-To": sender.email})


@transaction.atomic
def remove_photo(member, by):
    """Take away the photo of somebody else, as staff may; ``by`` is who did it."""
    locked = Member.objects.select_for_update().get(pk=member.pk)
    if locked.photo_id is None:
        return False
    photos.take_away(locked)
    audit.record(by, locked, audit.Action.CHANGED, "photo")
    return True
