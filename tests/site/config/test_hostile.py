"""Whatever anybody sends to whatever address: an answer, never an error of ours, nothing of theirs in the page."""

import logging
import re
from http.cookies import SimpleCookie
from types import SimpleNamespace
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client

from base import paper
from events.meetings.actions.calendars import key_of
from events.training import exports as skj
from network.notices.actions import notify
from network.notices.links import stop_url
from network.people import actions as people
from network.people.keys import request_key
from network.tables.models import Agreement
from practices import moderation
from practices.forms import ALL_STEPS, EVERYTHING
from practices.models import Draft, PracticeDocument, PracticePage
from search import saved
from search.models import SavedSearch
from tests.factories.events import RegistrationFactory, make_event
from tests.factories.files import DocumentFactory, ImageFactory
from tests.factories.home import ContentPageFactory, FormPageFactory, NewsPageFactory
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import AdministratorFactory, MemberFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory, ReviewFactory
from tests.factories.topics import TopicFactory
from tests.factories.training import EntryFactory, PeriodFactory, with_proof
from tests.site.config.addresses import fill, templates
from tests.site.config.asked import parameters

pytestmark = pytest.mark.django_db

SCRIPT = "\"'></textarea><script>alert(1)</script>{{7*7}}<svg onload=alert(1)>"
# Wagtail's own pages that give administrators an error: one to show how that looks, and what its choosers and history
# do with an id that none of their links has.
WAGTAILS_OWN = re.compile(r"/failwhale/|/chosen(-multiple)?/|/revisions/<int:revision_id>/revert/")
FORM = "application/x-www-form-urlencoded"
# What somebody types reaches the database of a member first, so the others are asked on one database.
ROLES = ("member", *(pytest.param(role, marks=pytest.mark.once) for role in ("visitor", "administrator")))

VALUES = {
    "script": SCRIPT,
    "bidi and zero width": "\u202egnp.exe\u2066\u200b\ufeff",
    "control signs": "a\x01\x0b\x1b\x7f\x85\u2028b\r\nX-Header: y",
    "long": "z" * 10_000,
    "sql": "1' OR '1'='1'; DROP TABLE people_member; --",
    "path": "../../../../etc/passwd",
    "huge number": "9" * 5_000,
    "negative": "-1",
    "other digits": "²٣५",
    "one other digit": "²",
    "elsewhere": "https://evil.example/",
    "elsewhere without scheme": "//evil.example/",
    "elsewhere with backslashes": "/\\evil.example/",
    "javascript": "javascript:alert(1)",
}
# Every parameter of a query that the code asks for, and some that it doesn't.
PARAMETERS = (
    "q onderwerp gemeente leeftijd toets elders meekijken sorteer pagina p stap weergave rijen who next v page topic "
    "municipality soort periode online plek wanneer maand stand organisatie from until verzonden go kind format export "
    "ordering query action results only id key __proto__"
).split()
RAW_QUERIES = [
    "q=%ff%fe&next=%ed%a0%80&p=%c3",
    "q[]=1&p[0]=x&p[__proto__]=y&pagina[]=2",
    "&".join(f"p={number}&onderwerp=o{number}&q=w{number}" for number in range(300)),
    "&&&===;;;?#%",
    "%",
    "q=%u0041&rijen=%25",
    "pagina=1e3&page=0x10&rijen=+1&toets=1.0",
]


@pytest.fixture
def world():
    """One of everything, made by a member; what stands for each parameter of an address."""
    author, staff = MemberFactory(), AdministratorFactory()
    topic, place = TopicFactory(), MunicipalityFactory()
    document, image = DocumentFactory(uploaded_by_user=author), ImageFactory(uploaded_by_user=author)
    practice = PracticeFactory(
        owner=author, contact=author, image=image, with_topics=[topic], with_municipalities=[place]
    )
    practice.documents.add(PracticeDocument(document=document))
    practice.save_revision(user=author)
    practice = PracticePage.objects.get(pk=practice.pk)
    report, _review = AdoptionReportFactory(practice=practice), ReviewFactory(practice=practice)
    waiting = PracticeFactory(owner=author, live=False)
    draft = Draft.objects.create(author=author, page=waiting, data={"title": "Concept", "summary": "Zin"})
    Draft.objects.create(author=MemberFactory(), conflict_of=draft, data={"title": "Anders"})
    form, _news, _plain = FormPageFactory(), NewsPageFactory(), ContentPageFactory()
    company = OrganisationFactory(mail_domain="aanbieder.example")
    _invitation, key = people.invite(email="nieuw@elders.example", invited_by=staff)
    event = make_event(owner=author, topics=[topic], municipality=place)
    event.questions.create(label="Wat eet je niet?")
    registration = RegistrationFactory(event=event, member=author)
    agreement = Agreement.objects.create(title="Afspraak", owner=author, event=event)
    entry, period = with_proof(EntryFactory(member=author)).entry, PeriodFactory(member=author)
    rendition = image.get_rendition("width-10")
    notify([author], "practice_new", key="een", url="/", words={"title": "Een"}, target=practice)
    notice = author.notifications.get(key="een")
    search = SavedSearch.objects.create(member=author, words="verzuim", filters={"soort": ["praktijken"]})
    return SimpleNamespace(
        visitor=None,
        member=author,
        administrator=staff,
        real={
            "int": practice.pk,
            "uuid": draft.pk,
            "slug": practice.slug,
            "str": "1",
            "path": rendition.file.name,
            "rest": f"{form.slug}/",
            "code": "en",
            "key": draft.pk,
            "document_id": document.pk,
            "document_filename": document.filename,
            "image_id": image.pk,
            "filter_spec": "width-10",
            "revision_id": practice.latest_revision_id,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "app_label": "practices",
            "app_name": "base",
            "model_name": "practicepage",
            "content_type_app_name": "practices",
            "content_type_model_name": "practicepage",
            "parent_page_id": practice.get_parent().pk,
        },
        # Addresses whose parameter means something else than its name says.
        special={
            "/registreren/<str:key>/": {"key": request_key("iemand@aanbieder.example")},
            "/uitnodiging/<str:key>/": {"key": key},
            "/onderwerpen/<slug:slug>/": {"slug": topic.slug},
            "/mensen/<slug:slug>/": {"slug": author.slug},
            "/aanbieders/<slug:slug>/": {"slug": company.slug},
            "/zoeken/stoppen/<str:token>/": {"token": saved.stop_url(search=search).split("/")[-2]},
            "/mijn/zoekopdrachten/<int:pk>/mail/": {"pk": search.pk},
            **{
                template: {"slug": event.slug, "key": registration.key, "pk": registration.pk}
                for template in templates()
                if template.startswith("/agenda")
            },
            "/agenda/mijn/<str:key>.ics": {"key": key_of(author)},
            "/afspraken/bevestigen/<uuid:key>/": {"key": agreement.key},
            "/afspraken/<int:pk>/": {"pk": agreement.pk},
            **parameters(templates(), author),
            "/api/v1/events/<slug>": {"slug": event.slug},
            **{template: {"pk": entry.pk} for template in templates() if template.startswith("/mijn/skj/<int:pk>/")},
            **{template: {"pk": period.pk} for template in templates() if template.startswith("/mijn/skj/periode/<")},
            "/meldingen/stoppen/<str:token>/": {"token": stop_url(author, ["practice_new"]).split("/")[-2]},
            "/mijn/volgen/<slug:kind>/<int:pk>/": {"kind": "topic", "pk": topic.pk},
            **{f"/mijn/meldingen/<int:pk>/{rest}": {"pk": notice.pk} for rest in ("", "gelezen/")},
            "/praktijken/<slug:slug>/ervaring/<int:pk>/antwoord/": {"pk": report.pk},
            "/praktijken/<slug:slug>/nalezen/": {"slug": waiting.slug},
            "/beheer/organisaties/edit/<int:pk>/": {"pk": company.pk},
            "/beheer/gemeenten/edit/<int:pk>/": {"pk": place.pk},
            "/beheer/ervaringen/edit/<int:pk>/": {"pk": report.pk},
            "/beheer/forms/submissions/<int:page_id>/": {"page_id": form.pk},
            **{
                f"/beheer/onderwerpen/{verb}/": {"pk": topic.pk}
                for verb in ("edit/<int:pk>", "delete/<int:pk>", "<int:pk>/samenvoegen", "<int:pk>/aannemen")
            },
        },
    )


@pytest.fixture(autouse=True)
def undisturbed(settings, monkeypatch):
    """Without limits, or most of what is sent would only be told to come back later, without a log of it all, and
    without the time that it takes to make a hundred times the same PDF of a template that was filled."""
    settings.ACCOUNT_RATE_LIMITS = False
    settings.PAGE_CACHE_SECONDS = 0
    for module in (paper, skj):
        monkeypatch.setattr(module, "pdf_of", lambda *template: render_to_string(*template).encode())
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def addresses(world, admin):
    """Every address of the public site or of the admin, with real and hostile parameters."""
    for template in sorted(set(templates())):
        if template.startswith("/beheer/") == admin and not WAGTAILS_OWN.search(template):
            yield fill(template, world.real | world.special.get(template, {}))


class Sender:
    """Sends as one role, undoes what it did, and collects what should not have come back."""

    def __init__(self, member=None):
        self.client = Client(raise_request_exception=False)
        if member is not None:
            self.client.force_login(member)
        self.cookies = self.client.cookies.output(header="", sep=";")
        self.wrong = []

    def __call__(self, method, address, **extra):
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic():
            response = self.client.generic(method, address, **extra)
            content = b"" if response.streaming else response.content
            transaction.set_rollback(True)
        problem = self.problem_of(response, content)
        if problem:
            self.wrong.append(f"{method} {address[:150]} {str(extra.get('data', ''))[:80]}: {problem}")
        return response, content

    def nothing_went_wrong(self):
        assert not self.wrong, "\n".join(self.wrong)

    @staticmethod
    def problem_of(response, content):
        if response.status_code >= 500:
            exception = getattr(response, "exc_info", None)
            return f"{response.status_code} {exception[1]!r}"[:300] if exception else response.status_code
        if b"<script>alert(" in content and "html" in response.get("Content-Type", "html"):
            return "a script in the page"
        if b"<svg onload" in content and "html" in response.get("Content-Type", "html"):
            return "a handler in the page"
        goal = response.get("Location")
        if goal is not None and not stays_here(goal):
            return f"leads to {goal}"
        if "X-Header" in response.headers or "X" in response.headers:
            return "a header of theirs"
        return None


def stays_here(goal):
    """Whether a browser that follows this stays on the site; to a browser a backslash is a slash."""
    target = urlsplit(urljoin("http://testserver/hier/", goal.replace("\\", "/")))
    return (target.scheme, target.netloc) == ("http", "testserver")


def everywhere(value):
    return "&".join(f"{quote(name)}={quote(value)}" for name in PARAMETERS)


QUERIES = [everywhere(value) for value in VALUES.values()] + [everywhere(""), everywhere("\x00a"), *RAW_QUERIES]


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_reading_with_any_query_is_answered(world, role):
    send = Sender(getattr(world, role))
    for first, *others in addresses(world, admin=False):
        # What turns somebody away reads no query, and the public site asks an administrator what it asks a member.
        is_read = send("GET", f"{first}?")[0].status_code == 200 and role != "administrator"
        for query in QUERIES if is_read else QUERIES[:1]:
            send("GET", f"{first}?{query}")
        for address in others:
            send("GET", address)
    send.nothing_went_wrong()


@pytest.mark.parametrize("number", ["²", "٣", "-1", "9" * 400, "1e3", ""])
def test_a_number_that_is_none_gives_the_writing_form(world, number):
    send = Sender(world.member)
    address = f"/praktijken/concept/{world.real['uuid']}/?stap=waarom"
    assert send("GET", f"{address}&rijen={quote(number)}")[0].status_code == 200
    typed = {"stap": "waarom", "row_remove": number, "mechanisms-TOTAL_FORMS": "1", "mechanisms-INITIAL_FORMS": "0"}
    assert send("POST", address, data=urlencode(typed), content_type=FORM)[0].status_code < 500
    typed |= {"row_remove": "0", "mechanisms-TOTAL_FORMS": number}
    assert send("POST", address, data=urlencode(typed), content_type=FORM)[0].status_code < 500
    send.nothing_went_wrong()


def test_who_may_not_choose_between_two_texts_is_led_back_to_the_draft(world):
    """Only who wrote one of them chooses, and nobody while a moderator reads."""
    third = MemberFactory()
    draft = Draft.objects.get(pk=world.real["uuid"])
    draft.co_authors.add(third)
    other = draft.conflicts.get()
    address = f"/praktijken/concept/{draft.pk}/kiezen/"
    choice = {f"conflict-{other.pk}-title": "mine"}
    for member in (third, world.member):
        client = Client()
        client.force_login(member)
        if member == world.member:
            moderation.ensure_workflow(draft.page.get_parent())
            draft.page.save_revision()
            draft.page.get_workflow().start(draft.page, member)
        for response in (client.get(address), client.post(address, choice)):
            assert response.status_code == 302
        draft.refresh_from_db()
        assert draft.data["title"] == "Concept"
        assert draft.conflicts.count() == 1


@pytest.mark.parametrize("address", ["/feeds/nieuws.xml", "/feeds/praktijken.xml", "/sitemap.xml", "/nieuws/"])
def test_signs_that_xml_refuses_do_not_break_a_feed(client, address):
    """They come along when staff paste from a PDF or a word processor."""
    signs = "a\x0bb\x1fc\uffff"
    NewsPageFactory(title=signs, lead=signs)
    topic, company = TopicFactory(name=signs), OrganisationFactory(name=signs)
    PracticeFactory(title=signs, summary=signs, occasion=signs, organisation=company, with_topics=[topic])
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("words", ['"', '"De titel"', "een 'woord", "x" * 5_000, "(a AND", "a:b*", "\\"])
def test_any_words_can_be_looked_for_in_the_admin(world, words):
    send = Sender(world.administrator)
    for place in ("pages", "images", "documents", "onderwerpen", "organisaties", "users"):
        assert send("GET", f"/beheer/{place}/?q={quote(words)}")[0].status_code == 200
    send.nothing_went_wrong()


@pytest.mark.slow
def test_reading_in_the_admin_with_any_query_is_answered(world):
    send = Sender(world.administrator)
    for first, *others in addresses(world, admin=True):
        for query in ["", QUERIES[0]]:
            send("GET", f"{first}?{query}")
        for address in others:
            send("GET", address)
    send.nothing_went_wrong()


BODIES = [
    ("", FORM),
    ("%ff%fe=%ed%a0%80&=&&a=b;c", FORM),
    ("a=" + "b" * (5 * 1024 * 1024), FORM),
    ("&".join(f"veld{number}=x" for number in range(2_100)), FORM),
    ("{not json", "application/json"),
    ("[" * 50_000, "application/json"),
    ('{"title": "\\ud800\\u0000"}', "application/json"),
    ('--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nafgebroken', "multipart/form-data; boundary=x"),
    ("zonder grens", "multipart/form-data"),
    ("grens", "multipart/form-data; boundary=\u00e9\u00e9"),
    ("x=y", "application/x-www-form-urlencoded; charset=bestaat-niet"),
    ("tekst", "text/plain"),
    ("tekst", ""),
]


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES[:2])
def test_any_body_is_answered(world, role):
    send = Sender(getattr(world, role))
    for first, *_others in addresses(world, admin=False):
        for body, content_type in BODIES:
            send("POST", first, data=body, content_type=content_type)
    send.nothing_went_wrong()


TYPED = [VALUES[name] for name in ("script", "control signs", "long", "huge number", "one other digit", "elsewhere")]
TYPED += ["\x00nul", "{}", "1", "2026-02-31"]
FIELD = re.compile(r'<(?:input|textarea|select|button)\b[^>]* name="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def screens(world):
    """Each page with a form: every address, and each step of the writing form."""
    for first, *_others in addresses(world, admin=False):
        yield first
    for key in (*ALL_STEPS, EVERYTHING.key, "nalezen"):
        yield f"/praktijken/concept/{world.real['uuid']}/?stap={key}&rijen=2"


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES[:2])
def test_any_value_in_the_fields_of_each_form_is_answered(world, role):
    send = Sender(getattr(world, role))
    for address in screens(world):
        response, content = send("GET", address)
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        page = content.decode()
        hidden, names = HIDDEN.findall(page), sorted(set(FIELD.findall(page)))
        typed = [name for name in names if name not in dict(hidden)]
        for value in TYPED:
            kept = urlencode([*hidden, *((name, value) for name in typed)])
            send("POST", address, data=kept, content_type=FORM)
        for value in (SCRIPT, "²", "1"):
            send("POST", address, data=urlencode([(name, value) for name in names]), content_type=FORM)
    send.nothing_went_wrong()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_any_method_is_answered(world, role, method):
    send = Sender(getattr(world, role))
    for first, *_others in addresses(world, admin=False):
        send(method, first)
    send.nothing_went_wrong()


HEADERS = {
    "cookies": {"HTTP_COOKIE": "leerkring_session=\x01../..; leerkring_language=<x>; messages=[[; leerkring_csrf=\xff"},
    "htmx": {
        "HTTP_HX_REQUEST": "true",
        "HTTP_HX_TARGET": SCRIPT,
        "HTTP_HX_CURRENT_URL": "http://[evil",
        "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": "true",
        "HTTP_HX_TRIGGERING_EVENT": "{",
    },
    "conditions": {
        "HTTP_IF_NONE_MATCH": '"' + "x" * 5_000,
        "HTTP_IF_MODIFIED_SINCE": "Sun, 99 Feb 99999 99:99:99 GMT",
        "HTTP_RANGE": "bytes=-1-,9-0,99999999999-",
    },
    "where from": {"HTTP_X_FORWARDED_FOR": "'; DROP", "HTTP_REFERER": "http://[::1", "HTTP_X_FORWARDED_HOST": "evil"},
    "what is asked": {
        "HTTP_ACCEPT": "*/*;q=x, \xff",
        "HTTP_ACCEPT_LANGUAGE": "x" * 5_000,
        "HTTP_ACCEPT_ENCODING": "\xff",
        "HTTP_AUTHORIZATION": "Basic \xff",
        "HTTP_X_REQUESTED_WITH": "XMLHttpRequest",
        "HTTP_USER_AGENT": "\x00" + "x" * 5_000,
    },
    "host": {"HTTP_HOST": "evil.example"},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", HEADERS)
def test_any_header_is_answered(world, role, kind):
    send = Sender(getattr(world, role))
    for first, *_others in addresses(world, admin=False):
        send("GET", first, **HEADERS[kind])
    send.nothing_went_wrong()
