"""Practices and what people say about them."""

from practices.models.draft import Draft
from practices.models.page import PracticeIndexPage, PracticePage, TaggedPractice
from practices.models.parts import Mechanism, PracticeDocument
from practices.models.responses import AdoptionReport, Review
from practices.models.workflow import SecondReaderTask

__all__ = [
    "AdoptionReport",
    "Draft",
    "Mechanism",
    "PracticeDocument",
    "PracticeIndexPage",
    "PracticePage",
    "Review",
    "SecondReaderTask",
    "TaggedPractice",
]
