"""The page of one member."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from network.people.models import Member, MemberTopic
from network.people.slots import person_blocks


@require_safe
@login_required
def detail(request, slug):
    """``/mensen/<slug>/``: what somebody knows and does, for members.

    A visitor is led to sign in at any address below ``/mensen/``, so that the answer doesn't tell who is a member.
    """
    person = get_object_or_404(Member.objects.visible_to(request.user).for_page(), slug=slug)
    blocks = [block for entry in person_blocks if (block := entry(person, request.user)) is not None]
    return render(
        request,
        "people/detail.html",
        {
            "person": person,
            "is_me": person.pk == request.user.pk,
            "can_help": _topics(person, MemberTopic.Level.CAN_HELP),
            "wants_to_learn": _topics(person, MemberTopic.Level.WANTS_TO_LEARN),
            "blocks": [(block, render_to_string(block.template, block.context, request)) for block in blocks],
            "crumb_rows": [(person.name, "")],
        },
    )


def _topics(person, level):
    return [row.topic for row in person.shown_topics if row.level == level]
