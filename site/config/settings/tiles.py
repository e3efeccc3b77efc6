"""Where the background of the map comes from, when a region turns that on: an address, checked at the start."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PARTS = ("{z}", "{x}", "{y}")


def hosts(template):
    """The hosts that the content security policy has to let in for tiles at ``template``; none without tiles.

    ``https://{s}.tiles.example/{z}/{x}/{y}.png`` needs all hosts below that name.
    """
    if not template:
        return []
    parts = urlsplit(template)
    if parts.scheme != "https" or not parts.hostname or any(part not in template for part in PARTS):
        raise ImproperlyConfigured("MAP_TILES_URL must start with https:// and hold {z}, {x} and {y}.")
    host = parts.netloc.replace("{s}", "*")
    if "{" in host or any(sign in host for sign in " ;,@'\""):
        raise ImproperlyConfigured("MAP_TILES_URL names no host that a browser can be told.")
    return [f"https://{host}"]
