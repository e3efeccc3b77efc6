"""Where a practice stands between its writer and the moderators, and the workflow that takes it there."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from network.people.roles import ADMINISTRATOR, STAFF
from practices.models.workflow import SecondReaderTask


class State(models.TextChoices):
    """What the writer sees under /mijn/."""

    WRITING = "writing", _("You are still writing")
    SENT_IN = "sent_in", _("Sent in, somebody reads it")
    SENT_BACK = "sent_back", _("Sent back, with a remark for you")
    SCHEDULED = "scheduled", _("Approved, will be published")
    PUBLISHED = "published", _("Published")
    CHANGES_OPEN = "changes_open", _("Published, with changes that you did not send in yet")
    CHANGES_SENT_IN = "changes_sent_in", _("Published, your changes are being read")
    CHANGES_SENT_BACK = "changes_sent_back", _("Published, your changes came back with a remark")
    OFFLINE = "offline", _("Not published")


@dataclass
class Standing:
    """Where one practice stands."""

    state: State
    remark: str = ""
    since: object = None

    @property
    def waiting(self):
        """Somebody else is reading it, so it can't be changed now."""
        return self.state in (State.SENT_IN, State.CHANGES_SENT_IN)

    @property
    def came_back(self):
        return self.state in (State.SENT_BACK, State.CHANGES_SENT_BACK)


def workflows_of(pages):
    """The running workflow of each page, by primary key, in one query."""
    keys = [str(page.pk) for page in pages if page is not None]
    if not keys:
        return {}
    running = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=keys,
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
    ).select_related("current_task_state")
    return {int(state.object_id): state for state in running}


def waiting():
    """Primary keys of the practices that a moderator has now."""
    running = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), status=WorkflowState.STATUS_IN_PROGRESS
    )
    return [int(key) for key in running.values_list("object_id", flat=True)]


def is_waiting(page):
    """Whether a moderator has this practice now."""
    state = workflows_of([page]).get(page.pk) if page is not None else None
    return state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS


def standing(page, draft=None, workflow=None):
    """Where a practice (None: never sent in) and its draft stand. ``workflow`` is its running one."""
    if page is None:
        return Standing(State.WRITING, since=draft and draft.updated_at)
    if workflow is not None:
        return _in_workflow(page, workflow)
    if draft is not None and draft.sent_in_at is None:
        state = State.CHANGES_OPEN if page.live else State.WRITING
        return Standing(state, since=draft.updated_at)
    if page.live:
        return Standing(State.PUBLISHED, since=page.last_published_at)
    if page.go_live_at is not None and page.go_live_at > timezone.now() and page.approved_schedule:
        return Standing(State.SCHEDULED, since=page.go_live_at)
    return Standing(State.OFFLINE, since=page.latest_revision_created_at)


def _in_workflow(page, workflow):
    task = workflow.current_task_state
    if workflow.status == WorkflowState.STATUS_IN_PROGRESS:
        state = State.CHANGES_SENT_IN if page.live else State.SENT_IN
        return Standing(state, since=task.started_at if task else workflow.created_at)
    state = State.CHANGES_SENT_BACK if page.live else State.SENT_BACK
    return Standing(state, remark=task.comment if task else "", since=task.finished_at if task else None)


def ensure_workflow(index):
    """Give the list of practices its workflow: regional staff and administrators read before anybody else does.

    Made with the list itself and asked for again at each sending in, so that a fresh database, a restored one and a
    test all have it. A workflow that an administrator chose in its place is left alone.
    """
    if WorkflowPage.objects.filter(page_id=index.pk).exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        names = gettext("Publish a practice"), gettext("Read by the regional staff")
    task = SecondReaderTask.objects.create(name=names[1])
    task.groups.set([Group.objects.get_or_create(name=name)[0] for name in (STAFF, ADMINISTRATOR)])
    workflow = Workflow.objects.create(name=names[0])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page_id=index.pk)
