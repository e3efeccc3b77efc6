"""What lists with counted filters share: the groups of choices, and an answer that is whole or only the results.

``found`` is what a room found: ``found.form`` with the cleaned filters, ``found.counts(facet)`` with a number for each
value of a facet (``base/bits.py``).
"""

from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers


def topic_facet(kind):
    """The name of the facet of one kind of topic. Each kind is a facet of its own, under one parameter."""
    return f"topic:{kind}"


def facet_group(found, parameter, legend, labels, facet=None, opened=False, kind="checkbox"):
    """A group of filters as the facet tag wants it; of ``labels``, (value, label), those that would give something."""
    chosen = found.form.cleaned_data[parameter]
    chosen = [chosen] if isinstance(chosen, str) else chosen
    counts = found.counts(facet or parameter)
    return {
        "name": parameter,
        "id": (facet or parameter).replace(":", "-"),
        "legend": legend,
        "choices": [
            (value, label, counts.get(value, 0), value in chosen)
            for value, label in labels
            if counts.get(value) or value in chosen
        ],
        "open": opened or None,
        "kind": kind,
    }


def list_response(request, found, whole, part, context):
    """The page of a list; a request by htmx gets ``part``, with the filters and the results only."""
    partial = request.htmx and not request.htmx.history_restore_request
    response = render(request, part if partial else whole, context)
    patch_vary_headers(response, ["HX-Request"])
    if found.form.cleaned_data["q"]:
        # what holds these words is known a moment after a change, which kept pages don't hear of
        patch_cache_control(response, private=True)
    return response
