"""What happens to requests, as plain verbs; each file is a part of their way."""

from network.requests.actions.answering import accept, answer, ask, tell_staff_of_unanswered
from network.requests.actions.asking import begin, change, send, withdraw
from network.requests.actions.flow import NotAllowed, move

__all__ = [
    "NotAllowed",
    "accept",
    "answer",
    "ask",
    "begin",
    "change",
    "move",
    "send",
    "tell_staff_of_unanswered",
    "withdraw",
]
