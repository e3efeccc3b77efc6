"""Nobody approves or publishes a practice of their own in Wagtail's admin either."""

import importlib

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import GroupApprovalTask, TaskState, WorkflowPage, WorkflowTask

from practices import actions, rules
from practices.models import PracticePage, SecondReaderTask
from tests.factories.people import AdministratorFactory, MemberFactory, StaffFactory
from tests.factories.practices import practice_index

pytestmark = pytest.mark.django_db

TYPED = {"title": "Een vast gezicht", "summary": "Iemand die meegaat.", "approach": "1. Kom kennismaken"}


@pytest.fixture(autouse=True)
def index():
    return practice_index()


def sent_in_by(author, *others):
    draft = actions.create_draft(author, TYPED)
    for other in others:
        actions.add_co_author(draft, author, other)
    return actions.send_in(draft, author)


def approve(client, page):
    task = page.current_workflow_task_state
    return client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]), {})


def is_live(page):
    return PracticePage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("role", ["author", "co-author"])
@pytest.mark.parametrize("factory", [StaffFactory, AdministratorFactory])
def test_no_way_in_the_admin_puts_your_own_practice_on_the_site(client, factory, role):
    moderator = factory()
    page = sent_in_by(moderator) if role == "author" else sent_in_by(MemberFactory(), moderator)
    client.force_login(moderator)
    approve(client, page)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(edit)
    assert form.status_code == 200
    assert 'name="action-publish"' not in form.text
    assert 'data-workflow-action-name="approve"' not in form.text
    posted = {"title": "Een vast gezicht", "slug": page.slug, "summary": "Iemand.", "visibility": "public"}
    client.post(edit, posted | {"action-publish": "1"})
    client.post(edit, posted | {"action-workflow-action": "1", "workflow-action-name": "approve"})
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={page.pk}&next=/beheer/")
    assert not is_live(page)
    assert not TaskState.objects.reviewable_by(moderator).exists()
    assert not PracticePage.objects.get(pk=page.pk).permissions_for_user(moderator).can_publish()


def test_another_moderator_approves_it_there(client):
    page, other = sent_in_by(StaffFactory()), StaffFactory()
    assert TaskState.objects.reviewable_by(other).count() == 1
    client.force_login(other)
    approve(client, page)
    assert is_live(page)


def test_who_was_asked_to_write_along_after_publication_does_not_judge_that_change(client):
    author, moderator = MemberFactory(), StaffFactory()
    page = sent_in_by(author)
    actions.publish(page, StaffFactory())
    draft = actions.start_editing(PracticePage.objects.get(pk=page.pk), author)
    actions.add_co_author(draft, author, moderator)
    actions.send_in(draft, author)
    stored = PracticePage.objects.get(pk=page.pk)
    assert moderator.pk not in stored.author_ids()
    assert not rules.may_judge(moderator, stored)
    assert rules.may_judge(StaffFactory(), stored)


def test_a_practice_made_in_the_admin_is_not_published_in_one_go(index):
    for somebody in (StaffFactory(), AdministratorFactory(is_superuser=True)):
        permissions = index.permissions_for_user(somebody)
        assert (permissions.can_add_subpage(), permissions.can_publish_subpage()) == (True, False)


def test_a_workflow_of_before_gets_the_new_step_with_what_waits_in_it(index):
    old = GroupApprovalTask.objects.create(name="Lezen")
    old.groups.set(SecondReaderTask.objects.get().groups.all())
    workflow = WorkflowPage.objects.get(page=index).workflow
    WorkflowTask.objects.filter(workflow=workflow).update(task=old)
    page = sent_in_by(MemberFactory())
    assert page.current_workflow_task == old
    importlib.import_module("practices.migrations.0002_second_reader").give_second_readers(apps, None)
    new = PracticePage.objects.get(pk=page.pk).current_workflow_task
    assert (type(new), new.name, new.groups.count()) == (SecondReaderTask, "Lezen", 2)
