"""What members can follow of the rooms on the left, which may not register it themselves."""

from django.utils.translation import gettext_lazy as _

from network.notices.kinds import Followable, followables
from network.people.models import Member
from network.topics.models import Topic


def fill():
    """Register topics and people."""
    followables.register(
        Followable("topic", Topic, Topic.objects.visible_to, _("Topics")),
        order=10,
    )
    followables.register(
        Followable("person", Member, Member.objects.visible_to, _("People"), url=lambda person: person.page_url),
        order=30,
    )
