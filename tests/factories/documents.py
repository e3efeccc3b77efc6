"""Documents with text in them, made by code: whole ones and hostile ones."""

import io
import zlib

import openpyxl

from tests.factories.files import CONTENT_TYPES, archive_bytes

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
MIMETYPE = "application/vnd.oasis.opendocument."


def pdf_of(objects, trailer=b""):
    """A PDF of numbered objects, the first of which is its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    return out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)


def pdf_stream(content, extra=b""):
    return b"<<%s/Length %d>>\nstream\n" % (extra, len(content)) + content + b"\nendstream"


def pdf_pages(*streams, resources=b"/Font<</F1 3 0 R>>", more=()):
    """A PDF with a page for each content stream; ``more`` are objects after these."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(streams)),
        FONT,
    ]
    for number, stream in enumerate(streams):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<<%s>>>>"
        objects += [page % (5 + 2 * number, resources), stream]
    return pdf_of([*objects, *more])


def pdf_bytes(*pages):
    """A PDF with a page for each text; each line of a text is a line on the page."""
    streams = []
    for text in pages:
        rows = b" ".join(b"(%s) Tj 0 -20 Td" % line.encode("cp1252") for line in text.split("\n"))
        streams.append(pdf_stream(b"BT /F1 12 Tf 40 780 Td %s ET" % rows))
    return pdf_pages(*streams)


def pdf_flood(times):
    """A small PDF whose only page unpacks to ``times`` times a letter."""
    packed = zlib.compress(b"BT /F1 12 Tf (a) Tj ET " * times, 9)
    return pdf_pages(pdf_stream(packed, b"/Filter/FlateDecode"))


def docx_of(body, **members):
    """A Word file; ``body`` is the XML inside ``w:body``."""
    document = f'<w:document xmlns:w="http://schemas.openxmlformats.org/w"><w:body>{body}</w:body></w:document>'
    return archive_bytes({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": document} | members)


def docx_text(*paragraphs):
    return docx_of("".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs))


def xlsx_bytes(cells, title="Blad"):
    book = openpyxl.Workbook()
    book.active.title = title
    for place, value in cells.items():
        book.active[place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pptx_bytes(slides, notes=()):
    def part(text):
        return f'<p:sld xmlns:p="http://p" xmlns:a="http://a"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>'

    members = {"[Content_Types].xml": CONTENT_TYPES, "ppt/presentation.xml": "<p/>"}
    members |= {f"ppt/slides/slide{number}.xml": part(text) for number, text in slides.items()}
    members |= {f"ppt/notesSlides/notesSlide{number}.xml": part(text) for number, text in enumerate(notes, 1)}
    return archive_bytes(members)


def open_document_bytes(kind, body):
    """An odt, ods or odp; ``body`` uses the prefixes text, office and table."""
    names = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
    spaces = 'xmlns:office="urn:o" xmlns:text="urn:t" xmlns:table="urn:b"'
    content = f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>"
    return archive_bytes({"mimetype": MIMETYPE + names[kind], "content.xml": content})
