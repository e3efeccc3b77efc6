"""What the form of a meeting takes, refuses and keeps: times, names, rows, and two who write at once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from events.meetings.choices import AnswerKind
from events.meetings.clock import local_moment
from events.meetings.forms_event import EventForm
from events.meetings.models import EventPage, ProgrammeItem
from events.meetings.screens import Content, EventForms, change_rows, merged
from tests.factories.events import make_event
from tests.factories.people import MemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DAY = (date.today() + timedelta(days=30)).isoformat()


def posted(**changes):
    """What a browser sends of a form that is right, with ``changes``; names with two underscores are of rows."""
    data = QueryDict(mutable=True)
    fields = {
        "title": "Samen leren",
        "summary": "We leren van elkaar.",
        "kind": "network",
        "day": DAY,
        "start": "13:00",
        "end": "16:30",
        "venue": "De Graanschuur",
        "offer_hours": "48",
        "remind_days": "7, 1",
        "visibility": "public",
        "registration_open": "on",
    }
    for prefix in ("programma", "themas", "vragen"):
        fields |= {f"{prefix}-TOTAL_FORMS": "3", f"{prefix}-INITIAL_FORMS": "0"}
    for name, value in (fields | {name.replace("__", "-"): value for name, value in changes.items()}).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def errors_of(author=None, **changes):
    form = EventForm(posted(**changes), author=author)
    return set(form.errors)


def test_hours_that_the_clocks_skip_don_t_exist_and_of_a_double_hour_the_first_counts():
    with pytest.raises(ValidationError):
        local_moment(date(2027, 3, 28), time(2, 30))
    assert local_moment(date(2027, 3, 28), time(3, 0)) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    assert local_moment(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, set()),
        ({"end": "13:00"}, {"end"}),
        ({"last_day": (date.today() + timedelta(days=29)).isoformat()}, {"end"}),
        ({"last_day": (date.today() + timedelta(days=90)).isoformat()}, {"last_day"}),
        ({"day": (date.today() - timedelta(days=1)).isoformat()}, {"day"}),
        ({"day": "9999-12-31"}, {"day"}),
        ({"day": "0001-01-01"}, {"day"}),
        ({"day": "2026-02-30"}, {"day"}),
        ({"venue": ""}, {"venue"}),
        ({"venue": "", "online_link": "https://video.example/x"}, set()),
        ({"online_link": "javascript:alert(1)"}, {"online_link"}),
        ({"capacity": "0"}, {"capacity"}),
        ({"capacity": "99999999999999999999"}, {"capacity"}),
        ({"remind_days": "7, 1, 7"}, set()),
        ({"remind_days": "morgen"}, {"remind_days"}),
        ({"registration_from": f"{DAY}T10:00", "registration_until": f"{DAY}T09:00"}, {"registration_until"}),
        ({"go_live_at": "2020-01-01T10:00"}, {"go_live_at"}),
        ({"go_live_at": f"{DAY}T14:00"}, {"go_live_at"}),
        ({"organisers": "Niemand Zo Geheten"}, {"organisers"}),
        ({"municipality": "99999999999999999999999", "organisation": "x\x00"}, {"municipality", "organisation"}),
        ({"topics": ["999999", "x"]}, {"topics"}),
        ({"title": "a" * 100_000, "summary": "nul\x00"}, {"title", "summary"}),
        ({"visibility": "iedereen", "kind": "feest"}, {"visibility", "kind"}),
        ({"summary": "Bel 06-12345678 voor Sem."}, {"summary"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(changes, wrong):
    assert errors_of(MemberFactory(), **changes) == wrong


def test_line_breaks_in_a_line_are_spaces_and_in_a_text_one_kind():
    forms = EventForms(posted(title="Samen\r\nBcc: x", description="een\r\ntwee"), author=MemberFactory())
    assert forms.is_valid()
    event = forms.fill(EventPage())
    assert (event.title, event.description) == ("Samen Bcc: x", "een\ntwee")


def test_names_become_members_that_the_writer_may_see_and_who_stands_there_stays():
    author, colleague = MemberFactory(name="Noor Berk"), MemberFactory(name="Jamal Aydeniz")
    MemberFactory(name="Anne Vos"), MemberFactory(name="anne vos")
    form = EventForm(posted(organisers="jamal aydeniz; Noor Berk"), author=author)
    assert form.is_valid() and form.cleaned_data["organisers"] == [colleague, author]
    form = EventForm(posted(organisers="Anne Vos"), author=author)
    assert "organisers" in form.errors
    event = make_event(organisers=[colleague])
    colleague.is_active = False
    colleague.save()
    form = EventForm(posted(organisers="Jamal Aydeniz"), author=author, event=event)
    assert form.is_valid() and form.cleaned_data["organisers"] == [colleague]


def test_seconds_that_the_form_doesnt_show_move_nothing():
    start = (timezone.now() + timedelta(days=9)).replace(second=31, microsecond=5)
    event = make_event(starts_at=start, ends_at=start + timedelta(hours=2, seconds=7))
    latest = event.get_latest_revision_as_object()
    local, end = timezone.localtime(start), timezone.localtime(event.ends_at)
    data = posted(day=local.date().isoformat(), start=local.strftime("%H:%M"), end=end.strftime("%H:%M"))
    if end.date() != local.date():
        data["last_day"] = end.date().isoformat()
    forms = EventForms(data, author=MemberFactory(), event=latest)
    assert forms.is_valid()
    forms.fill(latest)
    assert (latest.starts_at, latest.ends_at) == (event.starts_at, event.ends_at)


def test_rows_keep_their_key_and_order_and_one_with_text_but_no_title_is_not_lost():
    event = make_event()
    event.programme.add(ProgrammeItem(title="Opening", ends=time(14, 0)), ProgrammeItem(title="Slot"))
    event.save()
    opening, closing = event.programme.all()
    rows = {
        "programma__0__pk": str(closing.pk),
        "programma__0__title": "Slot en borrel",
        "programma__1__pk": str(opening.pk),
        "programma__1__title": "Opening",
        "programma__2__pk": "999999",
        "programma__2__title": "Nieuw",
        "vragen__0__label": "Wat eet je?",
        "vragen__0__kind": "",
    }
    forms = EventForms(posted(**rows), author=MemberFactory(), event=event)
    assert forms.is_valid()
    forms.fill(event)
    assert [(row.pk, row.title, row.ends) for row in event.programme.all()] == [
        (closing.pk, "Slot en borrel", None),
        (opening.pk, "Opening", time(14, 0)),
        (None, "Nieuw", None),
    ]
    assert [row.kind for row in event.questions.all()] == [AnswerKind.TEXT]
    forms = EventForms(posted(programma__1__description="Hier staat wat"), author=MemberFactory())
    assert not forms.is_valid() and set(forms.parts.forms[1].errors) == {"title"}
    forms = EventForms(
        posted(vragen__0__label="Welke?", vragen__0__kind="choice", vragen__0__choices="één"), author=None
    )
    assert set(forms.questions.forms[0].errors) == {"choices"}


@pytest.mark.parametrize("number", ["41", "9999999", "x", ""])
def test_forged_numbers_of_rows_are_an_error(number):
    data = posted(programma__TOTAL_FORMS=number, row_add="programma")
    assert change_rows(data).rows["programma"] == []
    del data["row_add"]
    assert not EventForms(data, author=MemberFactory()).is_valid()


def test_a_row_more_or_less_without_script_keeps_all_that_was_typed():
    rows = {f"programma__{number}__title": name for number, name in enumerate(["Een", "Twee", "Drie"])}
    content = change_rows(posted(title="", day="gisteren", row_remove="programma-1", **rows))
    shown = EventForms(author=None, content=content)
    assert not shown.main.is_bound
    assert (shown.main["title"].value(), shown.main["day"].value()) == ("", "gisteren")
    assert [form["title"].value() for form in shown.parts.forms] == ["Een", "Drie", None]
    assert change_rows(posted()) is None
    for forged in ("programma-x", "feest-1", "", "programma-999"):
        assert len(change_rows(posted(row_remove=forged, **rows)).rows["programma"]) == 3


def stored(**changes):
    """What a meeting holds, as if saved from ``posted(**changes)``."""
    forms = EventForms(posted(**changes), author=MemberFactory())
    assert forms.is_valid()
    return Content.stored(forms.fill(EventPage()))


def test_two_writers_of_different_fields_lose_nothing_and_of_the_same_field_are_told():
    base = stored(summary="Oud.", venue="Oud", programma__0__title="Opening")
    theirs = stored(summary="Van hen.", venue="Van hen", capacity="9", programma__0__title="Van hen")
    mine = Content.typed(posted(summary="Van mij.", venue="Oud", programma__0__title="Opening"))
    content, clashes, changed = merged(mine, base, theirs)
    assert changed
    assert [(clash.theirs) for clash in clashes] == ["Van hen."]
    assert (content.main["summary"], content.main["venue"], content.main["capacity"]) == ("Van mij.", "Van hen", 9)
    assert [row["title"] for row in content.rows["programma"]] == ["Van hen"]
    mine = Content.typed(posted(summary="Oud.", venue="Oud", programma__0__title="Van mij", themas__0__title="Thema"))
    content, clashes, changed = merged(mine, base, theirs)
    assert ([clash.theirs for clash in clashes], changed) == (["Van hen"], True)
    assert [row["title"] for row in content.rows["programma"] + content.rows["themas"]] == ["Van mij", "Thema"]
    same = Content.typed(posted(summary="Oud.", venue="Oud", programma__0__title="Opening"))
    assert merged(same, base, base)[1:] == ([], False)
    assert [clash.theirs for clash in merged(same, None, theirs)[1]] == ["Van hen.", "Van hen", "9", "Van hen"]
