"""Which colleagues fit a request, in which order, and why, in words (N6, N8, N10).

    for match in rank(request, most=12):
        match.member, match.score, [reason.sentence for reason in match.reasons]

``index.py`` holds what members show of themselves, ``facts.py`` what is so for one request now, ``criteria.py`` what
counts and how much, ``ranking.py`` leaves out who may not be asked and puts the rest in order, ``reasons.py`` says why.
The same request and people always give the same order.
"""

from network.requests.matching.criteria import CRITERIA, tidy_weights
from network.requests.matching.parties import rank_parties
from network.requests.matching.ranking import Match, Ranking, rank
from network.requests.matching.reasons import Reason, sentences, sentences_to_member, stored

__all__ = [
    "CRITERIA",
    "Match",
    "Ranking",
    "Reason",
    "rank",
    "rank_parties",
    "sentences",
    "sentences_to_member",
    "stored",
    "tidy_weights",
]
