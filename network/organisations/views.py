"""The list of organisations and the page of one."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from base.html import plain_text
from base.listing import PAGE_PARAMETER
from network.organisations.models import Organisation
from network.organisations.slots import organisation_actions, organisation_blocks
from network.topics.models import Topic
from network.topics.slots import shown_blocks

PER_PAGE = 50
MOST_DESCRIPTION = 160  # of a page, for search engines: they show no more


@require_safe
def listing(request):
    """``/aanbieders/``: everybody that works with young people here, by name, or of one kind (``?soort=``)."""
    kind = request.GET.get("soort", "")
    found = Organisation.objects.visible_to(request.user).prefetch_related("municipalities").order_by("name", "pk")
    kinds = [(value, label, value == kind) for value, label in Organisation.Kind.choices]
    if kind in Organisation.Kind.values:
        found = found.filter(kind=kind)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    return render(request, "organisations/list.html", {"page_obj": page, "kinds": kinds, "kind": kind})


@require_safe
def detail(request, slug):
    """``/aanbieders/<slug>/``: who they are, and what each room has of them that the reader may see."""
    organisations = Organisation.objects.visible_to(request.user).complete()
    organisation = get_object_or_404(organisations, slug=slug)
    return render(
        request,
        "organisations/detail.html",
        {
            "organisation": organisation,
            "description": Truncator(plain_text(organisation.description)).chars(MOST_DESCRIPTION),
            "municipalities": organisation.municipalities.all(),
            "topics": [topic for topic in organisation.topics.all() if topic.status == Topic.Status.ACCEPTED],
            "locations": organisation.locations.all(),
            "registrations": organisation.registrations.all(),
            "actions": [found for entry in organisation_actions if (found := entry(organisation, request.user))],
            "blocks": shown_blocks(request, organisation_blocks, organisation),
            "crumb_rows": [(_("Organisations"), reverse("organisations:list")), (organisation.name, "")],
        },
    )
