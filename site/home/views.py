"""The home page, a member's own page, the sitemap, and answers to forms in the admin."""

from django.contrib.auth.decorators import login_required
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.contrib.forms.views import SubmissionsListView
from wagtail.views import serve

from base import stamps
from base.spreadsheets import SafeExportMixin
from home.blocks import my_blocks
from home.models import HomePage
from home.sitemaps import SITEMAPS


@require_safe
def index(request):
    """The home page. Not by way of Wagtail's tree, which asks the database where ``/`` is each time."""
    page = stamps.remember("site", "open home page", _open_home_page)
    if page is None:
        return serve(request, "")
    return render(request, page.template, page.get_context(request))


def _open_home_page():
    """The home page if it is published and not behind one of Wagtail's locks."""
    return HomePage.objects.live().public().first()


@require_safe
@login_required
def my(request):
    """A member's own page: what waits for them, from all rooms."""
    return render(request, "home/my.html", {"blocks": my_blocks(request), "crumb_rows": [(_("My pages"), "")]})


def sitemap(request):
    """The sitemap for search engines."""
    return django_sitemap(request, SITEMAPS)


class AnswersView(SafeExportMixin, SubmissionsListView):
    """Answers to a form page, with an export that a spreadsheet can't be tricked with."""
