"""Two requests at the same moment, for tests with ``django_db(transaction=True)``."""

import threading

from django.db import connection


def at_once(*jobs):
    """Run each job in a thread of its own, all from the same moment, and give back what they raised."""
    start, raised = threading.Barrier(len(jobs)), []

    def run(job):
        try:
            start.wait()
            job()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
