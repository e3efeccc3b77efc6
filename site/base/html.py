"""The one place where text that people typed becomes HTML.

``sanitize`` is the security boundary: nh3 with one allow-list. What comes before it (Markdown, bleach's linkifier)
is convenience and is never trusted.
"""

import html
import re
from functools import lru_cache

import nh3
from bleach.linkifier import Linker
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import IMAGE_LINK_RE, ImageInlineProcessor
from markdown.treeprocessors import Treeprocessor

TAGS = frozenset("p br hr h3 h4 ul ol li a strong em del code blockquote table thead tbody tr th td".split())
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}
LINK_REL = "nofollow noopener"
URL_SCHEMES = frozenset({"http", "https", "mailto"})
# Tags whose content is no text for people: it goes with them.
_DROPPED = frozenset("script style template noscript iframe object embed svg math title textarea select".split())
_HAS_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LIST_ITEM = re.compile(r"(?:[-*+]|1\.)[ \t]+\S")
_NO_SENTENCE = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,4}\.)[ \t]|[>|#])")
# No address that somebody copied is longer; the linkifier's patterns are slow on such a word.
_LONG_WORD = re.compile(r"\S{500}")
_BLOCK_END = re.compile(r"</(?:p|h3|h4|li|blockquote|tr|th|td)>|<br>|<hr>")

# More marks or deeper nesting than any person writes: such text is shown as it was typed, without layout.
MAX_MARKDOWN = 50_000
MAX_MARKS = 5_000
MAX_BRACKETS = 1_000
MAX_BLOCK_LINES = 2_000
MAX_NESTED = 8
MAX_TAGS = 10_000
CACHED_LENGTH = 6_000


def sanitize(value: str) -> SafeString:
    """HTML with nothing in it but the allow-list."""
    if value.count("<") > MAX_TAGS:
        return escape(value)
    clean = nh3.clean(
        value,
        tags=set(TAGS),
        clean_content_tags=set(_DROPPED),
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=set(URL_SCHEMES),
        link_rel=LINK_REL,
        strip_comments=True,
    )
    return mark_safe(clean)  # noqa: S308  the output of the boundary itself


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "rel":
        return LINK_REL if tag == "a" else None
    if name not in ATTRIBUTES.get(tag, ()):
        return None  # nh3 allows title and lang everywhere
    if name == "href":
        value = value.strip()
        inside = value.startswith("/") and value[1:2] not in ("/", "\\")
        return value if inside or _HAS_SCHEME.match(value) else None
    if name == "start":
        return value if value.isdecimal() and len(value) < 6 else None
    if name == "scope":
        return value if value in ("col", "row") else None
    return value


def render_markdown(text: str) -> SafeString:
    """Markdown as members write it, as safe HTML: headings from h3, no images, no raw HTML."""
    text = str(text or "")
    return _cached(text) if len(text) <= CACHED_LENGTH else _render(text)


def plain_text(value: str, *, is_html: bool = False) -> str:
    """The words alone, on one line, for a summary or a feed. Markdown, unless it's safe HTML already."""
    markup = sanitize(value) if is_html or isinstance(value, SafeString) else render_markdown(value)
    spaced = _BLOCK_END.sub(lambda match: match.group() + " ", markup)
    return " ".join(html.unescape(nh3.clean(spaced, tags=set())).split())


def _render(text: str) -> SafeString:
    if not text.strip():
        return SafeString("")
    if _is_pathological(text):
        return _as_typed(text)
    try:
        rendered = _markdown().convert(_with_room_for_lists(text))
    except (RecursionError, AssertionError, ValueError):
        # Markdown recurses where people nest; whatever it does not manage is shown as it was typed.
        return _as_typed(text)
    if ("://" in text or "www." in text) and not _LONG_WORD.search(text):
        rendered = _linker().linkify(rendered)
    return sanitize(rendered)


_cached = lru_cache(maxsize=512)(_render)


def _is_pathological(text: str) -> bool:
    if len(text) > MAX_MARKDOWN or text.count("[") > MAX_BRACKETS or len(_MARKS.findall(text)) > MAX_MARKS:
        return True
    # Markdown's time grows with the square of the lines that stand together.
    if text.count("\n") > MAX_BLOCK_LINES and _longest_block(text) > MAX_BLOCK_LINES:
        return True
    return bool(_NESTED.search(text))


def _longest_block(text: str) -> int:
    longest = lines = 0
    for line in text.split("\n"):
        lines = lines + 1 if line.strip() else 0
        longest = max(longest, lines)
    return longest


_MARKS = re.compile(r"[\[\]*_`<>&|\\~]|!\[")
# Quotes in quotes, brackets in brackets, runs of emphasis, lists far to the right.
_NESTED = re.compile(
    rf"^[ \t]*(?:>[ \t]*){{{MAX_NESTED},}}|(?:\[\s*){{{MAX_NESTED},}}|[*_`~]{{30,}}|^[ \t]{{48,}}\S|(?:\(){{30,}}",
    re.MULTILINE,
)


def _with_room_for_lists(text: str) -> str:
    """People start a list right under a sentence; Markdown wants an empty line between."""
    roomy, in_list, before = [], False, ""
    for line in text.split("\n"):
        if before.strip() and not in_list and _LIST_ITEM.match(line):
            roomy.append("")
        # A line under an item belongs to that item, up to the next empty line.
        in_list = bool(line.strip()) and (in_list or bool(_NO_SENTENCE.match(line)))
        roomy.append(line)
        before = line
    return "\n".join(roomy)


def _as_typed(text: str) -> SafeString:
    paragraphs = re.split(r"\n\s{0,200}\n", str(escape(text)))
    parts = [f"<p>{part.strip()}</p>".replace("\n", "<br>") for part in paragraphs if part.strip()]
    return sanitize("".join(parts)) if len(parts) < 5_000 else sanitize(f"<p>{escape(text)}</p>")


class _AltText(ImageInlineProcessor):
    """Images are not shown here; the words that stand for one are kept."""

    def handleMatch(self, match, data):
        element, start, end = super().handleMatch(match, data)
        return (element.get("alt") or "", start, end) if element is not None else (None, None, None)


class _Shape(Treeprocessor):
    """A text stands under the page's own h1 and h2, so its headings are h3 and h4."""

    def run(self, root):
        headings = [element for element in root.iter() if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
        highest = min((element.tag for element in headings), default="")
        for element in headings:
            element.tag = "h3" if element.tag == highest else "h4"
        for cell in root.iter("th"):
            cell.set("scope", "col")


class _House(Extension):
    def extendMarkdown(self, md):
        # Raw HTML stays visible as text. Indented text is a paragraph: nobody here writes code blocks.
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.parser.blockprocessors.deregister("code")
        md.inlinePatterns.deregister("image_reference")
        md.inlinePatterns.deregister("short_image_ref")
        md.inlinePatterns.register(_AltText(IMAGE_LINK_RE, md), "image_link", 150)
        md.treeprocessors.register(_Shape(md), "house_shape", 15)


def _markdown() -> Markdown:
    # A new one for each text: a Markdown instance keeps state, and threads would share it.
    return Markdown(extensions=["tables", "sane_lists", "nl2br", _House()], output_format="html", tab_length=2)


def _linker() -> Linker:
    return Linker(skip_tags={"code"}, parse_email=False)
