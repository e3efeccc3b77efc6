"""The page of one practice."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail import hooks

from base.choices import Visibility
from practices.models import PracticePage
from practices.reading import Audience, open_to, published, show, shown


@require_safe
def detail(request, slug):
    """``/praktijken/<slug>/``: not there for who may not see it; a visitor whom signing in would help goes there."""
    try:
        page = published(slug)
    except PracticePage.DoesNotExist as error:
        raise Http404 from error
    if not open_to(request.user, page):
        if page.visibility == Visibility.MEMBERS:
            return redirect_to_login(request.get_full_path())
        raise Http404
    return through_wagtail(request, page, _answer)


def _answer(request, page):
    context = {"shown": shown(page, Audience.of(request.user, page)), "page": page}
    return render(request, "practices/detail.html", context)


def preview(request, page):
    """The same page for a version that is not published, as its author will see it. Nothing of it is kept."""
    unpublished = show(page, Audience.of(request.user, page), preview=True)
    return render(request, "practices/detail.html", {"shown": unpublished})


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
