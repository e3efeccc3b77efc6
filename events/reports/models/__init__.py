"""What a meeting yielded, and methods to lead one."""

from events.reports.models.methods import Method, MethodStep
from events.reports.models.reports import MeetingReport, Note, Round

__all__ = ["MeetingReport", "Method", "MethodStep", "Note", "Round"]
