"""What is remembered of contact between members, and of what staff did with people's data."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.people.models.member import Member


class Contact(models.Model):
    """That somebody wrote to somebody through the site, so that nobody is flooded. What they wrote isn't kept."""

    sender = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contacts_made")
    receiver = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contacts_received")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [models.Index(fields=["sender", "-at"], name="contacts_of_sender")]

    def __str__(self):
        return f"{self.sender} → {self.receiver}"


class AuditEntry(models.Model):
    """What somebody did with the data of another: who, with whom, what and when. Never the data itself."""

    class Action(models.TextChoices):
        CHANGED = "changed", _("Changed the account")
        ROLE = "role", _("Changed the role")
        APPROVED = "approved", _("Let in")
        DECLINED = "declined", _("Declined")
        CLOSED = "closed", _("Closed the account")
        OPENED = "opened", _("Opened the account again")
        EXPORTED = "exported", _("Exported")
        IMPORTED = "imported", _("Imported")
        ANONYMISED = "anonymised", _("Made anonymous")
        VIEWED = "viewed", _("Looked at")

    actor = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who"))
    subject = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="audit_entries", verbose_name=_("about whom")
    )
    action = models.CharField(_("what"), max_length=10, choices=Action.choices)
    detail = models.CharField(
        _("details"), max_length=300, blank=True, help_text=_("Names of fields or numbers, never contents.")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("line of the log")
        verbose_name_plural = _("log of personal data")

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_action_display()}"
