"""Who sees what, at every way out: nobody finds anywhere what their own page of it would not show them.

Each practice carries a word of its own in all its texts, so a leak is a word in an answer, wherever it stands.
"""

import io
import json
import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from wagtail.models import PageViewRestriction

from practices import actions
from practices.models import Draft, Mechanism, PracticeDocument, PracticePage
from tests.factories.files import DocumentFactory, ImageFactory
from tests.factories.people import AdministratorFactory, MemberFactory, ProviderEditorFactory, StaffFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory, ReviewFactory, practice_index
from tests.factories.topics import TopicFactory
from tests.site.config.addresses import fill, templates

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

STATES = {
    "open": "qropenbaar",
    "members": "qrleden",
    "participants": "qrdeelnemers",
    "revised": "qrverschenen",
    "revision": "qrherziening",
    "unpublished": "qrconceptpagina",
    "typed": "qrgetypt",
    "withdrawn": "qrteruggetrokken",
    "closed": "qrafgesloten",
}
PUBLIC = {"open", "revised"}
MEMBERS = PUBLIC | {"members"}
ALL_PUBLISHED = MEMBERS | {"participants"}
# What each finds in a list. Authors find their drafts under /mijn/ only; a closed section is in no list at all.
LISTED = {
    "visitor": PUBLIC,
    "member": MEMBERS,
    "editor": MEMBERS,
    "inactive": PUBLIC,
    "owner": ALL_PUBLISHED,
    "co_author": ALL_PUBLISHED,
    "contact": ALL_PUBLISHED,
    "staff": ALL_PUBLISHED,
}
TEXTS = ("summary", "occasion", "target_group", "approach", "results", "not_for", "first_step", "conditions", "cost")


@pytest.fixture
def world():
    """A practice in each state, all of one author, with a co-author and a contact."""
    people = {
        "member": MemberFactory(name="Marit Lezer"),
        "editor": ProviderEditorFactory(name="Evert Redacteur"),
        "inactive": MemberFactory(name="Ina Weg", is_active=False),
        "owner": MemberFactory(name="Otto Schrijver", open_to_questions=True),
        "co_author": MemberFactory(name="Cora Meeschrijver", open_to_questions=True),
        "contact": MemberFactory(name="Chris Vraagbaak", open_to_questions=True),
        "staff": StaffFactory(name="Stef Regio"),
    }
    made = SimpleNamespace(
        **people, visitor=None, topic=TopicFactory(name="Gedeeld onderwerp", slug="gedeeld-onderwerp"), people=people
    )
    levels = {"members": "members", "participants": "participants"}
    states = [state for state in STATES if state not in ("revision", "typed")]
    made.pages = {
        state: _practice(made, number, state, levels.get(state, "public")) for number, state in enumerate(states)
    }
    made.pages["withdrawn"].unpublish()
    PageViewRestriction.objects.create(
        page=made.pages["closed"], restriction_type=PageViewRestriction.PASSWORD, password="sesam"
    )
    newer = PracticePage.objects.get(pk=made.pages["revised"].pk)
    _fill(newer, STATES["revision"])
    newer.title = STATES["revision"]
    newer.save_revision(user=made.owner)
    made.drafts = {
        "typed": Draft.objects.create(author=made.owner, data=dict.fromkeys(("title", *TEXTS), STATES["typed"])),
        "revision": Draft.objects.create(
            author=made.owner, page=made.pages["revised"], data=dict.fromkeys(("title", *TEXTS), STATES["revision"])
        ),
    }
    return made


def _practice(made, number, state, level):
    word = STATES[state]
    page = PracticeFactory(
        title=f"{word} zoekwoord",
        slug=f"nummer-{number}",
        visibility=level,
        owner=made.owner,
        contact=made.contact,
        image=ImageFactory(title=word, alt_text=word, uploaded_by_user=made.owner),
        with_topics=[made.topic],
        mechanisms=0,
        live=state != "unpublished",
    )
    page.co_authors.add(made.co_author)
    page.mechanisms.add(Mechanism(context=word, resource=word, reasoning=word, outcome=word, element="Gedeeld"))
    page.documents.add(PracticeDocument(document=DocumentFactory(title=word, uploaded_by_user=made.owner)))
    _fill(page, word)
    page.save()
    AdoptionReportFactory(practice=page, headline=word, why=word, member=MemberFactory(name="Rik Probeerder"))
    ReviewFactory(practice=page, remarks=word, reviewer=MemberFactory(name="Bea Beoordelaar"))
    return page


def _fill(page, word):
    for name in TEXTS:
        setattr(page, name, word)


def as_(world, role):
    client = Client()
    if getattr(world, role) is not None:
        client.force_login(getattr(world, role))
    return client


def readers(world):
    """Each reader with a browser of their own."""
    return [(role, as_(world, role)) for role in LISTED]


def text_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


def seen(text):
    """The states whose word stands in a text."""
    return {state for state, word in STATES.items() if word in text.lower()}


# ---------- lists ----------

SLUGS = "&".join(f"p=nummer-{number}" for number in range(9))
LISTS = [
    "/praktijken/",
    "/praktijken/?q=zoekwoord",
    "/praktijken/?q=zoekwoord&sorteer=best",
    "/praktijken/?sorteer=tested",
    "/praktijken/?sorteer=report",
    "/praktijken/?sorteer=title",
    "/praktijken/?onderwerp=gedeeld-onderwerp",
    "/praktijken/?elders=worked",
    f"/praktijken/vergelijken/?{SLUGS}",
    "/onderwerpen/gedeeld-onderwerp/",
    "/",
]


def test_a_list_shows_exactly_what_its_reader_may_see(world):
    for role, client in readers(world):
        assert {address: seen(text_of(client.get(address))) for address in LISTS} == dict.fromkeys(LISTS, LISTED[role])
        part = client.get("/praktijken/", headers={"HX-Request": "true", "HX-Target": "results"})
        assert seen(text_of(part)) == LISTED[role]


def test_words_of_a_practice_find_nothing_for_who_may_not_see_it(world):
    """The words themselves stand in the search field again, so the rows are counted."""
    for role, client in readers(world):
        pages = {state: text_of(client.get("/praktijken/", {"q": word})) for state, word in STATES.items()}
        assert {state for state, page in pages.items() if "/praktijken/nummer-" in page} == LISTED[role], role


def test_a_count_counts_what_its_reader_may_see(world):
    for role, client in readers(world):
        number = len(LISTED[role])
        listed = text_of(client.get("/praktijken/"))
        assert re.findall(r"<span>Gedeeld onderwerp</span> <b>(\d+)</b>", listed) == [str(number)]
        assert f"{number} praktijken" in listed
        assert re.findall(r">Gedeeld onderwerp <b>(\d+)</b>", text_of(client.get("/onderwerpen/"))) == [str(number)]


# ---------- what is open to everybody, whoever asks ----------


def test_what_machines_read_has_what_is_public_whoever_asks(world):
    for _role, client in readers(world):
        assert seen(text_of(client.get("/feeds/praktijken.xml"))) == PUBLIC
        assert seen(text_of(client.get("/feeds/praktijken.xml?q=zoekwoord"))) == PUBLIC
        assert seen(text_of(client.get("/api/v1/practices"))) == PUBLIC
        assert client.get("/api/v1/practices").json()["count"] == len(PUBLIC)
        assert client.get(f"/api/v1/practices?topic={world.topic.slug}").json()["count"] == len(PUBLIC)
        addresses = set(re.findall(r"/praktijken/(nummer-\d)/", text_of(client.get("/sitemap.xml"))))
        assert addresses == {world.pages[state].slug for state in PUBLIC}
        for address in (
            "/begrippen/",
            "/onderwerpen/skos.ttl",
            "/onderwerpen/skos.jsonld",
            "/api/v1/topics",
            "/nieuws/",
        ):
            assert seen(text_of(client.get(address))) == set()


def test_the_api_knows_no_other_practice_than_a_public_one(world):
    for _role, client in readers(world):
        answers = {
            state: client.get(f"/api/v1/practices/{page.slug}").status_code for state, page in world.pages.items()
        }
        assert answers == {state: 200 if state in PUBLIC else 404 for state in world.pages}


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_the_export_has_what_is_public(world, kind):
    out = io.StringIO()
    call_command("export_practices", format=kind, stdout=out)
    assert seen(out.getvalue()) == PUBLIC


# ---------- one practice ----------


def test_the_page_of_a_practice_is_there_for_who_may_see_it_and_shows_no_other(world):
    for role, client in readers(world):
        for state, page in world.pages.items():
            response = client.get(page.get_absolute_url())
            text = text_of(response)
            if state in LISTED[role]:
                assert response.status_code == 200
                assert state in seen(text)
                # related practices are below it: those that all readers of this kind may see
                assert seen(text) <= LISTED[role]
                assert ("application/ld+json" in text) == (state in PUBLIC)
            else:
                assert response.status_code != 200 or state == "closed"
                assert seen(text) == set()


@pytest.mark.parametrize("way", ["ervaring", "beoordelen", "bewerken", "nalezen", "ervaring/{report}/antwoord"])
def test_what_lies_below_a_practice_tells_no_more_than_its_page(world, way):
    for role, client in readers(world):
        writes = set(world.pages) | {"revision"} if role in ("owner", "co_author") else set()
        moderates = set(STATES) if role == "staff" and way == "nalezen" else set()
        for page in world.pages.values():
            below = way.format(report=page.adoption_reports.get().pk)
            response = client.get(f"{page.get_absolute_url()}{below}/", follow=True)
            assert seen(text_of(response)) <= LISTED[role] | writes | moderates
            if role in ("visitor", "inactive"):
                assert seen(text_of(response)) == set()


SCREENS = ["", "bestanden/", "mensen/", "kiezen/", "weggooien/", "?stap=nalezen", "?stap=alles"]


def test_what_somebody_is_writing_is_for_who_writes_it(world):
    for role, client in readers(world):
        for state, draft in world.drafts.items():
            # The draft of a published practice is open to its authors; what was never sent in only to who began it.
            writes = role == "owner" or (role == "co_author" and state == "revision")
            for below in SCREENS if not writes else ():
                response = client.get(f"/praktijken/concept/{draft.pk}/{below}", follow=True)
                assert response.redirect_chain or response.status_code in (401, 404)
                assert seen(text_of(response)) == set(), below
            # Where the autosave asks for a new token: the same for every address, so it tells of no draft.
            assert seen(text_of(client.get(f"/praktijken/concept/{draft.pk}/bewaren/"))) == set()
            assert (state in seen(text_of(client.get(f"/praktijken/concept/{draft.pk}/?stap=alles")))) == writes
        own = {"owner": set(STATES) - {"revised"}, "co_author": set(STATES) - {"revised", "typed"}}
        assert seen(text_of(client.get("/mijn/", follow=True))) == own.get(role, set())


def test_files_are_for_who_may_see_the_practice_they_belong_to(world):
    for role, client in readers(world):
        writes = set(world.pages) if role in ("owner", "co_author", "staff") else set()
        for state, page in world.pages.items():
            image, document = page.image, page.documents.get().document
            for address in (document.url, image.file.url, image.get_rendition("width-10").url):
                allowed = state in LISTED[role] | writes
                assert client.get(address).status_code == (200 if allowed else 404), (state, address)


# ---------- what is kept ----------


def test_what_was_kept_for_one_reader_is_shown_to_no_other(world):
    """The page cache, the kept parts of pages and counts: each reads after each other, twice."""
    clients = {role: as_(world, role) for role in LISTED}
    members_page = world.pages["members"].get_absolute_url()
    for role in ["visitor", "staff", "visitor", "member", "owner", "visitor", "member"]:
        for address in LISTS:
            assert seen(text_of(clients[role].get(address))) == LISTED[role], (role, address)
        assert (clients[role].get(members_page).status_code == 200) == ("members" in LISTED[role])


# ---------- people ----------


def test_a_visitor_learns_no_name_and_no_address_of_anybody(world):
    """Of a practice visitors see the organisation. Who wrote it, tried it or read it is for members."""
    client = Client()
    addresses = [
        *LISTS,
        *(world.pages[state].get_absolute_url() for state in PUBLIC),
        *(f"/api/v1/practices/{world.pages[state].slug}" for state in PUBLIC),
        *("/feeds/praktijken.xml", "/sitemap.xml", "/api/v1/practices", "/onderwerpen/", "/begrippen/", "/nieuws/"),
        *("/onderwerpen/skos.ttl", "/feeds/nieuws.xml", "/inloggen/", "/registreren/"),
    ]
    names = [name for member in world.people.values() for name in (*member.name.split(), member.email)]
    names += ["Probeerder", "Beoordelaar", "@voorbeeld.example"]
    text = {address: text_of(client.get(address)) for address in addresses}
    assert {address: [name for name in names if name in page] for address, page in text.items()} == {
        address: [] for address in addresses
    }


def test_the_writing_form_names_colleagues_only(world):
    colleague = MemberFactory(name="Nel Naaste", organisation=world.member.organisation)
    page = text_of(as_(world, "member").get("/praktijken/nieuw/?stap=wie"))
    assert colleague.name in page
    assert not [person.name for role, person in world.people.items() if role != "member" and person.name in page]
    assert seen(page) <= set(STATES)
    assert "@voorbeeld.example" not in page


def test_nobody_finds_out_who_has_an_account(world):
    """By a part of an address; a whole one finds whom it is of, to ask them to write along."""
    client = as_(world, "owner")
    address = f"/praktijken/concept/{world.drafts['typed'].pk}/mensen/"
    assert "Marit Lezer" not in text_of(client.get(address, {"who": world.member.email[:-3]}))
    assert "Marit Lezer" not in text_of(client.get(address, {"who": "@voorbeeld.example"}))
    assert "Marit Lezer" in text_of(client.get(address, {"who": world.member.email}))
    assert "Ina Weg" not in text_of(client.get(address, {"who": "Ina"}))


# ---------- topics ----------


@pytest.mark.parametrize("status", ["suggested", "declined"])
def test_a_topic_outside_the_vocabulary_is_named_nowhere(world, status):
    hidden = TopicFactory(name="Qrverborgen", synonyms="qrverborgen twee", definition="qrverborgen", status=status)
    for page in PracticePage.objects.all():
        page.topics.add(hidden)
        page.save()
    addresses = [
        *LISTS,
        *(page.get_absolute_url() for page in world.pages.values()),
        *("/onderwerpen/", "/begrippen/", "/onderwerpen/skos.ttl", "/onderwerpen/skos.jsonld", "/sitemap.xml"),
        *("/api/v1/topics", "/api/v1/practices", "/feeds/praktijken.xml", "/praktijken/nieuw/?stap=wie", "/mijn/"),
        "/mijn/profiel/",
    ]
    for role in ("visitor", "member", "owner", "staff"):
        client = as_(world, role)
        pages = {address: text_of(client.get(address, follow=True)).lower() for address in addresses}
        assert [address for address, page in pages.items() if "qrverborgen" in page] == [], role
        assert client.get(f"/onderwerpen/{hidden.slug}/").status_code == 404
    out = io.StringIO()
    call_command("export_practices", stdout=out)
    assert "qrverborgen" not in out.getvalue().lower()


# ---------- mail ----------


def test_mail_goes_to_who_may_read_what_it_tells(world, django_capture_on_commit_callbacks):
    """What is sent in goes to moderators, what others report goes to the authors: nobody else, and none sees others."""
    administrator = AdministratorFactory()
    authors = {world.owner.email, world.co_author.email}
    with django_capture_on_commit_callbacks(execute=True):
        actions.add_adoption_report(
            world.pages["participants"],
            world.contact,
            since="2026-01-05",
            result="not",
            headline="Hier niet",
            why="Geen tijd",
        )
    assert {address for message in mail.outbox for address in message.to} == authors
    mail.outbox.clear()
    draft = actions.create_draft(world.owner, {"title": STATES["typed"], "summary": "Zin", "approach": "Stap"})
    assert practice_index()
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_in(draft, world.owner)
    assert {address for message in mail.outbox for address in message.to} == {world.staff.email, administrator.email}
    assert all(len(message.to) == 1 and not message.cc and not message.bcc for message in mail.outbox)


# ---------- the admin ----------


@pytest.mark.parametrize("role", ["member", "editor", "inactive"])
def test_the_admin_tells_members_nothing(world, role):
    """Its pages all lead away from who has no place there; only scripts and icons are for everybody."""
    client = as_(world, role)
    page = world.pages["participants"]
    real = {"int": page.pk, "slug": page.slug, "str": "1", "path": "x", "app_label": "practices"}
    real |= {"model_name": "practicepage", "content_type_app_name": "practices", "app_name": "base"}
    real |= {"content_type_model_name": "practicepage", "revision_id_a": "earliest", "revision_id_b": "latest"}
    for template in sorted(set(templates())):
        if template.startswith("/beheer/"):
            address = fill(template, real)[0]
            response = client.get(address)
            assert response.status_code != 200 or address in ("/beheer/jsi18n/", "/beheer/sprite/"), address
            assert seen(text_of(response)) == set(), address
            assert json.dumps(text_of(response)).count("@voorbeeld.example") == 0, address
