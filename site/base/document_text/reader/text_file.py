"""Plain text and CSV."""

from limits import MOST_TEXT, Refused

MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def read(file, text):
    """Add the text; what is not Unicode is taken for the letters of Windows, which is what office programs write."""
    start = file.read(4 * MOST_TEXT)
    for mark, encoding in MARKS:
        if start.startswith(mark):
            text.add(start.decode(encoding, "replace"))
            return
    if b"\x00" in start:
        raise Refused("not_text")
    try:
        # The last letter may be cut in half.
        text.add(start.decode("utf-8", "strict" if len(start) < 4 * MOST_TEXT else "ignore"))
    except UnicodeDecodeError:
        text.add(start.decode("cp1252", "replace"))
