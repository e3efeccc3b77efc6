"""Asking something: which kind, and then the steps of its form."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from network.people.models import Member
from network.requests import actions, rules
from network.requests.actions.flow import NotAllowed
from network.requests.choices import RequestStatus
from network.requests.forms.ask import KindForm
from network.requests.forms.ask_together import BACK, KEEP, SendForm, TogetherForm
from network.requests.forms.challenges import ChallengeForm
from network.requests.kinds import BY_SLUG, CHALLENGE, INTERVISION, KINDS, QUESTION
from network.requests.marking import marked
from network.requests.settings import ground_rules
from network.requests.similar import similar_questions
from network.requests.views.detail import METHODS, for_member, refused

SEEN = "gezien"


@never_cache
@login_required
@METHODS
def new(request):
    """``/uitwisseling/nieuw/?soort=intervisie``; without a kind one chooses first."""
    slug = request.GET.get("soort", "")
    if slug not in BY_SLUG and request.method != "POST":
        kinds = [one for one in KINDS.values() if rules.may_ask(request.user, one.kind)]
        crumbs = [(_("Exchange"), reverse("requests:list")), (_("Ask the network"), "")]
        return render(request, "requests/choose.html", {"kinds": kinds, "crumb_rows": crumbs})
    kind = BY_SLUG.get(slug, QUESTION)
    if not rules.may_ask(request.user, kind.kind):
        raise PermissionDenied
    return _step(request, kind, kind.steps[0], None)


@never_cache
@login_required
@METHODS
def edit(request, pk):
    """``/uitwisseling/<id>/bewerken/?stap=hoe``."""
    asked = for_member(request, pk)
    if not rules.may_edit(request.user, asked):
        raise Http404
    kind = asked.rules
    slug = request.GET.get("stap", "")
    step = next((one for one in kind.steps if one.slug == slug), kind.steps[0])
    return _step(request, kind, step, asked)


def _step(request, kind, step, asked):
    """One screen of the form. The last one sends it, unless somebody only keeps it."""
    is_last = step == kind.steps[-1]
    is_draft = asked is None or asked.status == RequestStatus.DRAFT
    back = _earlier(kind, step, request.POST.get(BACK, "")) if is_draft else None
    keeps = KEEP in request.POST or back is not None
    Form = _form_class(kind, is_last and is_draft)
    more = {"ask_checklist": not keeps} if Form is SendForm else {}
    if is_draft and (asked is None or asked.to_member_id is None):
        more["initial"] = _named(request)
    form = Form(request.POST or None, rules=kind, step=step, reader=request.user, request=asked, **more)
    similar = _similar(request, kind, form, keeps)
    if request.method == "POST" and form.is_valid() and not similar:
        try:
            if asked is None:
                asked = actions.begin(kind.kind, request.user, form.answers, **_other_defaults(kind))
            else:
                asked = actions.change(asked, request.user, form.answers)
            if is_last and is_draft and not keeps:
                half = _half(kind, asked, request.user)
                if half is not None:
                    messages.error(request, _("This still has to be filled in before it can be sent."))
                    return redirect(_address(asked, half))
                asked = actions.send(asked, request.user)
        except NotAllowed as error:
            refused(request, error)
            return redirect(asked or "requests:list")
        if back is not None:
            return redirect(_address(asked, back, request))
        return _after(request, kind, step, asked, keeps, is_draft and is_last and not keeps)
    context = _context(kind, step, asked, form, is_last, is_draft) | {"similar": similar}
    return render(request, "requests/ask.html", context)


def _form_class(kind, sends):
    if kind == CHALLENGE:
        return ChallengeForm
    if not kind.read_first:
        return KindForm
    return SendForm if sends else TogetherForm


def _earlier(kind, step, slug):
    """The step before this one that somebody goes back to, or None."""
    before = kind.steps[: kind.steps.index(step)]
    return next((one for one in before if one.slug == slug), None)


def _half(kind, asked, member):
    """The first step of what a second reader gets in which something still has to be filled in, or None."""
    if not kind.read_first:
        return None
    forms = ((step, TogetherForm(rules=kind, step=step, reader=member, request=asked)) for step in kind.steps)
    return next((step for step, form in forms if form.missing()), None)


def _address(asked, step, request=None):
    """The address of a step; from another step (``request``) with whom one came to ask."""
    named = request.GET.get("bij", "")[:200] if request is not None else ""
    query = {"stap": step.slug} | ({"bij": named} if named else {})
    return f"{reverse('requests:edit', args=[asked.pk])}?{urlencode(query)}"


def _similar(request, kind, form, keeps):
    """Questions that look like this one, shown once before it is asked; empty for who has seen them."""
    if kind != QUESTION or request.method != "POST" or keeps or SEEN in request.POST or not form.is_valid():
        return []
    return similar_questions(form.cleaned_data["title"], request.user)


def _named(request):
    """``?bij=<slug>``: whom one wants to ask, from a link on their page."""
    slug = request.GET.get("bij", "")[:200]
    member = Member.objects.visible_to(request.user).filter(slug=slug).first() if slug else None
    return {"to_member": member.name} if member is not None else {}


def _other_defaults(kind):
    """What of a kind is always so, and no field of its form."""
    if kind == CHALLENGE:
        return {"proposals_shown": "assessors"}
    found = {"asks_itself": True} if kind.read_first else {}
    return found | {"size": 6} if kind == INTERVISION else found


def _after(request, kind, step, asked, keeps, is_sent):
    if is_sent:
        messages.success(request, SENT[kind.kind]() if kind.kind in SENT else _("It is sent."))
        return redirect(asked)
    if keeps or step == kind.steps[-1]:
        messages.success(request, _("It is kept."))
        return redirect(asked)
    return redirect(_address(asked, kind.steps[kind.steps.index(step) + 1], request))


SENT = {
    "intervision": lambda: _("A second reader looks at it first. You hear of it when it is open."),
    "consultation": lambda: _("A second reader looks at it first. You hear of it when it is open."),
    "visit": lambda: _("It is on the site now."),
    "challenge": lambda: _("The challenge is on the site now. Proposals can be made."),
    "question": lambda: _("Your question is asked. You hear of it when somebody answers."),
}


def _context(kind, step, asked, form, is_last, is_draft):
    number = kind.steps.index(step) + 1
    edit_url = reverse("requests:edit", args=[asked.pk]) if asked is not None else ""
    return {
        "kind": kind,
        "step": step,
        "asked": asked,
        "form": form,
        "number": number,
        "steps": [
            {
                "title": one.title,
                "slug": one.slug,
                "here": one == step,
                "todo": place > number,
                "url": f"{edit_url}?stap={one.slug}" if edit_url and one != step else "",
            }
            for place, one in enumerate(kind.steps, start=1)
        ],
        "is_last": is_last,
        "is_draft": is_draft,
        "names": [name for name in form.fields if not name.startswith(("moment", "criterion", "privacy"))],
        "crumb_rows": [(_("Exchange"), reverse("requests:list")), (kind.ask, "")],
        **(_once_more(asked) if kind.read_first and is_draft and asked is not None else {}),
    }


def _once_more(asked):
    """What a second reader is going to read, with what the detector finds; and what the last one remarked."""
    return {
        "title_parts": marked(asked.title),
        "text_parts": marked(asked.text),
        "ground_rules": ground_rules(),
        "remark": asked.changes.filter(old=RequestStatus.READING).exclude(remark="").last(),
    }
