"""What services hold about people, for the register."""

from django.db.models import Q

from base.personal_data import Leaving, register
from network.services.importing.models import ImportRun
from network.services.models import OpeningHours, Service, WaitingAsk, WaitingTime


def fill():
    register(
        Service,
        # Whom professionals can call is text, not a link: it is a member's when the address is.
        rows=lambda member: Q(contact_email__iexact=member.email),
        leaving=Leaving.EMPTY,
        nothing="id organisation slug summary description age_from age_to online at_home how_to_refer "
        "consultation_possible languages starts_on ends_on status source_id created_at updated_at topics "
        "municipalities locations",
        own="contact_name contact_phone contact_email",
        work="name",
    )
    register(OpeningHours, nothing="id service location weekday opens_at closes_at")
    register(
        WaitingTime,
        rows=lambda member: Q(reported_by=member),
        leaving=Leaving.EMPTY,
        nothing="id source definition",
        person="reported_by",
        work="service state weeks_to_intake weeks_to_start measured_on created_at",
    )
    register(
        WaitingAsk,
        rows=lambda member: Q(member=member),
        leaving=Leaving.DELETE,
        nothing="id",
        person="member",
        own="organisation month asked_at",
    )
    # Rows of a file may have whom to call in them; they go by themselves after some days (``importing``).
    register(
        ImportRun,
        rows=lambda member: Q(made_by=member),
        leaving=Leaving.EMPTY,
        nothing="id kind state header mapping fingerprint",
        person="made_by",
        own="file_name created_at done_at",
        others="rows preview log",
    )
