"""The roles of domain.md, which are Wagtail groups made by a migration. A member without a group is a member."""

from django.utils.translation import gettext_lazy as _

PROVIDER_EDITOR = "provider-editor"
ORGANISER = "organiser"
STAFF = "staff"
ADMINISTRATOR = "administrator"

ROLES = {
    PROVIDER_EDITOR: _("Provider editor"),
    ORGANISER: _("Organiser of meetings"),
    STAFF: _("Regional staff"),
    ADMINISTRATOR: _("Administrator"),
}
