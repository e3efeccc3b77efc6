"""Notices: the list, how often mail comes, and the link in a mail that stops it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from base.listing import PAGE_PARAMETER
from network.notices import actions, links, reading
from network.notices.forms import FrequencyForm
from network.notices.kinds import Frequency, kind_named
from network.people.models import Member

A_PAGE = 30


def _crumbs(*last):
    return [(_("My pages"), reverse("home:my")), *last]


@require_safe
@login_required
def notices(request):
    """``/mijn/meldingen/``: what is new comes first."""
    page = Paginator(reading.list_of(request.user), A_PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    rows = reading.rows_of(request.user, page.object_list)
    context = {
        "rows": rows,
        "page_obj": page,
        "now": timezone.now().isoformat(),
        "tabs": _tabs("list"),
        "crumb_rows": _crumbs((_("Notices"), "")),
    }
    return render(request, "notices/list.html", context)


def _tabs(current):
    """The three pages of this room: (label, address, whether this is it)."""
    pages = {"list": _("Notices"), "followed": _("What I follow"), "settings": _("Mail")}
    return [(label, reverse(f"notices:{name}"), name == current) for name, label in pages.items()]


@require_safe
@login_required
def open_notice(request, pk):
    """The link of a notice: to what it is about. Whoever went there has read it."""
    notice = request.user.notifications.filter(pk=pk).first()
    if notice is None or not reading.visible(request.user, [notice]):
        raise Http404
    if request.method == "GET":
        actions.mark_read(request.user, notice.pk)
    return redirect(notice.url)


@require_POST
@login_required
def one_read(request, pk):
    """Mark one as read."""
    if actions.mark_read(request.user, pk) is None:
        raise Http404
    return redirect("notices:list")


@require_POST
@login_required
def all_read(request):
    """Mark all as read that stood there when the page was made: what came since was not seen."""
    now = timezone.now()
    actions.mark_all_read(request.user, min(_moment(request.POST.get("before", "")) or now, now))
    messages.success(request, _("You read everything."))
    return redirect("notices:list")


def _moment(text):
    """The moment that a form says, or None when it says none."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and timezone.is_aware(moment) else None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choose(request):
    """``/mijn/meldingen/instellingen/``: how often mail comes, for each kind."""
    form = FrequencyForm(request.POST if request.method == "POST" else None, member=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("We keep to it from now on."))
        return redirect("notices:settings")
    crumb_rows = _crumbs((_("Notices"), reverse("notices:list")), (_("Mail"), ""))
    context = {"form": form, "tabs": _tabs("settings"), "crumb_rows": crumb_rows}
    return render(request, "notices/settings.html", context, status=422 if form.errors else 200)


# The link says who may: a mail program that stops the mails with one click (RFC 8058) has no cookie and no token.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """The link in a mail. Only its button stops the mails: a program that checks links just looks."""
    said = links.read(token)
    member = Member.objects.active().filter(pk=said[0]).first() if said is not None else None
    kinds = [kind for name in said[1] if (kind := kind_named(name)) and not kind.always_mail] if member else []
    if not kinds:
        response = render(request, "notices/stop.html", {"over": True}, status=404)
    else:
        if request.method == "POST":
            actions.set_frequencies(member, {kind.name: Frequency.NEVER for kind in kinds})
        response = render(request, "notices/stop.html", {"kinds": kinds, "asked": request.method != "POST"})
    # The address is a key: it goes to nobody else.
    response["Referrer-Policy"] = "no-referrer"
    return response
