"""The open format ``leerkring-practice``, by which practices move between sites (N25): ``docs/open-format.md``."""
