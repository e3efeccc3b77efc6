"""Sessions in the database, as Django has them, but read with one plain query.

Every request of somebody who is signed in reads its session. The ORM takes some ten times as long to write that query
as the database to answer it (docs/performance.md). All writing, ending and cleaning up is Django's own.
"""

from django.contrib.sessions.backends import db
from django.db import connections, router
from django.utils import timezone

QUERY = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """The session engine of this site, unless there is a Redis."""

    def load(self):
        connection = connections[router.db_for_read(self.model)]
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(QUERY, [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])
