"""What search doesn't remember for ever, and what it lends to Wagtail's own pages."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

from search.models import Asked, IndexCheck, Pending

# What was asked is kept for a year and a bit, to lay two years beside each other; what hardly anybody asked, a month.
ASKED_DAYS = 400
RARE_DAYS = 30
RARE = 2
CHECK_DAYS = 90
# A change that waited so long is found by the nightly check all the same.
PENDING_DAYS = 30

POPULAR_DAYS = 30
POPULAR = 100


def clear(today=None):
    """Forget what is old, and lend what is popular. The job of the night."""
    today = today or timezone.localdate()
    clear_asked(today)
    IndexCheck.objects.filter(checked_at__date__lt=today - timedelta(days=CHECK_DAYS)).delete()
    Pending.objects.filter(created_at__date__lt=today - timedelta(days=PENDING_DAYS)).delete()
    lend_popular(today)
    return 0


def clear_asked(today):
    """Words that one person asked once say more about that person than about the site, so these go first."""
    Asked.objects.filter(day__lt=today - timedelta(days=ASKED_DAYS)).delete()
    often = Asked.objects.values("words").annotate(total=Sum("times")).filter(total__gt=RARE).values("words")
    Asked.objects.filter(day__lt=today - timedelta(days=RARE_DAYS)).exclude(words__in=often).delete()


@transaction.atomic
def lend_popular(today):
    """Let Wagtail's pages about editors' picks know what was asked in the last month.

    They have tables of their own for that: to choose words from, and to show how often those of a pick were asked.
    We count in ``Asked`` only, so what stands there is replaced each night and never added to.
    """
    asked = (
        Asked.objects.filter(day__gt=today - timedelta(days=POPULAR_DAYS))
        .values_list("words")
        .annotate(total=Sum("times"))
        .order_by("-total", "words")
    )
    picked = Q(words__in=Query.objects.exclude(editors_picks=None).values("query_string"))
    rows = dict([*asked.filter(total__gt=RARE)[:POPULAR], *asked.filter(picked)])
    QueryDailyHits.objects.all().delete()
    Query.garbage_collect()
    known = {query.query_string: query for query in Query.objects.all()}
    hits = [QueryDailyHits(query=known.get(words) or Query.get(words), date=today, hits=rows[words]) for words in rows]
    QueryDailyHits.objects.bulk_create(hits)
