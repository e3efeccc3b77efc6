"""The step of the workflow in which somebody else reads a practice, also in Wagtail's own admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, PagePermissionTester, TaskState


class SecondReaderTask(AbstractGroupApprovalTask):
    """Who is in the groups may approve what others wrote; never a practice of their own."""

    def get_actions(self, obj, user):
        return [] if _wrote(user, obj) else super().get_actions(obj, user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """What waits for ``user`` on the first page of the admin."""
        states = super().get_task_states_user_can_moderate(user, **kwargs).select_related("workflow_state")
        own = [state.pk for state in states if _wrote(user, state.workflow_state.content_object)]
        return TaskState.objects.filter(pk__in=states.values("pk")).exclude(pk__in=own) if own else states

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups can approve this task, but for what they wrote themselves")

    class Meta:
        verbose_name = _("Read by a second person")
        verbose_name_plural = _("Read by a second person")


def _wrote(user, obj):
    from practices.models.page import PracticePage
    from practices.rules import wrote

    obj = getattr(obj, "specific", obj)
    return isinstance(obj, PracticePage) and wrote(user, obj)


class PracticePermissions(PagePermissionTester):
    """What somebody may do with a practice in the admin: everything but putting their own words on the site unread."""

    def can_publish(self):
        return super().can_publish() and not _wrote(self.user, self.page)


class PracticeListPermissions(PagePermissionTester):
    """Who makes a practice in the admin wrote it, so it goes to a second reader first."""

    def can_publish_subpage(self):
        return False
