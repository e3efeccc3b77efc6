"""What the page of a request shows besides what all kinds share: ``context(asked, member)`` of each kind.

Its template is ``templates/requests/kinds/<kind>.html``.
"""

from network.requests.choices import RequestKind
from network.requests.screens import challenge, question, together, visit

SCREENS = {
    RequestKind.INTERVISION: together.context,
    RequestKind.CONSULTATION: together.context,
    RequestKind.VISIT: visit.context,
    RequestKind.CHALLENGE: challenge.context,
    RequestKind.QUESTION: question.context,
}


def context_of(asked, member):
    """What its page shows of a kind."""
    return SCREENS[RequestKind(asked.kind)](asked, member)
