"""The page of one practice."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail import hooks

from base.choices import Visibility
from network.people.rules import is_member
from practices.models import PracticePage
from practices.reading import Audience, fetch_co_authors, find_visible, kept, show


@require_safe
def detail(request, slug):
    """``/praktijken/<slug>/``: not there for who may not see it; a visitor whom signing in would help goes there."""
    page = find_visible(request.user, slug)
    if page is None:
        for_members = PracticePage.objects.live().filter(slug=slug, visibility=Visibility.MEMBERS)
        if not is_member(request.user) and for_members.exists():
            return redirect_to_login(request.get_full_path())
        raise Http404
    return through_wagtail(request, page, _answer)


def _answer(request, page):
    if is_member(request.user):
        fetch_co_authors(page)
    audience = Audience.of(request.user, page)
    shown = kept(page.pk, audience, lambda: show(page, audience))
    return render(request, "practices/detail.html", {"page": page, "shown": shown, "audience": audience})


def preview(request, page):
    """The same page for a version that is not published, as its author will see it. Nothing of it is kept."""
    audience = Audience.of(request.user, page)
    shown = show(page, audience, preview=True)
    return render(request, "practices/detail.html", {"page": page, "shown": shown, "audience": audience})


def through_wagtail(request, page, answer):
    """Answer as ``wagtail.views.serve`` would: with every hook, and with the restrictions that the admin set."""

    def serve(page, request, args, kwargs):
        return answer(request, page)

    for hook in reversed(hooks.get_hooks("on_serve_page")):
        serve = hook(serve)
    for hook in hooks.get_hooks("before_serve_page"):
        response = hook(page, request, [], {})
        if isinstance(response, HttpResponse):
            return response
    return serve(page, request, [], {})
