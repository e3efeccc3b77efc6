"""Registering, changing, cancelling, and taking a seat that came free."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.meetings.actions import registering
from events.meetings.actions.registering import SENTENCES, Refused, why_closed
from events.meetings.choices import ALIVE, Status
from events.meetings.forms_registration import GuestForm, RegistrationForm, refused
from events.meetings.models import EventPage, Registration
from events.meetings.reading import fetch, open_to, registration_of, seats_of, themes_of
from events.meetings.views.detail import signing_in_helps
from network.people.rules import is_member

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@METHODS
def register(request, slug):
    """``/agenda/<slug>/aanmelden/``: for members; for guests where the organiser lets them."""
    try:
        event = open_to(request.user, slug)
    except EventPage.DoesNotExist as error:
        if signing_in_helps(request.user, slug):
            return redirect_to_login(request.get_full_path())
        raise Http404 from error
    if not is_member(request.user):
        return _guest(request, event) if event.guests_allowed else redirect_to_login(request.get_full_path())
    registration = registration_of(event, request.user)
    if request.method == "POST" and ("doe" in request.POST) != (registration is not None):
        # A second click. What the first did stands: "I can't come after all" twice is no new registration.
        if registration is not None:
            _tell(request, registration)
        return redirect(event)
    if registration is not None:
        return _own(request, event, registration)
    closed = why_closed(event)
    form = RegistrationForm(request.POST or None, event=event, themes=themes_of(event))
    if request.method == "POST" and not closed and form.is_valid():
        try:
            registration = registering.register(event, request.user, form.wishes())
        except Refused as problem:
            refused(form, problem)
        else:
            _tell(request, registration)
            return redirect(event)
    return _answer(request, event, form, closed=SENTENCES.get(closed, ""))


@never_cache
@METHODS
def own_registration(request, key):
    """``/agenda/mijn/<key>/``: a registration, for who has the link of the mail. Opening it changes nothing."""
    registration = get_object_or_404(Registration.objects.select_related("member", "break_out"), key=key)
    event = fetch(EventPage.objects.all(), EventPage.objects.get(pk=registration.event_id).slug)
    registration.event = event
    return _own(request, event, registration)


def _guest(request, event):
    closed = why_closed(event)
    form = GuestForm(request.POST or None, event=event, themes=themes_of(event))
    if request.method == "POST" and not closed and form.is_valid():
        try:
            # Beyond the limit the answer is the same: nobody fills the mailbox of somebody else.
            if ratelimit.consume(request, action="event_guest", key=form.cleaned_data["email"].lower()):
                registering.register_guest(event, form.guest(get_language() or "nl"), form.wishes())
        except Refused as problem:
            refused(form, problem)
        else:
            messages.success(request, _("Look in your mail: follow the link in it to confirm that you want to come."))
            return redirect(event)
    return _answer(request, event, form, closed=SENTENCES.get(closed, ""), guest=True)


def _own(request, event, registration):
    """What somebody can do with a registration that is there."""
    form = None
    if registration.status in ALIVE:
        themes = themes_of(event)
        changes = request.POST if request.POST.get("doe") == "wijzigen" else None
        form = RegistrationForm(changes, event=event, themes=themes, registration=registration)
    here = request.path
    if request.method == "POST" and not event.is_over and not event.is_cancelled:
        try:
            done = _act(request, registration, form)
        except Refused as problem:
            if form is not None and form.is_bound:
                refused(form, problem)
            else:
                messages.error(request, problem.sentence)
                return redirect(here)
        else:
            if done is not None:
                if event.private and done.status == Status.CANCELLED:
                    # The meeting itself isn't there for them any more.
                    return redirect("meetings:own_agenda" if request.user.is_authenticated else here)
                return redirect(event if registration.member_id and request.user.is_authenticated else here)
    return _answer(request, event, form, registration=registration)


def _act(request, registration, form):
    """Do what the pressed button says; the registration afterwards, or None when nothing was done."""
    verb = request.POST.get("doe")
    if verb == "afmelden":
        done = registering.cancel(registration)
        messages.success(request, _("You don't come any more. Thank you for saying so."))
    elif verb == "aannemen":
        done = registering.accept(registration)
        _tell(request, done)
    elif verb == "bevestigen":
        done = registering.prove(registration)
        _tell(request, done)
    elif verb == "wijzigen" and form is not None and form.is_valid():
        done = registering.change(registration, form.wishes())
        messages.success(request, _("It is changed."))
    else:
        done = None
    return done


def _tell(request, registration):
    if registration.status == Status.CONFIRMED:
        if registration.member_id:
            messages.success(request, _("You have a seat. You find it under “My pages” and in your mail."))
        else:
            messages.success(request, _("You have a seat. You find it in your mail."))
    elif registration.status == Status.WAITING:
        place = registration.place_in_line()
        messages.success(request, _("You are number %(place)s on the waiting list.") % {"place": place})


def _answer(request, event, form, *, closed="", registration=None, guest=False):
    seats = seats_of(event)
    waits = registration is not None and registration.status == Status.WAITING
    context = {
        "event": event,
        "form": form,
        "seats": seats,
        "closed": closed,
        "registration": registration,
        "place": registration.place_in_line() if waits else None,
        "guest": guest,
        "one_day": event.starts.date() == event.ends.date(),
        "crumb_rows": [(_("Agenda"), "/agenda/"), (event.title, event.get_absolute_url()), (_("Sign up"), "")],
        "sign_in": f"{reverse('account_login')}?next={request.path}",
    }
    return render(request, "meetings/register.html", context)
