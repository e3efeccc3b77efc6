"""What practices hold about people, for the register: what was published stays, all else goes."""

from django.db.models import Q
from wagtail.models import PageLogEntry

from base.personal_data import Leaving, register
from practices.models import (
    AdoptionReport,
    Draft,
    Mechanism,
    PracticeDocument,
    PracticeIndexPage,
    PracticePage,
    Review,
    SecondReaderTask,
    TaggedPractice,
)


def _delete_unpublished(member):
    """What somebody wrote alone and nobody ever could read is no published work."""
    for page in PracticePage.objects.filter(owner=member, live=False, first_published_at=None, co_authors=None):
        number = page.pk
        page.delete()
        # The log of Wagtail remembers its title.
        PageLogEntry.objects.filter(page=number).delete()


def fill():
    register(
        Draft,
        rows=lambda member: Q(author=member),
        leaving=Leaving.DELETE,
        nothing="id conflict_of version base_revision_id",
        person="author co_authors saved_by",
        own="page data sent_in_at created_at updated_at",
    )
    register(PracticeIndexPage, work="intro")
    register(
        PracticePage,
        rows=lambda member: Q(owner=member) | Q(co_authors=member),
        before=_delete_unpublished,
        nothing="badge source_id review_reminded_at",
        person="contact co_authors",
        work="summary organisation age_from age_to occasion target_group intermediary approach materials who how place "
        "intensity conditions competence time_needed cost helps hinders results reach effect adoption maintenance "
        "negative_effects not_for first_step shadow_visit image recognition_register recognition_level "
        "recognition_date recognition_link review_date visibility topics municipalities",
    )
    register(
        Mechanism,
        rows=lambda member: Q(practice__owner=member) | Q(practice__co_authors=member),
        nothing="id sort_order",
        work="practice context resource reasoning outcome element element_kind core basis source source_label",
    )
    register(PracticeDocument, nothing="id sort_order", work="practice document")
    register(TaggedPractice, nothing="id tag content_object")
    register(SecondReaderTask, nothing="groups")
    register(
        AdoptionReport,
        rows=lambda member: Q(member=member),
        nothing="id",
        person="member",
        work="practice organisation municipality since result headline why adapted would_repeat created_at",
        others="answer answered_at",
    )
    register(
        Review,
        rows=lambda member: Q(reviewer=member),
        nothing="id",
        person="reviewer",
        work="practice problem target_group steps mechanism conditions results transferable remarks created_at "
        "updated_at",
    )
