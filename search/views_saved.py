"""Saved searches: keep one, see them, stop their mails, with a link from a mail too."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from search import saved
from search.forms import SearchForm
from search.models import SavedSearch


@require_POST
def save(request):
    """Keep the search that the fields of the form say, the same as those of the search page."""
    form = SearchForm(request.POST)
    form.full_clean()
    search = SavedSearch(words=form.cleaned_data["q"], filters=saved.chosen(form.cleaned_data))
    back = saved.address(search)
    if not request.user.is_authenticated:
        return redirect_to_login(back)
    if not search.words:
        messages.error(request, _("First search for something, then you can keep it."))
        return redirect("search:search")
    try:
        search, new = saved.save(request.user, search.words, search.filters)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        told = _("We keep this search. When there is something new, you get a mail, at most once a day.")
        messages.success(request, told if new else _("You keep this search already."))
    return redirect(back)


@require_safe
@login_required
def saved_list(request):
    """``/mijn/zoekopdrachten/``: the member's own searches."""
    rows = [_row(search) for search in request.user.saved_searches.defer("known")]
    crumb_rows = [(_("My pages"), reverse("home:my")), (_("My searches"), "")]
    return render(request, "search/saved_list.html", {"rows": rows, "crumb_rows": crumb_rows, "most": saved.MOST})


def _row(search):
    return {
        "search": search,
        "address": saved.address(search),
        "labels": saved.labels(search),
        "gone": saved.form_of(search) is None,
    }


def _own(request, pk):
    return get_object_or_404(SavedSearch, pk=pk, member=request.user)


@require_POST
@login_required
def saved_delete(request, pk):
    """Keep a search no longer."""
    search = _own(request, pk)
    search.delete()
    messages.success(request, _("“%(words)s” is removed.") % {"words": search.words})
    return redirect("search:saved")


@require_POST
@login_required
def saved_mails(request, pk):
    """Mail about a search, or no longer."""
    search = _own(request, pk)
    if request.POST.get("mails") == "on":
        saved.start(search)
        messages.success(request, _("You get a mail when “%(words)s” has something new.") % {"words": search.words})
    else:
        saved.stop(SavedSearch.objects.filter(pk=search.pk))
        messages.success(request, _("You get no more mails about “%(words)s”.") % {"words": search.words})
    return redirect("search:saved")


# The link says who may: a mail program that stops the mails with one click (RFC 8058) has no cookie and no token.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def saved_stop(request, token):
    """The link in a mail. Only its button stops the mails: a program that checks links just looks."""
    searches = saved.of_token(token)
    found = list(searches)
    if not found:
        return render(request, "search/saved_stop.html", {"over": True}, status=404)
    if request.method == "POST":
        saved.stop(searches)
    wanted = [search for search in found if search.mails] if request.method != "POST" else []
    return render(request, "search/saved_stop.html", {"wanted": wanted, "found": found})
