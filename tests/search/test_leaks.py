"""Never a leak: of each kind, at each way out, each reader finds what they may see and no trace of the rest."""

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from base.findable import kinds
from base.models import DocumentText
from practices.models import PracticeDocument
from search import saved
from search.models import SavedSearch
from search.query import Term
from tests.factories.files import DocumentFactory
from tests.factories.practices import PracticeFactory
from tests.search.leaking import CHANGES, HIDDEN, SHARED, fill, make_world, unlike_words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LINK = "link to all of its kind"
KINDS = {kind.name: kind for kind in kinds}
BY_NAME = sorted(HIDDEN)


def get(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200, (address, query)
    return response


def text(client, address, **query):
    return get(client, address, **query).content.decode().lower()


def whole_page(client, kind, words):
    """The page with all answers. What belongs to none shows there as a number with a link, a topic as best bet."""
    answer = text(client, "/zoeken/", q=words)
    return answer if kind.answer or kind.name == "topic" else answer.replace(f"soort={kind.slug}", LINK)


# What is asked at each way out of search. The trace of a thing is in none of these questions.
WAYS = {
    "page": lambda client, kind, thing: whole_page(client, kind, thing.title),
    "list": lambda client, kind, thing: text(client, "/zoeken/", q=thing.word, soort=kind.slug),
    "did you mean": lambda client, kind, thing: whole_page(client, kind, thing.typed_wrongly),
    "suggestions": lambda client, kind, thing: text(client, "/zoeken/suggesties/", q=thing.word[:6]),
    "API": lambda client, kind, thing: text(client, "/api/v1/search", q=f"{SHARED} {thing.word}", kind=kind.name),
    "API, typed wrongly": lambda client, kind, thing: text(client, "/api/v1/search", q=thing.typed_wrongly),
}
PRACTICE_WAYS = {
    "list of practices": lambda client, kind, thing: text(client, "/praktijken/", q=thing.word),
    "list of practices, typed wrongly": lambda client, kind, thing: text(client, "/praktijken/", q=thing.typed_wrongly),
}


def ways_of(kind):
    return WAYS | (PRACTICE_WAYS if kind.name == "practice" else {})


@pytest.fixture
def clients():
    """A browser for each reader of a world."""

    def make(world):
        made = {role: Client() for role in world.readers}
        for role, member in world.readers.items():
            if member is not None:
                made[role].force_login(member)
        return made

    return make


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What happens inside is committed, as far as ``on_commit`` goes; what waited from before is forgotten."""

    def commit():
        connection.run_on_commit.clear()
        return django_capture_on_commit_callbacks(execute=True)

    return commit


@pytest.fixture
def hidden(search_index, committed, settings):
    """Makes a world with a thing of a kind in each state. What was closed or deleted is still in the index."""
    settings.PAGE_CACHE_SECONDS = 0

    def make(kind):
        world = fill(make_world(), kind, HIDDEN[kind])
        search_index()
        with committed():
            for thing in world.things.values():
                if thing.after is not None:
                    thing.after(world, thing)
        return world

    return make


def in_index(kind, thing, state):
    """Whether the index of words still has it, whoever may see it: only then something could leak.

    An index in the database loses a thing in the very transaction that deletes it.
    """
    found = get_search_backend().scores(Term(text=thing.word, name=thing.word), [kind.model])
    gone = state == "deleted" and settings.SEARCH_ENGINE == "postgres"
    return len(found[kind.model]) == (0 if gone else 1)


def shows(answer, thing):
    return thing.is_in(answer) or LINK in answer


def seen(world, kind, client):
    """``{way: the states whose trace shows}`` for one reader."""
    return {
        way: {state for state, thing in world.things.items() if shows(ask(client, kind, thing), thing)}
        for way, ask in ways_of(kind).items()
    }


def expected(world, role):
    return {state for state, thing in world.things.items() if role in thing.seen_by}


# ---------- the matrix ----------


def test_every_kind_is_in_the_matrix():
    """Who adds a kind says in tests/search/leaking.py what of it would leak, and what can happen to it."""
    assert set(KINDS) == set(HIDDEN) == set(CHANGES)


@pytest.mark.parametrize("name", BY_NAME)
def test_each_way_out_shows_what_its_reader_may_see_and_nothing_else(hidden, clients, name):
    world, kind = hidden(name), KINDS[name]
    assert all(in_index(kind, thing, state) for state, thing in world.things.items())
    for role, client in clients(world).items():
        assert seen(world, kind, client) == dict.fromkeys(ways_of(kind), expected(world, role)), role


@pytest.mark.parametrize("name", BY_NAME)
def test_numbers_count_what_their_reader_may_see(hidden, clients, name):
    world, kind = hidden(name), KINDS[name]
    for role, client in clients(world).items():
        number = len(expected(world, role))
        for query in ({"q": SHARED}, {"q": SHARED, "kind": name}):
            answer = get(client, "/api/v1/search", **query).json()
            facets = {facet: {row["value"]: row["count"] for row in rows} for facet, rows in answer["facets"].items()}
            assert answer["count"] == facets["kind"].get(name, 0) == number, (role, query)
            for facet in ("topic", "municipality"):
                assert set(facets[facet].values()) <= {number, 1}, (role, facet)
        page = text(client, "/zoeken/", q=SHARED, soort=kind.slug)
        assert kind.counted(number).lower() in page, role
        everything = text(client, "/api/v1/search", kind=name)
        shown = {state for state, thing in world.things.items() if thing.is_in(everything)}
        assert shown == expected(world, role), role


@pytest.mark.parametrize("name", BY_NAME)
def test_what_is_hidden_answers_like_what_does_not_exist(hidden, clients, name):
    """Also beside a word that is found, and typed wrongly: no number, order or advice tells that it is there."""
    world, kind = hidden(name), KINDS[name]
    *_, nothing, nothing_else = unlike_words(60)
    for role, client in clients(world).items():
        for state, thing in world.things.items():
            if role in thing.seen_by:
                continue
            for query, instead in (
                ("{word}", {}),
                ("{shared} {word}", {}),
                ("{shared} {word} {other}", {}),
                ("{typo}", {}),
                ("{shared} -{word}", {}),
                ('"{word} {mark}"', {"kind": kind.name}),
            ):
                answers = [
                    get(client, "/api/v1/search", q=query.format(**about), **instead).json()
                    for about in (
                        {"word": thing.word, "mark": thing.mark, "typo": thing.typed_wrongly, **COMMON},
                        {"word": nothing, "mark": nothing_else, "typo": nothing[:5] + nothing[6:], **COMMON},
                    )
                ]
                assert answers[0] == answers[1], (role, state, query)


COMMON = {"shared": SHARED, "other": "iets"}


# ---------- at the moment of the change ----------


@pytest.mark.parametrize(("name", "change"), [(name, change) for name in BY_NAME for change in CHANGES[name]])
def test_what_changes_is_gone_at_once_while_the_index_still_has_it(
    search_index, committed, clients, settings, name, change
):
    settings.PAGE_CACHE_SECONDS = 0
    kind = KINDS[name]
    still_seen_by, apply = CHANGES[name][change]
    first = next(iter(HIDDEN[name]))
    world = fill(make_world(), name, {"it": HIDDEN[name][first]})
    (thing,) = world.things.values()
    search_index()
    browsers = clients(world)
    before = {role: seen(world, kind, client) for role, client in browsers.items()}
    assert before == {role: dict.fromkeys(ways_of(kind), expected(world, role)) for role in browsers}
    with committed():
        apply(world, thing)
    assert in_index(kind, thing, change)
    thing.seen_by = still_seen_by
    after = {role: seen(world, kind, client) for role, client in browsers.items()}
    assert after == {role: dict.fromkeys(ways_of(kind), expected(world, role)) for role in browsers}
    for role, client in browsers.items():
        assert get(client, "/api/v1/search", q=SHARED, kind=name).json()["count"] == len(expected(world, role)), role


# ---------- the other ways out ----------


@pytest.mark.parametrize("name", BY_NAME)
def test_a_saved_search_mails_what_its_member_may_see(
    hidden, search_index, committed, name, django_capture_on_commit_callbacks
):
    """It asks at the moment of sending, so nothing of what it found in between stays in the mail."""
    world = hidden(name)
    for role, member in world.readers.items():
        if member is None:
            continue
        SavedSearch.objects.create(member=member, words=SHARED, known={kind: [] for kind in KINDS})
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            saved.send_due(timezone.now())
        sent = "".join(message.body.lower() for message in mail.outbox if member.email in message.to)
        assert {state for state, thing in world.things.items() if thing.is_in(sent)} == expected(world, role), role
        known = SavedSearch.objects.get(member=member).known
        assert len(known[name]) == len(expected(world, role)), role


@pytest.mark.parametrize("name", [kind.name for kind in kinds if issubclass(kind.model, Page)])
def test_a_page_that_editors_picked_is_for_who_may_see_it(hidden, clients, name):
    world = hidden(name)
    for state, thing in world.things.items():
        if Page.objects.filter(pk=thing.object.pk).exists():
            SearchPromotion.objects.create(query=Query.get(f"keuze {state}"), page_id=thing.object.pk)
    for role, client in clients(world).items():
        shown = {
            state for state, thing in world.things.items() if thing.is_in(text(client, "/zoeken/", q=f"keuze {state}"))
        }
        assert shown == expected(world, role), role


def test_the_feed_has_what_everybody_may_see_whoever_asks(hidden, clients):
    world = hidden("practice")
    for client in clients(world).values():
        feed = text(client, "/feeds/praktijken.xml", q=SHARED)
        assert {state for state, thing in world.things.items() if thing.is_in(feed)} == {"open"}


def test_the_words_of_a_document_are_for_who_may_fetch_it(search_index, clients, settings):
    """The practice is for everybody, the document is not: nobody finds the practice by what stands in the document."""
    settings.PAGE_CACHE_SECONDS = 0
    open_word, hidden_word = unlike_words(2)
    world = make_world()
    page = PracticeFactory(slug="met-document", owner=world.readers["author"])
    for word, visibility in ((open_word, "public"), (hidden_word, "members")):
        document = DocumentFactory(visibility=visibility)
        DocumentText.objects.update_or_create(
            document=document,
            defaults={"status": DocumentText.Status.READ, "text": f"Over {word}.", "file_hash": document.file_hash},
        )
        page.documents.add(PracticeDocument(document=document))
    page.save()
    search_index()
    for role, client in clients(world).items():
        assert "met-document" in text(client, "/api/v1/search", q=open_word), role
        assert "met-document" not in text(client, "/api/v1/search", q=hidden_word), role
        assert hidden_word not in text(client, "/zoeken/", q=hidden_word[:5] + hidden_word[6:]), role


def test_nobody_finds_a_practice_by_who_wrote_it(search_index, clients):
    """Visitors see the organisation only; so a name finds nothing of what its owner wrote."""
    world = make_world()
    author = world.readers["author"]
    author.name = "Xanthippe Quizzebosch"
    author.save()
    PracticeFactory(slug="van-haar", owner=author, contact=author)
    search_index()
    for role, client in clients(world).items():
        for query in ("xanthippe", "Xanthippe Quizzebosch", "xantippe"):
            assert "van-haar" not in text(client, "/api/v1/search", q=query), role
    assert "xanthippe" not in text(Client(), "/zoeken/", q="xantippe")
