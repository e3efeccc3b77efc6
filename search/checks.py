"""Whether the settings of search fit each other."""

from django.conf import settings
from django.core.checks import Error
from django.db import connections, router

from search.models import Pending

ENGINES = ("whoosh", "postgres")


def engine_fits(app_configs, **kwargs):
    """Refuse an engine that isn't there, or that needs another database."""
    if settings.SEARCH_ENGINE not in ENGINES:
        return [
            Error(
                f"SEARCH_ENGINE is {settings.SEARCH_ENGINE!r}, which is no engine of this site.",
                hint=f"Choose one of: {', '.join(ENGINES)}.",
                id="search.E001",
            )
        ]
    vendor = connections[router.db_for_write(Pending)].vendor
    if settings.SEARCH_ENGINE == "postgres" and vendor != "postgresql":
        return [
            Error(
                f"SEARCH_ENGINE=postgres needs PostgreSQL, and this site's database is {vendor}.",
                hint="Set DATABASE_URL to a PostgreSQL database, or leave SEARCH_ENGINE out.",
                id="search.E002",
            )
        ]
    return []
