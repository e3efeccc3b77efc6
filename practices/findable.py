"""Practices as one kind of thing that search finds."""

from collections import defaultdict

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from base import stamps
from base.choices import Visibility
from base.findable import Facts, Kind, Row
from network.organisations.models import Organisation
from network.topics.models import Topic
from practices import attached
from practices.facets import index
from practices.models import Mechanism, PracticePage, TaggedPractice
from practices.models.searched import MECHANISM_TEXTS, TEXTS

SHOWN = ("pk", "title", "slug", "summary", "badge", "visibility", "review_date", "first_published_at")


class Practices(Kind):
    """What we know: who sees it and what it is about comes from the index of the list, so neither takes a query."""

    name = "practice"
    slug = "praktijken"
    answer = "know"
    model = PracticePage
    template = "practices/_found.html"
    label = _("Practices")
    date_label = _("Published")
    made_of = attached.MADE_OF | {
        Topic: lambda topic: TaggedPractice.objects.filter(tag=topic).values_list("content_object_id", flat=True),
        Organisation: lambda one: PracticePage.objects.filter(organisation=one).values_list("pk", flat=True),
    }

    def counted(self, number):
        return ngettext("%(count)s practice", "%(count)s practices", number) % {"count": number}

    def audience(self, member):
        about = index()
        mask, public = about.base(member), about.levels[Visibility.PUBLIC]
        shared = {about.everything: "all", public | about.levels[Visibility.MEMBERS]: "members", public: "public"}
        return shared.get(mask) or member.pk

    def visible_pks(self, member):
        return index().visible(member)

    def facts(self):
        return stamps.remember("practices", "facts of practices", _facts)

    def rows(self, pks, member):
        """Three queries; topics, places and numbers come from the index of the list."""
        visible = PracticePage.objects.visible_to(member).filter(pk__in=list(pks))
        found = {page["pk"]: page for page in visible.values(*SHOWN, *TEXTS, "organisation__name")}
        why = defaultdict(list)
        mechanisms = Mechanism.objects.filter(practice__in=found)
        for practice, *texts in mechanisms.values_list("practice_id", *MECHANISM_TEXTS):
            why[practice] += filter(None, texts)
        documents = attached.attached_texts(list(found))
        today, about = timezone.localdate(), index()
        return [_row(page, why[pk], documents.get(pk, ()), about, today) for pk, page in found.items()]


def _row(page, why, documents, about, today):
    texts = [("", text) for text in (page["summary"], *(page[name] for name in TEXTS), ". ".join(why)) if text]
    texts += [(gettext("In the document “%(title)s”") % {"title": title}, text) for title, text in documents]
    return Row(
        pk=page["pk"],
        title=page["title"],
        url=reverse("practices:detail", args=[page["slug"]]),
        summary=page["summary"],
        texts=texts,
        date=_day(page["first_published_at"]),
        topics=about.topics_of(page["pk"]),
        extra={
            "badge": page["badge"],
            "organisation": page["organisation__name"] or "",
            "places": about.places.get(page["pk"], ()),
            "reports": about.reports.get(page["pk"], 0),
            "visibility": page["visibility"],
            "outdated": page["review_date"] is not None and page["review_date"] < today,
        },
    )


def _facts():
    """``{primary key: Facts}`` of every published practice, out of the bitsets of the list."""
    about = index()
    topics, municipalities = defaultdict(list), defaultdict(list)
    for slug, mask in about.tagged.items():
        for pk in about.slice(mask, "newest", 0, len(about.pks)):
            topics[pk].append(about.topics[slug].pk)
    for slug, mask in about.masks["gemeente"].items():
        for pk in about.slice(mask, "newest", 0, len(about.pks)):
            municipalities[pk].append(about.municipalities[slug].pk)
    return {
        pk: Facts(tuple(topics[pk]), tuple(municipalities[pk]), _day(published))
        for pk, published in zip(about.pks, about.published, strict=True)
    }


def _day(moment):
    return timezone.localdate(moment) if moment else None
