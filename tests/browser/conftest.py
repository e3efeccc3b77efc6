"""A real Chromium against a live server, one database per process.

Fixtures for the tests in this folder: ``page`` (signed out, Dutch), ``sign_in(member)``, ``person(member)`` for a
second browser, ``phone``, ``axe()`` and ``fits(320)``. An uncaught script error, a refusal by the content security
policy, a request to another host or an answer of 500 fails the test in which it happens.
"""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

HERE = os.path.dirname(__file__)
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
PATIENCE = 10_000


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark every test of this folder, so that ``-m browser`` is all of them and nothing else."""
    for item in items:
        if str(item.path).startswith(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def orm_beside_playwright():
    """Playwright runs an event loop in this thread, beside which Django refuses its ORM unless told."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's own Chromium (or the one named in CHROMIUM), told not to phone home."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.fail("There is no chromium. Run: bash scripts/need.sh chromium", pytrace=False)
    return browser_type_launch_args | {
        "executable_path": chromium,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-sync",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
        ],
    }


@pytest.fixture(scope="session")
def base_url(live_server):
    """The address of the server under test, so that a test says ``page.goto("/praktijken/")``."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A Dutch visitor who likes things still, so that no screenshot or click meets a moving page."""
    expect.set_options(timeout=PATIENCE)
    return browser_context_args | {
        "locale": "nl-NL",
        "timezone_id": "Europe/Amsterdam",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture(autouse=True)
def site_address(settings, live_server):
    """Let links in mails lead to the live server."""
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url


@pytest.fixture
def troubles():
    """What went wrong unseen in any page of this test. A test that provokes trouble clears the list itself."""
    return []


def watch(context, own_host, troubles):
    """Note each script error, refusal by the policy, foreign request and server error in a browser context."""

    def on_console(message):
        if "Content Security Policy" in message.text:
            troubles.append(f"policy: {message.text}")

    def on_request(request):
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != own_host:
            troubles.append(f"foreign request: {request.url}")

    def on_response(response):
        if response.status >= 500:
            troubles.append(f"{response.status}: {response.request.method} {response.url}")

    context.on("weberror", lambda error: troubles.append(f"script error: {error.error}"))
    context.on("console", on_console)
    context.on("request", on_request)
    context.on("response", on_response)
    context.set_default_timeout(PATIENCE)


@pytest.fixture
def context(context, live_server, troubles):
    """The browser of the test, watched."""
    watch(context, urlsplit(live_server.url).netloc, troubles)
    yield context
    assert troubles == []


def give_session(context, address, member):
    """Sign a member in without the form: tests of the form itself type their password."""
    from django.conf import settings

    client = Client()
    client.force_login(member)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])


@pytest.fixture
def sign_in(context, live_server):
    """``sign_in(member)`` makes the test's own browser that member's."""
    return lambda member: give_session(context, live_server.url, member)


@pytest.fixture
def person(new_context, live_server, troubles):
    """``person(member)`` opens a page in a browser of its own, e.g. for the moderator beside the author."""

    def open_page(member=None, **options):
        context = new_context(**options)
        watch(context, urlsplit(live_server.url).netloc, troubles)
        if member is not None:
            give_session(context, live_server.url, member)
        return context.new_page()

    yield open_page
    assert troubles == []


@pytest.fixture
def phone(page):
    """The test's page, as narrow as a small telephone."""
    page.set_viewport_size({"width": 375, "height": 812})
    return page


@pytest.fixture
def fits(page):
    """``fits(320)`` holds that nothing on the page sticks out sideways at that width."""

    def check(width, page=page):
        size = page.viewport_size
        page.set_viewport_size({"width": width, "height": size["height"]})
        wide = page.evaluate(
            """() => {
                const room = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= room) return [];
                return [...document.querySelectorAll("body *")]
                    .filter((element) => element.getBoundingClientRect().right > room + 1)
                    .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
                    .slice(0, 10).concat(`page ${document.documentElement.scrollWidth} wide`);
            }"""
        )
        page.set_viewport_size(size)
        assert wide == [], f"too wide at {width} px on {page.url}: {wide}"

    return check


def broken_rule(violation):
    """One broken rule with the first places where it is broken, as a line."""
    places = [f"{' '.join(map(str, node['target']))} ({node['html'][:120]})" for node in violation["nodes"][:5]]
    return f"{violation['id']}: {violation['help']} -> {'; '.join(places)}"


@pytest.fixture
def axe(page):
    """``axe()`` holds that the page breaks no rule of WCAG 2.2 A and AA that a machine can judge, in light and dark."""

    def check(page=page, schemes=("light", "dark")):
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            violations = Axe().run(page, options=AXE_OPTIONS).response["violations"]
            assert violations == [], f"{page.url} ({scheme}):\n" + "\n".join(map(broken_rule, violations))
        page.emulate_media(color_scheme="light")

    return check
