"""Find: one search over all rooms, in Dutch."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.conf import settings

        from search import synonyms

        synonyms.connect()
        if settings.SEARCH_ENGINE == "whoosh":
            from search import jobs, signal_handlers

            signal_handlers.connect()
            jobs.register()
