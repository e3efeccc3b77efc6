"""The words inside documents that people send, so that search finds them.

A file that somebody sends is hostile until the contrary is proved, so it is never opened in a process of the site:

- ``reader/`` is a small program of its own, run by ``outside.py`` for one file. It knows no Django, no settings and
  no secrets, has an empty folder, no network where the system allows that, and hard limits on memory, time and size.
- ``reading.py`` decides which files are read, takes each one for itself and keeps what came out in ``DocumentText``.
  It runs in the worker or in a background thread (``base.work``), never in a request, and tries a file three times.

Who may see the words: whoever may see what the document belongs to. A room that shows documents takes their text into
its own index entry (``practices/attached.py``).
"""
