"""Find: one search over all rooms, in Dutch."""

from functools import partial

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from base import bulk, slots, work
        from base.findable import word_search
        from search import checks, jobs, my_block, personal_data, saved, signal_handlers, synonyms
        from search.dutch import rules
        from search.engine import before_analysis
        from search.find import ranked

        register(checks.engine_fits)
        synonyms.connect()
        before_analysis.register(partial(rules.follow, synonyms.STAMP))
        word_search.register(ranked)
        slots.my_blocks.register(my_block.block, order=40)
        label = _("Mail what is new for saved searches")
        work.jobs.register(work.Job("search.saved", every=3600, run=saved.send_due, alone=True, label=label))
        signal_handlers.connect()
        bulk.bulk_written.register(signal_handlers.bulk_written)
        jobs.register()
        personal_data.fill()
