"""What members did for their professional register: the SKJ folder, theirs alone."""

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "events.training"
    verbose_name = _("SKJ folder")

    def ready(self):
        from base import slots
        from events.training import actions, blocks, personal_data, retention

        slots.my_blocks.register(blocks.my_block, order=60)
        slots.own_files.register(personal_data.files)
        post_delete.connect(
            actions.forget_file, sender=self.get_model("ProofFile"), dispatch_uid="training.forget_file"
        )
        personal_data.fill()
        retention.fill()
