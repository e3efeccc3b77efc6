"""Health, duties, language and headers."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from base.models import SiteSettings
from tests.factories.people import StaffFactory
from tests.factories.practices import practice_index

pytestmark = pytest.mark.django_db


def test_healthz_and_readyz_answer_and_are_never_kept(client):
    for address in ("/healthz", "/readyz"):
        answer = client.get(address)
        assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")


def test_security_txt_has_what_rfc_9116_asks(client):
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert set(lines) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert timezone.now() < parse_datetime(lines["Expires"]) < timezone.now() + timezone.timedelta(days=366)


def test_robots_keeps_search_engines_out_of_the_admin(client):
    assert "Disallow: /beheer/" in client.get("/robots.txt").content.decode()


def test_theme_css_has_the_colours_of_the_region(client):
    practice_index()
    settings = SiteSettings._load()
    settings.accent = "#123456"
    settings.save()
    answer = client.get("/thema.css")
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "--lk-region-accent-color: #123456;" in answer.content.decode()


def test_public_page_has_a_strict_policy_and_the_headers_of_a_public_body(client):
    practice_index()
    answer = client.get("/praktijken/")
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "data:" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"


def test_admin_has_a_policy_of_its_own(client):
    client.force_login(StaffFactory())
    answer = client.get("/beheer/")
    assert answer.status_code == 200
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_production_sends_hsts_for_two_years(client, settings):
    settings.SECURE_HSTS_SECONDS = 63072000
    assert client.get("/healthz", secure=True)["Strict-Transport-Security"].startswith("max-age=63072000")


def test_language_link_remembers_the_choice_and_goes_back(client):
    practice_index()
    answer = client.get("/taal/en/?next=/praktijken/")
    assert (answer.status_code, answer["Location"]) == (302, "/praktijken/")
    assert '<html lang="en"' in client.get("/praktijken/").content.decode()


@pytest.mark.parametrize("goal", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_language_link_never_leaves_the_site(client, goal):
    assert client.get("/taal/nl/", {"next": goal})["Location"] == "/"


def test_language_that_does_not_exist_is_404(client):
    assert client.get("/taal/xx/").status_code == 404


@pytest.mark.parametrize("address", ["/praktijken/%00/", "/%00", "/praktijken/?q=%00", "/onderwerpen/a%00b/"])
def test_nul_in_an_address_is_a_bad_request_or_nothing_found(client, address):
    practice_index()
    assert client.get(address).status_code in (200, 400, 404)


def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, interactive=False, verbosity=0)
