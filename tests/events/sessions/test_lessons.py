"""A lesson leaves the group only when everybody who was there agrees with every word; then it is made once."""

import pytest
from django.core.exceptions import ValidationError

from events.sessions.actions import closing, lessons
from events.sessions.choices import LessonState
from events.sessions.models import Lesson, LessonConsent
from events.sessions.slots import LessonTarget, lesson_targets
from network.notices.models import Notification
from practices.models import Draft
from tests.at_once import at_once
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.sessions import make_session

pytestmark = pytest.mark.django_db

TITLE, TEXT = "Spreek af wie er belt", "Eén iemand belt. De ander luistert mee."


def held(number=3, absent=0, **fields):
    """(session, who were there, who were not)."""
    members = [MemberFactory() for _number in range(number + absent)]
    session = make_session(days=-1, members=members, **fields)
    there = members[:number]
    return closing.confirm_attendance(session, members[0], {one.pk for one in there}), there, members[number:]


def say(lesson, member, given=True):
    return lessons.answer(lesson, member, given, lessons.fingerprint(lesson))


def asked(kind="session_lesson"):
    return sorted(Notification.objects.filter(kind=kind).values_list("member_id", flat=True))


def test_a_lesson_becomes_a_practice_draft_of_its_writer_once_all_who_were_there_agree():
    session, (one, two, three), (absent,) = held(3, absent=1)
    lesson = lessons.write(session, one, TITLE, TEXT)
    assert (asked(), lesson.state) == ([two.pk, three.pk], LessonState.PROPOSED)
    assert say(lesson, two).state == LessonState.PROPOSED
    with pytest.raises(ValidationError):
        say(lesson, absent)
    with pytest.raises(ValidationError):
        lessons.make(lesson, one, "practice")
    assert say(lesson, three).state == LessonState.AGREED
    assert asked("session_lesson_agreed") == [one.pk]
    for wrong in ("", "bestaat-niet"):
        with pytest.raises(ValidationError):
            lessons.make(lesson, one, wrong)
    with pytest.raises(ValidationError):
        lessons.make(lesson, two, "practice")
    made = lessons.make(lesson, one, "practice")
    assert lessons.make(lesson, one, "practice").became_url == made.became_url
    draft = Draft.objects.get()
    assert (draft.author, draft.data["title"], draft.data["approach"]) == (one, TITLE, TEXT)
    assert (made.became_url, made.state, made.became) == (
        f"/praktijken/concept/{draft.pk}/",
        LessonState.MADE,
        "practice",
    )
    for late in (
        lambda: say(made, two, False),
        lambda: lessons.write(session, one, TITLE, "Anders"),
        lambda: lessons.withdraw(made, one),
        lambda: closing.confirm_attendance(session, one, {one.pk, two.pk, three.pk, absent.pk}),
    ):
        with pytest.raises(ValidationError):
            late()
    assert (Lesson.objects.get().text, Draft.objects.count()) == (TEXT, 1)


def test_one_no_is_enough_and_a_changed_word_takes_all_consents_back():
    session, (one, two, three), _absent = held()
    lesson = lessons.write(session, one, TITLE, TEXT)
    read = lessons.fingerprint(lesson)
    say(lesson, two)
    say(lesson, three)
    assert say(lesson, three, False).state == LessonState.PROPOSED
    with pytest.raises(ValidationError):
        lessons.make(lesson, one, "practice")
    say(lesson, three)

    assert set(LessonConsent.objects.values_list("member_id", "given")) == {(m.pk, True) for m in (one, two, three)}
    lessons.write(session, one, TITLE, TEXT)
    assert LessonConsent.objects.count() == 3
    changed = lessons.write(session, one, TITLE, TEXT + " Samen.")
    assert list(LessonConsent.objects.values_list("member_id", "given")) == [(one.pk, True)]
    assert (changed.state, asked()) == (LessonState.PROPOSED, [two.pk, two.pk, three.pk, three.pk])
    with pytest.raises(ValidationError):
        lessons.answer(changed, two, True, read)
    assert not lessons.everybody_agrees(changed)


def test_who_turns_out_to_have_been_there_is_asked_too():
    session, (one, two), (late,) = held(2, absent=1)
    lesson = lessons.write(session, one, TITLE, TEXT)
    assert say(lesson, two).state == LessonState.AGREED
    closing.confirm_attendance(session, one, {one.pk, two.pk, late.pk})
    lesson.refresh_from_db()
    assert (asked(), lesson.state) == ([two.pk, late.pk], LessonState.PROPOSED)
    with pytest.raises(ValidationError):
        lessons.make(lesson, one, "practice")


def test_who_left_holds_nothing_up_but_one_person_alone_is_no_group():
    session, (one, two, three), _absent = held()
    lesson = lessons.write(session, one, TITLE, TEXT)
    say(lesson, two)
    three.is_active = False
    three.save()
    assert (lessons.settle_all(), lessons.settle_all()) == (1, 0)
    assert asked("session_lesson_agreed") == [one.pk]
    one.is_active = False
    one.save()
    lesson = Lesson.objects.select_related("session__event").get()
    # The writer left, so who is still there may go on with it; but nobody is left to agree with.
    with pytest.raises(ValidationError):
        lessons.make(lesson, two, "practice")
    alone, (single,), _absent = held(1, absent=2)
    with pytest.raises(ValidationError):
        lessons.write(alone, single, TITLE, TEXT)


def test_the_page_tells_nobody_who_said_no(client):
    session, (one, two, three), _absent = held(3, facilitator=None)
    client.force_login(two)
    form = {"title": TITLE, "text": "Mail naar een@voorbeeld.nl", "privacy_read": "on"}
    address = f"/sessies/{session.pk}/les/"
    assert list(client.post(address, form).context["form"].errors) == ["text"]
    assert client.post(address, {**form, "text": TEXT}).status_code == 302
    lesson = Lesson.objects.get()
    answer = {"woorden": lessons.fingerprint(lesson)}
    pages = {}
    for said in (None, "nee", "ja"):
        if said:
            client.force_login(three)
            assert client.post(address, {**answer, "doe": said}).status_code == 302
        for reader in (one, two):
            client.force_login(reader)
            html = client.get(address).content.decode()
            pages[said, reader.pk] = html[html.index("<main") : html.index("</main>")].split("csrfmiddlewaretoken")
            pages[said, reader.pk] = [part.split(">", 1)[-1] for part in pages[said, reader.pk]]
    # Whether the third said nothing, no or yes: while the first has not answered nobody sees a difference.
    for reader in (one, two):
        assert pages[None, reader.pk] == pages["nee", reader.pk] == pages["ja", reader.pk]

    client.force_login(one)
    assert client.post(address, {**answer, "doe": "ja"}).status_code == 302
    assert client.post(address, {"doe": "maak", "wat": "practice"}).status_code == 302
    client.force_login(two)
    posts = [client.post(address, {"doe": "maak", "wat": "practice"})["Location"] for _twice in range(2)]
    assert posts == [f"/praktijken/concept/{Draft.objects.get().pk}/"] * 2
    assert Draft.objects.get().pk.hex in posts[0].replace("-", "")
    client.force_login(one)
    assert posts[0] not in client.get(address).content.decode()
    for stranger in (MemberFactory(), StaffFactory(is_superuser=True)):
        client.force_login(stranger)
        assert [client.get(address).status_code, client.post(address, {**answer, "doe": "ja"}).status_code] == [
            404,
            404,
        ]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_thing():
    made = []
    target = LessonTarget(
        "proef",
        "proef",
        "",
        may=lambda member: True,
        make=lambda lesson, by: made.append(lesson.pk) or "/",
        for_all=True,
    )
    lesson_targets.register(target)
    try:
        session, (one, two), _absent = held(2)
        lesson = lessons.write(session, one, TITLE, TEXT)
        say(lesson, two)
        raised = at_once(*[lambda: lessons.make(lesson, one, "proef")] * 4)
    finally:
        lesson_targets._entries = [pair for pair in lesson_targets._entries if pair[1] is not target]
    assert (raised, made, Lesson.objects.get().became) == ([], [lesson.pk], "proef")
