"""Questions about practices, reports and drafts."""

from django.db import models
from wagtail.models import PageManager, PageQuerySet

from base.choices import Visibility
from base.serving import closed_sections
from network.people.rules import is_member, is_staff_member


class PracticeQuerySet(PageQuerySet):
    """Practices, asked by name."""

    def published(self):
        """Live practices outside every section that Wagtail keeps closed (a password, a group)."""
        live = self.live()
        return live.public() if closed_sections() else live

    def allowed_for(self, member):
        """Practices of a level that ``member`` (None or anonymous: a visitor) may see, published or not."""
        if not is_member(member):
            return self.filter(visibility=Visibility.PUBLIC)
        if is_staff_member(member):
            return self
        return self.filter(
            models.Q(visibility__in=[Visibility.PUBLIC, Visibility.MEMBERS])
            | models.Q(pk__in=self.model.objects.written_by(member).values("pk"))
        )

    def visible_to(self, member):
        """Published practices that ``member`` (None or anonymous: a visitor) may see."""
        return self.published().allowed_for(member)

    def written_by(self, member):
        """Practices that ``member`` owns, co-writes or is the contact of, published or not."""
        model = self.model
        return self.filter(
            models.Q(owner=member)
            | models.Q(contact=member)
            | models.Q(pk__in=model.co_authors.through.objects.filter(member_id=member.pk).values("practicepage_id"))
        )

    def authored_by(self, member):
        """Practices that ``member`` owns or co-writes, published or not."""
        shared = self.model.co_authors.through.objects.filter(member_id=member.pk).values("practicepage_id")
        return self.filter(models.Q(owner=member) | models.Q(pk__in=shared))

    def authored_by_any(self, members):
        """Practices that one of ``members`` (a query of primary keys) owns or co-writes, published or not."""
        shared = self.model.co_authors.through.objects.filter(member_id__in=members).values("practicepage_id")
        return self.filter(models.Q(owner__in=members) | models.Q(pk__in=shared))

    def due_for_reminder(self, today, not_since):
        """Published practices past their review date whose authors heard nothing since ``not_since``."""
        return self.live().filter(
            models.Q(review_reminded_at=None) | models.Q(review_reminded_at__lt=not_since), review_date__lt=today
        )

    def for_document(self):
        """With all that the open format writes, in a number of queries that doesn't grow."""
        return self.select_related("organisation").prefetch_related(
            "mechanisms", "tagged_topics__tag", "municipalities"
        )


PracticeManager = PageManager.from_queryset(PracticeQuerySet)


class AdoptionReportQuerySet(models.QuerySet):
    """Adoption reports, asked by name."""

    def for_page(self):
        """With all that the page shows; what did not work comes first, then the newest."""
        order = models.Case(models.When(result="not", then=0), default=1, output_field=models.IntegerField())
        return self.select_related("member", "organisation", "municipality").order_by(order, "-created_at", "-pk")


class DraftQuerySet(models.QuerySet):
    """Drafts, asked by name."""

    def open_to(self, member):
        """Drafts that ``member`` may read and change: their own and those they co-write."""
        shared = self.model.co_authors.through.objects.filter(member_id=member.pk).values("draft_id")
        return self.filter(models.Q(author=member) | models.Q(pk__in=shared))
