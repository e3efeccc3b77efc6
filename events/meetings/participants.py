"""Who comes to a meeting, as its organisers read it: lists by how somebody stands, a page at a time."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.db.models.functions import Coalesce, Lower
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from events.meetings.choices import Status
from events.meetings.models import Answer, EventPage, RegistrationChange
from events.meetings.rules import organises

PER_PAGE = 50

# What the address says, how the list is called, and who is in it.
LISTS = {
    "plek": (_("Have a seat"), Q(status=Status.CONFIRMED)),
    "aangeboden": (_("May take a seat"), Q(status=Status.OFFERED)),
    "wachtlijst": (_("Waiting list"), Q(status=Status.WAITING)),
    "geweest": (_("Were there"), Q(attended_at__isnull=False)),
    "onbevestigd": (_("Have to confirm their address"), Q(status=Status.UNPROVEN)),
    "niet": (_("Don't come"), Q(status=Status.CANCELLED)),
}
FIRST = "plek"
# These two always show; the others once somebody is in them.
ALWAYS = (FIRST, "wachtlijst")


def organised_event(member, slug):
    """The meeting at this address, published or not, for who organises it. Raises ``Http404`` for anybody else."""
    event = EventPage.objects.filter(slug=slug).prefetch_related("organisers").first()
    if event is None or not organises(member, event):
        raise Http404
    return event


def counts(event):
    """``{name of a list: how many}``, in one query."""
    return event.registrations.aggregate(**{name: Count("pk", filter=who) for name, (_label, who) in LISTS.items()})


@dataclass
class People:
    """One list of a meeting: which, looked through for a name, and which page of it."""

    event: EventPage
    list_name: str
    words: str = ""
    number: int = 1
    total: int | None = None  # how many are in the list, where that was counted already

    @cached_property
    def found(self):
        """The registrations, with what a row shows. Who waits stands in line, the others by name."""
        rows = self.event.registrations.filter(LISTS[self.list_name][1])
        rows = rows.annotate(shown_name=Coalesce("member__name", "guest_name"))
        if self.words:
            rows = rows.filter(
                Q(shown_name__icontains=self.words)
                | Q(guest_organisation__icontains=self.words)
                | Q(member__organisation__name__icontains=self.words)
            )
        if self.list_name == "wachtlijst":
            return rows.order_by("queued_at", "pk")
        return rows.order_by(Lower("shown_name"), "pk")

    @cached_property
    def page(self):
        answers = Prefetch("answers", Answer.objects.select_related("question").order_by("question__sort_order", "pk"))
        changes = Prefetch("changes", RegistrationChange.objects.select_related("by"))
        rows = self.found.with_people().prefetch_related(answers, changes)
        paginator = Paginator(rows, PER_PAGE)
        if self.total is not None and not self.words:
            paginator.count = self.total
        return paginator.get_page(self.number)

    def rows(self):
        """Pairs of a registration and its place in the line (None: doesn't wait, or the list is looked through)."""
        in_line = self.list_name == "wachtlijst" and not self.words
        start = self.page.start_index() if in_line else None
        for offset, registration in enumerate(self.page.object_list):
            registration.event = self.event
            yield registration, start + offset if in_line else None
