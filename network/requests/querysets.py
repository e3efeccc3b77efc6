"""Questions about requests, who takes part in them, and proposals."""

from django.db import models
from django.utils import timezone

from events.meetings.models import EventPage
from network.notices.models import Follow
from network.people.models import Membership
from network.people.rules import is_member, is_provider_editor, is_staff_member
from network.requests import kinds
from network.requests.choices import (
    ALIVE,
    OVER,
    SENT,
    Audience,
    Outcome,
    Part,
    ProposalsShown,
    ProposalStatus,
    RequestStatus,
)

STAFF_SEE = [kind for kind, rules in kinds.KINDS.items() if rules.staff_see_all]


class RequestQuerySet(models.QuerySet):
    """Requests, asked by name."""

    def of_kind(self, *names):
        return self.filter(kind__in=names)

    def sent(self):
        """Without what nobody but who asked knows of: drafts, what is being read, withdrawn or expired."""
        return self.filter(status__in=SENT)

    def visible_to(self, member):
        """Sent requests of which ``member`` (None or anonymous: a visitor) may know.

        What of it they may read is less for some kinds: ``rules.may_read_text`` and ``rules.may_see_people``.
        """
        sent = self.sent()
        if not is_member(member):
            return sent.filter(visibility=Audience.PUBLIC)
        shown = models.Q(visibility__in=[Audience.PUBLIC, Audience.MEMBERS]) | self._own(member)
        shown |= models.Q(visibility=Audience.FOLLOWERS, pk__in=self._about_followed(member))
        groups = Membership.objects.active().filter(member=member).values("group_id")
        shown |= models.Q(visibility=Audience.GROUP, group_id__in=groups)
        shown |= models.Q(visibility=Audience.PARTICIPANTS) & self._of_meeting(member)
        if is_staff_member(member):
            shown |= models.Q(kind__in=STAFF_SEE)
        return sent.filter(shown)

    def readable_by(self, member):
        """What ``member`` may open: what is visible to them, and their own in whatever state."""
        if not is_member(member):
            return self.visible_to(member)
        part = self._participations(member, [Part.JOINED])
        proposed = self.model.proposals.rel.related_model.objects.written_by(member).handed_in().order_by()
        own = models.Q(asked_by=member)
        own |= models.Q(pk__in=part, status__in=[*SENT, *OVER])
        own |= models.Q(pk__in=proposed.values("request_id"), status__in=[*SENT, *OVER])
        return self.filter(models.Q(pk__in=self.visible_to(member).order_by().values("pk")) | own)

    def _own(self, member):
        """Theirs, asked of them, or theirs to assess."""
        return (
            models.Q(asked_by=member)
            | models.Q(to_member=member)
            | models.Q(pk__in=self._participations(member, ALIVE))
            | models.Q(pk__in=self.model.chosen.through.objects.filter(member_id=member.pk).values("request_id"))
            | models.Q(pk__in=self.model.assessors.through.objects.filter(member_id=member.pk).values("request_id"))
        )

    def _participations(self, member, states):
        rows = self.model.participations.rel.related_model.objects
        return rows.filter(member=member, state__in=states).values("request_id")

    def _about_followed(self, member):
        followed = Follow.objects.filter(member=member, kind="topic").values("object_id")
        return self.model.topics.through.objects.filter(topic_id__in=followed).values("request_id")

    def _of_meeting(self, member):
        """Asked of where they work, or at a meeting that they may see."""
        events = EventPage.objects.visible_to(member).filter(visibility=Audience.PARTICIPANTS).values("pk")
        part = models.Q(event__in=events)
        return part | models.Q(to_organisation=member.organisation_id) if member.organisation_id else part

    def open(self):
        """Still looking for people, proposals or an answer."""
        return self.filter(status=RequestStatus.OPEN)

    def answered(self):
        """Questions with the answer that they wanted."""
        return self.filter(status=RequestStatus.CLOSED, outcome=Outcome.ANSWERED)

    def to_read(self, member):
        """What waits for ``member`` as second reader: not their own, nor asked of them, nor of who reports to them."""
        chosen = self.model.chosen.through.objects.filter(member_id=member.pk).values("request_id")
        waiting = self.filter(status=RequestStatus.READING).exclude(asked_by=member).exclude(to_member=member)
        return waiting.exclude(pk__in=chosen).exclude(asked_by__availability__reports_to=member)

    def for_list(self):
        """With what a list shows."""
        return self.select_related(
            "asked_by", "to_organisation", "to_municipality", "to_member", "municipality", "event"
        )


class ParticipationQuerySet(models.QuerySet):
    """Who takes part, asked by name."""

    def joined(self):
        return self.filter(state=Part.JOINED, member__is_active=True)

    def alive(self):
        """Who takes part, or still may."""
        return self.filter(state__in=ALIVE, member__is_active=True)

    def shown(self):
        """What who asks sees: never who said no, or nothing."""
        return self.filter(state__in=[Part.WANTS, Part.JOINED], apart=False, member__is_active=True)

    def waiting_for(self, member):
        """What ``member`` was asked for and has not answered."""
        sent = [RequestStatus.OPEN, RequestStatus.MATCHED]
        now = timezone.now()
        in_time = models.Q(until=None) | models.Q(until__gt=now)
        return self.filter(in_time, member=member, state=Part.ASKED, request__status__in=sent)


class ProposalQuerySet(models.QuerySet):
    """Proposals, asked by name."""

    def handed_in(self):
        return self.exclude(status__in=[ProposalStatus.DRAFT, ProposalStatus.WITHDRAWN])

    def by_title(self):
        """In the order in which they stand everywhere, until there are points."""
        return self.order_by("title", "pk")

    def written_by(self, member):
        through = self.model.writers.through.objects.filter(member_id=member.pk).values("proposal_id")
        return self.filter(models.Q(made_by=member) | models.Q(pk__in=through))

    def of_named(self, member):
        """Those with the name of the organisation that ``member`` speaks for."""
        if not is_provider_editor(member) or member.organisation_id is None:
            return self.none()
        through = self.model.organisations.through.objects.filter(organisation_id=member.organisation_id)
        return self.filter(pk__in=through.values("proposal_id"))

    def visible_to(self, member, today=None):
        """Proposals that ``member`` may read.

        Their own, in whatever state. What was handed in with the name of the organisation that they speak for. And of
        others what was handed in, but only when the last day is over, so that nobody is favoured: then who put the
        challenge and who assesses, unless they made a proposal themselves, and whom the challenge shows it to.
        """
        if not is_member(member):
            return self.none()
        today = today or timezone.localdate()
        requests = self.model.request.field.related_model.objects
        own = self.model.objects.written_by(member).order_by()
        rivals = own.handed_in().values("request_id")
        assessed = requests.model.assessors.through.objects.filter(member_id=member.pk).values("request_id")
        judged = models.Q(request__asked_by=member) | models.Q(request_id__in=assessed)
        if is_staff_member(member):
            judged |= models.Q(request__asked_by=None) | models.Q(request__asked_by__is_active=False)
        seen = requests.visible_to(member).order_by().values("pk")
        shown = models.Q(request__proposals_shown=ProposalsShown.MEMBERS, request_id__in=seen)
        shown |= models.Q(request__proposals_shown=ProposalsShown.PROPOSERS, request_id__in=rivals)
        over = models.Q(request__status__in=[RequestStatus.MATCHED, RequestStatus.CLOSED])
        over |= models.Q(request__status=RequestStatus.OPEN, request__wanted_by__lt=today)
        judged &= ~models.Q(request_id__in=rivals)
        others = self.model.objects.order_by().handed_in().filter(over & (judged | shown)).values("pk")
        named = self.model.objects.order_by().handed_in().of_named(member).values("pk")
        return self.filter(models.Q(pk__in=others) | models.Q(pk__in=named) | models.Q(pk__in=own.values("pk")))
