"""Questions that look like the one somebody is about to ask: answered ones first."""

from base.findable import search_words
from base.privacy import find_personal_data
from base.text import clean_text
from network.requests.choices import RequestKind
from network.requests.models import Request

MOST = 4
LEAST_LETTERS = 6


def similar_questions(words, member):
    """At most four questions that ``member`` may see and that fit the words, with the answered ones first.

    Words with somebody in them are looked for nowhere: they are asked about first.
    """
    words = " ".join(clean_text(words[:400]).split())[:200]
    if len(words) < LEAST_LETTERS or find_personal_data(words):
        return []
    ranked = search_words("request", words, member).pks[:40]
    place = {pk: number for number, pk in enumerate(ranked)}
    found = Request.objects.visible_to(member).of_kind(RequestKind.QUESTION).filter(pk__in=ranked).for_list()
    return sorted(found, key=lambda one: (not one.is_answered, place[one.pk]))[:MOST]
