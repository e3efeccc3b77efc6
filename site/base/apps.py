"""The room that every other room stands on."""

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils.translation import gettext_lazy as _

# Writes that no page shows: they must not make kept pages old.
QUIET_LABELS = {
    "sessions",
    "admin",
    "usersessions",
    "mfa",
    "socialaccount",
    "django_tasks",
    "modelsearch",
    "wagtailsearch",
    "migrations",
}
QUIET_MODELS = {
    "base.documenttext",
    "base.jobrun",
    "base.mail",
    "event_sessions.lesson",
    "event_sessions.lessonconsent",
    "event_sessions.reflection",
    "event_sessions.session",
    "event_sessions.sessionmember",
    "event_sessions.sessionnote",
    "notices.follow",
    "notices.notification",
    "notices.preference",
    "people.auditentry",
    "people.contact",
    "practices.draft",
    "reports.note",
    "search.asked",
    "search.indexcheck",
    "search.pending",
    "search.savedsearch",
    "training.entry",
    "training.period",
    "training.prooffile",
    "wagtailcore.modellogentry",
    "wagtailcore.pagelogentry",
    "wagtailcore.referenceindex",
    "wagtailcore.revision",
    "wagtailusers.userprofile",
    "wagtailadmin.editingsession",
    "account.emailconfirmation",
}


def content_changed(sender, instance=None, update_fields=None, **kwargs):
    """Make kept pages old when something changed that a page may show."""
    from base import stamps

    meta = sender._meta
    if meta.app_label in QUIET_LABELS or meta.label_lower in QUIET_MODELS:
        return
    if update_fields and set(update_fields) <= {"last_login"}:
        return
    stamps.bump_on_commit(stamps.SITE, *stamps.watching(meta.app_label))


class BaseConfig(AppConfig):
    name = "base"
    verbose_name = _("Leerkring")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.signals import post_page_move

        from base import jobs, own_data, slots
        from base.document_text import reading
        from base.models import CustomDocument

        # Wagtail moves pages with SQL of its own.
        for signal in (post_save, post_delete, m2m_changed, post_page_move):
            signal.connect(content_changed, dispatch_uid=f"base.content_changed.{id(signal)}")
        post_save.connect(reading.changed, sender=CustomDocument, dispatch_uid="base.document_changed")
        jobs.register()
        own_data.fill()
        slots.own_files.register(own_data.files, order=5)
