"""What stands in a mail: subject, text and HTML out of a template.

``templates/mail/<name>.txt`` extends ``mail/base.txt`` and fills the blocks ``subject`` and ``body``. The same text,
set in ``mail/base.html``, is the HTML part, unless ``<name>.html`` exists. A line of the body that is only an address
of this site becomes a link there; nothing else does, because a text that somebody typed must not turn into a link in a
mail that comes from us. Styles are written as a sheet in ``base.html`` and put into the tags here, where mail programs
want them.
"""

import re

import css_inline
from django.conf import settings
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template

from base.models import SiteSettings
from base.text import clean_text

MAX_SUBJECT = 200
# Nothing is fetched: neither from the network nor from the disk.
_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)


def one_line(value, most=MAX_SUBJECT):
    """A text as a header can have it: whatever somebody typed into it can't start a second one."""
    return " ".join(clean_text(str(value)).split())[:most]


def render(template, context):
    """Subject, text and HTML of a mail, in the language that is active."""
    context = {"base_url": settings.BASE_URL.rstrip("/"), "region": SiteSettings.current(), **context}
    source = get_template(f"mail/{template}.txt")
    subject = one_line(source.render({**context, "part": "subject"}))
    text = clean_text(source.render({**context, "part": "body"}))
    text = re.sub(r"\n\s*\n", "\n\n", text).strip() + "\n"
    try:
        own = get_template(f"mail/{template}.html")
    except TemplateDoesNotExist:
        own = get_template("mail/base.html")
    html = own.render({**context, "subject": subject, "paragraphs": _paragraphs(text)})
    return subject, text, _inliner.inline(clean_text(html))


def _paragraphs(text):
    """The text as paragraphs of lines, each a pair of text and whether it is an address of this site."""
    here = settings.BASE_URL.rstrip("/") + "/"
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return [
        [
            (line.strip(), line.strip().startswith(here) and " " not in line.strip())
            for line in block.strip().split("\n")
        ]
        for block in blocks
    ]
