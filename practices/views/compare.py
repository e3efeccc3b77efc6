"""Two to four practices side by side."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.people.rules import is_member
from practices.compare import MOST, align, facts
from practices.models import PracticePage
from practices.related import related

MOST_ASKED = 40


@require_safe
def compare(request):
    """``/praktijken/vergelijken/?p=…&p=…``: with too few, too many or unknown ones it says what to do."""
    slugs = list(dict.fromkeys(request.GET.getlist("p")[:MOST_ASKED]))
    asked = [slug for slug in slugs if 0 < len(slug) <= 255 and "\x00" not in slug]
    visible = PracticePage.objects.visible_to(request.user).filter(slug__in=asked)
    by_slug = {page.slug: page for page in visible.select_related("organisation")}
    found = [by_slug[slug] for slug in asked if slug in by_slug]
    pages = found[:MOST]
    enough = len(pages) > 1
    context = {
        "pages": pages,
        "enough": enough,
        "missing": len(slugs) - len(found),
        "left_out": found[MOST:],
        "crumbs": [(_("Practices"), reverse("practices:list")), (_("Compare"), None)],
    }
    if enough:
        context |= {"groups": facts(pages), "mechanisms": align(pages), "columns": len(pages) + 1}
    elif pages:
        context["others"] = related(pages[0], list(pages[0].topics.all()), is_member(request.user))
    return render(request, "practices/compare.html", context)
