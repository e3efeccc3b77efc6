"""Writing in one's own folder: entries with their proof, and periods."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from base.views_files import serve_own
from events.training.actions import MOST_PERIODS, keep_entry
from events.training.choices import Category
from events.training.folder import settings_now
from events.training.forms import EntryForm, PeriodForm
from events.training.models import Entry, Period
from events.training.views.folder import crumbs


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """``/mijn/skj/nieuw/``; ``?soort=`` chooses a kind beforehand."""
    return _entry(request, None)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request, pk):
    """``/mijn/skj/<pk>/``: read and change an entry."""
    return _entry(request, get_object_or_404(Entry.objects.of(request.user), pk=pk))


def _entry(request, entry):
    sent = request.method == "POST"
    form = EntryForm(request.POST if sent else None, request.FILES if sent else None, member=request.user, entry=entry)
    if not sent and entry is None and request.GET.get("soort") in Category.values:
        form.initial["category"] = request.GET["soort"]
    if sent:
        # before anything else is judged: also a form that has to be put right holds on to its file
        right = form.is_valid()
        form.keep_proof()
        if right and not form.errors and _kept(form):
            messages.success(request, _("It stands in your folder.") if entry is None else _("Your change is stored."))
            return redirect("training:folder")
    context = {
        "form": form,
        "entry": entry,
        "title": entry.title if entry else "",
        "crumb_rows": crumbs((_("Change an entry") if entry else _("Add something"), "")),
    }
    return render(request, "training/entry.html", context)


def _kept(form):
    try:
        keep_entry(form.filled(), form.waiting, take_away=form.cleaned_data.get("take_away", False))
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_delete(request, pk):
    """``/mijn/skj/<pk>/weggooien/``: asks once more."""
    entry = get_object_or_404(Entry.objects.of(request.user), pk=pk)
    if request.method == "POST":
        entry.delete()
        messages.success(request, _("It is gone from your folder."))
        return redirect("training:folder")
    context = {
        "title": entry.title,
        "back": entry.get_absolute_url(),
        "what": _("The entry is gone then, and its proof with it. You can't get it back."),
        "crumb_rows": crumbs((entry.title, entry.get_absolute_url()), (_("Throw away"), "")),
    }
    return render(request, "training/throw_away.html", context)


@never_cache
@login_required
@require_safe
def proof(request, pk):
    """``/mijn/skj/<pk>/bewijs/``: the file of an entry, for its owner alone."""
    mine = Entry.objects.of(request.user).filter(proof__isnull=False).select_related("proof")
    found = get_object_or_404(mine, pk=pk).proof
    return serve_own(request, found.file, found.name)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def period_new(request):
    """``/mijn/skj/periode/``"""
    if Period.objects.of(request.user).count() >= MOST_PERIODS:
        raise Http404
    return _period(request, None)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def period(request, pk):
    """``/mijn/skj/periode/<pk>/``"""
    return _period(request, get_object_or_404(Period.objects.of(request.user), pk=pk))


def _period(request, period):
    settings = settings_now()
    targets = {one.category: one.hours for one in settings.targets.all()} if settings else {}
    data = request.POST if request.method == "POST" else None
    form = PeriodForm(data, member=request.user, period=period, targets=targets)
    if request.method == "POST" and form.is_valid():
        kept = form.filled()
        kept.save()
        messages.success(request, _("Your period is stored."))
        return redirect(f"{reverse('training:folder')}?periode={kept.pk}")
    context = {
        "form": form,
        "period": period,
        "crumb_rows": crumbs((_("Registration period"), "")),
    }
    return render(request, "training/period.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def period_delete(request, pk):
    """``/mijn/skj/periode/<pk>/weggooien/``: the period alone, nothing that was done in it."""
    period = get_object_or_404(Period.objects.of(request.user), pk=pk)
    if request.method == "POST":
        period.delete()
        messages.success(request, _("The period is gone. What you did stays in your folder."))
        return redirect("training:folder")
    context = {
        "title": str(period),
        "back": reverse("training:period", args=[period.pk]),
        "what": _("Only the period goes. What you did in it stays in your folder."),
        "crumb_rows": crumbs((_("Throw away"), "")),
    }
    return render(request, "training/throw_away.html", context)
