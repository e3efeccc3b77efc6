"""Organisations, services and waiting times out of a spreadsheet (N23): read, match columns, look, store, undo.

``reading`` makes a table of texts of a file, ``mapping`` says which column is which, ``checking`` what each row comes
to, ``applying`` stores all of it or nothing and takes it back.
"""
