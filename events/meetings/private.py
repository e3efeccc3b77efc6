"""Private meetings in the Wagtail admin: for nobody there, whatever their role.

Lists, searches, reports, choosers and the API of the admin ask one policy which pages somebody may see; what one may do
with a page is asked of the page itself. Where the admin names a page without asking, it gives no title.
"""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from wagtail.models import AbstractPage, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

# How the address of each begins; what follows can't be guessed.
SLUG = "besloten-"


def without_private(pages):
    """These pages (a queryset) but for private meetings."""
    from events.meetings.models import EventPage

    return pages.exclude(pk__in=EventPage.objects.filter(private=True).order_by().values("pk"))


def is_private(page):
    """Whether a page, also one of which only the row of the tree was read, is a private meeting."""
    from events.meetings.models import EventPage

    if isinstance(page, EventPage):
        return page.private
    if page.content_type_id != ContentType.objects.get_for_model(EventPage).pk:
        return False
    return EventPage.objects.filter(pk=page.pk, private=True).exists()


class PagesButPrivate(PagePermissionPolicy):
    """Wagtail's own rules for pages, without private meetings."""

    def _base_queryset_for_user(self, user):
        pages = super()._base_queryset_for_user(user)
        return pages if pages is None else without_private(pages)

    def instances_user_has_any_permission_for(self, user, actions):
        return without_private(super().instances_user_has_any_permission_for(user, actions))

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return not is_private(instance) and super().user_has_any_permission_for_instance(user, actions, instance)


class NothingAtAll(PagePermissionTester):
    """What anybody may do in the admin with a private meeting."""


def _never(self, *args, **kwargs):
    return False


for _name in dir(PagePermissionTester):
    if _name.startswith("can_"):
        setattr(NothingAtAll, _name, _never)


def for_choosers(pages, request):
    """For Wagtail's hook about what a link can be made to."""
    return without_private(pages)


def not_there(parent_page, pages, request):
    """For Wagtail's hook about what stands below a page: below a private meeting there is nothing, not even itself."""
    if is_private(parent_page):
        raise Http404
    return pages


def register_policy():
    """Called once, when the room is ready: the policy of all pages."""
    policy_registry.register(AbstractPage, PagesButPrivate("wagtailcore.Page"))
