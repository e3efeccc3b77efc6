"""Questions about practices, reports, reviews and drafts."""

from django.db import models
from wagtail.models import PageManager, PageQuerySet

from base.choices import Visibility
from network.people.rules import is_staff_member


class PracticeQuerySet(PageQuerySet):
    """Practices, asked by name."""

    def visible_to(self, member):
        """Published practices that ``member`` (None or anonymous: a visitor) may see."""
        live = self.live().public()
        if member is None or not member.is_authenticated or not member.is_active:
            return live.filter(visibility=Visibility.PUBLIC)
        if is_staff_member(member):
            return live
        return live.filter(
            models.Q(visibility__in=[Visibility.PUBLIC, Visibility.MEMBERS])
            | models.Q(pk__in=self.model.objects.written_by(member).values("pk"))
        )

    def written_by(self, member):
        """Practices that ``member`` owns, co-writes or is the contact of, published or not."""
        model = self.model
        return self.filter(
            models.Q(owner=member)
            | models.Q(contact=member)
            | models.Q(pk__in=model.co_authors.through.objects.filter(member_id=member.pk).values("practicepage_id"))
        )


PracticeManager = PageManager.from_queryset(PracticeQuerySet)


class AdoptionReportQuerySet(models.QuerySet):
    """Adoption reports, asked by name."""

    def for_page(self):
        """With all that the page shows; what did not work comes first, then the newest."""
        order = models.Case(models.When(result="not", then=0), default=1, output_field=models.IntegerField())
        return self.select_related("member", "organisation", "municipality").order_by(order, "-created_at", "-pk")


class ReviewQuerySet(models.QuerySet):
    """Reviews, asked by name."""


class DraftQuerySet(models.QuerySet):
    """Drafts, asked by name."""

    def open_to(self, member):
        """Drafts that ``member`` may read and change: their own and those they co-write."""
        shared = self.model.co_authors.through.objects.filter(member_id=member.pk).values("draft_id")
        return self.filter(models.Q(author=member) | models.Q(pk__in=shared))
