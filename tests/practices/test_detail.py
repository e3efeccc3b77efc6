"""The page of a practice: who sees it, what it says, what it costs."""

import datetime
import json
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from base import stamps
from base.choices import Visibility
from base.models import CustomImage
from practices.models import Mechanism, PracticeDocument, PracticePage
from practices.reading import open_to, published
from practices.related import related
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory, ReviewFactory
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db


def signed_in(member):
    client = Client()
    if member is not None:
        client.force_login(member)
    return client


def html_of(page, member=None):
    response = signed_in(member).get(page.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# ---------- who sees it ----------


def test_the_address_is_that_of_the_contract():
    page = PracticeFactory(slug="warme-overdracht")
    assert page.get_absolute_url() == page.url == "/praktijken/warme-overdracht/"
    assert "Praktijken" in html_of(page)


@pytest.mark.parametrize(
    ("level", "visitor", "member", "author", "staff"),
    [("public", 200, 200, 200, 200), ("members", 302, 200, 200, 200), ("participants", 404, 404, 200, 200)],
)
def test_who_may_not_see_it_gets_404_unless_signing_in_would_help(level, visitor, member, author, staff):
    page = PracticeFactory(visibility=level)
    url = page.get_absolute_url()
    answers = [signed_in(one).get(url).status_code for one in (None, MemberFactory(), page.owner, StaffFactory())]
    assert answers == [visitor, member, author, staff]


def test_a_visitor_of_a_page_for_members_goes_to_sign_in_and_comes_back():
    page = PracticeFactory(visibility="members")
    response = Client().get(page.get_absolute_url())
    assert response["Location"] == f"/inloggen/?next={page.get_absolute_url()}"
    assert page.title not in response.content.decode()


def test_co_authors_and_the_contact_see_a_page_for_participants():
    co_author, contact = MemberFactory(), MemberFactory()
    page = PracticeFactory(visibility="participants", contact=contact)
    page.co_authors.add(co_author)
    page.save()
    for member in (co_author, contact):
        assert signed_in(member).get(page.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("level", ["public", "members"])
def test_a_draft_is_not_there_for_anybody(level):
    page = PracticeFactory(visibility=level, live=False)
    for member in (None, MemberFactory(), page.owner, StaffFactory()):
        assert signed_in(member).get(page.get_absolute_url()).status_code == 404


def test_an_unknown_address_is_not_there():
    assert Client().get("/praktijken/bestaat-niet/").status_code == 404
    assert Client().get(f"/praktijken/{'x' * 3000}/").status_code == 404


def test_what_was_kept_for_a_member_is_not_shown_to_a_visitor():
    contact = MemberFactory(name="Ans Contact", open_to_questions=True)
    page = PracticeFactory(contact=contact)
    assert "Ans Contact" in html_of(page, MemberFactory())
    assert "Ans Contact" not in html_of(page)
    assert contact.email not in html_of(page)
    assert "Ans Contact" in html_of(page, MemberFactory())


def test_a_restriction_of_wagtail_holds():
    page = PracticeFactory()
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="sesam"
    )
    stamps.forget()
    client = Client()
    response = client.get(page.get_absolute_url())
    assert page.occasion not in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    restriction.restriction_type = PageViewRestriction.LOGIN
    restriction.save()
    assert client.get(page.get_absolute_url())["Location"].endswith(f"?next={page.get_absolute_url()}")
    assert signed_in(MemberFactory()).get(page.get_absolute_url()).status_code == 200


def test_hooks_run_before_the_page_is_served():
    page, asked = PracticeFactory(), []
    with hooks.register_temporarily("before_serve_page", lambda page, *rest: asked.append(page.pk)):
        html_of(page)
    assert asked == [page.pk]


def test_the_tree_leads_to_our_own_address():
    page = PracticeFactory(slug="warm")
    parent = page.get_parent()
    parent.slug = "anders"
    parent.save()
    response = Client().get("/anders/warm/")
    assert (response.status_code, response["Location"]) == (302, "/praktijken/warm/")


def test_only_reading_is_allowed():
    assert Client().post(PracticeFactory().get_absolute_url()).status_code == 405


def test_the_level_of_a_page_opens_to_the_same_members_as_in_a_list():
    author, co_author, contact = MemberFactory.create_batch(3)
    pages = [PracticeFactory(visibility=level, owner=author, contact=contact) for level in Visibility.values]
    for page in pages:
        page.co_authors.add(co_author)
        page.save()
    inactive = MemberFactory(is_active=False)
    members = [None, AnonymousUser(), author, co_author, contact, MemberFactory(), StaffFactory(), inactive]
    for member in members:
        listed = set(PracticePage.objects.allowed_for(member).values_list("pk", flat=True))
        assert {page.pk for page in pages if open_to(member, published(page.slug))} == listed


# ---------- what it says ----------


def full_practice(**fields):
    everything = {
        "title": "Een bekend gezicht mee",
        "summary": "Iemand van de oude school gaat mee.",
        "occasion": "Kinderen misten **weken** les.",
        "target_group": "Kinderen die verhuizen.",
        "age_from": 4,
        "age_to": 12,
        "intermediary": "Een leerkracht.",
        "approach": "1. Het kind kiest.\n2. Samen vullen ze een doos.",
        "materials": "Een schoenendoos.",
        "who": "Iemand die het kind kent.",
        "how": "In gesprek.",
        "place": "Op de nieuwe school.",
        "intensity": "Eén ochtend.",
        "conditions": "Vervanging.",
        "competence": "Rustig blijven.",
        "time_needed": "Drie telefoontjes.",
        "cost": "€ 180 per kind.",
        "helps": "Een directeur die meedenkt.",
        "hinders": "Twee besturen.",
        "first_step": "Vraag één kind.",
        "results": "Minder verzuim.",
        "reach": "Dertig kinderen.",
        "effect": "Acht van negen bleven.",
        "adoption": "Vijf scholen.",
        "maintenance": "Na een jaar nog.",
        "negative_effects": "Het afscheid was twee keer.",
        "not_for": "- Kinderen die de school onveilig vonden",
        "shadow_visit": True,
        "recognition_register": "Databank Effectieve Jeugdinterventies",
        "recognition_level": "good",
        "recognition_date": datetime.date(2025, 5, 6),
        "recognition_link": "https://example.org/erkend",
        "badge": 4,
    }
    return PracticeFactory(**everything | fields)


def test_every_field_is_on_the_page():
    topic, place = TopicFactory(name="Verhuizen"), MunicipalityFactory(name="Borne")
    page = full_practice(with_topics=[topic], with_municipalities=[place])
    html = html_of(page)
    text = text_of(html)
    for words in (
        "Een bekend gezicht mee",
        "Iemand van de oude school gaat mee.",
        "Kinderen misten weken les.",
        "Kinderen die verhuizen.",
        "4 tot 12 jaar",
        "Een leerkracht.",
        "Samen vullen ze een doos.",
        "Een schoenendoos.",
        "Iemand die het kind kent.",
        "In gesprek.",
        "Op de nieuwe school.",
        "Eén ochtend.",
        "Vervanging.",
        "Rustig blijven.",
        "Drie telefoontjes.",
        "€ 180 per kind.",
        "Een directeur die meedenkt.",
        "Twee besturen.",
        "Vraag één kind.",
        "Minder verzuim.",
        "Dertig kinderen.",
        "Acht van negen bleven.",
        "Vijf scholen.",
        "Na een jaar nog.",
        "Het afscheid was twee keer.",
        "Kinderen die de school onveilig vonden",
        "Databank Effectieve Jeugdinterventies",
        "6 mei 2025",
        "Je mag een dag komen meekijken.",
        "Verhuizen",
        "Borne",
        page.organisation.name,
    ):
        assert words in text, words
    assert "<strong>weken</strong>" in html
    assert 'href="https://example.org/erkend"' in html


def test_an_empty_practice_has_no_empty_sections():
    page = PracticeFactory(occasion="", target_group="", approach="", results="", mechanisms=0)
    html = html_of(page)
    for anchor in ("verhaal", "waarom", "niet-voor", "nodig", "resultaten", "erkenning", "documenten", "verwant"):
        assert f'id="{anchor}"' not in html
        assert f'href="#{anchor}"' not in html
    assert 'id="ervaringen"' in html


def test_an_explanation_is_one_sentence_and_a_row_of_a_table():
    page = PracticeFactory(mechanisms=0)
    page.mechanisms.add(
        Mechanism(
            context="een gezin dat net verhuisd is.",
            resource="iemand die meegaat",
            reasoning="voelt een kind zich verwacht,",
            outcome="minder verzuim",
            element="Vertrouwde relatie",
            element_kind="general",
            core="core",
            basis="own_data",
            source="https://example.org/cijfers",
            source_label="Verzuim voor en na",
        )
    )
    page.save()
    html = html_of(page)
    sentence = (
        "In een gezin dat net verhuisd is bieden wij iemand die meegaat, "
        "daardoor voelt een kind zich verwacht, en dat leidt tot minder verzuim."
    )
    assert page.mechanisms.get().sentence == sentence
    chain = re.search(r'<dl class="chain">(.*?)</dl>', html, re.S)[1]
    assert " ".join(re.findall(r"<dd>(.*?)</dd>", chain)) == sentence
    basis = text_of(re.search(r'<div class="why__basis">(.*?)</dl>', html, re.S)[1])
    for words in ("Vertrouwde relatie", "een algemeen element", "Kern.", "Eigen cijfers", "Verzuim voor en na"):
        assert words in basis
    table = re.search(r'<table class="only-print prints-url">(.*?)</table>', html, re.S)[1]
    assert "<td>een gezin dat net verhuisd is.</td><td>iemand die meegaat</td>" in table
    assert 'href="https://example.org/cijfers"' in table


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, ""),
        ({"context": "a"}, "In a."),
        ({"resource": "b"}, "Wij bieden b."),
        ({"reasoning": "c"}, "Daardoor c."),
        ({"outcome": "d"}, "Dit leidt tot d."),
        ({"context": "a", "outcome": "d"}, "In a, en dat leidt tot d."),
        (
            {"resource": "b", "reasoning": "c", "outcome": "d"},
            "Wij bieden b, daardoor c, en dat leidt tot d.",
        ),
    ],
)
def test_an_explanation_with_gaps_is_still_a_sentence_in_the_language_of_its_clauses(fields, sentence):
    mechanism = Mechanism(**fields)
    assert mechanism.sentence == sentence
    with translation.override("en"):
        assert mechanism.sentence == sentence


def test_what_people_wrote_says_its_language_where_the_page_has_another(client):
    PracticeFactory(slug="samen", title="Samen eten")
    assert "<h1>Samen eten</h1>" in client.get("/praktijken/samen/").content.decode()
    client.cookies["leerkring_language"] = "en"
    page = client.get("/praktijken/samen/").content.decode()
    assert '<h1 lang="nl">Samen eten</h1>' in page
    assert 'lang="nl"' in client.get("/praktijken/").content.decode().partition('class="rows"')[2]


def test_what_did_not_work_comes_first_and_is_counted():
    page = PracticeFactory()
    place = MunicipalityFactory(name="Borne")
    organisation = OrganisationFactory(name="Het Kompas")
    AdoptionReportFactory(practice=page, result="worked", headline="Goed gegaan.")
    AdoptionReportFactory(
        practice=page,
        result="not",
        headline="Niet gegaan.",
        why="Zij wilden *niet*.",
        adapted="Wij kozen zelf.",
        would_repeat=False,
        organisation=organisation,
        municipality=place,
        answer="Dank voor je eerlijkheid.",
    )
    AdoptionReportFactory(practice=page, result="worked", organisation=organisation, municipality=place)
    AdoptionReportFactory(headline="Van een andere praktijk.")
    html = html_of(page)
    section = html[html.index('id="ervaringen"') :]
    assert section.index("Niet gegaan.") < section.index("Goed gegaan.")
    assert "Van een andere praktijk." not in html
    text = text_of(section)
    assert "2 keer: Werkte" in text
    assert "1 keer: Werkte hier niet" in text
    for words in ("Zij wilden niet", "Wij kozen zelf.", "Zou het weer doen: nee", "Dank voor je eerlijkheid.", "Borne"):
        assert words in text
    row = text_of(re.search(r'<tr><th scope="row">Het Kompas.*?</tr>', section, re.S)[0])
    assert row == "Het Kompas Borne 1 0 1 0"


def test_names_of_who_tried_it_are_for_members():
    page = PracticeFactory()
    AdoptionReportFactory(practice=page, member=MemberFactory(name="Truus Probeerder"))
    assert "Truus Probeerder" in html_of(page, MemberFactory())
    assert "Truus Probeerder" not in html_of(page)


def test_members_see_who_opened_themselves_to_questions():
    opened = MemberFactory(name="Open Contact", open_to_questions=True)
    owner = MemberFactory(name="Gesloten Auteur", open_to_questions=False)
    co_author = MemberFactory(name="Open Medeauteur", open_to_questions=True)
    gone = MemberFactory(name="Vertrokken Medeauteur", open_to_questions=True, is_active=False)
    page = PracticeFactory(contact=opened, owner=owner)
    page.co_authors.add(co_author, gone, opened)
    page.save()
    html = html_of(page, MemberFactory())
    asked = html[html.index('class="ask"') : html.index('id="getoetst"')]
    assert re.findall(r'person__name">(?:<a [^>]*>)?([^<]+)<', asked) == ["Open Contact", "Open Medeauteur"]
    assert f'href="{opened.get_absolute_url()}bericht/"' in asked
    visitor = html_of(page)
    assert f"Deze praktijk komt van {page.organisation.name}" in text_of(visitor)
    assert f'href="/inloggen/?next={page.get_absolute_url()}"' in visitor
    for name in ("Open Contact", "Gesloten Auteur", "Open Medeauteur", "Vertrokken Medeauteur"):
        assert name not in visitor


def test_each_reader_gets_the_actions_that_they_may_use():
    page = PracticeFactory(contact=MemberFactory())
    report = AdoptionReportFactory(practice=page)
    edit, review = reverse("practices:edit", args=[page.slug]), reverse("practices:review", args=[page.slug])
    add, answer = (
        reverse("practices:report_add", args=[page.slug]),
        reverse("practices:report_answer", args=[page.slug, report.pk]),
    )
    expected = {None: {add, review}, MemberFactory(): {add, review}, page.owner: {add, edit, answer}}
    expected[page.contact] = {add, answer}
    for member, links in expected.items():
        html = html_of(page, member)
        assert {link for link in (edit, review, add, answer) if f'href="{link}"' in html} == links
        assert f'href="{reverse("practices:compare")}?p={page.slug}"' in html


def test_the_ladder_shows_which_steps_hold_and_that_it_is_no_endorsement():
    page = PracticeFactory(badge=2)
    for _ in range(3):
        ReviewFactory(practice=page)
    html = html_of(page)
    ladder = re.search(r'<ol class="ladder">(.*?)</ol>', html, re.S)[1].split("<li")[1:]
    assert ["todo" in step.split(">")[0] for step in ladder] == [False, False, True, True]
    assert ['aria-current="step"' in step for step in ladder] == [False, True, False, False]
    assert "Het is geen keurmerk." in html


def test_it_may_be_out_of_date_only_after_the_review_date():
    yesterday, today = datetime.date(2020, 1, 1), datetime.date(2999, 1, 1)
    assert "kan verouderd zijn" in html_of(PracticeFactory(review_date=yesterday))
    assert "kan verouderd zijn" not in html_of(PracticeFactory(review_date=today))
    assert "kan verouderd zijn" not in html_of(PracticeFactory(review_date=None))


def test_documents_are_listed():

    document = get_document_model()(title="Draaiboek")
    document.file.save("draaiboek.txt", ContentFile(b"stap 1"))
    page = PracticeFactory()
    page.documents.add(PracticeDocument(document=document))
    page.save()
    html = html_of(page)
    assert f'href="{document.url}"' in html
    assert "Draaiboek" in html


def test_an_image_has_its_alternative_text_and_a_decorative_one_none(settings):
    settings.PAGE_CACHE_SECONDS = 0
    image = CustomImage.objects.create(title="plaat", file=get_test_image_file(), alt_text="Drie doosjes")
    page = PracticeFactory(image=image)
    assert 'alt="Drie doosjes"' in html_of(page)
    image.is_decorative = True
    image.save()
    stamps.forget()
    assert 'alt=""' in html_of(page)


# ---------- related ----------


def test_related_practices_are_those_with_most_topics_in_common():
    one, two, three = (TopicFactory(name=name) for name in ("een", "twee", "drie"))
    page = PracticeFactory(with_topics=[one, two, three])
    both = PracticeFactory(title="twee gedeeld", with_topics=[one, two])
    single = PracticeFactory(title="een gedeeld", with_topics=[three])
    PracticeFactory(title="niets gedeeld", with_topics=[TopicFactory()])
    found = related(page, [one, two, three], False)
    assert [(other.title, other.topics) for other in found] == [
        (both.title, ["een", "twee"]),
        (single.title, ["drie"]),
    ]
    assert "Deelt 2 onderwerpen: een, twee" in text_of(html_of(page))


def test_related_practices_are_only_those_that_all_these_readers_may_see():
    topic = TopicFactory()
    page = PracticeFactory(with_topics=[topic])
    PracticeFactory(title="leden", with_topics=[topic], visibility="members")
    PracticeFactory(title="deelnemers", with_topics=[topic], visibility="participants")
    PracticeFactory(title="concept", with_topics=[topic], live=False)
    assert related(page, [topic], False) == []
    assert [other.title for other in related(page, [topic], True)] == ["leden"]
    assert "deelnemers" not in html_of(page, StaffFactory())


# ---------- for machines ----------


def facts_of(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])


def test_facts_for_search_engines():
    page = PracticeFactory(title="Titel", with_topics=[TopicFactory(name="Rouw")])
    facts = facts_of(html_of(page))
    assert facts["@type"] == "Article"
    assert facts["headline"] == "Titel"
    assert facts["url"] == f"http://testserver{page.get_absolute_url()}"
    assert facts["author"] == {"@type": "Organization", "name": page.organisation.name}
    assert [term["name"] for term in facts["about"]] == ["Rouw"]


def test_facts_can_not_break_out_of_their_element():
    page = PracticeFactory(title="</script><script>alert(1)</script>", summary="<!-- & <script>")
    html = html_of(page)
    assert "<script>alert" not in html
    assert "</script><script>" not in html.replace("</script><script type", "")
    assert facts_of(html)["headline"] == "</script><script>alert(1)</script>"
    assert facts_of(html)["description"] == "<!-- & <script>"


def test_what_is_not_public_tells_search_engines_nothing():
    html = html_of(PracticeFactory(visibility="members"), MemberFactory())
    assert "application/ld+json" not in html
    assert '<meta name="robots" content="noindex">' in html
    assert PracticePage(visibility="members").get_sitemap_urls() == []


def test_text_of_people_is_made_safe():
    nasty = '<img src=x onerror="alert(1)"> [x](javascript:alert(1)) <math><script>alert(1)</script></math>'
    page = full_practice(**dict.fromkeys(("occasion", "approach", "not_for", "results", "cost", "conditions"), nasty))
    AdoptionReportFactory(practice=page, headline=nasty[:200], why=nasty, adapted=nasty, answer=nasty)
    html = html_of(page)
    assert "<img src=x" not in html
    assert "javascript:alert" not in re.sub(r">[^<]*<", "><", html)
    assert "<script>alert" not in html


# ---------- previews, and what is kept ----------


def test_a_preview_shows_what_was_not_published_with_the_same_template():
    page = PracticeFactory(title="Oud")
    page.title, page.occasion = "Nieuw", "Nog niet gepubliceerd."
    request = page.make_preview_request(preview_mode="")
    html = request.content.decode()
    assert "Nieuw" in html
    assert "Nog niet gepubliceerd." in html
    assert 'id="waarom"' in html
    assert "Nog niet gepubliceerd." not in html_of(page)


def test_a_practice_that_was_never_saved_can_be_previewed():
    page = PracticePage(title="Vers", slug="vers", summary="Een zin.", approach="Stap een.")
    page.topics.add(TopicFactory(name="Rouw"))
    page.mechanisms.add(Mechanism(outcome="minder verzuim"))
    html = page.make_preview_request(preview_mode="").content.decode()
    for words in ("Vers", "Stap een.", "Rouw", "Dit leidt tot minder verzuim."):
        assert words in html


def test_a_kept_page_changes_when_the_practice_does(django_capture_on_commit_callbacks, settings):
    settings.PAGE_CACHE_SECONDS = 0
    with django_capture_on_commit_callbacks(execute=True):
        page = PracticeFactory(title="Oud", occasion="Wat het was.")
    assert "Wat het was." in html_of(page)
    with django_capture_on_commit_callbacks(execute=True):
        page.occasion = "Wat het is."
        page.save_revision().publish()
    assert "Wat het is." in html_of(page)


def test_a_page_is_kept_for_each_language(settings):
    settings.PAGE_CACHE_SECONDS = 0
    page = PracticeFactory()
    client = Client()
    dutch = client.get(page.get_absolute_url()).content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(page.get_absolute_url()).content.decode()
    assert "Waarom werkt het?" in dutch and "Waarom werkt het?" not in english
    assert "Why does it work?" in english and "Why does it work?" not in dutch


@pytest.mark.parametrize("signed", [False, True])
def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries, settings, signed):
    """The first time a page is rendered. A page that is kept takes no query, but for who is asking."""
    settings.PAGE_CACHE_SECONDS = 0
    used = []
    client = signed_in(MemberFactory() if signed else None)
    for size in (1, 20):
        page = PracticeFactory(
            mechanisms=size,
            contact=MemberFactory(open_to_questions=True),
            with_topics=TopicFactory.create_batch(size),
            with_municipalities=MunicipalityFactory.create_batch(min(size, 5)),
        )
        for _ in range(size):
            AdoptionReportFactory(practice=page)
            ReviewFactory(practice=page)
            page.co_authors.add(MemberFactory(open_to_questions=True))
        page.save()
        other = PracticeFactory(with_topics=list(page.topics.all()))
        stamps.forget()
        client.get(other.get_absolute_url())
        with django_assert_max_num_queries(12 if signed else 8) as captured:
            assert client.get(page.get_absolute_url()).status_code == 200

        with django_assert_max_num_queries(5 if signed else 0) as again:
            client.get(page.get_absolute_url())
        used.append((len(captured), len(again)))
    assert used[0] == used[1]
