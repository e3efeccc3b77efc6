"""Best bets: what the whole question is the name of, and what editors picked for it."""

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page
from wagtail.search.utils import MAX_QUERY_STRING_LENGTH, normalise_query_string

from base.findable import kinds
from network.topics.models import Topic
from search import analysis, synonyms
from search.answers import BestBet

MOST_NAMES = 3
MOST_PICKS = 5


def topics(asked):
    """The accepted topics that are called exactly like the question, by their name or a synonym."""
    words = whole(asked)
    pks = synonyms.table().topics(words) if words else []
    found = Topic.objects.accepted().filter(pk__in=pks) if pks else []
    return [BestBet("topic", topic.name, topic.get_absolute_url(), topic.definition) for topic in found]


def names(asked, kind, rows):
    """Those of ``rows``, which the asker may see, whose title is exactly the question."""
    words = _folded(whole(asked))
    found = [row for row in rows if words and _folded(analysis.words(row.title)) == words]
    return [BestBet(kind.name, row.title, row.url, row.summary) for row in found[:MOST_NAMES]]


def picks(text, member):
    """What editors put on top for exactly this question; a page only for who may see it."""
    wanted = normalise_query_string(text)[:MAX_QUERY_STRING_LENGTH]
    found = SearchPromotion.objects.filter(query__query_string=wanted).select_related("page").order_by("sort_order")
    rows = list(found[:MOST_PICKS])
    visible = visible_pages([pick.page for pick in rows if pick.page_id], member)
    bets = []
    for pick in rows:
        if not pick.page_id:
            bets.append(BestBet("pick", pick.external_link_text or "", pick.external_link_url, pick.description))
        elif pick.page_id in visible:
            page = visible[pick.page_id]
            bets.append(BestBet("pick", page.title, page.get_url(), pick.description))
    return bets


def visible_pages(pages, member):
    """``{primary key: page}`` of those that ``member`` may see: as their kind says, else as Wagtail does.

    A page that belongs to no kind and that Wagtail keeps behind a lock is shown to nobody here.
    """
    visible, by_model = {}, {kind.model: kind for kind in kinds}
    for model in {page.specific_class for page in pages} - {None}:
        pks = [page.pk for page in pages if page.specific_class is model]
        if model in by_model:
            allowed = by_model[model].visible_to(member)
        elif hasattr(model.objects, "visible_to"):
            allowed = model.objects.visible_to(member)
        else:
            allowed = Page.objects.live().public()
        visible |= {page.pk: page for page in allowed.filter(pk__in=pks)}
    return visible


def whole(asked):
    """The words of a question that is nothing but a name, with or without quotes round it; otherwise none."""
    if asked.without or len(asked.runs) + len(asked.phrases) != 1:
        return ()
    return (asked.runs + asked.phrases)[0]


def _folded(words):
    return [word.folded for word in words]
