"""The directory as a file, for staff: who fits, with what the reader may see of each."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from base.spreadsheets import TABLES, exports, table_response
from network.people.models import Member
from network.people.profiles import FIELDS, Profile, Relation
from network.people.rules import is_administrator, is_staff_member
from network.people.views_directory import find

PIECE = 500


@require_safe
def export(request, sort):
    """``/mensen/lijst.csv`` and ``.xlsx``: with the filters of the list. For others there is no such page.

    What somebody hides from staff is empty, but for an administrator, who keeps the accounts. No addresses.
    """
    if sort not in TABLES or not is_staff_member(request.user):
        raise Http404
    found = find(request.GET, request.user)
    pks = [found.index.pks[place] for place in found.places()]
    rows = list(_rows(pks, request.user))
    for told in exports:
        told(request.user, Member, len(rows))
    names = [name for name in FIELDS if name != "photo"]
    headings = [_("Name"), *(FIELDS[name] for name in names), _("Wants to learn this")]
    return table_response(sort, "mensen", headings, rows)


def _rows(pks, reader):
    seen_as = Relation.SELF if is_administrator(reader) else reader
    for start in range(0, len(pks), PIECE):
        piece = pks[start : start + PIECE]
        people = Member.objects.visible_to(reader).filter(pk__in=piece).for_page()
        by_pk = {person.pk: Profile(person, seen_as) for person in people}
        yield from (_row(by_pk[pk]) for pk in piece if pk in by_pk)


def _row(profile):
    return [
        profile.name,
        profile.job_title,
        profile.organisation.name if profile.organisation else None,
        "; ".join(place.name for place in profile.municipalities),
        "; ".join(topic.name for topic in profile.can_help),
        profile.bio,
        profile.languages,
        profile.expert_by_experience,
        "; ".join(map(str, profile.open_to)),
        "; ".join(topic.name for topic in profile.wants_to_learn),
    ]
