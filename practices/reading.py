"""All that the page of a practice shows, gathered for one audience in a fixed number of queries.

A page is read far more often than it changes, so what comes out of here is rendered once and kept: for everybody of
the same audience, until anything on the site changes, and not over midnight because of the review date.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from base.choices import Visibility
from base.shelves import kept
from network.people.models import Member
from network.people.rules import is_member, is_staff_member
from practices import badges, rules, schema
from practices.choices import Badge, Result
from practices.facets import index
from practices.models import AdoptionReport, PracticePage
from practices.related import related

WORDS_A_MINUTE = 200
STORY = ("occasion", "target_group", "intermediary", "approach", "materials", "who", "how", "place", "intensity")
NEEDED = ("competence", "time_needed", "cost", "helps", "hinders", "first_step")
RESULTS = ("results", "reach", "effect", "adoption", "maintenance", "negative_effects")


@dataclass(frozen=True)
class Audience:
    """Who reads, as far as the page differs for them."""

    member: bool = False
    author: bool = False
    answers: bool = False
    reads_reviews: bool = False

    @classmethod
    def of(cls, member, page):
        if not is_member(member):
            return cls()
        author = rules.is_author(member, page)
        return cls(
            member=True,
            author=author,
            answers=author or member.pk == page.contact_id,
            reads_reviews=author or rules.may_moderate(member),
        )


@dataclass(frozen=True)
class Shown:
    """What is kept of a page: the parts of its HTML that cost work."""

    title: str
    meta: str
    crumbs: str
    head: str
    main: str


def published(slug):
    """The live practice at this address with its people. Kept, so the common case takes no query."""
    return kept("practice", slug, lambda: _fetch(slug))


def _fetch(slug):
    people = ("owner", "owner__organisation", "contact", "contact__organisation")
    page = PracticePage.objects.live().select_related("organisation", "image", *people).get(slug=slug)
    prefetch_related_objects([page], Prefetch("co_authors", Member.objects.select_related("organisation")))
    return page


def open_to(member, page):
    """Whether the level of a page is open to ``member``: ``allowed_for`` for one page that was fetched already."""
    if page.visibility == Visibility.PUBLIC:
        return True
    if not is_member(member):
        return False
    if page.visibility == Visibility.MEMBERS:
        return True
    return is_staff_member(member) or member.pk == page.contact_id or member.pk in page.author_ids()


def shown(page, audience):
    """The page for this audience, in the language of the visitor, kept until something changes or the day is over."""
    key = (page.pk, audience, translation.get_language(), timezone.localdate())
    return kept("practice page", key, lambda: show(page, audience))


def show(page, audience, *, preview=False):
    """Render a practice for an audience."""
    context = gather(page, audience, preview=preview)
    return Shown(
        title=page.title,
        meta=render_to_string("practices/_meta.html", context),
        crumbs=render_to_string("components/crumbs.html", {"items": [(_("Practices"), reverse("practices:list"))]}),
        head=render_to_string("practices/_head.html", context),
        main=render_to_string("practices/_main.html", context),
    )


def gather(page, audience, *, preview=False):
    """The context of the page's templates."""
    if preview:
        topics = sorted(page.topics.all(), key=lambda topic: topic.name)
        places = sorted(one.name for one in page.municipalities.all())
    else:
        topics = index().topics_of(page.pk)
        places = index().places.get(page.pk, [])
    mechanisms = list(page.mechanisms.all())
    reports, reviews = [], []
    if page.pk:
        reports = list(AdoptionReport.objects.for_page().filter(practice_id=page.pk))
        reviews = list(page.reviews.select_related("reviewer__organisation"))
    return {
        "page": page,
        "audience": audience,
        "preview": preview,
        "topics": topics,
        "municipalities": places,
        "mechanisms": mechanisms,
        "minutes": reading_time(page, mechanisms, reports),
        "story": texts(page, STORY),
        "age": age(page),
        "needed": texts(page, NEEDED),
        "results": texts(page, RESULTS),
        "documents": [row.document for row in page.documents.select_related("document")],
        "reports": reports,
        "reviews": reviews if audience.reads_reviews else [],
        "tally": tally(reports),
        "reports_by_place": by_place(reports),
        "people": who_to_ask(page) if audience.member else [],
        "ladder": ladder(page, reviews, reports),
        "related": [] if preview else related(page, topics, audience.member),
        "schema": schema.describe(page, topics, places),
        "login": f"{reverse('account_login')}?next={page.get_absolute_url()}" if page.slug else "",
    }


def texts(page, names):
    """The filled fields as (name, label, Markdown)."""
    fields = ((name, getattr(page, name)) for name in names)
    return [(name, capfirst(page._meta.get_field(name).verbose_name), text) for name, text in fields if text.strip()]


def age(page):
    """The ages as words, empty when the practice does not say."""
    if page.age_from is None and page.age_to is None:
        return ""
    if page.age_to is None:
        return _("from %(age)s years") % {"age": page.age_from}
    if page.age_from is None:
        return _("up to %(age)s years") % {"age": page.age_to}
    return _("%(first)s to %(last)s years") % {"first": page.age_from, "last": page.age_to}


def reading_time(page, mechanisms, reports):
    """Minutes, rounded up."""
    words = sum(
        len(getattr(page, name).split()) for name in ("summary", "not_for", "conditions", *STORY, *NEEDED, *RESULTS)
    )
    words += sum(len(mechanism.sentence.split()) for mechanism in mechanisms)
    words += sum(len(f"{report.headline} {report.why} {report.adapted}".split()) for report in reports)
    return max(1, -(-words // WORDS_A_MINUTE))


def tally(reports):
    """How often each result was reported, what did not work included: (result, label, number)."""
    counts = Counter(report.result for report in reports)
    return [(result.value, result.label, counts[result.value]) for result in Result if counts[result.value]]


def by_place(reports):
    """The reports counted by organisation and municipality, for the table."""
    counts = {}
    for report in reports:
        key = (str(report.organisation or _("Not known")), str(report.municipality or _("Not known")))
        counts.setdefault(key, Counter())[report.result] += 1
    rows = sorted(counts.items())
    return [[*key, *(count[result.value] for result in Result)] for key, count in rows]


def who_to_ask(page):
    """The contact and the authors who opened themselves to questions, each once, with why."""
    asked = []
    people = [(page.contact, _("Contact for this practice"))]
    people += [(author, _("Wrote this")) for author in page.active_authors()]
    for member, reason in people:
        known = {one.pk for one, _reason in asked}
        if member is not None and member.is_active and member.for_members.open_to_questions and member.pk not in known:
            asked.append((member, reason))
    return asked


def ladder(page, reviews, reports):
    """The four steps as (level, label, explanation, holds, here)."""
    holds = badges.steps(page, reviews, reports)
    told = {
        Badge.DESCRIBED: _("All questions of the short form are answered."),
        Badge.REVIEWED: _("Three people who work in the field find it well described."),
        Badge.APPLIED: _("At least two other organisations wrote what happened when they used it."),
        Badge.RECOGNISED: _("It stands in a national register, with a link to it."),
    }
    return [(badge.value, badge.label, told[badge], holds[badge], badge == page.badge) for badge in Badge]
