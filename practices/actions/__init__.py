"""Verbs of this room, called by views, commands, the demo and tests alike."""

from practices.actions.responses import (
    NotAllowed,
    add_adoption_report,
    answer_report,
    refresh_badge,
    save_review,
)
from practices.actions.sending import (
    NeedsChoice,
    NotComplete,
    complete_forms,
    discard_draft,
    moderate,
    publish,
    send_back,
    send_in,
    withdraw,
)
from practices.actions.writing import (
    Saved,
    add_co_author,
    create_draft,
    put_file,
    remove_co_author,
    remove_file,
    save_draft,
    start_editing,
)

__all__ = [
    "NeedsChoice",
    "NotAllowed",
    "NotComplete",
    "Saved",
    "add_adoption_report",
    "add_co_author",
    "answer_report",
    "complete_forms",
    "create_draft",
    "discard_draft",
    "moderate",
    "publish",
    "put_file",
    "refresh_badge",
    "remove_co_author",
    "remove_file",
    "save_draft",
    "save_review",
    "send_back",
    "send_in",
    "start_editing",
    "withdraw",
]
