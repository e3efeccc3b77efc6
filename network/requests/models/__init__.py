"""What members ask of each other, and what comes of it."""

from network.requests.models.answers import Response
from network.requests.models.challenges import Assessment, Criterion, PartyInvitation, Proposal, Score
from network.requests.models.moments import Appointment, MomentAnswer, MomentOption
from network.requests.models.people import Availability, Participation
from network.requests.models.request import Request, RequestChange
from network.requests.models.settings import ExchangeSettings
from network.requests.models.visits import Impression, VisitDay

__all__ = [
    "Appointment",
    "Assessment",
    "Availability",
    "Criterion",
    "ExchangeSettings",
    "Impression",
    "MomentAnswer",
    "MomentOption",
    "Participation",
    "PartyInvitation",
    "Proposal",
    "Request",
    "RequestChange",
    "Response",
    "Score",
    "VisitDay",
]
