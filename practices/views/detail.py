"""The page of one practice."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from base.choices import Visibility
from base.serving import through_wagtail
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
