"""Reads the text of the file on standard input and writes JSON to standard output: ``python -I reader KIND SECONDS``.

What comes back: ``{"status": "read" | "empty" | "refused" | "failed", "reason": "", "text": ""}``. *Refused* is a
file that will never be read (a password, a bomb), *failed* one that is broken or ran into a limit.
"""

import json
import sys

import limits

limits.fence()

import archive_file  # noqa: E402
import pdf_file  # noqa: E402
import text_file  # noqa: E402
from limits import Enough, Refused, Text  # noqa: E402

READERS = {
    "pdf": pdf_file.read,
    "docx": archive_file.read_docx,
    "xlsx": archive_file.read_xlsx,
    "pptx": archive_file.read_pptx,
    "odt": archive_file.read_open_document,
    "ods": archive_file.read_open_document,
    "odp": archive_file.read_open_document,
    "csv": text_file.read,
    "txt": text_file.read,
}


def answer(kind, file):
    """Status, reason and text of one file."""
    text = Text()
    try:
        READERS[kind](file, text)
    except Enough:
        pass
    except Refused as refusal:
        return "refused", str(refusal), ""
    except MemoryError:
        text.pieces.clear()
        return "failed", "memory", ""
    except Exception:
        # Readers raise about anything on a twisted file. What was read before is worth keeping.
        if not text:
            return "failed", "broken", ""
    words = text.joined()
    return ("read" if words else "empty"), "", words


limits.close_doors()
status, reason, found = answer(sys.argv[1], open(0, "rb", closefd=False))
json.dump({"status": status, "reason": reason, "text": found}, sys.stdout)
