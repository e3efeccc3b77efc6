"""Shadow visits: days, places, who is welcome, and what visitors saw."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from network.requests import rules, rules_visits
from network.requests.actions import closing, impressions, joining, meeting, visits
from network.requests.actions.flow import NotAllowed
from network.requests.choices import Part, RequestKind
from network.requests.forms.visits import (
    BookForm,
    DayForm,
    EndForm,
    ImpressionForm,
    OffForm,
    PlanForm,
    WelcomeForm,
)
from network.requests.models import Impression
from network.requests.screens.visit import free_days
from network.requests.views.detail import METHODS, for_member, page, refused
from network.requests.views.posting import posted


def _visit(request, pk, is_offer=None):
    asked = for_member(request, pk)
    if asked.kind != RequestKind.VISIT or is_offer not in (None, asked.is_offer):
        raise Http404
    return asked


def _done(request, asked, action, said):
    """Do something, say that it was done or why it can't be, and go back to the request."""
    try:
        action()
    except NotAllowed as error:
        refused(request, error)
    else:
        messages.success(request, said)
    return redirect(asked)


# ---------- offered: days ----------


@never_cache
@posted
@login_required
def days(request, pk):
    """``/uitwisseling/<id>/dagen/``: the host offers another day."""
    asked = _visit(request, pk, is_offer=True)
    if not rules_visits.is_host(request.user, asked):
        raise PermissionDenied
    form = DayForm(request.POST)
    if not form.is_valid():
        return page(request, asked, day_form=form)
    said = form.cleaned_data
    return _done(
        request,
        asked,
        lambda: visits.add_day(asked, request.user, said["starts_at"], said["ends_at"], said["places"]),
        _("The day is on the page now."),
    )


@never_cache
@login_required
@METHODS
def day(request, pk, number):
    """``/uitwisseling/<id>/dagen/<day>/``: the host changes a day, or takes it away."""
    asked = _visit(request, pk, is_offer=True)
    if not rules_visits.may_keep_days(request.user, asked):
        raise Http404
    visit_day = get_object_or_404(asked.days.coming().with_taken(), pk=number)
    off = OffForm(request.POST if "weg" in request.POST else None)
    form = DayForm(
        request.POST if request.method == "POST" and not off.is_bound else None,
        visit_day=visit_day,
        taken=visit_day.taken,
    )
    if off.is_bound and off.is_valid():
        reason = off.cleaned_data["reason"] or _("The host takes this day away.")
        return _done(
            request, asked, lambda: visits.take_away(visit_day, request.user, reason), _("This day doesn't go on.")
        )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        return _done(
            request,
            asked,
            lambda: visits.change_day(visit_day, request.user, said["starts_at"], said["ends_at"], said["places"]),
            _("The day is changed."),
        )
    crumbs = [(_("Exchange"), reverse("requests:list")), (asked.title, asked.get_absolute_url())]
    context = {"asked": asked, "day": visit_day, "form": form, "off_form": off, "crumb_rows": crumbs}
    return render(request, "requests/visits/day.html", context)


# ---------- offered: places ----------


@never_cache
@posted
@login_required
def book(request, pk):
    """``/uitwisseling/<id>/boeken/``: take a place on a day, another day, or give it back (``doe=afzeggen``)."""
    asked = _visit(request, pk, is_offer=True)
    if not rules_visits.may_book(request.user, asked):
        if rules.asked(request.user, asked):
            raise PermissionDenied
        refused(request, NotAllowed("over"))
        return redirect(asked)
    if request.POST.get("doe") == "afzeggen":
        return _done(
            request, asked, lambda: visits.cancel(asked, request.user), _("You don't come. Your place is free again.")
        )
    promised = rules_visits.has_promised(rules.part_of(request.user, asked))
    free = free_days(asked, request.user)
    if not free:
        refused(request, NotAllowed("places"))
        return redirect(asked)
    form = BookForm(request.POST, days=free, agreed=promised)
    if not form.is_valid():
        return page(request, asked, book_form=form)
    chosen = next(one for one in free if one.pk == form.cleaned_data["day"])
    return _done(
        request,
        asked,
        lambda: visits.book(chosen, request.user, agreed=form.cleaned_data.get("agreed", promised)),
        _("You come along. It is in your calendar, and you got a mail about it."),
    )


# ---------- asked: who is welcome, and when ----------


@never_cache
@posted
@login_required
def welcome(request, pk):
    """``/uitwisseling/<id>/welkom/``: say that who asks may come, or answer when one was asked by name."""
    asked = _visit(request, pk, is_offer=False)
    part = rules.part_of(request.user, asked)
    wanted = request.POST.get("doe", "")
    if part is not None and wanted == "nee":
        joining.say_no(part)
        messages.success(request, _("That is fine. Nobody hears that you said no."))
        return redirect("requests:list")
    if part is not None and wanted == "weg":
        return _done(request, asked, lambda: joining.leave(part), _("You don't receive this visitor any more."))
    if part is not None and part.state == Part.ASKED:
        said = _("Thank you. Now you agree on a day together.")
        return _done(request, asked, lambda: joining.say_yes(part, agreed=True), said)
    if not rules.may_come(request.user, asked):
        if rules.asked(request.user, asked):
            raise PermissionDenied
        refused(request, NotAllowed("again" if asked.is_open else "over"))
        return redirect(asked)
    form = WelcomeForm(request.POST)
    if not form.is_valid():
        return page(request, asked, welcome_form=form)
    return _done(
        request,
        asked,
        lambda: joining.come(asked, request.user, form.cleaned_data["message"], agreed=True),
        _("Thank you. Who asks it hears that they are welcome."),
    )


@never_cache
@posted
@login_required
def choose(request, pk):
    """``/uitwisseling/<id>/gastheer/``: who asked chooses with whom they look."""
    asked = _visit(request, pk, is_offer=False)
    if not rules.asked(request.user, asked):
        raise PermissionDenied
    number = request.POST.get("wie", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    part = get_object_or_404(asked.participations.filter(state__in=[Part.WANTS, Part.JOINED]), pk=int(number))
    if request.POST.get("doe") == "niet":
        return _done(
            request, asked, lambda: joining.keep_out(part, request.user), _("They hear that it is not this time.")
        )
    return _done(
        request,
        asked,
        lambda: joining.let_in(part, request.user),
        _("You go and look there. Now agree on a day."),
    )


@never_cache
@posted
@login_required
def plan(request, pk):
    """``/uitwisseling/<id>/bezoek/``: the day of a visit that was asked for, another one, or none."""
    asked = _visit(request, pk, is_offer=False)
    if not rules_visits.may_plan_visit(request.user, asked):
        if not rules.asked(request.user, asked):
            raise PermissionDenied
        refused(request, NotAllowed("step"))
        return redirect(asked)
    session = asked.session if asked.status == "scheduled" else None
    if request.POST.get("doe") == "weg":
        return _done(request, asked, lambda: meeting.call_off(asked, request.user), _("It is called off."))
    form = PlanForm(request.POST, session=session)
    if not form.is_valid():
        return page(request, asked, plan_form=form)
    said = form.cleaned_data

    def write():
        if session is not None:
            return meeting.move(asked, request.user, said["starts_at"], said["ends_at"])
        host = asked.joined().first()
        return meeting.schedule(
            asked,
            request.user,
            said["starts_at"],
            said["ends_at"],
            venue=said["venue"],
            facilitator=host.member if host is not None else None,
        )

    return _done(request, asked, write, _("It is planned. You both got a mail with the day."))


# ---------- afterwards ----------


@never_cache
@posted
@login_required
def impression(request, pk):
    """``/uitwisseling/<id>/gezien/``: a visitor writes what they saw; the host agrees that others read it."""
    asked = _visit(request, pk)
    wanted, member = request.POST.get("doe", ""), request.user
    if wanted in ("deel", "niet-delen"):
        found = _impression(request, asked, Q())
        if not rules_visits.is_host(member, asked):
            raise PermissionDenied
        shares = wanted == "deel"
        said = _("Others can read it now.") if shares else _("Others don't read it any more.")
        return _done(request, asked, lambda: impressions.agree(found, member, shares), said)
    if wanted == "weg":
        found = _impression(request, asked, Q(member=member))
        return _done(request, asked, lambda: impressions.drop(found, member), _("It is deleted."))
    if not rules_visits.visited(member, asked):
        raise PermissionDenied
    form = ImpressionForm(request.POST)
    if not form.is_valid():
        return page(request, asked, impression_form=form)
    said = form.cleaned_data
    return _done(
        request,
        asked,
        lambda: impressions.write_impression(asked, member, said["text"], said["offered"]),
        _("Thank you. Who received you reads it too."),
    )


def _impression(request, asked, whose):
    number = request.POST.get("indruk", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    return get_object_or_404(Impression.objects.filter(whose, request=asked), pk=int(number))


@never_cache
@posted
@login_required
def end(request, pk):
    """``/uitwisseling/<id>/klaar/``: the host ends the offer, or who asked says that it was done; or it opens again."""
    asked = _visit(request, pk)
    if not rules.asked(request.user, asked):
        raise PermissionDenied
    if request.POST.get("doe") == "opnieuw":
        return _done(request, asked, lambda: closing.open_again(asked, request.user), _("It is open again."))
    if not rules_visits.may_end(request.user, asked):
        refused(request, NotAllowed("step"))
        return redirect(asked)
    form = EndForm(request.POST)
    if not form.is_valid():
        return page(request, asked, end_form=form)
    text = form.cleaned_data["text"]

    def write():
        if asked.is_offer:
            return visits.close(asked, request.user, text)
        return closing.close(asked, request.user, "done", text)

    return _done(request, asked, write, _("It is closed. It stays on the site."))
