"""Saved searches: keeping one, and mailing its member what is new in it, at most once a day.

What is new is asked as the member, at the moment of sending: so a mail names nothing that its reader may not see then.
"""

import logging
from dataclasses import dataclass, field
from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from base import stamps
from base.findable import kinds
from base.mail import absolute_url, send_mail_later
from base.privacy.detector import find_personal_data
from base.privacy.kinds import BLOCK
from network.people.models import Member
from network.topics import vocabulary
from network.topics.models import Topic
from search import facets, question
from search.answers import Filters
from search.find import best_first, find, visible_scores
from search.forms import SearchForm
from search.models import SavedSearch
from search.plan import plan

logger = logging.getLogger(__name__)

MOST = 50  # saved searches of one member
PAUSE = timedelta(days=1)  # between two mails to the same member
MOST_LETTERS = SavedSearch._meta.get_field("words").max_length
SHOWN = 5  # results of one search in a mail
SALT = "search.saved.stop"
STOP_DAYS = 365  # so long the link in a mail works
FILTERS = ("soort", "onderwerp", "gemeente", "periode", "letterlijk")


@dataclass
class News:
    """What a search finds: ``new`` is ``{name of a kind: primary keys}``, best first, ``known`` all it ever found."""

    search: SavedSearch
    new: dict
    known: dict
    rows: list = field(default_factory=list)  # the first few of what is new, as ``Row``

    @property
    def count(self):
        return sum(map(len, self.new.values()))

    @property
    def more(self):
        return self.count - len(self.rows)


# ---------- what a search is ----------


def chosen(data):
    """The filters in the cleaned data of the form of the search page, as they are stored: ``{name: [values]}``."""
    found = {}
    for name in FILTERS:
        values = data.get(name) or []
        values = [values] if isinstance(values, str) else values
        if any(values):
            found[name] = sorted(filter(None, values))
    return found


def address(search):
    """Where the search page shows it."""
    pairs = [("q", search.words)]
    # not in the order of the dictionary: PostgreSQL has one of its own
    pairs += [(name, value) for name in FILTERS for value in search.filters.get(name, [])]
    return f"{reverse('search:search')}?{urlencode(pairs)}"


def labels(search):
    """What it was narrowed by, in words."""
    names = {
        "soort": {kind.slug: str(kind.label) for kind in kinds},
        "onderwerp": {term.slug: term.name for term in vocabulary.terms().values()},
        "gemeente": facets.municipalities().slugs,
        "periode": facets.period_labels(),
        "letterlijk": {"1": _("your own words only")},
    }
    return [names[name].get(value, value) for name in FILTERS for value in search.filters.get(name, [])]


def form_of(search):
    """The search as the search page reads it, or None when a filter in it is no more.

    Without that filter it would find more than was asked for, and all of that would seem new.
    """
    filters = dict(search.filters)
    if "onderwerp" in filters:
        merged = stamps.remember("topics", "where merged topics went", _merged)
        filters["onderwerp"] = sorted({merged.get(slug, slug) for slug in filters["onderwerp"]})
    query = QueryDict(mutable=True)
    query["q"] = search.words
    for name, values in filters.items():
        query.setlist(name, values)
    form = SearchForm(query)
    form.full_clean()
    asked = {name: sorted(values) for name, values in filters.items()}
    understood = {name: sorted(values) for name, values in chosen(form.cleaned_data).items()}
    return form if asked == understood and form.cleaned_data["q"] else None


def _merged():
    """``{slug: slug of the topic that it was merged into}``."""
    return dict(Topic.objects.exclude(merged_into=None).values_list("slug", "merged_into__slug"))


# ---------- what it finds ----------


def look(search, member):
    """The ``News`` of a search for its member, or None when that can't be said now.

    Only what holds the question counts, not what resembles it, as the search page gives when there is little else. As
    long as the index is away nothing is said. What a kind finds the first time that it is asked was there already.
    """
    form = form_of(search)
    if form is None:
        return None
    filters = form.filters()
    among = [kind for kind in kinds if filters.kind in ("", kind.name)]
    made = plan(question.parse(search.words), literal=bool(form.cleaned_data["letterlijk"]))
    found, engine = ({}, "") if made.is_empty else visible_scores(made.query, member, among)
    if engine == "database":
        return None
    narrow, known, new = facets.chosen_values(filters), dict(search.known), {}
    for kind in among:
        scores = facets.Narrowed(kind, found.get(kind.name, {}), narrow).scores
        before = known.get(kind.name)
        seen = set(before or ())
        fresh = [pk for pk in best_first(scores) if str(pk) not in seen] if before is not None else []
        if fresh:
            new[kind.name] = fresh
        known[kind.name] = sorted(seen | {str(pk) for pk in scores})
    return News(search, new, known)


def _first_rows(news, member):
    """The first few new results as rows, of each kind in turn; what may not be seen any more is left out."""
    by_kind = {kind.name: kind for kind in kinds}
    for name, pks in news.new.items():
        rows = {row.pk: row for row in by_kind[name].rows(pks[:SHOWN], member)}
        news.rows += [rows[pk] for pk in pks[:SHOWN] if pk in rows]
    news.rows = news.rows[:SHOWN]
    return news


# ---------- keeping ----------


def save(member, words, filters):
    """Keep a search with all that it finds now as known. Gives the search, and whether it is a new one.

    When the page found something only by looking for what was meant, that is what is kept.
    """
    if any(finding.action == BLOCK for finding in find_personal_data(words)):
        raise ValidationError(_("These words look like somebody's personal data, so we don't keep them."))
    answer = find(words, Filters(), member, literal="letterlijk" in filters)
    if answer.replaced:
        words = answer.did_you_mean[:MOST_LETTERS]
    search = SavedSearch(member=member, words=words, filters=filters)
    news = look(search, member)
    # nothing known: then what it finds the first time will be
    search.known = news.known if news is not None else {}
    with transaction.atomic():
        Member.objects.select_for_update().get(pk=member.pk)
        same = kept(member, words, filters)
        if same is not None:
            return same, False
        if member.saved_searches.count() >= MOST:
            raise ValidationError(
                _("You keep %(count)s searches already. Remove one first, then you can keep this one.")
                % {"count": MOST}
            )
        search.save()
    return search, True


def kept(member, words, filters):
    """The saved search of ``member`` that asks the same, or None."""
    wanted = (words.casefold(), filters)
    return next(
        (one for one in member.saved_searches.defer("known") if (one.words.casefold(), one.filters) == wanted), None
    )


def stop(searches):
    """Mail nothing more about these searches (a queryset); they stay in the list."""
    return searches.filter(mails=True).update(mails=False)


def start(search):
    """Mail again from now on: what was found meanwhile is not new."""
    news = look(search, search.member)
    known = news.known if news is not None else search.known
    SavedSearch.objects.filter(pk=search.pk).update(mails=True, known=known)


# ---------- the link that stops ----------


def stop_url(*, search=None, member=None):
    """A link that stops the mails about one search, or all of a member; it works without signing in."""
    about = ["search", search.pk] if search is not None else ["member", member.pk]
    token = signing.dumps(about, salt=SALT)
    return absolute_url(reverse("search:saved_stop", args=[token]))


def of_token(token):
    """The searches that a link is about; none when it is forged or too old."""
    try:
        about, pk = signing.loads(token, salt=SALT, max_age=timedelta(days=STOP_DAYS))
    except signing.BadSignature:
        return SavedSearch.objects.none()
    return SavedSearch.objects.filter(**({"pk": pk} if about == "search" else {"member_id": pk}))


# ---------- sending ----------


def send_due(now=None):
    """Mail every member what is new in their searches, one mail for all of them. Returns how many mails.

    Run it as often as you like: nobody gets two mails within a day, also when several machines run it at once.
    """
    now = now or timezone.now()
    lately = SavedSearch.objects.filter(mailed_at__gt=now - PAUSE).values("member_id")
    waiting = SavedSearch.objects.filter(mails=True).exclude(member_id__in=lately).values("member_id")
    sent = 0
    for member in Member.objects.active().filter(pk__in=waiting).order_by("pk"):
        try:
            sent += _send(member, now)
        except Exception:
            # One search that fails must not keep the mails of all others; it is tried again next time.
            logger.exception("The saved searches of a member could not be looked at")
    return sent


def _send(member, now):
    looked = [look(search, member) for search in member.saved_searches.filter(mails=True)]
    looked = [_first_rows(news, member) for news in looked if news is not None]
    with transaction.atomic():
        Member.objects.select_for_update().get(pk=member.pk)
        if member.saved_searches.filter(mailed_at__gt=now - PAUSE).exists():
            return 0
        told = [news for news in looked if _remember(news, now) and news.rows]
        if told:
            _mail(member, told, now)
    return len(told[:1])


def _remember(news, now):
    """Store what is known from now on; whether its member still wants mails about it."""
    changes = {"known": news.known} if news.known != news.search.known else {}
    if news.rows:
        changes["mailed_at"] = now
    wanted = SavedSearch.objects.filter(pk=news.search.pk, mails=True)
    return bool(wanted.update(**changes)) if changes else False


def _mail(member, told, now):
    stop_all = stop_url(member=member)
    searches = [
        {
            "words": news.search.words,
            "labels": labels(news.search),
            "rows": [(row.title, absolute_url(row.url) if row.url.startswith("/") else row.url) for row in news.rows],
            "more": news.more,
            "address": absolute_url(address(news.search)),
            "stop": stop_url(search=news.search),
        }
        for news in told
    ]
    context = {
        "name": member.get_short_name(),
        "searches": searches,
        "list": absolute_url(reverse("search:saved")),
        "stop_all": stop_all,
    }
    # One a day at most, also when two machines looked at the same moment.
    key = f"saved-search:{member.pk}:{now:%Y-%m-%d}"
    send_mail_later(member.email, "saved_search", context, key=key, unsubscribe=stop_all)
