"""Members, their roles, and how one becomes a member."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


def _people():
    return gettext("People"), reverse("people:directory")


class PeopleConfig(AppConfig):
    default = True
    name = "network.people"
    label = "people"
    verbose_name = _("People")

    def ready(self):
        from allauth.mfa.signals import authenticator_added

        from base import findable, slots, spreadsheets, stamps
        from network.organisations.slots import organisation_blocks
        from network.people import (
            audit,
            files,
            group_blocks,
            my_block,
            organisation_block,
            personal_data,
            photos,
            retention,
            second_step,
            topic_block,
        )
        from network.people.findable import STAMP, People
        from network.people.findable_groups import Groups
        from network.people.permissions import ensure_roles_after_migrate
        from network.people.slots import person_blocks
        from network.topics.slots import topic_blocks

        slots.main_nav.register(_people, order=30)
        slots.my_blocks.register(my_block.block, order=1)
        slots.personal_files.register(files.may_fetch)
        slots.own_files.register(photos.own, order=1)
        topic_blocks.register(topic_block.block, order=20)
        topic_blocks.register(group_blocks.of_topic, order=25)
        organisation_blocks.register(organisation_block.block, order=20)
        organisation_blocks.register(group_blocks.of_organisation, order=25)
        person_blocks.register(group_blocks.of_person, order=30)
        findable.kinds.register(People(), order=20)
        findable.kinds.register(Groups(), order=25)
        stamps.watch(STAMP, "people", "topics", "organisations")
        spreadsheets.exports.register(audit.exported)
        personal_data.fill()
        retention.fill()
        authenticator_added.connect(second_step.note_added, dispatch_uid="people.second_step")
        post_delete.connect(photos.forget, sender=self.get_model("Member"), dispatch_uid="people.forget_photo")
        post_migrate.connect(ensure_roles_after_migrate, sender=self, dispatch_uid="people.ensure_roles")


class UsersAdminConfig(WagtailUsersAppConfig):
    """Wagtail's administration of users, for our kind of user."""

    user_viewset = "network.people.wagtail_users.MemberViewSet"
