"""Verbs of this room, called by views, commands, the demo and tests alike."""

from practices.actions.responses import (
    NotAllowed,
    add_adoption_report,
    answer_report,
    refresh_badge,
    remove_report,
    save_review,
)
from practices.actions.writing import (
    NeedsChoice,
    NotComplete,
    Saved,
    add_co_author,
    create_draft,
    discard_draft,
    moderate,
    publish,
    remove_co_author,
    save_draft,
    send_back,
    send_in,
    start_editing,
    withdraw,
)

__all__ = [
    "NeedsChoice",
    "NotAllowed",
    "NotComplete",
    "Saved",
    "add_adoption_report",
    "add_co_author",
    "answer_report",
    "create_draft",
    "discard_draft",
    "moderate",
    "publish",
    "refresh_badge",
    "remove_co_author",
    "remove_report",
    "save_draft",
    "save_review",
    "send_back",
    "send_in",
    "start_editing",
    "withdraw",
]
