"""Who works for an organisation, on its page: for members, as far as they let them see it, whom one can ask first."""

from django.db.models import Q
from django.utils.translation import gettext as _

from network.people.choices import ShownTo
from network.people.models import Member
from network.people.profiles import OPEN_TO, Profile
from network.people.rules import is_member
from network.topics.slots import Block

SHOWN = 24


def block(organisation, member):
    """Those who are open to contact with what for, then the others, by name. None when there is nobody to show."""
    if not is_member(member):
        return None
    colleague = member.organisation_id == organisation.pk
    levels = [ShownTo.MEMBERS, ShownTo.ORGANISATION] if colleague else [ShownTo.MEMBERS]
    works_here = Member.objects.visible_to(member).filter(organisation=organisation).showing("organisation", levels)
    count = works_here.count()
    if not count:
        return None
    something = Q(*((field, True) for field in OPEN_TO), _connector=Q.OR)
    people = works_here.with_faces().order_by("name", "pk")
    rows = list(people.showing("open_to", levels).filter(something)[:SHOWN])
    rows += people.exclude(pk__in=[one.pk for one in rows])[: SHOWN - len(rows)]
    return Block(
        title=_("People who work here"),
        count=count,
        template="topics/blocks/people.html",
        context={"people": [(profile, _reason(profile)) for profile in (Profile(one, member) for one in rows)]},
    )


def _reason(profile):
    what = ", ".join(str(label) for label in profile.open_to)
    return _("Open to: %(what)s") % {"what": what} if what else ""
