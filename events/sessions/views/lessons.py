"""The lesson of a group: put to everybody who was there, answered by each for themselves, made into something once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.sessions import rules
from events.sessions.actions import lessons
from events.sessions.choices import LessonState
from events.sessions.forms_after import LessonForm
from events.sessions.models import Lesson
from events.sessions.slots import lesson_targets
from events.sessions.views.after import crumbs, own_session


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request, pk):
    """``/sessies/<pk>/les/``; ``?wijzig=1`` shows the form of a lesson that is there."""
    session = own_session(request.user, pk)
    found = Lesson.objects.filter(session=session).select_related("written_by").first()
    if found is not None:
        # The same object for all: its meeting is asked for once.
        found.session = session
    verb = request.POST.get("doe", "")
    if request.method == "POST" and verb in VERBS:
        return _act(request, session, found, VERBS[verb])
    may_write = rules.may_write_lesson(request.user, session, found)
    may_write = may_write and (found is None or found.state != LessonState.MADE)
    writing = "wijzig" in request.GET if found is not None else lessons.asked(session).count() >= lessons.FEWEST
    form = None
    if request.method == "POST" and not may_write:
        raise Http404
    if may_write and (writing or request.method == "POST"):
        first = {"title": found.title, "text": found.text} if found else {}
        form = LessonForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            lessons.write(session, request.user, form.cleaned_data["title"], form.cleaned_data["text"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Who was there is asked whether they agree."))
            return redirect("sessions:lesson", pk)
    return render(request, "sessions/after/lesson.html", _shown(request, session, found, form, may_write))


def _shown(request, session, found, form, may_write):
    asked = set(lessons.asked(session).values_list("pk", flat=True))
    agreed = found is not None and lessons.everybody_agrees(found)
    mine = found.consents.filter(member=request.user).first() if found is not None else None
    made_of = next((one for one in lesson_targets if found is not None and one.name == found.became), None)
    is_writer = found is not None and found.written_by_id == request.user.pk
    return {
        "session": session,
        "lesson": found,
        "form": form,
        "may_write": may_write,
        "enough": len(asked) >= lessons.FEWEST,
        "is_asked": request.user.pk in asked,
        "is_writer": is_writer,
        "is_made": found is not None and found.state == LessonState.MADE,
        "agreed": agreed,
        "mine": None if mine is None else mine.given,
        "words": lessons.fingerprint(found) if found is not None else "",
        "targets": [one for one in lesson_targets if one.may(request.user)] if agreed and may_write else [],
        "made_of": made_of,
        "made_url": found.became_url if made_of and (is_writer or made_of.for_all) else "",
        "crumb_rows": crumbs(session, _("A lesson for others")),
    }


def _act(request, session, found, verb):
    if found is None:
        messages.error(request, _("This lesson was taken back."))
        return redirect("sessions:lesson", session.pk)
    try:
        return verb(request, found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("sessions:lesson", session.pk)


def _agree(request, found):
    lessons.answer(found, request.user, True, request.POST.get("woorden", ""))
    messages.success(request, _("You agree. Nobody sees who does and who doesn't."))
    return redirect("sessions:lesson", found.session_id)


def _decline(request, found):
    lessons.answer(found, request.user, False, request.POST.get("woorden", ""))
    messages.success(request, _("Then it stays within the group. Nobody sees that it was you."))
    return redirect("sessions:lesson", found.session_id)


def _withdraw(request, found):
    lessons.withdraw(found, request.user)
    messages.success(request, _("The lesson is taken back."))
    return redirect(found.session.get_absolute_url())


def _make(request, found):
    made = lessons.make(found, request.user, request.POST.get("wat", ""))
    messages.success(request, _("It is made. You go on with it here."))
    return redirect(made.became_url)


VERBS = {"ja": _agree, "nee": _decline, "terug": _withdraw, "maak": _make}
