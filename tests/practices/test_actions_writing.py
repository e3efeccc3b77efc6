"""From draft to publication: the actions."""

import datetime
import json

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from practices import actions, moderation, writing
from practices.actions import writing as writing_actions
from practices.models import Draft, PracticePage
from practices.moderation import State
from tests.factories.organisations import MunicipalityFactory, OrganisationFactory
from tests.factories.people import MemberFactory, StaffFactory
from tests.factories.practices import AdoptionReportFactory, PracticeFactory, practice_index
from tests.factories.topics import TopicFactory

pytestmark = pytest.mark.django_db

BSN = "111222333"
SENTENCE = {
    "context": "de eerste week thuis",
    "resource": "een vast gezicht",
    "reasoning": "durft een jongere het te zeggen als het misgaat",
    "outcome": "minder terugkeer",
}
TYPED = {
    "title": "Een vast gezicht",
    "summary": "Iemand die meegaat naar huis.",
    "approach": "1. Kom kennismaken\n2. Ga mee naar huis",
    "mechanisms": [SENTENCE],
}


@pytest.fixture(autouse=True)
def index():
    return practice_index()


@pytest.fixture
def author():
    return MemberFactory(name="Aaltje Auteur")


@pytest.fixture
def moderator():
    return StaffFactory()


def written(author, **more):
    return actions.create_draft(author, {**TYPED, **more})


def published(author, moderator, **more):
    return actions.publish(actions.send_in(written(author, **more), author), moderator)


def standing(page, draft=None):
    page = PracticePage.objects.get(pk=page.pk)
    return moderation.standing(page, draft, moderation.workflows_of([page]).get(page.pk)).state


def test_create_draft_begins_with_what_the_site_knows(author):
    draft = actions.create_draft(author)
    assert draft.data == {
        "contact": str(author.pk),
        "organisation": str(author.organisation_id),
        "visibility": "public",
    }


def test_create_draft_twice_with_one_id_makes_one_draft(author):
    first = actions.create_draft(author, TYPED)
    second = actions.create_draft(author, TYPED, draft_id=first.pk)
    assert second.pk == first.pk
    assert Draft.objects.count() == 1
    assert second.version == 1


def test_create_draft_with_the_id_of_somebody_else_is_refused(author):
    draft = written(author)
    with pytest.raises(actions.NotAllowed):
        actions.create_draft(MemberFactory(), TYPED, draft_id=draft.pk)


def test_save_draft_keeps_what_is_not_valid_as_it_was_typed(author):
    draft = written(author, age_from="twaalf", recognition_link="geen link")
    assert (draft.data["age_from"], draft.data["recognition_link"]) == ("twaalf", "geen link")


def test_save_draft_of_the_same_text_changes_nothing(author):
    draft = written(author)
    saved = actions.save_draft(draft, author, TYPED)
    assert (saved.changed, saved.draft.version) == (False, 1)


def test_save_draft_stores_a_bsn_nowhere(author, caplog):
    draft = written(author)
    started = writing.fingerprints(draft.data, ["approach", "title", "mechanisms"])
    typed = {
        "approach": f"Bel over {BSN} met hem",
        "title": "Nieuwe titel",
        "mechanisms": [{**SENTENCE, "context": f"bij {BSN}"}],
    }
    saved = actions.save_draft(draft, author, typed, started)
    assert sorted(saved.held) == ["approach", "mechanisms-0-context"]
    draft.refresh_from_db()
    assert draft.data["title"] == "Nieuwe titel"
    assert BSN not in json.dumps(draft.data)
    assert BSN not in caplog.text
    page = actions.send_in(draft, author)
    assert BSN not in json.dumps(Revision.objects.for_instance(page).get().content)


def test_save_draft_takes_back_the_first_digits_of_a_bsn(author):
    draft = written(author, approach="Nummer 11122233")
    started = writing.fingerprints(draft.data, ["approach"])
    actions.save_draft(draft, author, {"approach": f"Nummer {BSN}"}, started)
    draft.refresh_from_db()
    assert "11122233" not in draft.data["approach"]


def test_save_draft_keeps_a_name_once_its_writer_said_that_it_is_no_client(author):
    text = "Mevrouw Willemsen legt het uit."
    draft = written(author)
    started = writing.fingerprints(draft.data, ["results"])
    held = actions.save_draft(draft, author, {"results": text}, started).held
    assert list(held) == ["results"]
    keys = writing_actions.names_in({"results": text})
    draft.refresh_from_db()
    started = writing.fingerprints(draft.data, ["results"])
    saved = actions.save_draft(draft, author, {"results": text}, started, keys)
    assert (saved.held, saved.draft.data["results"]) == ({}, text)
    again = actions.save_draft(saved.draft, author, {"not_for": text}, {})
    assert again.held == {}


def test_save_draft_never_asks_about_organisations_and_municipalities_of_the_site(author):
    OrganisationFactory(name="De Bleekweide")
    MunicipalityFactory(name="Oldenzaal")
    saved = actions.save_draft(written(author), author, {"results": "De Bleekweide doet dit in Oldenzaal."}, {})
    assert saved.held == {}


def test_two_editors_of_different_fields_both_keep_their_text(author):
    other = MemberFactory()
    draft = written(author)
    actions.add_co_author(draft, author, other)
    began = writing.fingerprints(draft.data, ["title", "approach"])
    actions.save_draft(draft, author, {"title": "Van mij", "approach": TYPED["approach"]}, began)
    saved = actions.save_draft(draft, other, {"title": TYPED["title"], "approach": "Van de ander"}, began)
    assert saved.conflict is None
    assert (saved.draft.data["title"], saved.draft.data["approach"]) == ("Van mij", "Van de ander")


def test_two_editors_of_one_field_lose_nothing_and_the_second_sees_both(author):
    other = MemberFactory()
    draft = written(author)
    actions.add_co_author(draft, author, other)
    began = writing.fingerprints(draft.data, ["approach"])
    actions.save_draft(draft, author, {"approach": "Van mij"}, began)
    saved = actions.save_draft(draft, other, {"approach": "Van de ander"}, began)
    assert saved.draft.data["approach"] == "Van mij"
    assert saved.conflict.data == {"approach": "Van de ander"}
    actions.save_draft(draft, other, {"approach": "Van de ander, langer"}, began)
    assert Draft.objects.get(conflict_of=draft).data == {"approach": "Van de ander, langer"}


def test_settle_conflict_puts_the_chosen_text_in_the_draft(author):
    draft = written(author)
    began = writing.fingerprints(draft.data, ["approach", "title"])
    actions.save_draft(draft, author, {"approach": "Eerst", "title": "Eerst"}, began)
    conflict = actions.save_draft(draft, author, {"approach": "Later", "title": "Later"}, began).conflict
    writing_actions.settle_conflict(conflict, author, {"approach": "mine", "title": "theirs"})
    draft.refresh_from_db()
    assert (draft.data["approach"], draft.data["title"]) == ("Later", "Eerst")
    assert not Draft.objects.filter(conflict_of=draft).exists()


def test_send_in_waits_for_a_conflict_to_be_settled(author):
    draft = written(author)
    actions.save_draft(draft, author, {"approach": "Ook"}, {})
    with pytest.raises(actions.NeedsChoice):
        actions.send_in(draft, author)


def test_send_in_asks_for_title_summary_and_what_you_do(author):
    with pytest.raises(actions.NotComplete) as problem:
        actions.send_in(actions.create_draft(author), author)
    assert sorted(problem.value.form.errors) == ["approach", "summary", "title"]
    assert not PracticePage.objects.exists()


def test_send_in_asks_to_finish_a_sentence(author):
    draft = written(author, mechanisms=[{"context": "thuis"}, {}])
    with pytest.raises(actions.NotComplete) as problem:
        actions.send_in(draft, author)
    assert [sorted(row.errors) for row in problem.value.rows.forms] == [["outcome", "reasoning", "resource"]]


def test_send_in_makes_a_page_that_nobody_sees_and_a_task(author, moderator, index):
    topic, municipality = TopicFactory(), MunicipalityFactory()
    draft = written(author, topics=[str(topic.pk)], municipalities=[str(municipality.pk)], age_from="4", age_to="12")
    page = actions.send_in(draft, author)
    page = PracticePage.objects.get(pk=page.pk)
    assert (page.live, page.slug, page.owner, page.contact) == (False, "een-vast-gezicht", author, author)
    assert page.get_parent().specific == index
    assert [str(found) for found in page.topics.all()] == [topic.name]
    assert list(page.municipalities.all()) == [municipality]
    assert page.mechanisms.get().outcome == "minder terugkeer"
    assert page.review_date == timezone.localdate() + datetime.timedelta(days=365)
    assert page.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert standing(page, draft) == State.SENT_IN


def test_send_in_twice_makes_one_page_and_one_submission(author):
    draft = written(author)
    first, second = actions.send_in(draft, author), actions.send_in(draft, author)
    assert first.pk == second.pk
    assert PracticePage.objects.count() == 1
    assert WorkflowState.objects.count() == 1
    assert Revision.objects.for_instance(first).count() == 1


def test_send_in_tells_the_moderators_and_not_a_moderator_who_wrote_it(moderator, django_capture_on_commit_callbacks):
    writer = StaffFactory(name="Zelf Geschreven")
    with django_capture_on_commit_callbacks(execute=True):
        page = actions.send_in(written(writer), writer)
    assert [message.to for message in mail.outbox] == [[moderator.email]]
    assert f"http://testserver/praktijken/{page.slug}/nalezen/" in mail.outbox[0].body


def test_publish_puts_it_on_the_site_and_tells_the_author_in_the_front_end(
    author, moderator, django_capture_on_commit_callbacks
):
    page = actions.send_in(written(author), author)
    with django_capture_on_commit_callbacks(execute=True):
        page = actions.publish(page, moderator)
    assert page.live
    assert [message.to for message in mail.outbox] == [[author.email]]
    assert mail.outbox[0].subject == "“Een vast gezicht” is gepubliceerd"
    assert "http://testserver/praktijken/een-vast-gezicht/" in mail.outbox[0].body
    assert "/beheer/" not in mail.outbox[0].body


def test_send_back_gives_the_author_the_remark_and_a_link_to_the_form(
    author, moderator, django_capture_on_commit_callbacks
):
    draft = written(author)
    page = actions.send_in(draft, author)
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_back(page, moderator, "Voor wie is het?")
    body = mail.outbox[0].body
    assert "Voor wie is het?" in body
    assert "http://testserver/praktijken/een-vast-gezicht/bewerken/" in body
    assert "/beheer/" not in body
    assert standing(page, draft) == State.SENT_BACK


def test_send_in_after_it_came_back_goes_on_in_the_same_workflow(author, moderator):
    draft = written(author)
    page = actions.send_in(draft, author)
    actions.send_back(page, moderator, "Voor wie is het?")
    actions.save_draft(draft, author, {"target_group": "Jongeren van 14 tot 18."}, {})
    actions.send_in(draft, author)
    assert WorkflowState.objects.count() == 1
    assert standing(page) == State.SENT_IN
    assert actions.publish(page, moderator).target_group == "Jongeren van 14 tot 18."


def test_a_moderator_does_not_publish_what_they_wrote(moderator):
    page = actions.send_in(written(moderator), moderator)
    with pytest.raises(actions.NotAllowed):
        actions.publish(page, moderator)


def test_a_member_publishes_nothing(author):
    page = actions.send_in(written(author), author)
    with pytest.raises(actions.NotAllowed):
        actions.publish(page, MemberFactory())


def test_moderate_does_nothing_when_somebody_decided_already(author, moderator):
    page = actions.send_in(written(author), author)
    actions.publish(page, moderator)
    assert actions.moderate(page, moderator, "reject", "te laat") is False


def test_moderate_does_nothing_to_another_version_than_was_read(author, moderator):
    draft = written(author)
    page = actions.send_in(draft, author)
    read = draft.__class__.objects.get(pk=draft.pk).base_revision_id
    actions.withdraw(draft, author)
    actions.save_draft(draft, author, {"approach": "Anders"}, writing.fingerprints(TYPED, ["approach"]))
    actions.send_in(draft, author)
    assert actions.moderate(page, moderator, "approve", revision_id=read) is False
    assert not PracticePage.objects.get(pk=page.pk).live


def test_a_published_practice_stays_as_it_was_until_the_change_is_approved(author, moderator):
    page = published(author, moderator)
    draft = actions.start_editing(page, author)
    began = writing.fingerprints(draft.data, ["title", "mechanisms"])
    changed = {"title": "Nieuwe naam", "mechanisms": [SENTENCE, {**SENTENCE, "outcome": "rust"}]}
    actions.save_draft(draft, author, changed, began)
    draft.refresh_from_db()
    assert standing(page, draft) == State.CHANGES_OPEN
    actions.send_in(draft, author)
    live = PracticePage.objects.get(pk=page.pk)
    assert (live.live, live.title, live.mechanisms.count()) == (True, "Een vast gezicht", 1)
    assert standing(page, draft) == State.CHANGES_SENT_IN
    live = actions.publish(page, moderator)
    assert (live.title, live.slug, live.mechanisms.count()) == ("Nieuwe naam", "een-vast-gezicht", 2)


def test_start_editing_gives_back_the_whole_page(author, moderator):
    topic = TopicFactory()
    page = published(author, moderator, topics=[str(topic.pk)], review_date="2030-01-02", shadow_visit="on")
    Draft.objects.all().delete()
    draft = actions.start_editing(page, author)
    form, rows = actions.complete_forms(draft)
    assert (form.is_valid(), rows.is_valid()) == (True, True)
    assert draft.data["topics"] == [str(topic.pk)]
    assert (draft.data["review_date"], draft.data["shadow_visit"]) == ("2030-01-02", "on")
    assert actions.start_editing(page, author).pk == draft.pk


def test_start_editing_is_for_authors(author, moderator):
    page = published(author, moderator)
    for stranger in (MemberFactory(), moderator):
        with pytest.raises(actions.NotAllowed):
            actions.start_editing(page, stranger)


def change_in_admin(page, **fields):
    page = PracticePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_draft_without_changes_follows_what_a_moderator_changed(author, moderator):
    page = published(author, moderator)
    change_in_admin(page, summary="Verbeterd.")
    assert actions.start_editing(page, author).data["summary"] == "Verbeterd."


def test_a_draft_with_changes_is_outdated_once_a_moderator_changed_the_page(author, moderator):
    page = published(author, moderator)
    draft = actions.start_editing(page, author)
    actions.save_draft(draft, author, {"approach": "Anders"}, writing.fingerprints(draft.data, ["approach"]))
    change_in_admin(page, summary="Verbeterd.")
    draft = Draft.objects.get(pk=draft.pk)
    with pytest.raises(actions.NeedsChoice):
        actions.send_in(draft, author)
    writing_actions.follow_page(draft, author, {"summary": "theirs", "approach": "mine"})
    page = actions.publish(actions.send_in(draft, author), moderator)
    assert (page.summary, page.approach) == ("Verbeterd.", "Anders")


def test_publishing_an_older_revision_leaves_the_badge_alone(author, moderator):
    page = published(author, moderator)
    draft = actions.start_editing(page, author)
    actions.save_draft(draft, author, {"results": "Meer"}, {})
    actions.send_in(draft, author)
    for _ in range(2):
        AdoptionReportFactory(practice=page)
    PracticePage.objects.filter(pk=page.pk).update(badge=3, source_id="van elders")
    page = actions.publish(page, moderator)
    assert (page.badge, page.source_id) == (3, "van elders")


def test_what_is_typed_while_it_is_read_is_kept_beside_it(author):
    draft = written(author)
    actions.send_in(draft, author)
    saved = actions.save_draft(draft, author, {"results": "Nog iets"}, {})
    assert (saved.changed, saved.conflict.data) == (False, {"results": "Nog iets"})


def test_withdraw_takes_it_back_to_write_on(author):
    draft = written(author)
    page = actions.send_in(draft, author)
    actions.withdraw(draft, author)
    draft.refresh_from_db()
    assert standing(page, draft) == State.WRITING
    assert actions.save_draft(draft, author, {"results": "Meer"}, {}).changed


def test_discard_draft_takes_an_unpublished_page_with_it(author):
    draft = written(author)
    actions.send_in(draft, author)
    actions.discard_draft(draft, author)
    assert (Draft.objects.count(), PracticePage.objects.count()) == (0, 0)


def test_discard_draft_leaves_a_published_page_and_its_text(author, moderator):
    page = published(author, moderator)
    draft = actions.start_editing(page, author)
    actions.save_draft(draft, author, {"results": "Weg ermee"}, {})
    actions.send_in(draft, author)
    actions.discard_draft(draft, author)
    assert standing(page) == State.PUBLISHED
    assert actions.start_editing(page, author).data["results"] == ""


def test_discard_draft_is_for_who_began_it(author):
    other = MemberFactory()
    draft = written(author)
    actions.add_co_author(draft, author, other)
    with pytest.raises(actions.NotAllowed):
        actions.discard_draft(draft, other)


def test_a_co_author_writes_along_and_stands_on_the_page(author, moderator):
    other = MemberFactory()
    draft = written(author)
    assert actions.add_co_author(draft, author, other) is True
    assert actions.add_co_author(draft, author, other) is False
    page = actions.publish(actions.send_in(draft, other), moderator)
    assert list(page.co_authors.all()) == [other]
    assert actions.start_editing(page, other).pk == draft.pk
    actions.remove_co_author(draft, other, other)
    assert not draft.co_authors.exists()


def test_nobody_is_added_whose_account_does_not_work(author):
    with pytest.raises(actions.NotAllowed):
        actions.add_co_author(written(author), author, MemberFactory(is_active=False))


@pytest.mark.parametrize("title", ["Nieuw", "Vergelijken", "Concept", "!!!"])
def test_send_in_avoids_addresses_of_the_site(author, title):
    page = actions.send_in(written(author, title=title), author)
    assert page.slug.startswith("praktijk")


def test_send_in_gives_two_of_the_same_name_two_addresses(author):
    PracticeFactory(slug="een-vast-gezicht")
    assert actions.send_in(written(author), author).slug == "een-vast-gezicht-2"


def test_names_that_are_nobodys_client_are_asked_about_once(author):
    draft = actions.create_draft(author, {**TYPED, "results": "Mevrouw Willemsen deed het."}, about_nobody=True)
    assert draft.data["results"] == "Mevrouw Willemsen deed het."
    page = actions.send_in(draft, author)
    Draft.objects.all().delete()
    page.refresh_from_db()
    draft = actions.start_editing(page, author)
    began = writing.fingerprints(draft.data, ["not_for"])
    assert actions.save_draft(draft, author, {"not_for": "Vraag Mevrouw Willemsen"}, began).held == {}


def test_draft_that_follows_the_page_leaves_what_a_co_author_saved_meanwhile(author):
    page = PracticeFactory(owner=author, title="Zoals het was")
    page.save_revision().publish()
    seen = actions.start_editing(page, author)
    changed = PracticePage.objects.get(pk=page.pk)
    changed.title = "Van de moderator"
    changed.save_revision().publish()
    seen = Draft.objects.select_related("page").get(pk=seen.pk)
    actions.save_draft(seen, author, {"summary": "Net getypt."}, writing.fingerprints(seen.data, ["summary"]))
    left = writing_actions.refresh_untouched(seen)
    assert left.data["summary"] == "Net getypt."
    assert Draft.objects.get(pk=seen.pk).data["summary"] == "Net getypt."


def test_draft_that_is_gone_is_not_allowed_rather_than_an_error(author):
    draft = actions.create_draft(author, TYPED)
    Draft.objects.get(pk=draft.pk).delete()
    with pytest.raises(actions.NotAllowed):
        actions.save_draft(draft, author, {"title": "Te laat"})
