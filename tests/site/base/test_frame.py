"""The frame round every page: the same for every visitor, without anything inline, and usable without script."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from wagtail.models import Site

from base import stamps
from base.models import SiteSettings
from base.templatetags.components import register
from tests.factories.people import AdministratorFactory, MemberFactory

INLINE = re.compile(r"""<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:|data:[a-z]""")


@pytest.fixture
def frame(rf, db):
    """Renders a page that has only the frame and a title."""

    def _frame(user=None, path="/nergens/?a=b&c=d", **context):
        request = rf.get(path)
        request.user = user or AnonymousUser()
        return render_to_string("404.html", context, request)

    return _frame


def test_frame_of_a_visitor_has_nothing_of_one_visitor(frame):
    html = frame()
    assert "csrf" not in html and "<details" not in html
    assert '<a class="head__me" href="/inloggen/">Inloggen</a>' in html


def test_frame_of_a_member_has_a_menu_that_signs_out_by_post(frame):
    html = frame(MemberFactory(name="Noor <Averink>"), unread_count=3)
    assert '<p class="menu__who">Noor &lt;Averink&gt;</p>' in html
    assert re.search(r'<form action="/uitloggen/" method="post"><input type="hidden" name="csrf', html)
    assert '<span class="count">3<span class="hidden-text">' in html
    assert "/beheer/" not in html and "/inloggen/" not in html


def test_frame_of_an_administrator_leads_to_the_admin(frame):
    assert '<a href="/beheer/">' in frame(AdministratorFactory())


def test_frame_has_nothing_inline(frame):
    assert INLINE.findall(frame(MemberFactory())) == []
    assert INLINE.findall(frame()) == []


def test_frame_asks_for_four_files(frame):
    html = frame()
    files = re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"', html)
    assert [file.split("?")[0] for file in files] == [
        "/static/css/site.css",
        "/thema.css",
        "/static/img/mark.svg",
        "/static/js/site.js",
    ]
    assert all(file.startswith("/") for file in files)


def test_frame_offers_the_other_language_of_this_very_page(frame):
    html = frame()
    assert (
        '<a href="/taal/en/?next=%2Fnergens%2F%3Fa%3Db%26c%3Dd" lang="en" hreflang="en" rel="nofollow">English</a>'
        in html
    )
    with translation.override("en"):
        english = frame()
    assert '<html lang="en">' in english and 'lang="nl" hreflang="nl" rel="nofollow">Nederlands</a>' in english


def test_frame_stands_without_settings_or_request(db):
    html = render_to_string("base.html", {"region": None})
    assert '<span class="brand__name">Leerkring</span>' in html and '<main id="content"' in html


def test_every_id_is_used_once(frame):
    ids = re.findall(r'\sid="([^"]+)"', frame(MemberFactory()))
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", ["500.html", "403_csrf.html"])
def test_page_for_trouble_needs_nothing_but_itself(name):
    html = render_to_string(name)
    assert "<h1>" in html and INLINE.findall(html) == []


# ---------- the living style page ----------


def test_style_page_is_for_staff(client, db):
    address = reverse("style")
    assert address == "/beheer/stijl/"
    assert client.get(address).status_code == 302
    client.force_login(MemberFactory())
    assert client.get(address).status_code == 302
    client.force_login(AdministratorFactory())
    assert client.get(address).status_code == 200


def test_style_page_shows_every_component(client, db, pytestconfig):
    source = (pytestconfig.rootpath / "templates" / "base" / "style.html").read_text()
    shown = set(re.findall(r"{% (\w+)", source)) | set(re.findall(r"\|(\w+)", source))
    frame_only = {"region_logo", "level", "kept"}
    assert set(register.tags) | set(register.filters) <= shown | frame_only


def test_style_page_has_nothing_inline_and_no_id_twice(client, db):
    client.force_login(AdministratorFactory())
    html = client.get(reverse("style")).content.decode()
    assert INLINE.findall(html) == []
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    for target in re.findall(r'(?:aria-labelledby|for|popovertarget|href)="#?([\w-]+)"', html):
        assert target in ids


def test_kept_part_is_made_once_a_language_until_something_changes(db):
    source = Template("{% load components %}{% kept 'part' %}{{ value }}{% endkept %}")

    def show(value, language="nl"):
        with translation.override(language):
            return source.render(Context({"value": value}))

    assert [show("one"), show("two"), show("three", "en")] == ["one", "one", "three"]
    stamps.bump("site")
    assert show("four") == "four"


def test_new_name_of_the_region_is_on_the_next_page(client, db, django_capture_on_commit_callbacks):
    assert b"Jeugdhulp Elders" not in client.get("/nergens/").content
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    with django_capture_on_commit_callbacks(execute=True):
        settings.region_name, settings.accent = "Jeugdhulp Elders", "#123456"
        settings.save()
    html = client.get("/nergens/").content.decode()
    assert '<span class="brand__region">Jeugdhulp Elders</span>' in html and "/thema.css?v=123456-" in html
