"""The text of a PDF, page by page."""

import logging
from itertools import islice

from limits import MOST_PAGES, Enough, Refused
from pypdf import PdfReader

logging.disable(logging.CRITICAL)


def read(file, text):
    """Add the text of the first pages; a page that can't be read is left out."""
    reader = PdfReader(file, strict=False)
    # Many files only have a password against changing them: these open with an empty one.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("encrypted")
    unread = None
    for page in islice(reader.pages, MOST_PAGES):
        text.more()
        try:
            found = page.extract_text()
        except (Enough, MemoryError):
            raise
        except Exception as problem:
            unread = problem
            continue
        text.add(found + "\n")
    if unread is not None and not text:
        raise unread
