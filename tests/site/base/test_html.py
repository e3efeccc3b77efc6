"""The sanitiser: nothing but the allow-list comes out, whatever goes in, and quickly."""

from html.parser import HTMLParser

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from base.html import ATTRIBUTES, TAGS, plain_text, render_markdown, sanitize

ALLOWED_ATTRIBUTES = {tag: names | ({"rel"} if tag == "a" else set()) for tag, names in ATTRIBUTES.items()}


class Reader(HTMLParser):
    """Collects every tag and attribute, as a browser's parser would meet them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.odd = [], []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.odd.append(data)

    def handle_decl(self, decl):
        self.odd.append(decl)

    def handle_pi(self, data):
        self.odd.append(data)

    def unknown_decl(self, data):
        self.odd.append(data)


def assert_only_allowed(markup):
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert reader.odd == []
    for tag, attrs in reader.found:
        assert tag in TAGS, markup
        assert set(attrs) <= ALLOWED_ATTRIBUTES.get(tag, set()), markup
        if attrs.get("href") is not None:
            href = attrs["href"].strip().lower()
            assert href.startswith(("http:", "https:", "mailto:")) or (href[0] == "/" and href[1:2] not in ("/", "\\"))
        if tag == "a":
            assert attrs["rel"] == "nofollow noopener"


ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=1>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    '<math><mi//xlink:href="data:x,<script>alert(4)</script>">',
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<math><mtext><h3><a><h4></a><svg><style><p title='</style><img src onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<plaintext><script>alert(1)</script>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title></title><script>alert(1)</script>",
    "<select><option><style></option></select><img src=x onerror=alert(1)></style>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<style>@import '//evil.example/x.css'</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p class=btn id=main name=x data-x=1 onclick=alert(1)>x</p>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='/\\evil.example'>x</a>",
    "<a href='/\t/evil.example'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='http://x' target=_blank rel=opener onfocus=alert(1) autofocus>x</a>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<isindex action=javascript:alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<custom-element onclick=alert(1)>x</custom-element>",
    "<p is=x-y slot=z part=q>x</p>",
    "<a href='x:alert(1)'><img src=x></a>",
    "<table background='javascript:alert(1)'><tr><td style='x'>1</td></tr></table>",
    "<ol start='1 onclick=alert(1)'><li>x</li></ol>",
    "<th scope='x\"><script>alert(1)</script>'>x</th>",
    "\x00<script\x00>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "<div><p>x</div><script/x>alert(1)</script >",
]
MARKDOWN_ATTACKS = [
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    '[x](JaVaScRiPt:alert(1) "title")',
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<http://x onclick=alert(1)>",
    "![x](javascript:alert(1))",
    '![x](http://x/y.png"onerror="alert(1))',
    "[![x](http://x)](javascript:alert(1))",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "```\n<script>alert(1)</script>\n```",
    "> <script>alert(1)</script>",
    "# <img src=x onerror=alert(1)>",
    "| <script>a</script> | b |\n|---|---|\n| [x](javascript:a) | <svg onload=a> |",
    'http://x"onmouseover=alert(1)//',
    'www.x.nl/"><script>alert(1)</script>',
    '[a](http://x"onclick="alert(1))',
    "**<b onclick=alert(1)>**",
    "\x02klzzwxh:0000\x03<script>alert(1)</script>",
]


@pytest.mark.parametrize("attack", ATTACKS + MARKDOWN_ATTACKS)
def test_sanitize_lets_through_only_the_allow_list(attack):
    assert_only_allowed(sanitize(attack))


@pytest.mark.parametrize("attack", ATTACKS + MARKDOWN_ATTACKS)
def test_sanitize_changes_nothing_the_second_time(attack):
    once = sanitize(attack)
    assert sanitize(once) == once


@pytest.mark.parametrize("attack", ATTACKS + MARKDOWN_ATTACKS)
def test_render_markdown_lets_through_only_the_allow_list(attack):
    assert_only_allowed(render_markdown(attack))
    assert_only_allowed(render_markdown(f"Een zin.\n\n- {attack}\n\n| {attack} | b |\n|-|-|\n"))


PIECES = st.sampled_from(
    ["<", ">", "/", '"', "'", "=", " ", "\n", "&", "#", ";", "<!--", "-->", "<svg>", "<math>", "<style>", "</style>"]
    + ["<script>", "</script>", "<mtext>", "<mglyph>", "<table>", "<td>", "<p>", "</p>", "<a href=", "onclick=", "x"]
    + ["javascript:", "http://", "[", "](", ")", "*", "_", "`", "> ", "- ", "| ", "![", "&lt;", "&#60;", "\x00", "<b>"]
    + ["<title>", "<noscript>", "<template>", "<![CDATA[", '<a id="', "<img src=x onerror=a>"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_whatever_is_typed_only_the_allow_list_comes_out(text):
    assert_only_allowed(sanitize(text))
    assert_only_allowed(render_markdown(text))
    assert "\n" not in plain_text(text)


def test_markdown_gives_the_layout_that_members_use():
    text = "# Kop\n\n## Onder\n\nZin met **vet** en *schuin*.\nRegel twee\n\n"
    text += "Stappen:\n- een\n- twee\n   - diep\n\n> citaat"
    assert render_markdown(text) == (
        "<h3>Kop</h3>\n<h4>Onder</h4>\n<p>Zin met <strong>vet</strong> en <em>schuin</em>.<br>\nRegel twee</p>\n"
        "<p>Stappen:</p>\n<ul>\n<li>een</li>\n<li>twee<ul>\n<li>diep</li>\n</ul>\n</li>\n</ul>\n"
        "<blockquote>\n<p>citaat</p>\n</blockquote>"
    )


def test_the_highest_heading_of_a_text_is_always_h3():
    assert render_markdown("### Drie\n\n##### Vijf") == "<h3>Drie</h3>\n<h4>Vijf</h4>"


def test_a_table_has_column_headings_for_a_screen_reader():
    markup = render_markdown("| Wie | Wat |\n|:--|--:|\n| a | b |")
    assert '<th scope="col">Wie</th>' in markup
    assert "style" not in markup


def test_addresses_become_links_that_give_no_credit():
    link = 'rel="nofollow noopener">'
    assert render_markdown("Zie https://www.nji.nl/a?b=1&c=2.") == (
        f'<p>Zie <a href="https://www.nji.nl/a?b=1&amp;c=2" {link}https://www.nji.nl/a?b=1&amp;c=2</a>.</p>'
    )
    assert render_markdown("[ons](/praktijken/x/)") == f'<p><a href="/praktijken/x/" {link}ons</a></p>'


def test_html_that_was_typed_is_shown_and_an_image_becomes_its_words():
    assert render_markdown("<b>hoi</b> ![een kring](http://x/y.png)") == "<p>&lt;b&gt;hoi&lt;/b&gt; een kring</p>"


def test_the_result_is_safe_for_templates_and_empty_text_is_empty():
    assert isinstance(render_markdown("x"), SafeString)
    assert render_markdown("") == render_markdown("  \n ") == ""


def test_plain_text_keeps_the_words_apart():
    assert plain_text("# Kop\n\nEen *twee* & drie\n\n- a\n- b <i>\n\n| c | d |\n|-|-|\n| e | f |") == (
        "Kop Een twee & drie a b <i> c d e f"
    )
    assert plain_text("<p>a</p><p>b<script>x</script></p>", is_html=True) == "a b"
    assert plain_text(render_markdown("a\n\nb")) == "a b"


N = 10_000
HUGE = {
    "words": "woord " * 17_000,
    "blockquotes": ">" * N + " x",
    "spaced blockquotes": "> " * N + "x",
    "brackets": "[" * N + "a" + "]" * N,
    "open links": "[a](" * N,
    "open brackets": "[a " * 900,
    "emphasis": "*a " * N,
    "strong": "**" * N,
    "mixed emphasis": "*a_b" * N,
    "some emphasis": "*a_b " * 1200,
    "nested list": "\n".join("  " * depth + "- x" for depth in range(600)),
    "less than": "<" * 100_000,
    "tags": "<a " * N,
    "ampersands": "&" * 100_000,
    "lines": "\n" * 100_000,
    "backticks": "`" * 100_000,
    "pipes": ("|a" * 500 + "\n") * 100,
    "hashes": "#" * 100_000,
    "backslashes": "\\" * 100_000,
    "references": "[a]: x\n" * 10_000,
    "one word": "a" * 100_000,
    "spaces": " " * 100_000 + "x",
    "items": "- x\n" * 20_000,
    "addresses": "http://a.nl " * 4000,
    "one long address": "http://" + "a." * 24_000,
    "rules": "---\n" * 12_000,
    "underlines": "a\n=\n" * 10_000,
    "entities": "&#x" * 1600,
    "tables": "|a|b|\n|-|-|\n" + "|1|2|\n" * 1200,
    "open html": "<p>" * N,
    "deep html": "<blockquote>" * 9_000,
    "deep html, far": "<b><i>" * 50_000,
    "NUL": "\x00" * 100_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_huge_and_twisted_text_comes_to_an_end_and_raises_nothing(text):
    for function in (render_markdown, plain_text, sanitize):
        result = function(text)
        assert isinstance(result, str)
        if function is not plain_text:
            assert_only_allowed(result)


def test_text_without_layout_keeps_its_paragraphs_when_it_is_too_twisted():
    markup = render_markdown("een\ntwee\n\n" + ">" * 50 + "drie")
    assert markup == "<p>een<br>twee</p><p>" + "&gt;" * 50 + "drie</p>"
