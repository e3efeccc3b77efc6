"""Two requests at the same moment: one draft, one practice, and nobody's text lost."""

import uuid

import pytest
from wagtail.models import Revision, WorkflowState

from practices import actions, writing
from practices.models import Draft, PracticePage
from tests.at_once import at_once
from tests.factories.people import MemberFactory
from tests.factories.practices import practice_index

pytestmark = pytest.mark.django_db(transaction=True)

TYPED = {"title": "Een vast gezicht", "summary": "Iemand die meegaat.", "approach": "1. Kom kennismaken"}


@pytest.fixture
def author():
    practice_index()
    return MemberFactory()


def test_one_form_posted_four_times_at_once_makes_one_draft(author):
    key = uuid.uuid4()
    assert at_once(*[lambda: actions.create_draft(author, TYPED, draft_id=key)] * 4) == []
    draft = Draft.objects.get()
    assert (draft.pk, draft.version, draft.data["title"]) == (key, 1, TYPED["title"])


def test_sent_in_four_times_at_once_it_is_one_practice_and_one_submission(author):
    draft = actions.create_draft(author, TYPED)
    assert at_once(*[lambda: actions.send_in(draft, author)] * 4) == []
    page = PracticePage.objects.get()
    assert WorkflowState.objects.count() == 1
    assert Revision.objects.for_instance(page).count() == 1


def test_two_drafts_of_one_name_sent_in_at_once_get_two_addresses(author):
    drafts = [actions.create_draft(author, TYPED) for _ in range(3)]
    assert at_once(*[lambda draft=draft: actions.send_in(draft, author) for draft in drafts]) == []
    slugs = sorted(PracticePage.objects.values_list("slug", flat=True))
    assert slugs == ["een-vast-gezicht", "een-vast-gezicht-2", "een-vast-gezicht-3"]


def test_two_editors_who_save_at_once_lose_nothing(author):
    other = MemberFactory()
    draft = actions.create_draft(author, TYPED)
    actions.add_co_author(draft, author, other)
    began = writing.fingerprints(draft.data, ["approach"])
    raised = at_once(
        lambda: actions.save_draft(draft, author, {"approach": "Rustig beginnen"}, began),
        lambda: actions.save_draft(draft, other, {"approach": "Meteen meedoen"}, began),
    )
    assert raised == []
    draft.refresh_from_db()
    texts = {draft.data["approach"], draft.conflicts.get().data["approach"]}
    assert texts == {"Rustig beginnen", "Meteen meedoen"}
