"""Tables of organisations, services, waiting times and members (N23): read, match columns, look, store, undo.

``reading`` makes a table of texts of a file, ``mapping`` says which column is which, ``checking`` what each row comes
to. ``applying`` stores all of it or nothing and takes it back; how that goes is in ``sheets``, ``members`` and, for the
open data of another region, ``network.services.hsds.importing``.
"""
