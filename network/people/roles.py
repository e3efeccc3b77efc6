"""The roles of domain.md, which are Wagtail groups made by a migration. A member without a group is a member."""

from django.utils.translation import gettext_lazy as _

PROVIDER_EDITOR = "provider-editor"
ORGANISER = "organiser"
SECOND_READER = "second-reader"
STAFF = "staff"
ADMINISTRATOR = "administrator"

ROLES = {
    PROVIDER_EDITOR: _("Provider editor"),
    ORGANISER: _("Organiser of meetings"),
    SECOND_READER: _("Second reader of intervision and consultation"),
    STAFF: _("Regional staff"),
    ADMINISTRATOR: _("Administrator"),
}
