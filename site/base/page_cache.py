"""Whole pages, kept in this process for visitors who are not signed in.

Kept under the ``site`` stamp, so any change of content makes all of them old at once, in every process. The key has
all that a page for such a visitor may depend on: host, address, language, and which part htmx asked for.
"""

import hashlib
import threading
import time
from collections import OrderedDict

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified, parse_cookie

from base import stamps

MAX_KEY = 800
MAX_BODY = 300_000
MOST_BYTES = 64_000_000  # of all pages together: an address with any query is a page of its own
KEPT_TYPES = (
    "text/html",
    "application/atom+xml",
    "application/json",
    "text/css",
    "application/xml",
    "text/plain",
)

_lock = threading.Lock()
_pages = OrderedDict()
_bytes = 0
_generation = None


def key_for(request):
    """The key of a request, or None when its answer may not be kept or taken from what is kept."""
    return _key(request.META, request.COOKIES)


def _key(meta, cookies):
    if meta.get("REQUEST_METHOD") not in ("GET", "HEAD"):
        return None
    if settings.SESSION_COOKIE_NAME in cookies or "HTTP_AUTHORIZATION" in meta:
        return None
    address = meta.get("PATH_INFO", "") + "?" + meta.get("QUERY_STRING", "")
    key = (
        meta.get("HTTP_HOST", ""),
        meta.get("wsgi.url_scheme", ""),
        meta.get("HTTP_X_FORWARDED_PROTO", ""),
        address,
        cookies.get(settings.LANGUAGE_COOKIE_NAME, ""),
        meta.get("HTTP_HX_REQUEST", "") and meta.get("HTTP_HX_TARGET", "*"),
        meta.get("HTTP_HX_HISTORY_RESTORE_REQUEST", ""),
    )
    return key if sum(map(len, key)) <= MAX_KEY else None


def _look(key):
    """The kept page, or None. Also returns the stamp under which a new one may be kept."""
    global _generation
    stamp = stamps.current(stamps.SITE)
    if stamp != _generation:
        with _lock:
            _empty()
            _generation = stamp
        return None, stamp
    page = _pages.get(key)
    # Its own stamp too: another thread may have read an older one, and put it back for a moment.
    if page is None or page[0] != stamp or page[1] < time.monotonic():
        return None, stamp
    return page, stamp


def _has(meta, etag):
    """Whether a browser has this answer already. A proxy that compresses makes the tag a weak one."""
    return meta.get("HTTP_IF_NONE_MATCH", "").removeprefix("W/") == etag


def at_the_door(application):
    """The WSGI application, which is not even asked when the page is kept: half of a kept page's cost was Django's."""

    def serve(environ, start_response):
        page = None
        if settings.PAGE_CACHE_SECONDS and environ["REQUEST_METHOD"] == "GET":
            key = _key(environ, parse_cookie(environ.get("HTTP_COOKIE", "")))
            page = _look(key)[0] if key else None
        if page is None:
            return application(environ, start_response)
        _, _, body, headers, etag = page
        fields = list(headers.values())
        if _has(environ, etag):
            start_response("304 Not Modified", fields)
            return []
        start_response("200 OK", [*fields, ("Content-Length", str(len(body)))])
        return [body]

    return serve


def find(key, request):
    """The kept answer as a fresh response, or None. Also returns the stamp under which a new one may be kept."""
    page, stamp = _look(key)
    if page is None:
        return None, stamp
    _, _, body, headers, etag = page
    if _has(request.META, etag):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(b"" if request.method == "HEAD" else body)
    response.headers._store.update(headers)
    return response, stamp


def keep(key, stamp, response):
    """Keep an answer if it is one that any visitor may get."""
    if (
        response.status_code != 200
        or response.streaming
        or response.cookies
        or len(response.content) > MAX_BODY
        or not response.get("Content-Type", "").startswith(KEPT_TYPES)
    ):
        return
    control = response.get("Cache-Control", "")
    if "private" in control or "no-store" in control:
        return
    etag = f'"{hashlib.blake2s(response.content, digest_size=12).hexdigest()}"'
    response.headers["ETag"] = etag
    if not control:
        response.headers["Cache-Control"] = "no-cache"
    headers = {k: v for k, v in response.headers._store.items() if k != "content-length"}
    page = (stamp, time.monotonic() + settings.PAGE_CACHE_SECONDS, response.content, headers, etag)
    with _lock:
        if stamp == _generation:
            _put(key, page)


def _put(key, page):
    """Keep one more page; the oldest make room for it."""
    global _bytes
    earlier = _pages.pop(key, None)
    _pages[key] = page
    _bytes += len(page[2]) - (len(earlier[2]) if earlier else 0)
    while len(_pages) > settings.PAGE_CACHE_ENTRIES or _bytes > MOST_BYTES:
        _key, oldest = _pages.popitem(last=False)
        _bytes -= len(oldest[2])


def _empty():
    global _bytes
    _pages.clear()
    _bytes = 0


def clear():
    """Drop what this process keeps (tests)."""
    with _lock:
        _empty()
