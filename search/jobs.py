"""What search has to do besides answering."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from base.work import DAY, Job, jobs


def register():
    """Let ``manage.py work`` keep the index up to date, compare it with the database and forget what is old."""
    from search import clearing, indexing

    label = _("Bring changes into the search index")
    jobs.register(Job("search.index", every=1, run=indexing.work_off, label=label, due=_pending))
    label = _("Compare the search index with the database")
    jobs.register(Job("search.check", every=DAY, at=time(3, 30), run=_check, alone=True, label=label))
    label = _("Forget old counts of searches")
    jobs.register(Job("search.clear", every=DAY, at=time(4, 40), run=clearing.clear, alone=True, label=label))


def _pending():
    from search.models import Pending

    return Pending.objects.count()


def _check():
    from search import indexing

    indexing.check()
    return 0
