"""Office files: archives of XML. Read as a stream, without what was deleted, remarked on or programmed."""

import re
import zipfile
from dataclasses import dataclass, field

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from limits import Refused, Text

MOST_MEMBERS = 3_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200
# Of the parts that are really read, together.
MOST_READ = 100 * 1024 * 1024
_PIECE = 64 * 1024
_NUMBER = re.compile(r"(\d+)\.xml$")


@dataclass
class Words:
    """What the parser of one part tells: the text in elements ``inside`` is added, but not what stands in ``skip``."""

    text: Text
    inside: frozenset
    skip: frozenset = frozenset()
    starts: dict = field(default_factory=dict)  # tag -> what is added where it begins
    ends: dict = field(default_factory=dict)  # tag -> what is added where it ends
    attribute: tuple = ()  # (tag, name of the attribute whose value is added)
    depth: int = 0
    skipped: int = 0

    def start(self, tag, attributes):
        tag = tag.rpartition("}")[2]
        if tag in self.skip:
            self.skipped += 1
        if self.skipped:
            return
        if tag in self.inside:
            self.depth += 1
        if tag in self.starts:
            self.text.add(self.starts[tag])
        if self.attribute and tag == self.attribute[0]:
            self.text.add(attributes.get(self.attribute[1], "") + "\n")

    def data(self, data):
        if self.depth and not self.skipped:
            self.text.add(data)

    def end(self, tag):
        tag = tag.rpartition("}")[2]
        if tag in self.skip:
            self.skipped -= 1
        elif not self.skipped:
            if tag in self.inside:
                self.depth -= 1
            if tag in self.ends:
                self.text.add(self.ends[tag])


class Archive:
    """An office file whose parts may be read."""

    def __init__(self, file, *needed):
        self.zip = zipfile.ZipFile(file)
        members = self.zip.infolist()
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members)
        # Before anything is unpacked. A member can't give more than it declares: zipfile stops there.
        swollen = unpacked > 20 * 1024 * 1024 and unpacked > packed * MOST_RATIO
        if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or swollen:
            raise Refused("bomb")
        if any(member.flag_bits & 1 for member in members):
            raise Refused("encrypted")
        self.names = list(dict.fromkeys(member.filename for member in members))
        if not set(needed) <= set(self.names):
            raise Refused("not_that_kind")
        self.left = MOST_READ

    def named(self, pattern):
        """The parts that fit, in the order of the number at their end: slide2 before slide10."""
        fitting = [name for name in self.names if re.fullmatch(pattern, name)]
        return sorted(fitting, key=lambda name: int(_NUMBER.search(name)[1]) if _NUMBER.search(name) else 0)

    def read(self, names, text, **how):
        """Add the words of these parts; ``how`` is for ``Words``."""
        for name in names:
            parser = XMLParser(target=Words(text, **how), forbid_dtd=True)
            with self.zip.open(name) as part:
                try:
                    while piece := part.read(_PIECE):
                        text.more()
                        self.left -= len(piece)
                        if self.left < 0:
                            raise Refused("bomb")
                        parser.feed(piece)
                    parser.close()
                except DefusedXmlException as problem:
                    raise Refused("xml") from problem
            text.add("\n")


def read_docx(file, text):
    archive = Archive(file, "word/document.xml")
    names = [*archive.named(r"word/document\.xml"), *archive.named(r"word/(footnotes|endnotes)\.xml")]
    ends = {"p": "\n", "tab": " ", "br": "\n", "cr": "\n"}
    archive.read(names, text, inside=frozenset({"t"}), skip=frozenset({"del", "moveFrom"}), ends=ends)


def read_pptx(file, text):
    """Slides first, then what the speaker noted with them."""
    archive = Archive(file, "ppt/presentation.xml")
    names = archive.named(r"ppt/slides/slide\d+\.xml") + archive.named(r"ppt/notesSlides/notesSlide\d+\.xml")
    archive.read(names, text, inside=frozenset({"t"}), ends={"p": "\n", "br": "\n"})


def read_xlsx(file, text):
    """Names of sheets and texts of cells. Numbers are no words; the size that a sheet claims is never asked."""
    archive = Archive(file, "xl/workbook.xml")
    archive.read(["xl/workbook.xml"], text, inside=frozenset(), attribute=("sheet", "name"))
    names = archive.named(r"xl/sharedStrings\.xml") + archive.named(r"xl/worksheets/sheet\d+\.xml")
    how = {"inside": frozenset({"t"}), "skip": frozenset({"rPh"}), "ends": {"si": "\n", "is": "\n"}}
    archive.read(names, text, **how)


def read_open_document(file, text):
    """All that stands in paragraphs and headings, but for deleted text and remarks."""
    archive = Archive(file, "content.xml")
    archive.read(
        ["content.xml"],
        text,
        inside=frozenset({"p", "h"}),
        skip=frozenset({"tracked-changes", "annotation"}),
        starts={"s": " ", "tab": " ", "line-break": "\n"},
        ends={"p": "\n", "h": "\n"},
    )
