"""Questions about members and invitations."""

from django.db import models
from django.utils import timezone

from base.models import CustomImage
from base.pictures import FACES
from network.people import keys
from network.people.choices import ShownTo
from network.people.rules import is_member


class MemberQuerySet(models.QuerySet):
    """Members, asked by name."""

    def active(self):
        """Members with an account that works."""
        return self.filter(is_active=True)

    def listed(self):
        """Members with a page of their own: accounts that work, of people who were let in.

        A technical account has none: a superuser about whom nothing is known but a name.
        """
        technical = models.Q(is_superuser=True, job_title="", organisation=None)
        return self.active().exclude(approved_at=None).exclude(technical)

    def visible_to(self, member):
        """Members whose page ``member`` may open: all of them, for a visitor those who opened their card."""
        return self.listed() if is_member(member) else self.listed().filter(is_public=True)

    def showing(self, field, levels=(ShownTo.MEMBERS,)):
        """Those who show a field of their profile to all members, or at one of ``levels``."""
        name = f"shown_to__{field}"
        # who never chose shows it to all
        return self.filter(models.Q(**{f"{name}__isnull": True}) | models.Q(**{f"{name}__in": list(levels)}))

    def for_page(self):
        """With all that the page of a member shows, in a number of queries that doesn't grow."""
        member_topic = self.model._meta.get_field("member_topics").related_model
        topics = member_topic.objects.filter(topic__status="accepted").select_related("topic").order_by("topic__name")
        return self.with_faces().prefetch_related(
            "municipalities", models.Prefetch("member_topics", topics, to_attr="shown_topics")
        )

    def called(self, name):
        """The one member with this name, or None: when there is none, and when more share it."""
        name = " ".join(name.split())
        found = list(self.filter(name__iexact=name)[:2]) if name else []
        return found[0] if len(found) == 1 else None

    def with_faces(self):
        """With what stands beside a name in a list: the organisation and the photo."""
        photos = CustomImage.objects.prefetch_renditions(*FACES.values())
        return self.select_related("organisation").prefetch_related(models.Prefetch("photo", photos))

    def waiting(self):
        """People who asked for an account and wait for approval."""
        return self.filter(is_active=False, approved_at=None)

    def in_role(self, *names):
        """Active members with one of these roles."""
        return self.active().filter(groups__name__in=names).distinct()


class InvitationQuerySet(models.QuerySet):
    """Invitations, asked by name."""

    def open(self):
        """Invitations that still can be accepted."""
        return self.filter(used_at=None, expires_at__gt=timezone.now())

    def find(self, key):
        """The open invitation with this key, or None."""
        return self.open().filter(key_hash=keys.hash_of(key)).select_related("organisation").first()
