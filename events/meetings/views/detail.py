"""The page of one meeting."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from base.choices import Visibility
from base.serving import through_wagtail
from events.meetings.models import EventPage
from events.meetings.private import SLUG as PRIVATE_SLUG
from events.meetings.reading import open_to, shown
from events.meetings.slots import private_homes
from network.people.rules import is_member


@require_safe
def detail(request, slug):
    """``/agenda/<slug>/``: not there for who may not see it; a visitor whom signing in would help goes there."""
    try:
        event = open_to(request.user, slug)
    except EventPage.DoesNotExist as error:
        if signing_in_helps(request.user, slug):
            return redirect_to_login(request.get_full_path())
        raise Http404 from error
    if event.private and (address := next(filter(None, (home(event, request.user) for home in private_homes)), None)):
        return redirect(address)
    return through_wagtail(request, event, _answer)


def signing_in_helps(reader, slug):
    """Whether a visitor would see this meeting as a member.

    To who follows the link of a mail to a private one, signing in may help: said of each such address, there or not.
    """
    if is_member(reader):
        return False
    if slug.startswith(PRIVATE_SLUG):
        return True
    return EventPage.objects.published().filter(slug=slug, visibility=Visibility.MEMBERS).exists()


def _answer(request, event):
    response = render(request, "meetings/detail.html", shown(event, request.user) | _crumbs())
    if not event.is_over:
        # "Registering is closed" comes by the clock, which kept pages don't hear of.
        patch_cache_control(response, private=True)
    return response


def _crumbs():
    return {"crumb_rows": [(_("Agenda"), reverse("meetings:agenda"))]}


def preview(request, event):
    """The same page for a version that is not published. Nothing of it is kept."""
    context = shown(event, request.user, preview=True) | _crumbs() | {"is_preview": True}
    response = render(request, "meetings/detail.html", context)
    patch_cache_control(response, private=True)
    return response
