"""Questions: the list, one with its answers, and asking one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from base.choices import Visibility
from base.findable import search_words
from events.meetings.models import EventPage
from network.notices.follow_button import button
from network.people.rules import is_member
from network.requests import actions, rules
from network.requests.choices import RequestStatus
from network.requests.forms import STATES, AnswerForm, ListForm, QuestionForm
from network.requests.models import Request

PER_PAGE = 20
METHODS = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def questions(request):
    """``/uitwisseling/``: what is asked, the newest first."""
    form = ListForm(request.GET)
    cleaned, state = form.cleaned_data, form.cleaned_data["stand"] or "alle"
    found = Request.objects.visible_to(request.user)
    if cleaned["q"]:
        found = found.filter(pk__in=search_words("question", cleaned["q"], request.user).pks)
    if state != "alle":
        found = found.filter(status=RequestStatus.OPEN if state == "open" else RequestStatus.ANSWERED)
    page = Paginator(found.for_list(), PER_PAGE).get_page(cleaned["pagina"])
    total = page.paginator.count
    context = {
        "page_obj": page,
        "numbers": _answers(page.object_list),
        "tabs": [(label, _address(cleaned["q"], value), value == state) for value, label in STATES.items()],
        "words": cleaned["q"],
        "title": ngettext("%(count)s question", "%(count)s questions", total) % {"count": total},
        "action": reverse("requests:list"),
        "is_member": is_member(request.user),
        "crumb_rows": [(_("Questions"), "")],
    }
    for question in page.object_list:
        question.answers = context["numbers"].get(question.pk, 0)
    response = render(request, "requests/questions.html", context)
    if cleaned["q"]:
        response["Cache-Control"] = "private"
    return response


def _answers(found):
    rows = Request.objects.filter(pk__in=[one.pk for one in found]).order_by().annotate(number=Count("responses"))
    return dict(rows.values_list("pk", "number"))


def _address(words, state):
    pairs = [("q", words), ("stand", "" if state == "alle" else state)]
    query = urlencode([pair for pair in pairs if pair[1]])
    return reverse("requests:list") + (f"?{query}" if query else "")


@never_cache
@METHODS
def detail(request, pk):
    """``/uitwisseling/<id>/``: a question and its answers."""
    try:
        question = Request.objects.visible_to(request.user).for_list().get(pk=pk)
    except Request.DoesNotExist as error:
        closed = Request.objects.sent().filter(pk=pk, visibility=Visibility.MEMBERS)
        if not is_member(request.user) and closed.exists():
            return redirect_to_login(request.get_full_path())
        raise Http404 from error
    may_answer = rules.may_answer(request.user, question)
    form = AnswerForm(request.POST or None) if may_answer else None
    if request.method == "POST":
        if not may_answer:
            raise PermissionDenied
        if form.is_valid():
            actions.answer(question, request.user, form.cleaned_data["text"])
            messages.success(request, _("Thank you. Who asked it hears of your answer."))
            return redirect(question)
    context = {
        "question": question,
        "responses": list(question.responses.select_related("member__organisation")[:200]),
        "topics": question.topics.accepted(),
        "event": EventPage.objects.visible_to(request.user).filter(pk=question.event_id).first(),
        "form": form,
        "may_decide": rules.may_decide(request.user, question),
        "is_member": is_member(request.user),
        "follow": button(request, "question", question) if is_member(request.user) else None,
        "crumb_rows": [(_("Questions"), reverse("requests:list")), (_("Question"), "")],
    }
    return render(request, "requests/question.html", context)


@never_cache
@login_required
@METHODS
def new(request):
    """``/uitwisseling/nieuw/?soort=vraag``."""
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        asked = actions.ask(
            cleaned["title"],
            request.user,
            text=cleaned["text"],
            to=form.addressee,
            topics=cleaned["topics"],
            visibility=cleaned["visibility"],
            answer_by=cleaned["answer_by"],
        )
        messages.success(request, _("Your question is asked. You hear of it when somebody answers."))
        return redirect(asked)
    crumbs = [(_("Questions"), reverse("requests:list")), (_("Ask a question"), "")]
    return render(request, "requests/new.html", {"form": form, "crumb_rows": crumbs})


@never_cache
@login_required
@require_POST
def decide(request, pk):
    """``/uitwisseling/<id>/besluit/``: which answer is the answer, or that the question is taken back."""
    question = get_object_or_404(Request.objects.visible_to(request.user), pk=pk)
    if not rules.may_decide(request.user, question):
        raise PermissionDenied
    chosen = request.POST.get("antwoord", "")
    if request.POST.get("doe") == "intrekken":
        actions.withdraw(question)
        messages.success(request, _("Your question is taken back."))
        return redirect("requests:list")
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 19:
        response = question.responses.filter(pk=int(chosen)).first()
        if response is not None:
            actions.accept(response, request.user)
            messages.success(request, _("This is the answer now. Everybody finds it."))
    return redirect(question)
