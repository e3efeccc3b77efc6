"""Writing a review, an adoption report, and an answer to one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from practices import actions, rules
from practices.forms_responses import AdoptionReportForm, AnswerForm, ReviewForm
from practices.models import AdoptionReport, PracticePage, Review


def _practice(request, slug):
    return get_object_or_404(PracticePage.objects.visible_to(request.user).select_related("organisation"), slug=slug)


def _crumbs(practice, label):
    return [
        (_("Practices"), reverse("practices:list")),
        (practice.title, practice.get_absolute_url()),
        (label, None),
    ]


@login_required
@require_http_methods(["GET", "POST"])
def report_add(request, slug):
    """``/praktijken/<slug>/ervaring/``: what happened when I tried this."""
    practice = _practice(request, slug)
    if not rules.may_report(request.user, practice):
        raise Http404
    member = request.user
    first_municipality = member.municipalities.first()
    form = AdoptionReportForm(
        request.POST or None,
        initial={"organisation": member.organisation_id, "municipality": first_municipality and first_municipality.pk},
    )
    if request.method == "POST" and form.is_valid():
        actions.add_adoption_report(practice, member, **form.cleaned_data)
        messages.success(request, _("Thank you. Your experience stands with the practice now."))
        return redirect(f"{practice.get_absolute_url()}#ervaringen")
    context = {"practice": practice, "form": form, "crumbs": _crumbs(practice, _("I tried this"))}
    return render(request, "practices/respond/report.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def review(request, slug):
    """``/praktijken/<slug>/beoordelen/``: is it well described?"""
    practice = _practice(request, slug)
    if not rules.may_review(request.user, practice):
        raise Http404
    earlier = Review.objects.filter(practice=practice, reviewer=request.user).first()
    form = ReviewForm(request.POST or None, instance=earlier)
    if request.method == "POST" and form.is_valid():
        actions.save_review(practice, request.user, form.scores(), form.cleaned_data["remarks"])
        messages.success(request, _("Thank you. The authors got your remarks."))
        return redirect(practice)
    context = {
        "practice": practice,
        "form": form,
        "earlier": earlier,
        "crumbs": _crumbs(practice, _("Is it well described?")),
    }
    return render(request, "practices/respond/review.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def report_answer(request, slug, pk):
    """``/praktijken/<slug>/ervaring/<pk>/antwoord/``: an author answers a report."""
    practice = _practice(request, slug)
    report = get_object_or_404(
        AdoptionReport.objects.select_related("member", "organisation"), pk=pk, practice=practice
    )
    if not rules.may_answer(request.user, practice):
        raise Http404
    form = AnswerForm(request.POST or None, initial={"answer": report.answer})
    if form.is_valid() and not form.cleaned_data["answer"] and not report.answer:
        form.add_error("answer", _("Write what you want to say to who tried it."))
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        actions.answer_report(report, request.user, answer)
        messages.success(request, _("Your answer stands under the report.") if answer else _("Your answer is gone."))
        return redirect(f"{practice.get_absolute_url()}#ervaring-{report.pk}")
    context = {"practice": practice, "report": report, "form": form, "crumbs": _crumbs(practice, _("Answer"))}
    return render(request, "practices/respond/answer.html", context, status=422 if form.errors else 200)
