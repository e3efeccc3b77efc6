"""Choices of requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestKind(models.TextChoices):
    """What somebody asks of the network. How each kind goes is in ``kinds.py``."""

    INTERVISION = "intervision", _("Intervision")
    CONSULTATION = "consultation", _("Consultation")
    VISIT = "visit", _("Shadow visit")
    CHALLENGE = "challenge", _("Challenge")
    QUESTION = "question", _("Question")


class RequestStatus(models.TextChoices):
    """How far a request is. Which step may follow which is in ``kinds.py``."""

    DRAFT = "draft", _("Not sent yet")
    READING = "reading", _("Being read by a second reader")
    OPEN = "open", _("Open")
    MATCHED = "matched", _("People found")
    SCHEDULED = "scheduled", _("Planned")
    HELD = "held", _("Held")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


# What others than who asked may know of.
SENT = (
    RequestStatus.OPEN,
    RequestStatus.MATCHED,
    RequestStatus.SCHEDULED,
    RequestStatus.HELD,
    RequestStatus.CLOSED,
)
# Where nothing can happen any more, but that who asked opens an expired one again.
OVER = (RequestStatus.CLOSED, RequestStatus.WITHDRAWN, RequestStatus.EXPIRED)


class Outcome(models.TextChoices):
    """What came of a request that is closed."""

    ANSWERED = "answered", _("Answered")
    HELPED = "helped", _("It helped")
    PARTLY = "partly", _("It helped a little")
    NOT_HELPED = "not_helped", _("It did not help")
    CHOSEN = "chosen", _("A proposal was chosen")
    NOT_CHOSEN = "not_chosen", _("No proposal was chosen")
    DONE = "done", _("Done")


class Audience(models.TextChoices):
    """To whom a request is shown, once it is sent."""

    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("All members")
    FOLLOWERS = "followers", _("Members who follow one of its topics")
    GROUP = "group", _("The members of one group")
    CHOSEN = "chosen", _("Only people whom I choose")
    PARTICIPANTS = "participants", _("Only those who take part")


class Meets(models.TextChoices):
    """How people meet."""

    ON_SITE = "on_site", _("At a place")
    ONLINE = "online", _("Online, with picture and sound")
    PHONE = "phone", _("By telephone")
    EITHER = "either", _("At a place or online, we choose together")


class Part(models.TextChoices):
    """Where somebody stands who was asked, or who came by themselves. ``DECLINED`` and ``LAPSED`` nobody else sees."""

    ASKED = "asked", _("Asked")
    WANTS = "wants", _("Wants to take part")
    JOINED = "joined", _("Takes part")
    DECLINED = "declined", _("Said no")
    LAPSED = "lapsed", _("Did not answer")
    REFUSED = "refused", _("Not this time")
    LEFT = "left", _("Left")


# Who still may come, or does.
ALIVE = (Part.ASKED, Part.WANTS, Part.JOINED)


class Origin(models.TextChoices):
    """How somebody came to a request."""

    CHOSEN = "chosen", _("Chosen by who asks")
    SITE = "site", _("Asked by the site")
    SELF = "self", _("Came by themselves")


class Can(models.TextChoices):
    """Whether somebody can come at a moment."""

    YES = "yes", _("Yes")
    MAYBE = "maybe", _("If need be")
    NO = "no", _("No")


class ProposalStatus(models.TextChoices):
    """How far a proposal is."""

    DRAFT = "draft", _("Not handed in yet")
    HANDED_IN = "handed_in", _("Handed in")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CHOSEN = "chosen", _("Chosen")
    NOT_CHOSEN = "not_chosen", _("Not chosen")


class ProposalsShown(models.TextChoices):
    """Who sees the proposals to a challenge."""

    ASSESSORS = "assessors", _("Only who assesses them")
    PROPOSERS = "proposers", _("Who assesses them, and after the last day everybody who made one")
    MEMBERS = "members", _("All members, after the last day")
