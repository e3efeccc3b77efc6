"""What of a practice is searched for words. Names of people are not: visitors don't learn who wrote a practice."""

from wagtail.search import index

from network.topics.models import Topic
from practices.attached import AttachedText

# In the order in which a practice is read.
TEXTS = (
    *("occasion", "target_group", "intermediary", "approach", "materials", "who", "how", "place", "intensity"),
    *("conditions", "competence", "time_needed", "cost", "helps", "hinders"),
    *("results", "reach", "effect", "adoption", "maintenance", "negative_effects", "not_for", "first_step"),
    "recognition_register",
)
MECHANISM_TEXTS = ("element", "context", "resource", "reasoning", "outcome")


class SearchedPractice(AttachedText):
    """For ``PracticePage``: few fields with much in each, as every field costs at each search."""

    own_search_fields = [
        index.SearchField("title", boost=3),
        index.SearchField("summary", boost=2),
        index.AutocompleteField("summary"),
        index.SearchField("topic_names", boost=2),
        index.SearchField("searched_text"),
        index.SearchField("organisation_name", names=True),
        index.SearchField("attached_text", boost=0.5),
        index.FilterField("visibility"),
        index.FilterField("badge"),
    ]

    @classmethod
    def get_indexed_objects(cls):
        found = super().get_indexed_objects().select_related("organisation")
        return found.prefetch_related("mechanisms", "tagged_topics__tag", "documents__document")

    def topic_names(self):
        """The names of its topics that are part of the vocabulary; others are named nowhere."""
        tags = [tagged.tag for tagged in self.tagged_topics.all()]
        return "\n".join(tag.name for tag in tags if tag.status == Topic.Status.ACCEPTED)

    def organisation_name(self):
        return self.organisation.name if self.organisation else ""

    def searched_text(self):
        """All that it says about itself, the parts apart by an empty line so that no phrase runs over."""
        texts = [getattr(self, name) for name in TEXTS]
        for mechanism in self.mechanisms.all():
            texts += [getattr(mechanism, name) for name in MECHANISM_TEXTS]
        return "\n\n".join(text for text in texts if text)
