"""Addresses that only take what is sent to them, without being a dead end for who opens them."""

from functools import wraps

from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect


def posts_to(page, *names):
    """A decorator for a view that takes POST. Opening its address leads to ``page``, the name of an address with
    the arguments ``names`` (``pk`` when none is given) of this one. That page decides who sees it.

    Somebody whose session ended while they filled in a form comes to this address after signing in again. Put it
    before ``login_required``: who may read the page without signing in gets there too.
    """
    names = names or ("pk",)

    def decorator(view):
        @wraps(view)
        def inner(request, **kwargs):
            if request.method in ("GET", "HEAD"):
                return redirect(page, **{name: kwargs[name] for name in names})
            if request.method != "POST":
                return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
            return view(request, **kwargs)

        return inner

    return decorator
