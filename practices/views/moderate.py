"""A moderator reads what was sent in, and decides."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.privacy.forms import PrivacyCheckedForm
from base.text import SafeTextField
from practices import actions, moderation, readable, rules, writing
from practices.forms import privacy_words
from practices.forms.fields import is_key
from practices.models import PracticePage
from practices.views.write import members_only


class RemarkForm(PrivacyCheckedForm, forms.Form):
    """A moderator's remark to the authors; needed when it goes back."""

    remark = SafeTextField(
        label=gettext_lazy("Remark to the authors"),
        help_text=gettext_lazy("Say what is good and what you miss. They get it by mail."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def privacy_words(self):
        return privacy_words()


@members_only
@never_cache
@require_http_methods(["GET", "POST"])
def moderate(request, slug):
    """``/praktijken/<slug>/nalezen/``: a moderator reads what was sent in, sees what changed, and decides."""
    if not rules.may_moderate(request.user):
        raise Http404
    page = get_object_or_404(PracticePage.objects.select_related("owner"), slug=slug)
    workflow = moderation.workflows_of([page]).get(page.pk)
    standing = moderation.standing(page, None, workflow)
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _decide(request, page, form)
        if answer is not None:
            return answer
    revision = workflow.current_task_state.revision if workflow else page.get_latest_revision()
    latest = writing.from_page(revision.as_object() if revision else page)
    published = writing.from_page(page) if page.live else None
    context = {
        "practice": page,
        "title": latest["title"],
        "standing": standing,
        "revision": revision,
        "form": form,
        "may_judge": rules.may_judge(request.user, page),
        "parts": readable.parts(latest),
        "files": readable.files(latest),
        "differences": readable.differences(published, latest) if published else [],
        "files_changed": published and any(published[name] != latest[name] for name in ("image", "documents")),
        "authors": page.active_authors(),
        "crumbs": [(_("Practices"), reverse("practices:list")), (latest["title"], None)],
    }
    return render(request, "practices/write/moderate.html", context, status=422 if form.errors else 200)


def _decide(request, page, form):
    remark = form.cleaned_data["remark"]
    action = "reject" if "reject" in request.POST else "approve"
    revision = request.POST.get("revision", "")
    if action == "reject" and not remark:
        form.add_error("remark", _("Say what has to change, so that the authors can go on."))
        return None
    try:
        done = actions.moderate(page, request.user, action, remark, int(revision) if is_key(revision) else None)
    except actions.NotAllowed:
        raise Http404 from None
    if not done:
        messages.warning(request, _("Somebody decided about it already, or it changed. Look again."))
        return redirect("practices:moderate", page.slug)
    if action == "reject":
        messages.success(request, _("Sent back. The authors get your remark by mail."))
        return redirect("practices:moderate", page.slug)
    messages.success(request, _("Approved. The authors get a mail."))
    page.refresh_from_db()
    return redirect(page.get_absolute_url() if page.live else reverse("practices:moderate", args=[page.slug]))
