"""The page of an organisation."""

from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from base.html import plain_text
from network.organisations.models import Organisation
from network.organisations.slots import organisation_blocks

MOST_DESCRIPTION = 160  # of a page, for search engines: they show no more


@require_safe
def detail(request, slug):
    """``/aanbieders/<slug>/``: who they are, and what each room has of them that the reader may see."""
    organisations = Organisation.objects.visible_to(request.user).prefetch_related("municipalities")
    organisation = get_object_or_404(organisations, slug=slug)
    blocks = [block for entry in organisation_blocks if (block := entry(organisation, request.user)) is not None]
    return render(
        request,
        "organisations/detail.html",
        {
            "organisation": organisation,
            "description": Truncator(plain_text(organisation.description)).chars(MOST_DESCRIPTION),
            "municipalities": organisation.municipalities.all(),
            "blocks": [(block, render_to_string(block.template, block.context, request)) for block in blocks],
            "crumb_rows": [(organisation.name, "")],
        },
    )
