"""One request of each kind and a session, with all that can hang on them, for tests that walk through every address."""

from datetime import timedelta

from django.utils import timezone

from events.sessions.actions.planning import plan
from network.requests.choices import Part, RequestKind
from network.requests.models import Appointment, Criterion, MomentOption, Proposal, VisitDay
from tests.factories.people import MemberFactory
from tests.factories.requests import ParticipationFactory, RequestFactory


def requests_of(author, about=()):
    """``{kind: Request}`` of somebody, each with people, moments, days, criteria and a proposal; and a session."""
    other, soon = MemberFactory(), timezone.now() + timedelta(days=5)
    made = {}
    for kind in RequestKind:
        one = RequestFactory(kind=kind, asked_by=author, is_offer=kind == RequestKind.VISIT)
        one.topics.set(about)
        made[kind] = one
        for state in (Part.ASKED, Part.WANTS, Part.JOINED):
            ParticipationFactory(request=one, state=state)
        MomentOption.objects.create(request=one, starts_at=soon, ends_at=soon + timedelta(hours=1))
    challenge, visit = made[RequestKind.CHALLENGE], made[RequestKind.VISIT]
    challenge.wanted_by = timezone.localdate() + timedelta(days=9)
    challenge.save()
    Criterion.objects.create(request=challenge, text="Het kan morgen beginnen")
    proposal = Proposal.objects.create(request=challenge, title="Een plan", text="Zo.", made_by=other)
    day = VisitDay.objects.create(request=visit, starts_at=soon, ends_at=soon + timedelta(hours=6))
    times = {"starts_at": soon, "ends_at": soon + timedelta(hours=1)}
    session = plan("Een gesprek", author, [author, other], preparation="Ik twijfel.", **times)
    Appointment.objects.create(request=made[RequestKind.INTERVISION], session=session)
    return made, session, proposal, day


CHALLENGES = ("voorstel", "beoordelen", "uitnodigen", "uitkomst")
VISITS = ("dagen", "boeken", "welkom", "gastheer", "bezoek", "gezien", "klaar")
PLACES = {
    **dict.fromkeys(CHALLENGES, RequestKind.CHALLENGE),
    **dict.fromkeys(VISITS, RequestKind.VISIT),
    "besluit": RequestKind.QUESTION,
}


def parameters(templates, author):
    """``{template: parameters}`` of the addresses of requests and sessions."""
    made, session, proposal, day = requests_of(author)
    found = {}
    for template in templates:
        if template.startswith("/sessies/<int:pk>/"):
            found[template] = {"pk": session.pk}
        elif template.startswith("/uitwisseling/<int:pk>/"):
            kind = next((kind for part, kind in PLACES.items() if f"/{part}" in template), RequestKind.INTERVISION)
            number = day.pk if kind == RequestKind.VISIT else proposal.pk
            found[template] = {"pk": made[kind].pk, "number": number, "sort": "csv"}
    return found
