"""The page of one member."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.people.models import Member
from network.people.profiles import Profile, Relation
from network.people.rules import is_member
from network.people.slots import person_blocks
from network.topics.slots import shown_blocks


@require_safe
def detail(request, slug):
    """``/mensen/<slug>/``: what somebody knows and does, as far as the reader may see it.

    A visitor is led to sign in at any address of somebody whose card isn't open to everyone, so that the answer doesn't
    tell who is a member.
    """
    person = Member.objects.visible_to(request.user).for_page().filter(slug=slug).first()
    if person is None:
        if is_member(request.user):
            raise Http404
        return redirect_to_login(request.get_full_path())
    profile = Profile(person, request.user)
    return render(
        request,
        "people/detail.html",
        {
            "person": person,
            "profile": profile,
            "is_me": profile.relation == Relation.SELF,
            "may_write": profile.relation in (Relation.COLLEAGUE, Relation.MEMBER),
            "can_help": profile.can_help,
            "wants_to_learn": profile.wants_to_learn,
            "blocks": shown_blocks(request, person_blocks, person),
            "crumb_rows": [(_("People"), reverse("people:directory")), (person.name, "")],
        },
    )
