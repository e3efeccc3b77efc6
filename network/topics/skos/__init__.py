"""The vocabulary in SKOS, out and in: so that regions and thesauri can take over each other's words (N19, N25)."""

from network.topics.skos.reading import BrokenFile, read
from network.topics.skos.writing import FORMATS, export, format_of

__all__ = ["FORMATS", "BrokenFile", "export", "format_of", "read"]
