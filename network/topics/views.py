"""Topics for visitors and members: the list, one topic, the glossary, suggesting one, and SKOS."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from base import stamps
from network.topics.actions import suggest_topic
from network.topics.forms import SuggestForm
from network.topics.models import Topic
from network.topics.skos import FORMATS, export
from network.topics.slots import topic_blocks
from network.topics.vocabulary import counts_for, plain, terms, with_narrower

KIND_HEADINGS = {
    Topic.Kind.THEME: gettext_lazy("Themes"),
    Topic.Kind.SPECIALISM: gettext_lazy("Specialisms"),
    Topic.Kind.TARGET_GROUP: gettext_lazy("Target groups"),
    Topic.Kind.CARE_FORM: gettext_lazy("Care forms"),
    Topic.Kind.TRANSITION: gettext_lazy("Transitions"),
    Topic.Kind.METHOD: gettext_lazy("Methods"),
    Topic.Kind.LAW: gettext_lazy("Laws"),
}
OTHER_LETTER = "#"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@require_safe
def topic_list(request):
    """All topics by kind, with how many things carry each."""
    counts = counts_for(request.user)
    groups = [
        (kind, heading, [(term, counts.get(term.pk, 0)) for term in terms().values() if term.kind == kind])
        for kind, heading in KIND_HEADINGS.items()
    ]
    return render(
        request,
        "topics/list.html",
        {"groups": [group for group in groups if group[2]], "crumb_rows": [(_("Topics"), "")]},
    )


@require_safe
def detail(request, slug):
    """A topic and everything that carries it or a narrower one, by sort."""
    topic = Topic.objects.filter(slug=slug).select_related("broader", "merged_into").first()
    if topic is not None and topic.status == Topic.Status.MERGED:
        return HttpResponsePermanentRedirect(topic.merged_into.get_absolute_url())
    if topic is None or topic.status != Topic.Status.ACCEPTED:
        raise Http404
    topic_ids = with_narrower(topic.pk)
    blocks = [block for entry in topic_blocks if (block := entry(topic, topic_ids, request.user)) is not None]
    return render(
        request,
        "topics/detail.html",
        {
            "topic": topic,
            "broader": terms().get(topic.broader_id),
            "narrower": [term for term in terms().values() if term.broader_id == topic.pk],
            "blocks": [(block, render_to_string(block.template, block.context, request)) for block in blocks],
            "crumb_rows": [(_("Topics"), reverse("topics:list")), (topic.name, "")],
        },
    )


@require_safe
def glossary(request):
    """Every topic with its meaning, as a list by letter."""
    rows = stamps.remember("topics", "glossary", _glossary_rows)
    present = {letter for letter, *_rest in rows}
    letters = [(letter, _anchor(letter), letter in present) for letter in LETTERS]
    if OTHER_LETTER in present:
        letters.append((OTHER_LETTER, _anchor(OTHER_LETTER), True))
    return render(
        request, "topics/glossary.html", {"rows": rows, "letters": letters, "crumb_rows": [(_("Glossary"), "")]}
    )


def _glossary_rows():
    """Topics below their letter; one that starts with a digit or a sign stands below #."""
    topics = sorted(Topic.objects.accepted().select_related("broader"), key=lambda topic: _sort_key(topic.name))
    groups = groupby(topics, key=lambda topic: _letter(topic.name))
    return [(letter, _anchor(letter), list(group)) for letter, group in groups]


def _anchor(letter):
    return "letter-other" if letter == OTHER_LETTER else f"letter-{letter.lower()}"


def _letter(name):
    first = plain(name)[:1].upper()
    return first if first.isascii() and first.isalpha() else OTHER_LETTER


def _sort_key(name):
    return _letter(name) == OTHER_LETTER, plain(name)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def suggest(request):
    """A member suggests a topic; one that is there already is shown instead."""
    form = SuggestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            topic = suggest_topic(request.user, data["name"], data["kind"], data["reason"], data["definition"])
        except IntegrityError:
            form.add_error("name", _("Somebody suggested this topic already. It waits for an answer."))
        else:
            thanks = _("Thank you. The regional staff look at “%(name)s”; you get a mail with their answer.")
            messages.success(request, thanks % {"name": topic.name})
            return redirect("topics:list")
    return render(
        request,
        "topics/suggest.html",
        {"form": form, "crumb_rows": [(_("Topics"), reverse("topics:list")), (_("Suggest a topic"), "")]},
    )


@require_safe
def skos(request, format):
    """The vocabulary as open data, for other sites and thesauri."""
    kind = FORMATS[format]
    text = stamps.remember("topics", ("skos", format), lambda: export(format))
    response = HttpResponse(text, content_type=f"{kind.content_type}; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="onderwerpen.{format}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
