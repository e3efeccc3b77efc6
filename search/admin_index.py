"""The first page of the admin says so when search has to do without its index, or when the check found differences."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from search import indexing
from search.models import IndexCheck

# So long staff are told what a check found.
RECENT = timedelta(days=2)
WHY = {
    "missing": _("There is no search index yet."),
    "damaged": _("The search index can't be read."),
    "outdated": _("The search index was made by an earlier version."),
}


class IndexPanel(Component):
    """Says what is wrong with the index, and what happens about it."""

    name = "search_index"
    template_name = "search/admin/_index_panel.html"
    order = 50

    def __init__(self, why, check):
        self.why, self.check = why, check

    def get_context_data(self, parent_context):
        return {"why": WHY.get(self.why, self.why), "check": self.check}


def last_differences():
    """The last check, when it is recent and found that index and database didn't agree."""
    check = IndexCheck.objects.first()
    differs = check is not None and (check.missing or check.left_over or check.note)
    return check if differs and check.checked_at > timezone.now() - RECENT else None


@hooks.register("construct_homepage_panels")
def say_what_is_wrong(request, panels):
    why = indexing.state()
    check = None if why else last_differences()
    if (why or check) and request.user.has_perm("wagtailadmin.access_admin"):
        panels.insert(0, IndexPanel(why, check))
