"""What happens by itself: the workflow of a new list, and mail when a practice moves between writer and moderator."""

from django.contrib.auth import get_user_model
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from wagtail.admin import signal_handlers as wagtail_handlers
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import page_published, task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from network.notices.actions import OwnMail, notify
from network.people.roles import ADMINISTRATOR, STAFF
from practices.actions import refresh_badge
from practices.models import AdoptionReport, PracticeIndexPage, PracticePage, Review
from practices.moderation import ensure_workflow
from practices.notices import tell_followers_published


def practice_of(state):
    """The practice of a workflow, or None when it is about another kind of page."""
    page = state.content_object
    if page is None:
        return None
    page = getattr(page, "specific", page)
    return page if isinstance(page, PracticePage) else None


def not_for_practices(notifier):
    """Wagtail's own mail, except about practices: it links to the admin, where their authors can't go."""

    def notify(sender, instance=None, **kwargs):
        state = instance.workflow_state if isinstance(instance, TaskState) else instance
        if practice_of(state) is None:
            return notifier(sender=sender, instance=instance, **kwargs)
        return True

    return notify


WAGTAIL_MAIL = (
    (
        task_submitted,
        TaskState,
        "group_approval_task_submitted_email_notification",
        wagtail_handlers.task_submission_email_notifier,
    ),
    (
        workflow_submitted,
        WorkflowState,
        "workflow_state_submitted_email_notification",
        wagtail_handlers.workflow_submission_email_notifier,
    ),
    (
        workflow_rejected,
        WorkflowState,
        "workflow_state_rejected_email_notification",
        wagtail_handlers.workflow_rejection_email_notifier,
    ),
    (
        workflow_approved,
        WorkflowState,
        "workflow_state_approved_email_notification",
        wagtail_handlers.workflow_approval_email_notifier,
    ),
)
_wrapped = []


def make_workflow(sender, instance, created, raw=False, **kwargs):
    """A new list of practices has its workflow from the start."""
    if created and not raw:
        ensure_workflow(instance)


def badge_of_published(sender, instance, **kwargs):
    """The badge follows from fields that a publication may change: the authors, the organisation, the register."""
    refresh_badge(instance)


def badge_without_response(sender, instance, **kwargs):
    """Whatever way a report or a review goes, alone or many at once, the badge no longer rests on it."""
    practice = PracticePage.objects.filter(pk=instance.practice_id).first()
    if practice is not None:
        refresh_badge(practice)


def tell_moderators(sender, instance=None, user=None, **kwargs):
    """Who may publish hears that there is something to read; not who sent it in."""
    page = practice_of(instance.workflow_state)
    if page is None or not instance.workflow_state.is_active:
        return
    address = reverse("practices:moderate", args=[page.slug])
    context = {"title": page.draft_title, "sender": user, "changed": page.live, "address": address}
    notify(
        get_user_model().objects.in_role(STAFF, ADMINISTRATOR).exclude(pk__in=page.author_ids()),
        "practice_submitted",
        key=f"task:{instance.pk}",
        url=address,
        words={"title": page.draft_title},
        target=page,
        actor=user,
        mail=OwnMail("practice_submitted", context),
    )


def tell_authors_published(sender, instance=None, user=None, **kwargs):
    """The authors hear that it stands on the site, or from when."""
    page = practice_of(instance)
    if page is not None:
        page = PracticePage.objects.get(pk=page.pk)
        _tell_authors(page, instance, "practice_approved", page.get_absolute_url())


def tell_authors_sent_back(sender, instance=None, user=None, **kwargs):
    """The authors hear what to change, with a link to the form in the front end."""
    page = practice_of(instance)
    if page is not None:
        _tell_authors(page, instance, "practice_sent_back", reverse("practices:edit", args=[page.slug]))


def _tell_authors(page, workflow_state, kind, address):
    task = workflow_state.current_task_state or workflow_state.task_states.order_by("-pk").first()
    remark = task.comment if task else ""
    notify(
        page.active_authors(),
        kind,
        key=f"workflow:{workflow_state.pk}:{task.pk if task else 0}:{kind}",
        url=address,
        words={"title": page.draft_title},
        target=page,
        mail=OwnMail(kind, {"title": page.draft_title, "page": page, "remark": remark, "address": address}),
    )


def connect():
    """Connect all of it; called when the app is ready, after Wagtail connected its own."""
    for signal, sender, uid, notifier in WAGTAIL_MAIL:
        signal.disconnect(sender=sender, dispatch_uid=uid)
        wrapped = not_for_practices(notifier)
        # Signals hold receivers weakly.
        _wrapped.append(wrapped)
        signal.connect(wrapped, sender=sender, dispatch_uid=uid)
    post_save.connect(make_workflow, sender=PracticeIndexPage, dispatch_uid="practices.make_workflow")
    page_published.connect(badge_of_published, sender=PracticePage, dispatch_uid="practices.badge_of_published")
    page_published.connect(
        tell_followers_published, sender=PracticePage, dispatch_uid="practices.tell_followers_published"
    )
    for model in (AdoptionReport, Review):
        uid = f"practices.badge_without.{model.__name__}"
        post_delete.connect(badge_without_response, sender=model, dispatch_uid=uid)
    task_submitted.connect(tell_moderators, sender=TaskState, dispatch_uid="practices.tell_moderators")
    workflow_approved.connect(
        tell_authors_published, sender=WorkflowState, dispatch_uid="practices.tell_authors_published"
    )
    workflow_rejected.connect(
        tell_authors_sent_back, sender=WorkflowState, dispatch_uid="practices.tell_authors_sent_back"
    )
