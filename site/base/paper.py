"""Pages for paper: a template becomes a PDF that a screen reader can read too (PDF/UA-1), with its title and language.

Nothing is fetched while a PDF is made: pictures stand in the page itself as ``data:``, styles in ``paper.css`` beside
this module, fonts on the machine.
"""

import logging
from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from PIL import ImageFile

logger = logging.getLogger(__name__)

STYLES = Path(__file__).with_name("paper.css")
PDF = "application/pdf"
# WeasyPrint reads text with Pango, a library of the system: `scripts/need.sh libpangoft2-1.0-0`.
PANGO = "libpangoft2-1.0-0"


class NoPango(Exception):
    """The library that PDF needs is not on this machine."""


def pdf_of(template, context):
    """The PDF of a template, in the language that is active; bytes. Raises ``NoPango``."""
    weasyprint = _weasyprint()
    fetcher = _only_what_is_in_the_page()
    page = weasyprint.HTML(string=render_to_string(template, context), url_fetcher=fetcher)
    styles = weasyprint.CSS(string=STYLES.read_text(), url_fetcher=fetcher)
    return page.write_pdf(stylesheets=[styles], pdf_variant="pdf/ua-1")


def pdf_response(request, template, context, name):
    """A PDF to look at or keep as ``name``.pdf; a page that says so where this machine can't make one."""
    try:
        content = pdf_of(template, context)
    except NoPango:
        logger.exception("No PDF can be made: install %s", PANGO)
        return render(request, "paper/unavailable.html", status=503)
    response = HttpResponse(content, content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _weasyprint():
    """Imported when it is first asked for: it takes a second, and a site without Pango has to start as well."""
    try:
        import weasyprint
    except OSError as error:
        raise NoPango from error
    finally:
        # WeasyPrint lets Pillow accept pictures of which the end is missing, everywhere in this process: what members
        # send is refused then (``uploads.check_image``).
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    # Each step of each PDF, otherwise.
    for noisy in ("weasyprint.progress", "fontTools"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    return weasyprint


@cache
def _only_what_is_in_the_page():
    """What WeasyPrint asks for everything that a page refers to."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class OnlyData(URLFetcher):
        def fetch(self, url, headers=None):
            if not url.startswith("data:"):
                raise FatalURLFetchingError(f"A PDF refers to {url[:200]}")
            return super().fetch(url, headers)

    return OnlyData(allowed_protocols=["data"], allow_redirects=False)
