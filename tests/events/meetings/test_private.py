"""A private meeting: who takes part sees it on their own pages, and nobody else anywhere.

Its title and place have words of their own, so a leak is a word in an answer.
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from base.personal_data import entries
from events.meetings import blocks
from events.meetings.actions import organising, registering, reminding
from events.meetings.actions.calendars import key_of
from events.meetings.actions.evaluating import may_evaluate
from events.meetings.certificates import may_have
from events.meetings.findable import Events
from events.meetings.models import EventPage
from events.meetings.rules import organises
from events.reports.forms import own_events
from home.actions import ensure_site_tree
from network.people import roles
from tests.factories.events import make_event
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db
WORD, PLACE = "qzgeheim", "qzzolder"


@pytest.fixture
def place():
    return MunicipalityFactory(slug="de-plaats")


@pytest.fixture
def event(settings, place):
    settings.PAGE_CACHE_SECONDS = 0
    ensure_site_tree()
    start = timezone.now() + timedelta(days=5)
    return organising.keep_private(
        title=f"Intervisie {WORD}",
        kind="intervision",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        venue=PLACE,
        municipality=place,
        online=True,
        online_link="https://meet.example/qzkamer",
    )


@pytest.fixture
def inside(event):
    member = MemberFactory(slug="doet-mee")
    registering.add(event, None, member=member)
    return member


@pytest.fixture
def outside():
    """Everybody who takes no part, the most powerful last."""
    admin = MemberFactory(is_superuser=True)
    admin.groups.add(Group.objects.get_or_create(name=roles.ADMINISTRATOR)[0])
    return [None, MemberFactory(), StaffFactory(), admin]


def get(reader, address):
    client = Client()
    if reader is not None:
        client.force_login(reader)
    return client.get(address, follow=True)


def test_its_title_is_not_in_the_log_of_the_server(caplog, event, inside):
    organising.cancel(event, inside, "Ziek")
    assert not any(WORD in record.getMessage() for record in [*caplog.get_records("setup"), *caplog.records])


def test_only_who_takes_part_sees_it_and_lists_show_it_to_nobody(event, inside, outside):
    open_one = make_event("Open bijeenkomst")
    for reader in [*outside, inside]:
        seen = set(EventPage.objects.visible_to(reader))
        assert seen == ({open_one, event} if reader == inside else {open_one})
        assert set(EventPage.objects.listed_to(reader)) == {open_one}
        assert set(Events().visible_to(reader)) == {open_one}
        assert not organises(reader, event)
    assert set(own_events(outside[-1])) == {open_one}
    assert blocks.my_block(inside) is None
    assert not EventPage.get_indexed_objects().filter(pk=event.pk).exists()
    assert not event.revisions.exists()
    assert not any(WORD in entry.label for entry in PageLogEntry.objects.filter(page=event.pk))


@pytest.mark.parametrize("who", [0, 1, 3])
def test_no_page_of_the_site_shows_it_to_others(event, inside, outside, who):
    reader = outside[who]
    for address in (
        "/",
        "/mijn/",
        "/agenda/",
        f"/agenda/?weergave=maand&maand={event.starts_at:%Y-%m}",
        "/agenda.ics",
        "/feeds/agenda.xml",
        "/api/v1/events",
        "/sitemap.xml",
        f"/zoeken/?q={WORD}",
        f"/zoeken/suggesties/?q={WORD}",
        "/mensen/doet-mee/",
        "/mijn/agenda/",
        "/agenda/van-mij/",
    ):
        answer = get(reader, address).content.decode()
        assert f"Intervisie {WORD}" not in answer and event.slug not in answer and PLACE not in answer, address
    for rest in ("", "aanmelden/", "bewerken/", "deelnemers/", "kopie/", "afgelasten/", "evaluatie/", "verslag/"):
        answer = get(reader, f"/agenda/{event.slug}/{rest}")
        assert WORD not in answer.content.decode() and (answer.status_code == 404 or answer.redirect_chain), rest
    assert get(reader, f"/agenda/{event.slug}.ics").status_code == 404
    there, nowhere = (Client().get(f"/agenda/{slug}/") for slug in (event.slug, "besloten-0123456789abcdef"))
    assert there.url.replace(event.slug, "") == nowhere.url.replace("besloten-0123456789abcdef", "")


def test_who_takes_part_has_it_in_their_own_calendar(event, inside):
    assert WORD in get(inside, "/mijn/agenda/").content.decode()
    assert f"SUMMARY:Intervisie {WORD}" in get(None, f"/agenda/mijn/{key_of(inside)}.ics").content.decode()
    assert WORD in get(inside, f"/agenda/{event.slug}.ics").content.decode()


@pytest.mark.parametrize("who", [2, 3])
def test_the_admin_doesnt_show_it_whoever_looks(event, outside, place, who):
    reader, parent = outside[who], event.get_parent()
    usage = f"/beheer/snippets/organisations/municipality/usage/{place.pk}/"
    for address in (
        "/beheer/",
        f"/beheer/pages/{parent.pk}/",
        f"/beheer/pages/{parent.pk}/results/?ordering=title",
        f"/beheer/pages/{event.pk}/",
        f"/beheer/pages/{event.pk}/edit/",
        f"/beheer/pages/{event.pk}/delete/",
        f"/beheer/pages/{event.pk}/copy/",
        f"/beheer/pages/{event.pk}/move/",
        f"/beheer/pages/{event.pk}/history/",
        f"/beheer/pages/{event.pk}/usage/",
        f"/beheer/pages/{event.pk}/privacy/",
        f"/beheer/pages/{event.pk}/view_draft/",
        f"/beheer/pages/{event.pk}/edit/preview/",
        f"/beheer/pages/{event.pk}/unpublish/",
        f"/beheer/bulk/wagtailcore/page/delete/?id={event.pk}",
        f"/beheer/bulk/wagtailcore/page/move/?id={event.pk}",
        f"/beheer/pages/search/?q={WORD}",
        "/beheer/pages/usage/meetings/eventpage/",
        "/beheer/bijeenkomsten/",
        "/beheer/bijeenkomsten/?export=csv",
        f"/beheer/choose-page/{parent.pk}/",
        f"/beheer/choose-page/search/?q={WORD}",
        "/beheer/choose-page/?page_type=meetings.eventpage",
        "/beheer/reports/page-types-usage/",
        "/beheer/reports/aging-pages/",
        "/beheer/reports/site-history/",
        "/beheer/reports/locked/",
        f"/beheer/api/main/pages/?child_of={parent.pk}&for_explorer=1",
        f"/beheer/api/main/pages/{event.pk}/",
        usage,
    ):
        answer = get(reader, address)
        text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
        shown = text.replace(f"q={WORD}", "").replace(f'value="{WORD}"', "")
        assert f"Intervisie {WORD}" not in shown and PLACE not in shown and event.slug not in shown, address
        assert answer.status_code in (200, 400, 404, 403), address


def test_nobody_may_do_anything_with_it_in_the_admin(event, outside):
    for page in (event, Page.objects.get(pk=event.pk)):
        may = page.permissions_for_user(outside[-1])
        verbs = [name for name in dir(may) if name.startswith("can_") and name not in ("can_move_to", "can_copy_to")]
        assert len(verbs) > 12 and not any(getattr(may, verb)() for verb in verbs)


def test_after_it_nobody_is_asked_what_they_thought_and_there_is_no_certificate(event, inside):
    registration = event.registrations.get()
    after = event.ends_at + timedelta(hours=3)
    assert "after" not in [kind for _event, kind in reminding.due(after)]
    assert [kind for _event, kind in reminding.due(event.starts_at - timedelta(hours=23))] == ["before-1"]
    EventPage.objects.filter(pk=event.pk).update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    registration = registering.check_in(registration)
    registration.refresh_from_db()
    assert not may_evaluate(registration) and not may_have(registration)


def test_everything_about_it_is_in_the_register():
    assert "private" in next(entry for entry in entries() if entry.model is EventPage).kinds
